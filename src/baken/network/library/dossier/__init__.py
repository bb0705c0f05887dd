"""The introduction dossier: a reading order over articles and living parts, and its editions."""
