"""Who may know of a notice: the person it is for, and the parts of the system that make it."""

from __future__ import annotations

from typing import Self

from django.db.models import BooleanField, ExpressionWrapper, Q

from baken.foundation.access.actor import Actor, ActorKind
from baken.foundation.access.closed import ScopedQuerySet


class NoticeQuerySet(ScopedQuerySet):
    """Rules and filters over notices. The policy ``notice_own`` says the same in SQL."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the actor's own notices; a named part of the system sees all.

        A person sees the notices of all their memberships, so that work for the other role
        is not missed; opening one asks for the right membership.
        """
        if actor.kind == ActorKind.SYSTEM:
            return self.all()
        if actor.is_person and actor.account_id is not None:
            return self.filter(account_id=actor.account_id)
        return self.none()

    def unread(self) -> Self:
        """Return what was not opened or ticked yet."""
        return self.filter(read_at__isnull=True)

    def for_reading(self) -> Self:
        """Return them for a list: unread first, then the newest, with organisation and role."""
        is_unread = ExpressionWrapper(Q(read_at__isnull=True), output_field=BooleanField())
        return self.select_related("membership__organisation").order_by(
            is_unread.desc(), "-created_at"
        )
