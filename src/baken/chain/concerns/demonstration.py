"""Some weeks of invented concerns, for the demonstration."""

from __future__ import annotations


def load() -> str:
    """Load the invented concerns; doing it again changes nothing."""
    return ""
