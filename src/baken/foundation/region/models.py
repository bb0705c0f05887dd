"""The region as data: organisations, how to reach them, bodies, roles and kept documents.

All of this is public reference data about organisations, never about a person, so everybody
reads it; row security (migration 0002) admits only an editor to write. The tables are filled
from a region pack (``loading.py``) and edited on screen (``actions.py``). Each record remembers
in ``pack_values`` what the pack last said, so that loading a newer pack never overwrites what an
editor changed.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from . import phones
from .calendar import current_calendar
from .hours import OpeningHours
from .merge import CHECK_FIELDS, as_plain, plain_value


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


class ChainRole(models.TextChoices):
    """The place in the chain by which the public directory groups organisations."""

    EMERGENCY = "emergency", _("Acute danger")
    ADVICE = "advice", _("Advice and reporting")
    MUNICIPALITY = "municipality", _("Your municipality")
    INVESTIGATION = "investigation", _("Investigation and supervision")
    APPROACH = "approach", _("Joint approach of offenders")
    CARE = "care", _("Care, shelter and protection")
    EXPERTISE = "expertise", _("Knowledge and policy")


class Situation(models.TextChoices):
    """When somebody calls an organisation, in the words of who has to choose."""

    DANGER = "danger", _("Somebody is in danger now")
    DOUBT = "doubt", _("I have doubts and want advice")
    CHILD = "child", _("It is about somebody under 18")
    CRIME = "crime", _("I know something about an offender or a crime")
    WORK = "work", _("It is about work or wages")
    HELP = "help", _("Somebody needs help or shelter")
    MARRIAGE = "marriage", _("Forced marriage, or left behind abroad")
    TOGETHER = "together", _("I want to act together with others")
    KNOWLEDGE = "knowledge", _("I look for knowledge, figures or training")


class Verification(models.TextChoices):
    """How well a fact is known; the letters are those of the region's source research."""

    BRIEF = "B", _("stated by the region")
    READ = "V", _("read in the source")
    SECONDARY = "S", _("read in a secondary source")
    KNOWN = "K", _("generally known, not yet checked")
    PROPOSAL = "P", _("proposal of the makers")


REACH_FIELDS = ("phone", "phone_abroad", "email", "website", "hours")
"""What a check of a contact point is about; when one changes, an older check says nothing."""


