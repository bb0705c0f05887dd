"""Forms of lending."""
