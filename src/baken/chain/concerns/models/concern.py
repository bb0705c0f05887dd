"""The outline of a concern: everything about it that is not its content."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from baken.chain.concerns.access import (
    ConcernEventQuerySet,
    ConcernOutlineQuerySet,
    ConcernQuerySet,
    OwnerQuerySet,
)
from baken.foundation.access.closed import ClosedManager
from baken.foundation.people.models import Membership
from baken.foundation.region.models import Organisation
from baken.foundation.vault.models import DataKey

from .choices import (
    Channel,
    ConcernStatus,
    DueKind,
    EventKind,
    HandOverReason,
    Subject,
    YesNoUnknown,
)

OPEN = Q(closed_at__isnull=True)


class Concern(models.Model):
    """One concern of one municipality, without content: slugs, dates and ids only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(_("reference"), max_length=16, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    status = models.CharField(
        _("status"),
        max_length=20,
        choices=ConcernStatus.choices,
        default=ConcernStatus.RECEIVED,
    )
    channel = models.CharField(_("channel"), max_length=20, choices=Channel.choices)
    forms = ArrayField(models.CharField(max_length=30), verbose_name=_("forms"), default=list)
    minor = models.CharField(
        _("minor involved"),
        max_length=10,
        choices=YesNoUnknown.choices,
        default=YesNoUnknown.UNKNOWN,
    )
    subject = models.CharField(
        _("about"), max_length=10, choices=Subject.choices, default=Subject.PERSON
    )
    critical = models.BooleanField(_("critical indicator present"), default=False)
    reporter_function = models.CharField(_("function of the reporter"), max_length=40, blank=True)
    anonymous = models.BooleanField(_("the reporter stays anonymous"), default=False)
    received_at = models.DateTimeField(_("received"), default=timezone.now)
    holder = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        db_index=False,
    )  # fmt: skip
    next_due_on = models.DateField(_("next step before"), null=True, blank=True)
    due_kind = models.CharField(_("next step"), max_length=20, choices=DueKind.choices, blank=True)
    feedback_given_at = models.DateTimeField(_("feedback given"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    closing_reason = models.CharField(_("closing reason"), max_length=40, blank=True)
    retention_due_on = models.DateField(_("kept until"), null=True, blank=True)
    data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    route_version = models.CharField(_("version of the route"), max_length=40, blank=True)
    submission_key = models.BinaryField(max_length=32, null=True, unique=True, editable=False)

    not_personal: ClassVar[dict[str, str]] = {
        "reference": "random, says nothing of anybody",
        "forms": "slugs of the region pack",
        "reporter_function": "slug of the region pack, a function and never a name",
        "closing_reason": "slug of the region pack",
        "route_version": "version of the route card",
    }

    objects = ClosedManager.of(ConcernQuerySet)

    class Meta:
        ordering = ["-received_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status=ConcernStatus.CLOSED, closed_at__isnull=False)
                & ~Q(closing_reason="")
                | ~Q(status=ConcernStatus.CLOSED) & Q(closed_at__isnull=True, closing_reason=""),
                name="concern_closed_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(next_due_on__isnull=True, due_kind="")
                | Q(next_due_on__isnull=False) & ~Q(due_kind=""),
                name="concern_due_with_kind",
            ),
            models.CheckConstraint(
                condition=OPEN | Q(next_due_on__isnull=True), name="concern_closed_has_no_deadline"
            ),
            # What children refer to, so that the organisation they repeat is the true one.
            models.UniqueConstraint(fields=["id", "organisation"], name="concern_of_organisation"),
        ]
        indexes = [
            # The list of a municipality, newest first, with or without a status.
            models.Index(fields=["organisation", "-received_at", "id"], name="concern_newest"),
            models.Index(
                fields=["organisation", "status", "-received_at", "id"], name="concern_status"
            ),
            # Open work: by deadline, and by holder (null = the queue).
            models.Index(
                fields=["organisation", "next_due_on", "id"],
                condition=OPEN,
                name="concern_open_due",
            ),
            models.Index(
                fields=["organisation", "holder", "next_due_on"],
                condition=OPEN,
                name="concern_open_holder",
            ),
            # The region's outlines, reminders, retention.
            models.Index(fields=["-received_at", "id"], name="concern_region_newest"),
            models.Index(
                fields=["next_due_on", "id"],
                include=["organisation", "status", "due_kind", "received_at", "forms"],
                condition=OPEN,
                name="concern_region_due",
            ),
            models.Index(
                fields=["retention_due_on"],
                condition=Q(retention_due_on__isnull=False),
                name="concern_retention",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_open(self) -> bool:
        """True until it is closed."""
        return self.closed_at is None

    def is_overdue(self, today: dt.date) -> bool:
        """True when the next step should have been taken before today."""
        return self.next_due_on is not None and self.next_due_on < today


class ConcernOutline(models.Model):
    """What the region may know: that a concern exists, its forms, status, age and deadline.

    A read-only view in the database, so that the coordinator reads no row of any table of
    concerns and no later column leaks into the outline by itself.
    """

    id = models.UUIDField(primary_key=True)
    reference = models.CharField(_("reference"), max_length=16)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False
    )
    status = models.CharField(_("status"), max_length=20, choices=ConcernStatus.choices)
    forms = ArrayField(models.CharField(max_length=30), verbose_name=_("forms"))
    received_at = models.DateTimeField(_("received"))
    next_due_on = models.DateField(_("next step before"), null=True)
    due_kind = models.CharField(_("next step"), max_length=20, choices=DueKind.choices)
    closed_at = models.DateTimeField(_("closed"), null=True)

    not_personal: ClassVar[dict[str, str]] = {
        "reference": "random, says nothing of anybody",
        "forms": "slugs of the region pack",
    }

    objects = ClosedManager.of(ConcernOutlineQuerySet)

    class Meta:
        managed = False
        db_table = "concerns_outline"
        ordering = ["-received_at", "id"]

    def __str__(self) -> str:
        return self.reference

    def is_overdue(self, today: dt.date) -> bool:
        """True when the next step should have been taken before today."""
        return self.next_due_on is not None and self.next_due_on < today


class ConcernEvent(models.Model):
    """One step on the time line: who (by role), what, when; never what was said."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    concern = models.ForeignKey(
        Concern, on_delete=models.CASCADE, related_name="events", db_index=False
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    receiver = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    referral = models.ForeignKey(
        "concerns.Referral", on_delete=models.CASCADE, null=True, related_name="events",
        db_index=False,
    )  # fmt: skip
    kind = models.CharField(_("step"), max_length=30, choices=EventKind.choices)
    at = models.DateTimeField(default=timezone.now)
    by_membership = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    by_organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    from_status = models.CharField(max_length=20, blank=True, choices=ConcernStatus.choices)
    to_status = models.CharField(max_length=20, blank=True, choices=ConcernStatus.choices)
    shown_to_reporter = models.BooleanField(default=False)

    objects = ClosedManager.of(ConcernEventQuerySet)

    class Meta:
        ordering = ["at", "id"]
        indexes = [
            models.Index(fields=["concern", "at"], name="concernevent_timeline"),
            models.Index(
                fields=["referral", "at"],
                condition=Q(referral__isnull=False),
                name="concernevent_referral",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class HandOver(models.Model):
    """Who held the concern from when; ``to_holder`` empty means the organisation's queue."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="hand_overs")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    from_holder = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    to_holder = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    reason = models.CharField(max_length=20, choices=HandOverReason.choices)
    by_membership = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    at = models.DateTimeField(default=timezone.now)

    objects = ClosedManager.of(OwnerQuerySet)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return str(self.get_reason_display())