class PackRecord(models.Model):
    """A record that a pack brings and an editor may change.

    ``pack_values`` maps a field to the value the pack last gave; a field whose own value
    differs was edited on screen. Empty: the record was made on screen. ``is_current`` is
    false for what the pack no longer has: kept for history, not shown.
    """

    pack_values = models.JSONField(default=dict, editable=False)
    is_current = models.BooleanField(_("in use"), default=True)
    source = models.CharField(_("source"), max_length=500, blank=True)
    verification = models.CharField(
        _("how well known"), max_length=1, choices=Verification.choices, blank=True
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    """Goes up with every change on screen; an editor who saw an older one is warned."""

    class Meta:
        abstract = True

    def edited_fields(self) -> dict[str, tuple[object, object]]:
        """Return ``{field: (own value, the pack's value)}`` for what was changed on screen."""
        return {
            name: (plain_value(self, name), pack_value)
            for name, pack_value in self.pack_values.items()
            if name not in CHECK_FIELDS and plain_value(self, name) != pack_value
        }

    def held_back(self, values: Mapping[str, Any]) -> frozenset[str]:
        """Return fields of ``values`` that a pack does not decide on now, without a report."""
        return frozenset()


class Organisation(PackRecord):
    """An organisation of the region or the country. Public information, no person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(_("slug"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    kind = models.CharField(_("kind"), max_length=30, choices=OrganisationKind.choices)
    chain_role = models.CharField(
        _("place in the chain"), max_length=20, choices=ChainRole.choices, blank=True
    )
    description = models.TextField(_("what it is"), blank=True)
    task = models.TextField(_("task in the approach"), blank=True)
    serves = models.TextField(_("what to contact it for"), blank=True)
    call_when = models.JSONField(_("when to call"), default=list, blank=True)
    """Values of ``Situation``; the public list is filtered by them."""
    mail_domains = models.JSONField(_("mail domains"), default=list, blank=True)
    """Who has a mail address there works for it (``mail_domains.py``)."""
    website = models.CharField(_("website"), max_length=300, blank=True)
    municipality_code = models.CharField(_("municipality code"), max_length=6, blank=True)
    safety_region = models.CharField(_("safety region"), max_length=60, blank=True)
    tile_column = models.PositiveSmallIntegerField(_("column on the tile map"), null=True)
    tile_row = models.PositiveSmallIntegerField(_("row on the tile map"), null=True)
    valid_from = models.DateField(_("exists from"), null=True, blank=True)
    valid_until = models.DateField(_("exists until"), null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged_from"
    )
    position = models.PositiveSmallIntegerField(default=500, editable=False)

    class Meta:
        ordering = ["position", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality_code"],
                condition=~Q(municipality_code=""),
                name="organisation_municipality_code_unique",
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                name="organisation_period_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_municipality(self) -> bool:
        """True for a municipality."""
        return self.kind == OrganisationKind.MUNICIPALITY

    def exists_on(self, day: dt.date) -> bool:
        """Say whether the organisation exists on ``day`` (both ends inclusive)."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_until is None or day <= self.valid_until)


class ContactPoint(PackRecord):
    """One way to reach an organisation for one purpose.

    ``phone`` is stored as ``phones.normalise`` gives it: ``112``, ``09008844`` and other
    service numbers as dialled inside the country, every other number as E.164.
    ``hours`` is what ``OpeningHours.to_data`` gives; ``None`` means not known.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="contact_points"
    )
    slug = models.SlugField(_("slug"), max_length=60)
    name = models.CharField(_("name"), max_length=120)
    purpose = models.CharField(_("what for"), max_length=300, blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    phone_abroad = models.CharField(_("phone from abroad"), max_length=20, blank=True)
    email = models.EmailField(_("mail address"), blank=True)
    website = models.CharField(_("website"), max_length=300, blank=True)
    hours = models.JSONField(_("opening hours"), null=True, blank=True)
    hours_note = models.CharField(_("note on the hours"), max_length=300, blank=True)
    anonymous_possible = models.BooleanField(_("anonymous contact is possible"), default=False)
    fallback = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="falls_back_from"
    )
    last_checked_on = models.DateField(_("last checked on"), null=True, blank=True)
    checked_by = models.CharField(_("checked by"), max_length=200, blank=True)
    conflict_note = models.TextField(_("other versions seen"), blank=True)
    position = models.PositiveSmallIntegerField(default=500, editable=False)

    class Meta:
        ordering = ["position", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "slug"], name="contact_point_slug_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.name}"

    def held_back(self, values: Mapping[str, Any]) -> frozenset[str]:
        """Keep a check on screen that is newer, or that is about what an editor changed."""
        if "last_checked_on" not in values:
            return frozenset()
        if not set(REACH_FIELDS) & self.edited_fields().keys():
            if any(plain_value(self, name) != as_plain(values[name]) for name in REACH_FIELDS):
                return frozenset()
            own, wanted = self.last_checked_on, values["last_checked_on"]
            if own is None or (wanted is not None and wanted >= own):
                return frozenset()
        return CHECK_FIELDS

    @property
    def opening_hours(self) -> OpeningHours:
        """Return the hours by the region's calendar (one query; a list uses ``directory``)."""
        return OpeningHours.from_data(self.hours, calendar=current_calendar())

    @property
    def around_the_clock(self) -> bool:
        """True when it is always reachable; follows from ``hours``, so the two cannot clash."""
        return OpeningHours.from_data(self.hours).around_the_clock

    @property
    def phone_display(self) -> str:
        """Return the number as people in the Netherlands write it."""
        return phones.display(self.phone)

    @property
    def phone_link(self) -> str:
        """Return the ``tel:`` address, empty without a number."""
        return phones.link(self.phone)

    @property
    def is_filled(self) -> bool:
        """False for a contact that the region has not supplied yet."""
        return bool(self.phone or self.email or self.website)


class BodyLevel(models.TextChoices):
    """The level on which a consultation body works."""

    ADMINISTRATIVE = "administrative", _("Administrative (mayors)")
    STRATEGIC = "strategic", _("Strategic")
    TACTICAL = "tactical", _("Tactical")
    OPERATIONAL = "operational", _("Operational")


class ConsultationBody(PackRecord):
    """A body in which the region consults, with how often it must at least meet."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(_("slug"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=200)
    level = models.CharField(_("level"), max_length=20, choices=BodyLevel.choices)
    purpose = models.TextField(_("purpose"), blank=True)
    chair = models.CharField(_("chair"), max_length=200, blank=True)
    members = models.TextField(_("members"), blank=True)
    minimum_per_year = models.PositiveSmallIntegerField(_("at least per year"), null=True)
    conflict_note = models.TextField(_("other versions seen"), blank=True)
    position = models.PositiveSmallIntegerField(default=500, editable=False)

    class Meta:
        ordering = ["position", "name"]
        verbose_name = _("consultation body")

    def __str__(self) -> str:
        return self.name


class RegionRole(PackRecord):
    """A role as the region describes it: what somebody in it is for, never who it is."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(_("slug"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    tasks = models.JSONField(_("tasks"), default=list)
    position = models.PositiveSmallIntegerField(default=500, editable=False)

    class Meta:
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class PackDocument(models.Model):
    """One version of a section that is kept whole; never changed, only followed by a newer one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    section = models.CharField(max_length=60)
    version = models.CharField(max_length=60)
    valid_from = models.DateField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()

    class Meta:
        ordering = ["section", "-loaded_at"]
        constraints = [
            models.UniqueConstraint(fields=["section", "digest"], name="pack_document_unique")
        ]
        indexes = [models.Index(fields=["section", "-loaded_at"])]

    def __str__(self) -> str:
        return f"{self.section} {self.version}"


class RegionPackState(models.Model):
    """Which pack this database holds: exactly one row once a pack was loaded."""

    slug = models.SlugField(primary_key=True, max_length=60)
    name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()
    kept_edits = models.JSONField(default=list)
    """What the last load did not overwrite: record, field, kept value, the pack's value."""

    def __str__(self) -> str:
        return self.slug


class RegionChange(models.Model):
    """The history of one field of one record; public data, so old and new stand in clear."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField()
    record_kind = models.CharField(max_length=30)
    record_id = models.UUIDField()
    field = models.CharField(max_length=40)
    old = models.JSONField(null=True)
    new = models.JSONField(null=True)
    membership_id = models.UUIDField(null=True)
    changed_by = models.CharField(max_length=200)
    """Role and organisation, or "region pack": shown instead of a person's name."""

    class Meta:
        ordering = ["-at", "field"]
        indexes = [models.Index(fields=["record_kind", "record_id", "-at"])]

    def __str__(self) -> str:
        return f"{self.record_kind}.{self.field}"


from .route_model import InternalRoute as InternalRoute  # noqa: E402 - needs Organisation above
