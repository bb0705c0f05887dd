"""Filters of the templates of this room."""
