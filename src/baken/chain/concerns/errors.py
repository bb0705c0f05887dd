"""What a user can get wrong here. Each message is translated and may be shown as it is."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _


class ConcernError(Exception):
    """A step that cannot be taken; ``str(error)`` is the sentence for the screen.

    ``field`` names the form field that it belongs to, or is empty.
    """

    def __init__(self, message: str, *, field: str = "") -> None:
        self.field = field
        super().__init__(message)


class EditConflict(ConcernError):
    """A colleague changed the same thing first. Both versions are here: nothing is lost."""

    def __init__(self, *, mine: Mapping[str, object], theirs: Mapping[str, object]) -> None:
        self.mine = mine
        self.theirs = theirs
        super().__init__(
            _(
                "A colleague changed this in the meantime. Compare both versions and save again; "
                "nothing of what you wrote is lost."
            )
        )


class FeedbackMissing(ConcernError):
    """The reporter heard nothing yet; a concern is closed after feedback, not before."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The reporter has not had feedback yet. Give feedback first, also when there is "
                "nothing that you may tell."
            )
        )


class ReferralsOpen(ConcernError):
    """A partner still has something to do; withdraw it or wait for the answer."""

    def __init__(self) -> None:
        super().__init__(
            _("A partner has not answered yet. Wait for the answer or withdraw the referral.")
        )
