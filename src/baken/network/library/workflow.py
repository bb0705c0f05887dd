"""The life of a version, as data; one function checks each step.

A text is written, read by a second person, approved and published, at once or on a day. What
was published or withdrawn stands still: an earlier version comes back as a new draft.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from .errors import LibraryError
from .models import RevisionState as S

STEPS: Mapping[str, frozenset[str]] = {
    S.DRAFT: frozenset({S.REVIEW, S.WITHDRAWN}),
    # Back to draft: the second reader returns it, or the writer takes it back.
    S.REVIEW: frozenset({S.DRAFT, S.APPROVED, S.WITHDRAWN}),
    S.APPROVED: frozenset({S.DRAFT, S.PUBLISHED, S.WITHDRAWN}),
    S.PUBLISHED: frozenset(),
    S.WITHDRAWN: frozenset(),
}


def may_become(source: str, target: str) -> bool:
    """Say whether the step exists."""
    return target in STEPS[source]


def check(source: str, target: str) -> str:
    """Return ``target``; raise ``LibraryError`` when the step does not exist."""
    if not may_become(source, target):
        raise LibraryError(_("This step is not possible any more. Look at the text again."))
    return target
