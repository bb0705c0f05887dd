"""Numbers that organisations give: trained staff per function, businesses, outreach.

Numbers and never names: who works at a front desk or in a hotel has no account here.
"""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from baken.foundation.access.closed import ClosedManager
from baken.foundation.people.models import Membership
from baken.foundation.region.models import Organisation
from baken.network.learning import access, terms

from .catalogue import Training


class StaffFunction(models.TextChoices):
    """Functions in a municipality in which people see signs of exploitation."""

    FRONT_DESK = "front-desk", _("Front desk")
    INSPECTION = "inspection", _("Inspection and enforcement")
    SOCIAL_TEAM = "social-team", _("Social team")
    YOUTH = "youth", _("Youth")
    PERMITS = "permits", _("Permits")


class FunctionCount(models.Model):
    """How many of one function of a municipality did a training; each change is a new row.

    The newest row of (organisation, training, function) holds. ``trained_on`` is the day of the
    oldest training that still counts, from which the term runs.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="training_counts"
    )
    training = models.ForeignKey(Training, on_delete=models.PROTECT, related_name="+")
    function = models.CharField(_("function"), max_length=20, choices=StaffFunction.choices)
    staff = models.PositiveIntegerField(_("staff"))
    trained = models.PositiveIntegerField(_("of whom trained"))
    trained_on = models.DateField(_("trained on"), null=True, blank=True)
    counted_at = models.DateTimeField(_("entered"), auto_now_add=True)
    counted_by = models.ForeignKey(Membership, on_delete=models.SET_NULL, null=True)

    objects = ClosedManager.of(access.FunctionCountQuerySet)

    class Meta:
        ordering = ["-counted_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(trained__lte=F("staff")), name="count_not_above_staff"
            ),
            models.CheckConstraint(
                condition=Q(trained=0) | Q(trained_on__isnull=False), name="count_has_a_day"
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "training", "function", "-counted_at"],
                name="count_newest",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.function}"

    @property
    def ends_on(self) -> dt.date | None:
        """Return the last day on which the training counts; None without a term."""
        return terms.ends_on(self.trained_on, self.training.renewal_months)


class BusinessKind(models.TextChoices):
    """What sort of business takes part."""

    HOTEL = "hotel", _("Hotel")
    HOLIDAY_PARK = "holiday-park", _("Holiday park")
    CATERING = "catering", _("Restaurant or café")
    TRANSPORT = "transport", _("Transport")
    AGENCY = "agency", _("Employment agency")
    OTHER = "other", _("Other business")


class TakingPart(models.Model):
    """A business that follows the share of its staff that finished a training.

    It has no account; a coordinator, trainer or focal point enters numbers on its behalf.
    ``share`` is copied from the training, so that a changed rule does not reach back.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name of the business"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=BusinessKind.choices)
    municipality = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="businesses_trained"
    )
    training = models.ForeignKey(Training, on_delete=models.PROTECT, related_name="businesses")
    share = models.PositiveSmallIntegerField(_("share that is needed"))
    has_stopped = models.BooleanField(_("takes part no longer"), default=False)
    started_on = models.DateField(_("since"))
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ClosedManager.of(access.TakingPartQuerySet)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "training", "name"], name="business_once"
            ),
            models.CheckConstraint(condition=Q(share__range=(1, 100)), name="business_share"),
        ]

    def __str__(self) -> str:
        return self.name


class StaffFinished(models.Model):
    """How many of a business's staff had finished on a day; one row a day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    taking_part = models.ForeignKey(TakingPart, on_delete=models.CASCADE, related_name="counts")
    counted_on = models.DateField(_("on"))
    staff = models.PositiveIntegerField(_("staff"))
    finished = models.PositiveIntegerField(_("of whom finished"))

    objects = ClosedManager.of(access.StaffFinishedQuerySet)

    class Meta:
        ordering = ["-counted_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["taking_part", "counted_on"], name="finished_once_a_day"
            ),
            models.CheckConstraint(
                condition=Q(staff__gte=1) & Q(finished__lte=F("staff")), name="finished_not_above"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.finished}/{self.staff}"


class OutreachAudience(models.TextChoices):
    """For whom outreach was."""

    SCHOOLS = "schools", _("Schools")
    BUSINESSES = "businesses", _("Businesses")
    RESIDENTS = "residents", _("Residents")
    PROFESSIONALS = "professionals", _("Professionals")


class Outreach(models.Model):
    """Something that was done to inform people: where, by whom, how many it reached."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    on = models.DateField(_("day"))
    audience = models.CharField(_("for whom"), max_length=20, choices=OutreachAudience.choices)
    title = models.CharField(_("what was done"), max_length=200)
    place = models.CharField(_("where"), max_length=200)
    municipality = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="outreach_here"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="outreach_given"
    )
    training = models.ForeignKey(
        Training, on_delete=models.PROTECT, null=True, blank=True, related_name="outreach"
    )
    partners = models.CharField(_("together with"), max_length=200, blank=True)
    reached = models.PositiveIntegerField(_("number reached"))
    note = models.TextField(_("note"), max_length=1000, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    token = models.UUIDField(unique=True, editable=False)

    objects = ClosedManager.of(access.OutreachQuerySet)

    class Meta:
        ordering = ["-on", "title"]
        indexes = [models.Index(fields=["-on"], name="outreach_by_day")]

    def __str__(self) -> str:
        return self.title
