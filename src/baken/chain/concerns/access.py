"""Who may know of what, one rule per model; the first of the two locks.

In one table (the second lock, migration ``0002_row_security``, says the same in SQL):

==================  =========================================================================
Focal points        Everything of their own organisation's concerns; nothing of another's.
Partners            Referrals to their own organisation; of those that live: the content, the
                    messages, and the facts and people that were linked to it. Never the rest.
Coordinator,        Outlines of the region: a database view with reference, municipality,
portfolio holder    forms, status, age and deadline. No row of any table of concerns.
Mayor               Outlines of the own municipality.
Reporter            Their own channel, the feedback in it and the steps marked for them.
Intake              Nothing: it only adds.
System              Outlines, referrals without content and deadlines; never sealed content.
All others          Nothing: administrators, editors, trainers, privacy officers, strangers.
==================  =========================================================================
"""

from __future__ import annotations

from typing import Any, Self

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from baken.foundation.access.actor import Actor, ActorKind
from baken.foundation.access.closed import ScopedQuerySet
from baken.foundation.access.permissions import Permission

LIVE_STATUSES = ("sent", "accepted", "done")
"""Referral statuses in which the receiver may read what was shared."""


def owns(actor: Actor) -> bool:
    """Say whether the actor reads the concerns of their own organisation."""
    return actor.organisation_id is not None and actor.may(Permission.CONCERN_READ)


def receives(actor: Actor) -> bool:
    """Say whether the actor reads what is referred to their own organisation."""
    return actor.organisation_id is not None and actor.may(Permission.REFERRAL_READ)


def is_system(actor: Actor) -> bool:
    """Say whether this is a named part of the system."""
    return actor.kind == ActorKind.SYSTEM


def _open_channels(actor: Actor) -> Any:
    """Return the reporter's own channel, as a query, while it is open."""
    from .models import ReporterChannel

    return ReporterChannel.objects.visible_to(actor)


class OwnerQuerySet(ScopedQuerySet):
    """Content that never leaves the municipality."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the rows of the actor's own organisation, for those who read concerns."""
        if owns(actor):
            return self.filter(organisation_id=actor.organisation_id)
        return self.none()


class ConcernQuerySet(OwnerQuerySet):
    """Concerns themselves: for the owner, and without content for the system."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the own organisation's concerns; all of them for the system."""
        return self.all() if is_system(actor) else super().visible_to(actor)

    def still_open(self) -> Self:
        """Return those that are not closed."""
        return self.filter(closed_at__isnull=True)


class ConcernOutlineQuerySet(ScopedQuerySet):
    """Outlines: how many, where, how long, without who or what."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the region's outlines, the own municipality's, or none."""
        if is_system(actor) or actor.may(Permission.OUTLINE_READ_REGION):
            return self.all()
        own = actor.may(Permission.OUTLINE_READ_MUNICIPALITY) or actor.may(Permission.CONCERN_READ)
        if own and actor.organisation_id is not None:
            return self.filter(organisation_id=actor.organisation_id)
        return self.none()

    def still_open(self) -> Self:
        """Return those that are not closed."""
        return self.filter(closed_at__isnull=True)


class ReferralQuerySet(ScopedQuerySet):
    """Referrals without content: both sides, whatever became of it, and the system."""

    def visible_to(self, actor: Actor) -> Self:
        """Return what the own organisation sent or received."""
        if is_system(actor):
            return self.all()
        sides = Q(pk__in=[])
        if owns(actor):
            sides |= Q(organisation_id=actor.organisation_id)
        if receives(actor):
            sides |= Q(receiver_id=actor.organisation_id)
        return self.filter(sides)

    def received_by(self, actor: Actor) -> Self:
        """Return what was sent to the actor's organisation."""
        return self.filter(receiver_id=actor.organisation_id)


class SharedQuerySet(ScopedQuerySet):
    """Content of a referral: the owner always, the receiver while it lives."""

    def visible_to(self, actor: Actor) -> Self:
        """Return content of referrals sent, and of live referrals received."""
        sides = Q(pk__in=[])
        if owns(actor):
            sides |= Q(organisation_id=actor.organisation_id)
        if receives(actor):
            sides |= Q(receiver_id=actor.organisation_id, referral__status__in=LIVE_STATUSES)
        return self.filter(sides)


class LinkedQuerySet(ScopedQuerySet):
    """Facts and people: the owner, and whom they were linked to, one by one."""

    def _shared_with(self, actor: Actor) -> Any:
        link = self.model._meta.get_field("shares").related_model
        assert link is not None, "every linked model has its table of shares"
        column = f"{self.model._meta.model_name}_id"
        shares = link.objects.visible_to(actor)
        return Exists(
            shares.filter(
                receiver_id=actor.organisation_id,
                referral__status__in=LIVE_STATUSES,
                **{column: OuterRef("pk")},
            )
        )

    def visible_to(self, actor: Actor) -> Self:
        """Return the own organisation's rows and those linked to a live referral received."""
        sides = Q(pk__in=[])
        if owns(actor):
            sides |= Q(organisation_id=actor.organisation_id)
        if receives(actor):
            sides |= Q(self._shared_with(actor))
        return self.filter(sides)


class ObservationQuerySet(LinkedQuerySet):
    """Facts."""

    def current(self) -> Self:
        """Return facts that were not corrected by a later one."""
        return self.filter(replaced_by__isnull=True)


class PersonQuerySet(LinkedQuerySet):
    """People in a concern."""


class ConcernEventQuerySet(ScopedQuerySet):
    """Time line: the owner all, the receiver those of its referral, the reporter a few."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the steps that the actor may know of."""
        if actor.kind == ActorKind.REPORTER:
            channels = _open_channels(actor).values("concern_id")
            return self.filter(shown_to_reporter=True, concern_id__in=channels)
        sides = Q(pk__in=[])
        if owns(actor):
            sides |= Q(organisation_id=actor.organisation_id)
        if receives(actor):
            sides |= Q(receiver_id=actor.organisation_id)
        return self.filter(sides)


class ReporterChannelQuerySet(OwnerQuerySet):
    """The way back: for the owner, and for the reporter who holds its secret."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the owner's channels, or the reporter's own while it is open."""
        if actor.kind == ActorKind.REPORTER and actor.reporter_key:
            return self.filter(reporter_key=actor.reporter_key, expires_at__gt=timezone.now())
        return super().visible_to(actor)


class FeedbackQuerySet(OwnerQuerySet):
    """Feedback: for the owner, and for the reporter it was written to."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the owner's feedback, or what is in the reporter's own open channel."""
        if actor.kind == ActorKind.REPORTER:
            return self.filter(concern_id__in=_open_channels(actor).values("concern_id"))
        return super().visible_to(actor)
