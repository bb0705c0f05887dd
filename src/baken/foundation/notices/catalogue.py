"""The kinds of notice, registered by the rooms that send them in ``AppConfig.ready()``.

The sentence of a kind is shown in the product only. It must not carry content: "A referral
waits for your answer", never about whom. The mail does not even carry that sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.functional import Promise

from baken.foundation.access.actor import Actor

if TYPE_CHECKING:
    from .models import Notice

Names = Callable[[Actor, Iterable[UUID]], Mapping[UUID, str]]
"""Gives the references of subjects, as far as the actor may see them."""

_KINDS: dict[str, str | Promise] = {}
_NAMES: dict[str, Names] = {}


class UnknownNotice(LookupError):
    """A notice of a kind that nobody registered was sent."""


def register_notice(kind: str, text: str | Promise) -> None:
    """Add a kind ("referral.sent") and its sentence; pass a lazy translation.

    Registering the same kind again with another sentence raises ``ValueError``: two rooms
    would be fighting over one word.
    """
    if kind in _KINDS and str(_KINDS[kind]) != str(text):
        raise ValueError(f"notice {kind!r} is registered already")
    _KINDS[kind] = text


def register_names(subject_kind: str, names: Names) -> None:
    """Say how subjects of a kind are called in the list of messages: a reference, no content.

    The reference is looked up when the list is shown and never stored with the notice.
    """
    _NAMES[subject_kind] = names


def names_of(actor: Actor, notices: Iterable[Notice]) -> dict[UUID, str]:
    """Return the references of what the notices are about. One query for each kind of subject."""
    by_kind: dict[str, set[UUID]] = {}
    for notice in notices:
        by_kind.setdefault(notice.subject_kind, set()).add(notice.subject_id)
    found: dict[UUID, str] = {}
    for kind, ids in by_kind.items():
        if kind in _NAMES:
            found.update(_NAMES[kind](actor, ids))
    return found


def require(kind: str) -> None:
    """Raise ``UnknownNotice`` unless ``kind`` was registered."""
    if kind not in _KINDS:
        raise UnknownNotice(f"notice {kind!r}: call register_notice() in your AppConfig.ready()")


def text_of(kind: str) -> str:
    """Return the sentence; a kind of an older release gives the general one."""
    from django.utils.translation import gettext

    return str(_KINDS.get(kind) or gettext("Something is waiting for you"))
