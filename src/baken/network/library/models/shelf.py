"""What stands beside the articles: terms, links that are checked, and what a reader follows."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from baken.foundation.access.closed import ClosedManager
from baken.foundation.people.models import Account
from baken.foundation.region.models import PackRecord
from baken.network.library.access import OwnQuerySet, ReadersQuerySet, WritersQuerySet

from .article import Theme


class Term(PackRecord):
    """A word that explains itself wherever it stands in a text.

    ``also`` are other spellings and abbreviations, one a line; they are found too.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(_("slug"), max_length=60, unique=True, editable=False)
    word = models.CharField(_("term"), max_length=80)
    also = models.TextField(_("other spellings"), max_length=300, blank=True)
    explanation = models.CharField(_("explanation"), max_length=400)
    article_slug = models.SlugField(_("article that says more"), max_length=80, blank=True)
    position = models.PositiveSmallIntegerField(default=500, editable=False)

    objects = ClosedManager.of(ReadersQuerySet)

    class Meta:
        ordering = ["word"]
        verbose_name = _("term")

    def __str__(self) -> str:
        return self.word

    @property
    def spellings(self) -> list[str]:
        """Return the word and its other spellings."""
        return [self.word, *self.others]

    @property
    def others(self) -> list[str]:
        """Return the other spellings and abbreviations."""
        return [line.strip() for line in self.also.splitlines() if line.strip()]


class LinkState(models.TextChoices):
    """What a check of an address found."""

    UNKNOWN = "unknown", _("Not checked yet")
    FINE = "fine", _("Works")
    MOVED = "moved", _("Moved")
    CHANGED = "changed", _("Content changed")
    DEAD = "dead", _("Does not exist any more")
    UNREACHABLE = "unreachable", _("Could not be reached")


class CheckedLink(models.Model):
    """An outside address that stands in a published text, and what the last check found."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    url = models.CharField(max_length=500, unique=True)
    state = models.CharField(max_length=12, choices=LinkState.choices, default=LinkState.UNKNOWN)
    status_code = models.PositiveSmallIntegerField(null=True)
    moved_to = models.CharField(max_length=500, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    """SHA-256 of title and headings (of a file: all) when an editor last found it right."""
    checked_at = models.DateTimeField(null=True)
    failing_since = models.DateTimeField(null=True)

    objects = ClosedManager.of(WritersQuerySet)

    class Meta:
        ordering = ["url"]

    def __str__(self) -> str:
        return self.url


class RoundOutcome(models.TextChoices):
    """How a round along all addresses ended."""

    RUNNING = "running", _("Busy")
    DONE = "done", _("Done")
    OFFLINE = "offline", _("No internet")


class LinkRound(models.Model):
    """One round along all outside addresses. Without internet nothing is judged."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)
    outcome = models.CharField(
        max_length=8, choices=RoundOutcome.choices, default=RoundOutcome.RUNNING
    )
    checked = models.PositiveIntegerField(default=0)
    left = models.PositiveIntegerField(default=0)
    """How many there was no time for; the next round begins with those."""

    objects = ClosedManager.of(WritersQuerySet)

    class Meta:
        ordering = ["-started_at"]

    def __str__(self) -> str:
        return self.outcome


class Visit(models.Model):
    """When somebody was last here, so that "new since your last visit" can be told.

    Nothing else is kept of what people read. ``since`` is the end of the visit before this one.
    """

    account = models.OneToOneField(
        Account, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    seen_at = models.DateTimeField()
    since = models.DateTimeField(null=True)

    objects = ClosedManager.of(OwnQuerySet)

    def __str__(self) -> str:
        return str(self.account_id)


class Subscription(models.Model):
    """A theme of which somebody wants to hear what is new; an empty theme is everything."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    theme = models.CharField(max_length=20, choices=Theme.choices, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    told_until = models.DateTimeField(auto_now_add=True)
    """What changed before this moment was in a digest, or older than the subscription."""

    objects = ClosedManager.of(OwnQuerySet)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "theme"], name="subscription_once"),
            models.CheckConstraint(
                condition=Q(theme="") | Q(theme__in=Theme.values), name="subscription_theme_known"
            ),
        ]

    def __str__(self) -> str:
        return self.theme or "*"


class Edition(models.Model):
    """The introduction dossier as it was from a day on, kept to tell what changed since.

    ``content`` is the tree (``baken.web.documents.tree.to_data``) of what readers could see.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.PositiveIntegerField(unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    digest = models.CharField(max_length=64)
    content = models.JSONField()

    objects = ClosedManager.of(ReadersQuerySet)

    class Meta:
        ordering = ["-number"]

    def __str__(self) -> str:
        return str(self.number)
