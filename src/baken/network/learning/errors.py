"""What an action of this room refuses; the text is for the screen."""

from __future__ import annotations


class LearningRefused(Exception):
    """A step that cannot be taken. ``field`` names the question it is about, if any."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class EditConflict(LearningRefused):
    """Somebody else changed the record after this person opened it."""
