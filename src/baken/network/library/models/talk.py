"""A talk that somebody prepared: its parts in order, never a contact or a number."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from baken.foundation.access.closed import ClosedManager
from baken.foundation.people.models import Account
from baken.foundation.region.models import Organisation
from baken.network.library.access import TalkQuerySet
from baken.network.library.talk.audiences import TalkAudience, TalkLength


class Talk(models.Model):
    """One talk. Colleagues of the own organisation may use and copy it; its maker changes it.

    ``items`` is a list of ``{"part": key, "minutes": number}`` in order; the title slide always
    comes before them. ``municipality`` says of which municipality the contact is shown, when the
    own organisation is not one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    municipality = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("municipality"),
    )
    title = models.CharField(_("title"), max_length=100)
    meeting = models.CharField(_("name of the meeting"), max_length=120, blank=True)
    held_on = models.DateField(_("date"), null=True, blank=True)
    audience = models.CharField(_("for whom"), max_length=20, choices=TalkAudience.choices)
    length = models.PositiveSmallIntegerField(_("length"), choices=TalkLength.choices)
    items = models.JSONField(default=list)
    own_title = models.CharField(_("title of your own slide"), max_length=100, blank=True)
    own_points = models.TextField(_("points"), max_length=1200, blank=True)
    own_note = models.TextField(_("what you say"), max_length=2000, blank=True)
    form_token = models.UUIDField(unique=True, editable=False, default=uuid.uuid4)
    """Of the form it was made with: sent twice, it is made once."""
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = ClosedManager.of(TalkQuerySet)

    class Meta:
        ordering = ["-changed_at"]
        indexes = [
            models.Index(fields=["organisation", "-changed_at"], name="talk_by_organisation")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def subject_id(self) -> uuid.UUID:
        """Return of which organisation the contact is shown."""
        found: uuid.UUID = self.municipality_id or self.organisation_id
        return found
