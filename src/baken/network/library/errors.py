"""What an editor can get wrong. Each message is translated and may be shown as it is."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _


class LibraryError(Exception):
    """A step that cannot be taken; ``str(error)`` is the sentence for the screen.

    ``field`` names the form field that it belongs to, or is empty.
    """

    def __init__(self, message: str, *, field: str = "") -> None:
        self.field = field
        super().__init__(message)


class EditConflict(LibraryError):
    """Somebody changed the same record first. ``theirs`` holds what stands there now."""

    def __init__(self, *, theirs: Mapping[str, object], version: int) -> None:
        self.theirs = theirs
        self.version = version
        super().__init__(
            _(
                "Somebody else changed this in the meantime. What you wrote is still here. "
                "Compare it with what stands there now and save again."
            )
        )


class SecondPersonNeeded(LibraryError):
    """Who wrote a text does not approve it too."""

    def __init__(self) -> None:
        super().__init__(_("You wrote this yourself. Another editor approves it."))
