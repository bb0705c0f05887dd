"""Weighing with a second pair of eyes, and the decision that follows."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from baken.chain.concerns.access import OwnerQuerySet
from baken.foundation.access.closed import ClosedManager
from baken.foundation.people.models import Membership
from baken.foundation.vault.models import SealedField

from .choices import Advice, Outcome
from .content import SealedChild

CRITERIA = ("concrete", "recent", "fits_phenomenon", "municipal_task", "own_territory")
"""The five questions of weighing (model protocol of the CCV, phases 1 and 2)."""


class Assessment(SealedChild):
    """A second opinion, asked of a colleague, of the other domain where there is one."""

    question = SealedField(_("question to the second assessor"), null=True)
    text = SealedField(_("explanation of the advice"), null=True)
    requested_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    requested_at = models.DateTimeField(default=timezone.now)
    assessor = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    due_on = models.DateField(_("before"))
    given_at = models.DateTimeField(_("answered"), null=True, blank=True)
    advice = models.CharField(_("advice"), max_length=20, choices=Advice.choices, blank=True)
    criteria = models.JSONField(_("criteria"), default=dict)

    not_personal: ClassVar[dict[str, str]] = {
        "criteria": "five fixed questions, each answered yes, no or unknown",
    }

    objects = ClosedManager.of(OwnerQuerySet)

    class Meta:
        ordering = ["requested_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(given_at__isnull=True, advice="")
                | Q(given_at__isnull=False) & ~Q(advice=""),
                name="assessment_given_with_advice",
            ),
            models.UniqueConstraint(
                fields=["concern", "assessor"],
                condition=Q(given_at__isnull=True),
                name="assessment_asked_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["assessor", "due_on"],
                condition=Q(given_at__isnull=True),
                name="assessment_waiting",
            )
        ]

    def __str__(self) -> str:
        return "assessment"


class Decision(SealedChild):
    """What the focal point decided, and why. Without a second opinion: why not, too."""

    outcomes = ArrayField(
        models.CharField(max_length=20, choices=Outcome.choices), verbose_name=_("decision")
    )
    motivation = SealedField(_("motivation"))
    second_opinion = models.BooleanField(_("a second assessor advised"))
    without_second_opinion = SealedField(_("why without a second assessor"), null=True)
    decided_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    decided_at = models.DateTimeField(default=timezone.now)

    objects = ClosedManager.of(OwnerQuerySet)

    class Meta:
        ordering = ["decided_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(second_opinion=True) | Q(without_second_opinion__isnull=False),
                name="decision_second_opinion_or_reason",
            ),
            models.CheckConstraint(
                condition=Q(outcomes__len__gt=0), name="decision_has_an_outcome"
            ),
        ]

    def __str__(self) -> str:
        return "decision"
