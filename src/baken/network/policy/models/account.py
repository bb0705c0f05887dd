"""The yearly account to the mayors: the coordinator's words, and the texts that were final."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from baken.foundation.access.closed import ClosedManager
from baken.foundation.people.models import Membership
from baken.network.policy.access_agreements import (
    AccountEditionQuerySet,
    AccountWordsQuerySet,
    YearlyAccountQuerySet,
)


class AccountStatus(models.TextChoices):
    """A draft follows the data; a final account stands still."""

    DRAFT = "draft", _("Draft")
    FINAL = "final", _("Final")


class YearlyAccount(models.Model):
    """The account over one year. While it is a draft nothing but the own words is stored."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    year = models.PositiveSmallIntegerField(_("year"), unique=True)
    status = models.CharField(
        _("status"), max_length=10, choices=AccountStatus.choices, default=AccountStatus.DRAFT
    )
    started_at = models.DateTimeField(_("started"), default=timezone.now)
    final_at = models.DateTimeField(_("final since"), null=True, blank=True)

    objects = ClosedManager.of(YearlyAccountQuerySet)

    class Meta:
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="draft", final_at__isnull=True)
                | Q(status="final", final_at__isnull=False),
                name="yearly_account_final_with_moment",
            ),
            models.CheckConstraint(
                condition=Q(year__range=(2000, 2200)), name="yearly_account_year_makes_sense"
            ),
        ]

    def __str__(self) -> str:
        return str(self.year)

    @property
    def is_final(self) -> bool:
        """True while the text stands still."""
        return self.status == AccountStatus.FINAL


class AccountWords(models.Model):
    """One version of the own words of a chapter; the highest number holds, empty text counts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(YearlyAccount, on_delete=models.CASCADE, related_name="words")
    chapter = models.SlugField(_("chapter"), max_length=60)
    number = models.PositiveIntegerField()
    text = models.TextField(_("own words"), max_length=10_000, blank=True)
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(_("written"), default=timezone.now)

    objects = ClosedManager.of(AccountWordsQuerySet)

    class Meta:
        ordering = ["account", "chapter", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "chapter", "number"], name="account_words_number_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.chapter} {self.number}"


class AccountEdition(models.Model):
    """The whole text as it stood when the account became final; never changed.

    ``text`` is the document as ``account.document.Document.to_data`` gives it, so that PDF and
    Word of years ago can be made again whatever the data say today.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(YearlyAccount, on_delete=models.CASCADE, related_name="editions")
    number = models.PositiveIntegerField()
    text = models.JSONField()
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    made_final_at = models.DateTimeField(_("made final"), default=timezone.now)

    objects = ClosedManager.of(AccountEditionQuerySet)

    class Meta:
        ordering = ["account", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "number"], name="account_edition_number_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.number}"
