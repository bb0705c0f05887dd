"""What keeps something from being shredded, and what is left when it is."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from baken.foundation.access.closed import ClosedManager
from baken.foundation.audit.catalogue import subject_label
from baken.foundation.people.models import Membership
from baken.foundation.region.models import Organisation

from .access import HoldQuerySet, TombstoneQuerySet


class HoldReason(models.TextChoices):
    """Why something is kept longer. A closed list: a hold holds no free text."""

    LEGAL_CLAIM = "legal-claim", _("Objection, appeal or legal proceedings")
    COMPLAINT = "complaint", _("A complaint is being handled")
    ACCESS_REQUEST = "access-request", _("Somebody asked to see their data (GDPR, article 15)")
    RESTRICTION = "restriction", _("Somebody asked to keep the data (GDPR, article 18)")
    INVESTIGATION = "investigation", _("Demand of the police or the prosecution service")
    INSPECTION = "inspection", _("Inquiry by a supervisory authority")


class Hold(models.Model):
    """Keeps one subject from being shredded until a day, or until it is released."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject_kind = models.CharField(_("kind of subject"), max_length=30)
    subject_id = models.UUIDField(_("subject"))
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("reason"), max_length=30, choices=HoldReason.choices)
    until = models.DateField(_("until"))
    placed_at = models.DateTimeField(_("since"))
    placed_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    released_at = models.DateTimeField(_("released"), null=True)
    released_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = ClosedManager.of(HoldQuerySet)

    class Meta:
        ordering = ["-placed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "reason"],
                condition=Q(released_at__isnull=True),
                name="hold_once_per_reason",
            ),
            models.CheckConstraint(
                condition=Q(released_at__isnull=True, released_by__isnull=True)
                | Q(released_at__gte=F("placed_at"), released_by__isnull=False),
                name="hold_released_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_reason_display())

    @property
    def subject_label(self) -> str:
        """Return the subject in words, with the start of its id, as the register shows it."""
        return f"{subject_label(self.subject_kind)} {str(self.subject_id)[:8]}"


class Tombstone(models.Model):
    """What is left of a shredded record, for the figures: no person, no words, no reference.

    Opening and closing are kept to the month: a day in a small municipality is a trace.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=30)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    facts = models.JSONField(_("facts"), default=dict)
    reason = models.CharField(_("closing reason"), max_length=40)
    opened_month = models.DateField(_("month of opening"))
    closed_month = models.DateField(_("month of closing"))
    shredded_on = models.DateField(_("shredded on"))
    batch = models.UUIDField(_("run"))

    not_personal: ClassVar[dict[str, str]] = {
        "facts": "slugs, small counts, yes or no; retention.registry.check_facts refuses more",
    }

    objects = ClosedManager.of(TombstoneQuerySet)

    class Meta:
        ordering = ["-shredded_on", "organisation", "kind"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opened_month__day=1, closed_month__day=1),
                name="tombstone_keeps_months_only",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "kind", "closed_month"], name="tombstone_figures"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.closed_month:%Y-%m}"
