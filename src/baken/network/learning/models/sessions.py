"""Sessions, who enrolled, what they thought of it, and certificates.

Who enrols is a colleague with an account; their name comes from the membership and is shown to
who organises. What people think of a session is kept apart from who they are.
"""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from baken.foundation.access.closed import ClosedManager
from baken.foundation.people.models import Membership
from baken.network.learning import access
from baken.network.learning.codes import display
from baken.network.learning.workflow import EnrolmentStatus, SessionStatus

from .catalogue import Training

SCALE = (1, 5)


class Session(models.Model):
    """One meeting of a training, with places.

    ``taken`` is kept by a trigger on enrolments; the database refuses more than ``maximum``.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    training = models.ForeignKey(Training, on_delete=models.PROTECT, related_name="sessions")
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    is_online = models.BooleanField(_("online"), default=False)
    place = models.CharField(_("place"), max_length=200, blank=True)
    online_link = models.URLField(_("address of the online meeting"), max_length=500, blank=True)
    provider = models.CharField(_("given by"), max_length=200, blank=True)
    minimum = models.PositiveSmallIntegerField(_("at least"), default=0)
    maximum = models.PositiveSmallIntegerField(_("places"), validators=[MinValueValidator(1)])
    taken = models.PositiveSmallIntegerField(_("places taken"), default=0, editable=False)
    closes_on = models.DateField(_("last day to enrol"))
    note = models.CharField(_("note for participants"), max_length=500, blank=True)
    status = models.CharField(
        _("status"), max_length=10, choices=SessionStatus.choices, default=SessionStatus.PLANNED
    )
    reason = models.CharField(_("reason of cancelling"), max_length=300, blank=True)
    others_attended = models.PositiveSmallIntegerField(
        _("others who were there"), default=0, help_text=_("Without an account; a number only.")
    )
    organiser = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="sessions_organised"
    )
    token = models.UUIDField(unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ClosedManager.of(access.SessionQuerySet)

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="session_in_order"
            ),
            models.CheckConstraint(
                condition=Q(maximum__gte=1) & Q(minimum__lte=F("maximum")), name="session_places"
            ),
            models.CheckConstraint(
                condition=Q(taken__lte=F("maximum")), name="session_never_overbooked"
            ),
        ]
        indexes = [models.Index(fields=["status", "starts_at"], name="session_by_start")]

    def __str__(self) -> str:
        return f"{self.training}, {timezone.localtime(self.starts_at):%d-%m-%Y}"

    @property
    def free(self) -> int:
        """Return how many places are left."""
        return self.maximum - self.taken

    @property
    def is_planned(self) -> bool:
        """True until it was held or cancelled."""
        return self.status == SessionStatus.PLANNED

    def has_begun(self, now: dt.datetime | None = None) -> bool:
        """Say whether it has begun."""
        return self.starts_at <= (now or timezone.now())

    def is_open_on(self, day: dt.date) -> bool:
        """Say whether one can enrol on a day; the closing date itself is included."""
        return self.is_planned and day <= self.closes_on


class Cancelled(models.TextChoices):
    """Who cancelled an enrolment."""

    SELF = "self", _("by the participant")
    ORGANISER = "organiser", _("by the organiser")
    SESSION = "session", _("the session does not take place")


class Enrolment(models.Model):
    """One colleague for one session; ``number`` is the order of arrival, never given twice."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="enrolments")
    membership = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="enrolments", verbose_name=_("who")
    )
    number = models.PositiveIntegerField(_("order of arrival"))
    status = models.CharField(_("status"), max_length=10, choices=EnrolmentStatus.choices)
    enrolled_at = models.DateTimeField(_("enrolled"), auto_now_add=True)
    moved_up_at = models.DateTimeField(_("moved up"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True)
    cancelled_by = models.CharField(
        _("cancelled"), max_length=10, choices=Cancelled.choices, blank=True
    )
    attended = models.BooleanField(_("was there"), null=True, blank=True)
    evaluated_on = models.DateField(_("gave an opinion"), null=True, blank=True)

    objects = ClosedManager.of(access.EnrolmentQuerySet)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["session", "number"], name="enrolment_order"),
            models.UniqueConstraint(
                fields=["session", "membership"],
                condition=~Q(status="cancelled"),
                name="enrolment_once",
            ),
            models.CheckConstraint(
                condition=Q(attended__isnull=True) | Q(attended=False) | Q(status="placed"),
                name="enrolment_attended_had_place",
            ),
            models.CheckConstraint(
                condition=Q(evaluated_on__isnull=True) | Q(attended=True),
                name="enrolment_opinion_of_who_was_there",
            ),
        ]
        indexes = [models.Index(fields=["membership", "status"], name="enrolment_by_member")]

    def __str__(self) -> str:
        return f"{self.session_id} {self.number}"


def _score(words: Any) -> Any:
    return models.PositiveSmallIntegerField(
        words, validators=[MinValueValidator(SCALE[0]), MaxValueValidator(SCALE[1])]
    )


class Evaluation(models.Model):
    """What one participant thought; nothing points from here to who it was, not even a time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="evaluations")
    usable = _score(_("I can use this in my work"))
    confident = _score(_("I know better what to do when I see something"))
    recommend = _score(_("I would recommend this to a colleague"))
    words = models.TextField(_("What can be better, or should stay?"), max_length=1000, blank=True)

    objects = ClosedManager.of(access.EvaluationQuerySet)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(usable__range=SCALE)
                & Q(confident__range=SCALE)
                & Q(recommend__range=SCALE),
                name="evaluation_on_the_scale",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Certificate(models.Model):
    """Proof that somebody was there. Training and day are copied: paper does not change."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    enrolment = models.OneToOneField(
        Enrolment, on_delete=models.PROTECT, related_name="certificate"
    )
    code = models.CharField(_("code"), max_length=12, unique=True)
    training_name = models.CharField(_("training"), max_length=200)
    held_on = models.DateField(_("day of the training"))
    valid_until = models.DateField(_("counts until"), null=True, blank=True)
    issued_at = models.DateTimeField(_("issued"), auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = ClosedManager.of(access.CertificateQuerySet)

    class Meta:
        ordering = ["-held_on"]
        indexes = [models.Index(fields=["valid_until"], name="certificate_by_end")]

    def __str__(self) -> str:
        return self.shown_code

    @property
    def shown_code(self) -> str:
        """Return the code as it stands on paper."""
        return display(self.code)

    def is_valid_on(self, day: dt.date) -> bool:
        """Say whether it counts on a day; the last day is included."""
        return self.withdrawn_at is None and (self.valid_until is None or day <= self.valid_until)
