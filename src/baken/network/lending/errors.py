"""What can go wrong with lending, in words for the person who tried."""

from __future__ import annotations


class LendingRefused(Exception):
    """A step cannot be taken; the message says why. ``field`` names the field it is about."""

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class EditConflict(LendingRefused):
    """Somebody else changed the record after it was opened."""
