"""Lending: headsets and kits that partners borrow."""
