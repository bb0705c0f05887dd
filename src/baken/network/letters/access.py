"""Who may know of a letter: who keeps the texts, who it was sent to, and the parts that send."""

from __future__ import annotations

from typing import Self

from django.db.models import Q

from baken.foundation.access.actor import Actor, ActorKind
from baken.foundation.access.closed import ScopedQuerySet
from baken.foundation.access.permissions import Permission


class LetterTextQuerySet(ScopedQuerySet):
    """Texts that were changed. The policy ``lettertext_read`` says the same in SQL."""

    def visible_to(self, actor: Actor) -> Self:
        """Return all texts to an editor of letters and to the system, none to others."""
        if actor.kind == ActorKind.SYSTEM or actor.may(Permission.LETTER_EDIT):
            return self.all()
        return self.none()


class LetterQuerySet(ScopedQuerySet):
    """The box. The policy ``letter_read`` says the same in SQL."""

    def visible_to(self, actor: Actor) -> Self:
        """Return all to the system, a person the own, an editor those that are not private."""
        if actor.kind == ActorKind.SYSTEM:
            return self.all()
        if not actor.is_person or actor.membership_id is None:
            return self.none()
        own = Q(membership_id=actor.membership_id)
        may_edit = actor.may(Permission.LETTER_EDIT)
        return self.filter(own | Q(is_private=False)) if may_edit else self.filter(own)

    def about(self, kind: str, subject_id: object) -> Self:
        """Return the letters about one record."""
        return self.filter(about_kind=kind, about_id=subject_id)


class AttachmentQuerySet(ScopedQuerySet):
    """What is attached; it follows its letter."""

    def visible_to(self, actor: Actor) -> Self:
        """Return what hangs on letters that the actor may know of."""
        if actor.kind == ActorKind.SYSTEM:
            return self.all()
        if not actor.is_person or actor.membership_id is None:
            return self.none()
        own = Q(letter__membership_id=actor.membership_id)
        may_edit = actor.may(Permission.LETTER_EDIT)
        return self.filter(own | Q(letter__is_private=False)) if may_edit else self.filter(own)
