"""Everything that writes policy; one module for each part of the work."""
