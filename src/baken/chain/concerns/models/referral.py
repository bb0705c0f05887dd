"""Passing on: what one receiving organisation gets to see, and its answer.

The referral itself carries no text. Its content, the facts and people linked to it and the
messages between both sides are readable for the receiver while the referral lives (sent,
accepted, done); after refusal or withdrawal the receiver still knows that it existed.
"""

from __future__ import annotations

import datetime as dt
import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from baken.chain.concerns.access import ReferralQuerySet, SharedQuerySet
from baken.foundation.access.closed import ClosedManager
from baken.foundation.people.models import Membership
from baken.foundation.region.models import Organisation
from baken.foundation.vault.models import SealedField

from .choices import DueKind, MessageSide, ReferralKind, ReferralStatus, Subject, YesNoUnknown
from .concern import Concern
from .content import Observation, Person, SealedChild

WAITING = Q(status__in=[ReferralStatus.SENT, ReferralStatus.ACCEPTED])
LIVE = (ReferralStatus.SENT, ReferralStatus.ACCEPTED, ReferralStatus.DONE)
"""While a referral is live the receiver reads what was shared."""


class Referral(models.Model):
    """One concern (or a part of it) sent to one organisation, for action or for advice."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(_("reference"), max_length=16, unique=True, editable=False)
    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="referrals")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    receiver = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    kind = models.CharField(_("kind"), max_length=10, choices=ReferralKind.choices)
    status = models.CharField(
        _("status"), max_length=10, choices=ReferralStatus.choices, default=ReferralStatus.SENT
    )
    ground = models.CharField(_("legal ground"), max_length=60)
    forms = ArrayField(models.CharField(max_length=30), verbose_name=_("forms"), default=list)
    minor = models.CharField(_("minor involved"), max_length=10, choices=YesNoUnknown.choices)
    subject = models.CharField(_("about"), max_length=10, choices=Subject.choices)
    critical = models.BooleanField(_("critical indicator present"), default=False)
    snapshot = models.JSONField(_("both organisations at that time"), default=dict)
    sent_at = models.DateTimeField(_("sent"), default=timezone.now)
    sent_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    due_on = models.DateField(_("answer before"), null=True, blank=True)
    due_kind = models.CharField(max_length=20, choices=DueKind.choices, blank=True)
    answered_at = models.DateTimeField(_("last answer"), null=True, blank=True)
    answered_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        db_index=False,
    )  # fmt: skip
    recorded_by_sender = models.BooleanField(_("answer recorded by the sender"), default=False)
    answer_read_at = models.DateTimeField(_("answer read"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    refusal_reason = models.CharField(_("reason of refusal"), max_length=40, blank=True)
    withdrawal_reason = models.CharField(_("reason of withdrawal"), max_length=40, blank=True)
    outcome = models.CharField(_("outcome"), max_length=40, blank=True)
    submission_key = models.BinaryField(max_length=32, null=True, unique=True, editable=False)
    observations = models.ManyToManyField(
        Observation, through="ReferralObservation", related_name="+"
    )
    persons = models.ManyToManyField(Person, through="ReferralPerson", related_name="+")

    not_personal: ClassVar[dict[str, str]] = {
        "reference": "random, says nothing of anybody",
        "ground": "slug of the region pack",
        "forms": "slugs of the region pack",
        "snapshot": "public names and contact points of two organisations",
        "refusal_reason": "slug of the region pack",
        "withdrawal_reason": "slug of the region pack",
        "outcome": "slug of the region pack",
    }

    objects = ClosedManager.of(ReferralQuerySet)

    class Meta:
        ordering = ["-sent_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(organisation=F("receiver")), name="referral_to_another_organisation"
            ),
            models.CheckConstraint(
                condition=(
                    (Q(status=ReferralStatus.REFUSED) & ~Q(refusal_reason=""))
                    | (~Q(status=ReferralStatus.REFUSED) & Q(refusal_reason=""))
                ),
                name="referral_refused_with_reason",
            ),
            models.CheckConstraint(
                condition=(
                    (Q(status=ReferralStatus.WITHDRAWN) & ~Q(withdrawal_reason=""))
                    | (~Q(status=ReferralStatus.WITHDRAWN) & Q(withdrawal_reason=""))
                ),
                name="referral_withdrawn_with_reason",
            ),
            models.CheckConstraint(
                condition=(
                    (Q(status=ReferralStatus.DONE) & ~Q(outcome=""))
                    | (~Q(status=ReferralStatus.DONE) & Q(outcome=""))
                ),
                name="referral_done_with_outcome",
            ),
            models.CheckConstraint(
                condition=(
                    (WAITING & Q(ended_at__isnull=True, due_on__isnull=False))
                    | (~WAITING & Q(ended_at__isnull=False, due_on__isnull=True))
                ),
                name="referral_waits_with_deadline",
            ),
            models.UniqueConstraint(
                fields=["concern", "receiver", "kind"],
                condition=WAITING,
                name="referral_waits_once_per_receiver",
            ),
            models.UniqueConstraint(
                fields=["id", "concern", "organisation", "receiver"], name="referral_of_concern"
            ),
        ]
        indexes = [
            models.Index(
                fields=["receiver", "due_on", "id"], condition=WAITING, name="referral_waiting"
            ),
            models.Index(fields=["receiver", "-sent_at", "id"], name="referral_newest"),
            models.Index(
                fields=["organisation", "due_on"], condition=WAITING, name="referral_sender_due"
            ),
            models.Index(fields=["due_on"], condition=WAITING, name="referral_due"),
            models.Index(
                fields=["organisation", "answered_at"],
                condition=Q(answered_at__isnull=False, answer_read_at__isnull=True),
                name="referral_unread_answer",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_waiting(self) -> bool:
        """True while the receiver still has something to do."""
        return self.status in (ReferralStatus.SENT, ReferralStatus.ACCEPTED)

    @property
    def is_live(self) -> bool:
        """True while the receiver may read what was shared."""
        return self.status in LIVE

    def is_overdue(self, today: dt.date) -> bool:
        """True when the receiver should have answered before today."""
        return self.due_on is not None and self.due_on < today


class ReferralContent(SealedChild):
    """The words of a referral: why, what is asked, and what came back."""

    referral = models.OneToOneField(Referral, on_delete=models.CASCADE, related_name="content")
    receiver = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    reason = SealedField(_("why this is shared"))
    message = SealedField(_("message to the receiver"))
    answer = SealedField(_("explanation of the answer"), null=True)
    partner_reference = SealedField(_("reference of the partner"), null=True)

    objects = ClosedManager.of(SharedQuerySet)

    def __str__(self) -> str:
        return "content of a referral"


class ReferralMessage(SealedChild):
    """One message in the two-way thread of a referral."""

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="messages")
    receiver = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    side = models.CharField(_("side"), max_length=10, choices=MessageSide.choices)
    text = SealedField(_("message"))
    written_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    written_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = ClosedManager.of(SharedQuerySet)

    class Meta:
        ordering = ["written_at", "id"]
        indexes = [
            models.Index(
                fields=["organisation", "side"],
                condition=Q(read_at__isnull=True),
                name="referralmessage_to_sender",
            ),
            models.Index(
                fields=["receiver", "side"],
                condition=Q(read_at__isnull=True),
                name="referralmessage_to_receiver",
            ),
        ]

    def __str__(self) -> str:
        return "message"


class SharedItem(models.Model):
    """Need to know, one item at a time: nothing is shared unless it is linked here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="%(class)ss")
    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    receiver = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    objects = ClosedManager.of(SharedQuerySet)

    class Meta:
        abstract = True


class ReferralObservation(SharedItem):
    """A fact that the receiver of this referral may read."""

    observation = models.ForeignKey(Observation, on_delete=models.CASCADE, related_name="shares")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["referral", "observation"], name="referralobservation_once"
            )
        ]

    def __str__(self) -> str:
        return "shared fact"


class ReferralPerson(SharedItem):
    """A person whose data the receiver of this referral may read."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="shares")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["referral", "person"], name="referralperson_once")
        ]

    def __str__(self) -> str:
        return "shared person"
