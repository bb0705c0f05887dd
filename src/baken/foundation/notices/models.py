"""What waits for somebody: a pointer to work, never the work itself.

A notice says *that* something happened and where to look. It holds ids, a kind from the
catalogue and an internal path; no name, no text of a concern. So it can stand in a list, be
counted in a header and be mailed about without telling anything.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from baken.foundation.access.closed import ClosedManager
from baken.foundation.people.models import Account, Membership

from .access import NoticeQuerySet


class Notice(models.Model):
    """One line in somebody's messages, for one of their memberships."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="notices")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(_("kind"), max_length=60)
    subject_kind = models.CharField(_("kind of subject"), max_length=30)
    subject_id = models.UUIDField(_("subject"))
    path = models.CharField(_("address"), max_length=200)
    due_on = models.DateField(_("deadline"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)
    mailed_at = models.DateTimeField(_("mailed"), null=True, blank=True)

    objects = ClosedManager.of(NoticeQuerySet)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            # A reminder that runs every hour may not say the same thing twice ...
            models.UniqueConstraint(
                fields=["membership", "kind", "subject_id", "due_on"],
                condition=Q(due_on__isnull=False),
                name="notice_deadline_once",
            ),
            # ... and an event without a deadline not again while the first is unread.
            models.UniqueConstraint(
                fields=["membership", "kind", "subject_id"],
                condition=Q(due_on__isnull=True, read_at__isnull=True),
                name="notice_unread_once",
            ),
            models.CheckConstraint(
                condition=Q(path__startswith="/") & ~Q(path__startswith="//"),
                name="notice_path_internal",
            ),
        ]
        indexes = [
            models.Index(fields=["account", "-created_at"], name="notice_account"),
            models.Index(
                fields=["account"], condition=Q(read_at__isnull=True), name="notice_unread"
            ),
            models.Index(
                fields=["account"],
                condition=Q(mailed_at__isnull=True, read_at__isnull=True),
                name="notice_unmailed",
            ),
            models.Index(fields=["subject_kind", "subject_id"], name="notice_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def is_read(self) -> bool:
        """True once the reader opened or ticked it."""
        return self.read_at is not None

    @property
    def text(self) -> str:
        """Return the sentence of the catalogue for this kind, in the language of the screen."""
        from .catalogue import text_of

        return text_of(self.kind)
