"""The forms of policy."""
