"""What can be borrowed, who asks for it, and which item is lent when.

A *request* wishes kinds and numbers for a period. Approving it makes *loans*: one numbered item
for that period each. That one item is never promised twice in the same days is not left to
these lines: the database refuses it (constraint ``loan_no_overlap``, migration 0002).
"""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from baken.foundation.access.closed import ClosedManager
from baken.foundation.people.models import Membership
from baken.foundation.region.calendar import is_working_day
from baken.foundation.region.models import Organisation, PackRecord

from .access import CheckQuerySet, RequestChildQuerySet, RequestQuerySet, StoreQuerySet


class ItemKind(PackRecord):
    """A sort of thing that is lent, such as a headset. From the region pack, editable."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(_("slug"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    plural = models.CharField(_("name of several"), max_length=120)
    description = models.TextField(_("what it is"), max_length=2_000)
    needs_supervision = models.BooleanField(_("only under professional supervision"), default=False)
    experiences = models.JSONField(_("experiences"), default=list)
    """Slug and name of what can be chosen with it, such as two films in a headset."""
    accessories = models.JSONField(_("what belongs to it"), default=list)
    """Names, ticked off at hand-out and return."""
    cleaning_days = models.PositiveSmallIntegerField(_("days for cleaning"), default=0)
    """Days after the period in which the item is not lent again."""
    position = models.PositiveSmallIntegerField(default=500, editable=False)

    objects = ClosedManager.of(StoreQuerySet)

    class Meta:
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name

    def experience_names(self, slugs: list[str]) -> list[str]:
        """Return the names of chosen experiences, in the order of the pack."""
        return [one["name"] for one in self.experiences if one["slug"] in slugs]


class Item(models.Model):
    """One thing with a number. ``number`` is unique over all kinds: the database's key for time."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.ForeignKey(ItemKind, on_delete=models.PROTECT, related_name="items")
    number = models.PositiveIntegerField(_("number in the store"), unique=True, editable=False)
    label = models.PositiveSmallIntegerField(_("number"))
    needs_cleaning = models.BooleanField(_("waits for cleaning"), default=False)
    retired_on = models.DateField(_("gone since"), null=True, blank=True)
    remark = models.CharField(_("remark"), max_length=300, blank=True)

    objects = ClosedManager.of(StoreQuerySet)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["kind", "label"], name="item_label_unique")]

    def __str__(self) -> str:
        return f"{self.kind.name} {self.label}"


class RequestState(models.TextChoices):
    """Where a request is; the table of steps is in ``workflow.py``."""

    ASKED = "asked", _("Asked")
    APPROVED = "approved", _("Approved")
    REFUSED = "refused", _("Refused")
    OUT = "out", _("Lent out")
    RETURNED = "returned", _("Returned")
    CANCELLED = "cancelled", _("Cancelled")


