"""Why an action of this room can refuse."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class MeetingError(Exception):
    """Something that a person can put right; ``field`` says where, when it is one field."""

    def __init__(self, message: str | Promise, *, field: str = "") -> None:
        super().__init__(str(message))
        self.field = field


class EditConflict(MeetingError):
    """Somebody else changed the same thing; ``theirs`` is what stands there now."""

    def __init__(self, version: int, theirs: Mapping[str, object]) -> None:
        super().__init__(
            _(
                "Somebody changed this while you were busy. Below you see both versions. Saving"
                " again puts yours in its place."
            )
        )
        self.version = version
        self.theirs = theirs
