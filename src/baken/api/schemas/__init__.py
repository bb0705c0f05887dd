"""The shapes of what goes in and out: a field is here because somebody chose it."""
