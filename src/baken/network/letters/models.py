"""Texts an editor changed, and letters: what was or will be mailed to whom.

A letter holds its final words, so that what was sent can be shown and a change of the text does
not reach back. Its body and attachments are forgotten some time after sending
(``jobs.forget_old``); that it was sent stays.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from baken.foundation.access.closed import ClosedManager
from baken.foundation.people.models import Membership

from .access import AttachmentQuerySet, LetterQuerySet, LetterTextQuerySet


class LetterText(models.Model):
    """The text of one letter as an editor wrote it. Empty body: the default was restored."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(_("letter"), max_length=60, unique=True)
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    body = models.TextField(_("text"), max_length=10_000, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    """Goes up with every change; an editor who saw an older one is warned."""
    changed_by = models.ForeignKey(
        Membership, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = ClosedManager.of(LetterTextQuerySet)

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return self.key

    @property
    def is_default(self) -> bool:
        """True after the default was restored."""
        return not self.body


class LetterState(models.TextChoices):
    """Where a letter is; see ``workflow.py``."""

    QUEUED = "queued", _("Waiting")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Not sent")


class Letter(models.Model):
    """One mail to one work address."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(_("letter"), max_length=60)
    membership = models.ForeignKey(
        Membership, on_delete=models.SET_NULL, null=True, related_name="letters"
    )
    to_address = models.EmailField(_("to"))
    subject = models.CharField(_("subject"), max_length=400)
    body = models.TextField(_("text"), blank=True)
    about_kind = models.CharField(_("kind of subject"), max_length=40)
    about_id = models.UUIDField(_("subject"))
    once = models.CharField(max_length=120, blank=True)
    is_private = models.BooleanField(default=False)
    """Tells of something that is the recipient's alone: who keeps the texts does not see it."""
    state = models.CharField(
        _("state"), max_length=10, choices=LetterState.choices, default=LetterState.QUEUED
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    last_error = models.CharField(_("last error"), max_length=80, blank=True)
    """The kind of error only: what a mail server answers may repeat an address or a text."""
    created_at = models.DateTimeField(_("made"), auto_now_add=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    forgotten_at = models.DateTimeField(_("forgotten"), null=True, blank=True)

    objects = ClosedManager.of(LetterQuerySet)

    class Meta:
        ordering = ["-created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["key", "to_address", "about_id", "once"],
                condition=~Q(once=""),
                name="letter_once",
            ),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False)
                | Q(~Q(state="sent"), sent_at__isnull=True),
                name="letter_sent_has_moment",
            ),
        ]
        indexes = [
            models.Index(fields=["-created_at"], name="letter_newest"),
            models.Index(fields=["about_kind", "about_id"], name="letter_about"),
            models.Index(fields=["membership"], name="letter_membership"),
            models.Index(fields=["state"], condition=~Q(state="sent"), name="letter_open"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.pk}"


class LetterAttachment(models.Model):
    """A file that goes with a letter, such as an invitation for a calendar."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="attachments")
    name = models.CharField(_("name"), max_length=120)
    content_type = models.CharField(_("kind"), max_length=120)
    content = models.BinaryField()
    position = models.PositiveSmallIntegerField(default=0)

    objects = ClosedManager.of(AttachmentQuerySet)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name
