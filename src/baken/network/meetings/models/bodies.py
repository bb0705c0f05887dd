"""Who belongs to a body, as rules: a role, an organisation, both, or one membership."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from baken.foundation.access.closed import ClosedManager
from baken.foundation.access.roles import Role
from baken.foundation.people.models import Membership
from baken.foundation.region.models import ConsultationBody, Organisation
from baken.network.meetings.access import BodyArrangementQuerySet, BodySeatQuerySet


class BodyArrangement(models.Model):
    """How a body is run: what it prepares, and whether it is a round of talks.

    Comes from the pack (``meetings.yaml``); one per body. A body without one is an ordinary body.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = models.OneToOneField(
        ConsultationBody, on_delete=models.CASCADE, related_name="arrangement"
    )
    is_round_of_talks = models.BooleanField(default=False)
    """True for the yearly talk: one talk with each municipality, kept as ``YearTalk``."""
    prepares = models.ForeignKey(
        ConsultationBody, on_delete=models.SET_NULL, null=True, related_name="prepared_by"
    )
    """The body whose meetings this one prepares and whose commissions it carries out."""

    objects = ClosedManager.of(BodyArrangementQuerySet)

    def __str__(self) -> str:
        return str(self.body_id)


class BodySeat(models.Model):
    """One rule about who belongs to a body; what is filled in must all hold.

    ``role`` alone: everybody in that role. ``organisation`` alone: everybody of it who takes
    part. ``function`` describes a seat in words where nobody of it works in Baken ("Politiechef");
    such a seat names an organisation or nothing and admits by itself nobody.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = models.ForeignKey(ConsultationBody, on_delete=models.CASCADE, related_name="seats")
    key = models.CharField(max_length=60, blank=True)
    """Name in the pack; empty for a seat that was made on screen."""
    role = models.CharField(_("role"), max_length=30, choices=Role.choices, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="body_seats",
        verbose_name=_("organisation"),
    )
    membership = models.ForeignKey(
        Membership, on_delete=models.CASCADE, null=True, blank=True, related_name="body_seats"
    )
    function = models.CharField(_("function"), max_length=200, blank=True)
    is_chair = models.BooleanField(_("chair"), default=False)
    is_current = models.BooleanField(default=True)
    """False once the pack no longer has it or the coordinator ended it."""
    ended_on_screen = models.BooleanField(default=False)
    """True: ended by the coordinator; a later load of the pack does not bring it back."""

    objects = ClosedManager.of(BodySeatQuerySet)

    class Meta:
        ordering = ["-is_chair", "organisation__name", "role", "key"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "key"], condition=~Q(key=""), name="body_seat_key_unique"
            ),
            models.UniqueConstraint(
                fields=["body", "role", "organisation", "membership", "function"],
                condition=Q(is_current=True),
                nulls_distinct=False,
                name="body_seat_once",
            ),
            models.CheckConstraint(
                condition=~Q(role="")
                | ~Q(function="")
                | Q(organisation__isnull=False)
                | Q(membership__isnull=False),
                name="body_seat_is_for_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body_id}: {self.role or self.function or self.organisation_id}"

    @property
    def admits(self) -> bool:
        """False for a seat in words only, which no membership can fill."""
        return not self.function
