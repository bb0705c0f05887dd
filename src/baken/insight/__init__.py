"""Figures only: what the region may know of nature and scope, without a record of anybody."""
