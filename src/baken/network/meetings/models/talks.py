"""The yearly talk with each municipality, and what came back from national consultations."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from baken.foundation.access.closed import ClosedManager
from baken.foundation.region.models import Organisation
from baken.network.meetings.access import NationalConsultationQuerySet, YearTalkQuerySet


class YearTalk(models.Model):
    """The region's talk with one municipality's focal points in one year."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="year_talks"
    )
    year = models.PositiveSmallIntegerField(_("year"))
    planned_on = models.DateField(_("planned on"), null=True, blank=True)
    held_on = models.DateField(_("held on"), null=True, blank=True)
    wishes = models.TextField(_("what the municipality wants to talk about"), blank=True)
    points = models.TextField(_("what the municipality runs into"), blank=True)
    help_agreed = models.TextField(_("where the region helps"), blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ClosedManager.of(YearTalkQuerySet)

    class Meta:
        ordering = ["-year", "municipality__name"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "year"], name="year_talk_once")
        ]

    def __str__(self) -> str:
        return f"{self.municipality_id} {self.year}"


class NationalConsultation(models.Model):
    """A national consultation, what came back from it and what the region does with it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("consultation"), max_length=200)
    held_on = models.DateField(_("date"))
    present_for_us = models.CharField(_("who took part for the region"), max_length=200, blank=True)
    came_back = models.TextField(_("what came back"))
    follow_up = models.TextField(_("what we do with it"), blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    token = models.UUIDField(null=True, unique=True, editable=False)

    objects = ClosedManager.of(NationalConsultationQuerySet)

    class Meta:
        ordering = ["-held_on", "name"]

    def __str__(self) -> str:
        return self.name
