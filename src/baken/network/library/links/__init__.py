"""Outside addresses in published texts: which there are, and whether they still work."""
