"""What somebody can get wrong in this room."""

from __future__ import annotations


class PeopleError(Exception):
    """A refusal with a translated reason for the screen.

    ``field`` names the form field the reason belongs to; empty for the form as a whole.
    """

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field
