"""Tests of the agreements per municipality and of the yearly account."""
