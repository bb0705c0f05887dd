"""A path of a hundred days, the ticks on it and in the year, and what is handed over.

The steps themselves are the region's (pack section ``onboarding``); here stands only what a
focal point ticked. Answers to the questions of a step are kept nowhere.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from baken.foundation.access.closed import ClosedManager
from baken.foundation.people.models import Membership
from baken.foundation.region.models import Organisation

from . import access


class Journey(models.Model):
    """The path of one membership: is it shared, is it off the first page.

    ``counts`` maps a kind of step to ``[done, all]``; it is filled only while she shares it, so
    that who follows reads numbers and no ticks.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    membership = models.OneToOneField(Membership, on_delete=models.CASCADE, related_name="journey")
    begun_on = models.DateField(_("begun on"), null=True, blank=True)
    """Day 1, for who was in the role before there was a path; else the first day in the role."""
    dismissed_at = models.DateTimeField(_("taken off the first page"), null=True, blank=True)
    shared_at = models.DateTimeField(_("shared with the coordinator"), null=True, blank=True)
    counts = models.JSONField(default=dict, editable=False)

    objects = ClosedManager.of(access.JourneyQuerySet)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(shared_at__isnull=False) | Q(counts={}),
                name="journey_counts_only_when_shared",
            )
        ]

    def __str__(self) -> str:
        return str(self.membership_id)


class StepTick(models.Model):
    """A step that she says is done."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="step_ticks")
    step = models.SlugField(_("step"), max_length=80)
    done_on = models.DateField(_("done on"))

    objects = ClosedManager.of(access.OwnQuerySet)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["membership", "step"], name="step_ticked_once")
        ]

    def __str__(self) -> str:
        return self.step


class RhythmTick(models.Model):
    """A point of the yearly rhythm that she says is done, for one year."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    membership = models.ForeignKey(
        Membership, on_delete=models.CASCADE, related_name="rhythm_ticks"
    )
    point = models.SlugField(_("point"), max_length=80)
    year = models.PositiveSmallIntegerField(_("year"))
    done_on = models.DateField(_("done on"))

    objects = ClosedManager.of(access.OwnQuerySet)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["membership", "year", "point"], name="rhythm_ticked_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.point}, {self.year}"


class Handover(models.Model):
    """What a leaving focal point leaves to her successor, as one document.

    ``content`` is what was open at the moment of giving (``to_data`` of its blocks): the
    successor reads what was true then. ``kept_until`` is set when it is given; after that day it
    is deleted. ``successor`` empty after giving: the system fills it in when there is one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    author = models.OneToOneField(
        Membership, on_delete=models.PROTECT, related_name="hand_over_document"
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    successor = models.ForeignKey(
        Membership,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("your successor"),
    )
    contacts = models.TextField(_("contacts"), blank=True)
    habits = models.TextField(_("habits"), blank=True)
    remarks = models.TextField(_("what else to know"), blank=True)
    content = models.JSONField(default=list, editable=False)
    changed_at = models.DateTimeField(_("changed"))
    given_at = models.DateTimeField(_("handed over on"), null=True, blank=True)
    kept_until = models.DateField(_("kept until"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ClosedManager.of(access.HandoverQuerySet)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(given_at__isnull=True) | Q(kept_until__isnull=False),
                name="handover_given_is_kept_to_a_term",
            ),
            models.CheckConstraint(
                condition=Q(successor__isnull=True) | ~Q(successor=models.F("author")),
                name="handover_to_somebody_else",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
