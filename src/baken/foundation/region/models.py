"""The region as data: organisations and how to reach them."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    """What sort of organisation; decides which roles and referrals make sense for it."""

    MUNICIPALITY = "municipality", _("Municipality")
    REGION = "region", _("Regional alliance")
    POLICE = "police", _("Police")
    PROSECUTION = "prosecution", _("Public prosecution service")
    INSPECTORATE = "inspectorate", _("Inspectorate")
    RIEC = "riec", _("Regional information and expertise centre")
    CARE = "care", _("Care and advice")
    CHILD_PROTECTION = "child-protection", _("Child protection")
    NATIONAL = "national", _("National organisation")
    EMERGENCY = "emergency", _("Emergency service")


class Organisation(models.Model):
    """An organisation of the region or the country. Public information, no person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(_("slug"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    kind = models.CharField(_("kind"), max_length=30, choices=OrganisationKind.choices)
    municipality_code = models.CharField(_("municipality code"), max_length=6, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
