"""The catalogue of trainings: brought by the region pack, changed and added to on screen."""

from __future__ import annotations

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from baken.foundation.access.closed import ClosedManager
from baken.foundation.region.models import PackRecord
from baken.network.learning.access import TrainingQuerySet


class TrainingForm(models.TextChoices):
    """How a training reaches people."""

    MEETING = "meeting", _("Meeting or training in a group")
    E_LEARNING = "e-learning", _("E-learning")
    VIRTUAL_REALITY = "virtual-reality", _("Virtual reality")
    MATERIAL = "material", _("Material to borrow")
    WEBSITE = "website", _("Website or platform")
    OTHER = "other", _("Other")


class TrainingPlace(models.TextChoices):
    """Where it is given."""

    ON_SITE = "on-site", _("On site")
    ONLINE = "online", _("Online")
    BOTH = "both", _("On site or online")


class TrainingAudience(models.TextChoices):
    """For whom it is meant; a training may be meant for several."""

    MUNICIPALITY = "municipality", _("Municipalities")
    FOCAL_POINT = "focal-point", _("Focal points")
    PARTNER = "partner", _("Partners in the chain")
    YOUTH_WORK = "youth-work", _("Professionals who work with young people")
    SCHOOL = "school", _("Schools")
    YOUNG_PEOPLE = "young-people", _("Young people")
    HOSPITALITY = "hospitality", _("Hotels and holiday parks")
    BUSINESS = "business", _("Other businesses")
    RESIDENTS = "residents", _("Residents")


class Training(PackRecord):
    """One training or tool for awareness. Public facts about an offer, no person.

    ``renewal_months`` says how long what was learned counts; None is without end.
    ``staff_share`` is the percentage of a staff that must have finished before a business gets
    the provider's certificate; None where there is no such rule.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(_("slug"), max_length=60, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=200)
    summary = models.TextField(_("what it is"), max_length=2000)
    learn = models.TextField(_("what is treated"), max_length=2000, blank=True)
    """One subject a line."""
    audiences = models.JSONField(_("for whom"), default=list)
    audience_note = models.CharField(_("for whom exactly"), max_length=300, blank=True)
    form = models.CharField(_("form"), max_length=20, choices=TrainingForm.choices)
    place = models.CharField(_("where"), max_length=10, choices=TrainingPlace.choices)
    duration = models.CharField(_("duration"), max_length=120, blank=True)
    cost = models.CharField(_("cost"), max_length=120, blank=True)
    is_free = models.BooleanField(_("free"), default=False)
    provider = models.CharField(_("given by"), max_length=200)
    group_minimum = models.PositiveSmallIntegerField(_("group: at least"), null=True, blank=True)
    group_maximum = models.PositiveSmallIntegerField(_("group: at most"), null=True, blank=True)
    accreditation = models.CharField(_("accreditation"), max_length=200, blank=True)
    languages = models.CharField(_("languages"), max_length=200, blank=True)
    condition = models.CharField(_("condition"), max_length=300, blank=True)
    contact = models.CharField(_("how to ask for it"), max_length=300, blank=True)
    email = models.EmailField(_("mail address"), blank=True)
    website = models.URLField(_("website"), max_length=300, blank=True)
    renewal_months = models.PositiveSmallIntegerField(
        _("counts for so many months"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(240)],
    )
    renewal_note = models.CharField(_("where this term comes from"), max_length=300, blank=True)
    staff_share = models.PositiveSmallIntegerField(
        _("share of the staff for a certificate"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    position = models.PositiveSmallIntegerField(default=500, editable=False)

    objects = ClosedManager.of(TrainingQuerySet)

    class Meta:
        ordering = ["position", "name"]
        verbose_name = _("training")
        constraints = [
            models.CheckConstraint(
                condition=Q(group_minimum__isnull=True)
                | Q(group_maximum__isnull=True)
                | Q(group_maximum__gte=F("group_minimum")),
                name="training_group_in_order",
            ),
            models.CheckConstraint(
                condition=Q(staff_share__isnull=True) | Q(staff_share__range=(1, 100)),
                name="training_share_is_percentage",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def subjects(self) -> list[str]:
        """Return what is treated, one subject each."""
        return [line.strip() for line in self.learn.splitlines() if line.strip()]

    @property
    def audience_labels(self) -> list[str]:
        """Return for whom it is, in words."""
        words = dict(TrainingAudience.choices)
        return [str(words.get(slug, slug)) for slug in self.audiences]
