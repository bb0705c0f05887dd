"""What a municipality says about itself on an agreement, and everything it said before."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from baken.foundation.access.closed import ClosedManager
from baken.foundation.people.models import Membership
from baken.foundation.region.models import Organisation
from baken.network.policy.access_agreements import AgreementCheckQuerySet


class CheckState(models.TextChoices):
    """The answers of a self-check."""

    MET = "met", _("Met")
    PARTLY = "partly", _("Partly met")
    NOT_MET = "not-met", _("Not met")
    NOT_APPLICABLE = "not-applicable", _("Not applicable")


class AgreementCheck(models.Model):
    """One answer of one municipality on one agreement; never changed, only followed by another.

    ``item`` is the slug of the agreement in the region pack, and ``pack_version`` the version that
    was answered. ``number`` counts the checks of a municipality on an item from 1: two people who
    answer at the same time both want the same number, and the second is told.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="agreement_checks"
    )
    item = models.SlugField(_("agreement"), max_length=60)
    number = models.PositiveIntegerField()
    state = models.CharField(_("state"), max_length=20, choices=CheckState.choices)
    evidence = models.TextField(_("evidence"), max_length=3000)
    checked_on = models.DateField(_("checked on"))
    checked_by = models.CharField(_("checked by (function)"), max_length=120)
    valid_until = models.DateField(_("valid until"))
    pack_version = models.CharField(max_length=60)
    membership = models.ForeignKey(
        Membership, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    """Who recorded it. Empty for what was loaded, such as a check that was made on paper."""
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now)

    objects = ClosedManager.of(AgreementCheckQuerySet)

    class Meta:
        ordering = ["organisation", "item", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "item", "number"], name="agreement_check_number_once"
            ),
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("checked_on")), name="agreement_check_term_in_order"
            ),
            models.CheckConstraint(
                condition=~Q(evidence="") & Q(number__gte=1), name="agreement_check_has_evidence"
            ),
        ]
        indexes = [models.Index(fields=["valid_until"], name="agreement_check_ends")]

    def __str__(self) -> str:
        return f"{self.item} {self.number}"