class LoanRequest(models.Model):
    """An organisation asks for kinds and numbers of items, for a period (both days included)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(_("reference"), max_length=12, unique=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="loan_requests"
    )
    membership = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="loan_requests"
    )
    municipality = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("municipality"),
    )
    purpose = models.TextField(_("purpose"), max_length=1_000)
    audience = models.CharField(_("audience"), max_length=200)
    place = models.CharField(_("place"), max_length=200)
    expected_reach = models.PositiveIntegerField(_("expected number of people"))
    actual_reach = models.PositiveIntegerField(_("number of people reached"), null=True, blank=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    wishes = models.JSONField(_("wished"), default=dict)
    """Slug of a kind → number, at least 1."""
    experiences = models.JSONField(_("experiences"), default=list)
    supervisor = models.CharField(_("supervision"), max_length=200, blank=True)
    """The function of the professional who guides the participants; never a name."""
    state = models.CharField(
        _("state"), max_length=10, choices=RequestState.choices, default=RequestState.ASKED
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    """Why it was refused or cancelled, or a word with the approval."""
    asked_until = models.DateField(_("extension asked until"), null=True, blank=True)
    asked_because = models.CharField(_("why longer"), max_length=500, blank=True)
    form_token = models.UUIDField(unique=True, editable=False, default=uuid.uuid4)
    """Of the form it was sent with: sent twice, it is stored once."""
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(_("asked"), auto_now_add=True)

    objects = ClosedManager.of(RequestQuerySet)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="loanrequest_period_in_order"
            ),
            models.CheckConstraint(
                condition=Q(expected_reach__gte=1), name="loanrequest_reaches_somebody"
            ),
            models.CheckConstraint(
                condition=Q(asked_until__isnull=True) | Q(asked_until__gt=F("ends_on")),
                name="loanrequest_extension_is_later",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "-created_at"], name="loanrequest_organisation"),
            models.Index(fields=["state", "starts_on"], name="loanrequest_state"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def days(self) -> int:
        """Return the length of the period in days, both ends counted."""
        return (self.ends_on - self.starts_on).days + 1

    @property
    def days_closed(self) -> list[dt.date]:
        """Return the first and the last day when the store is closed then and it is still to do.

        Somebody has to hand out and to take back; both may still settle another moment.
        """
        to_do = {
            RequestState.ASKED: [self.starts_on, self.ends_on],
            RequestState.APPROVED: [self.starts_on, self.ends_on],
            RequestState.OUT: [self.ends_on],
        }.get(RequestState(self.state), [])
        return [day for day in sorted(set(to_do)) if not is_working_day(day)]

    def is_late(self, today: dt.date) -> bool:
        """True when items are still out after the last day."""
        return self.state == RequestState.OUT and self.ends_on < today


class LoanState(models.TextChoices):
    """Where one promised item is. ``reserved`` and ``out`` keep it from others."""

    RESERVED = "reserved", _("Reserved")
    OUT = "out", _("Lent out")
    RETURNED = "returned", _("Returned")
    RELEASED = "released", _("Not collected")


class Loan(models.Model):
    """One item promised for a period; ``blocked_until`` adds the days for cleaning."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(LoanRequest, on_delete=models.PROTECT, related_name="loans")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="loans")
    item_number = models.PositiveIntegerField(editable=False)
    """The item's ``number``; a foreign key over both columns keeps them equal."""
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    blocked_until = models.DateField(_("free again after"))
    state = models.CharField(
        _("state"), max_length=10, choices=LoanState.choices, default=LoanState.RESERVED
    )
    handed_out_on = models.DateField(_("handed out on"), null=True, blank=True)
    returned_on = models.DateField(_("returned on"), null=True, blank=True)

    objects = ClosedManager.of(StoreQuerySet)

    class Meta:
        ordering = ["item_number", "starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on"), blocked_until__gte=F("ends_on")),
                name="loan_period_in_order",
            ),
            models.UniqueConstraint(fields=["request", "item"], name="loan_item_once_a_request"),
            # Also when it is too late and its days are over: who has it, has it.
            models.UniqueConstraint(
                fields=["item"], condition=Q(state="out"), name="loan_item_with_one_borrower"
            ),
        ]
        indexes = [
            models.Index(fields=["blocked_until"], name="loan_blocked_until"),
        ]

    def __str__(self) -> str:
        return f"{self.item_number} {self.starts_on}"


class Direction(models.TextChoices):
    """Which way an item went when it was looked at."""

    OUT = "out", _("Hand-out")
    BACK = "back", _("Return")


class Condition(models.TextChoices):
    """How an item was found."""

    GOOD = "good", _("Good")
    WORN = "worn", _("Signs of use")
    DEFECTIVE = "defective", _("Defective")


class Check(models.Model):
    """What was seen when an item was handed out or came back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    loan = models.ForeignKey(Loan, on_delete=models.CASCADE, related_name="checks")
    direction = models.CharField(_("direction"), max_length=4, choices=Direction.choices)
    condition = models.CharField(_("condition"), max_length=10, choices=Condition.choices)
    present = models.JSONField(_("present"), default=list)
    missing = models.JSONField(_("missing"), default=list)
    remark = models.CharField(_("remark"), max_length=300, blank=True)
    done_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField(_("moment"), auto_now_add=True)

    objects = ClosedManager.of(CheckQuerySet)

    class Meta:
        ordering = ["done_at"]
        constraints = [
            models.UniqueConstraint(fields=["loan", "direction"], name="check_once_each_way")
        ]

    def __str__(self) -> str:
        return f"{self.loan_id} {self.direction}"


class Defect(models.Model):
    """Something is wrong with an item; until it is mended the item is lent to nobody."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="defects")
    description = models.CharField(_("what is wrong"), max_length=500)
    reported_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    reported_at = models.DateTimeField(_("reported"), auto_now_add=True)
    mended_at = models.DateTimeField(_("mended"), null=True, blank=True)
    mended_how = models.CharField(_("how it was mended"), max_length=300, blank=True)

    objects = ClosedManager.of(StoreQuerySet)

    class Meta:
        ordering = ["-reported_at"]
        indexes = [
            models.Index(fields=["item"], condition=Q(mended_at__isnull=True), name="defect_open")
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.reported_at:%Y-%m-%d}"


class RequestEvent(models.Model):
    """One line in the history of a request, by role and organisation."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(LoanRequest, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=30)
    note = models.CharField(max_length=500, blank=True)
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = ClosedManager.of(RequestChildQuerySet)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.request_id} {self.kind}"

    @property
    def words(self) -> Any:
        """Return what happened, for the screen."""
        from .workflow import EVENT_WORDS

        return EVENT_WORDS.get(self.kind, self.kind)
