"""Somebody who asks to read the knowledge base, until a reader is let in or turned away.

No account exists before that. The row holds what the sign-up page asks and no more, and goes
away by itself (``actions/readers_night.py``).
"""

from __future__ import annotations

import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from baken.foundation.access.actor import Actor, ActorKind
from baken.foundation.access.closed import ClosedManager, ScopedQuerySet
from baken.foundation.access.permissions import Permission
from baken.foundation.region.models import Organisation


class RequestState(models.TextChoices):
    """How far a request is."""

    UNCONFIRMED = "unconfirmed", _("Mail not confirmed")
    WAITING = "waiting", _("Waits for an editor")
    ADMITTED = "admitted", _("Admitted")
    REFUSED = "refused", _("Turned down")


class Refusal(models.TextChoices):
    """Why somebody is not let in. The applicant reads the reason, so there is no free text."""

    SUBJECT = "subject", _("We do not see that your work touches this subject.")
    ADDRESS = "address", _("This is not a mail address of an organisation. Use your work address.")
    UNKNOWN = "unknown", _("We could not check that you work for this organisation.")
    LATE = "late", _("Nobody could look at your request in time. You may sign up again.")


class ReaderRequestQuerySet(ScopedQuerySet):
    """Requests of people who want to read."""

    def visible_to(self, actor: Actor) -> Self:
        """Return confirmed requests to who admits readers, and all to a part of the system.

        Whether somebody owns an address is not known before the confirmation, so until then
        nobody sees what was typed.
        """
        if actor.kind == ActorKind.SYSTEM:
            return self.all()
        if actor.may(Permission.READER_ADMIT):
            return self.exclude(state=RequestState.UNCONFIRMED)
        return self.none()

    def waiting(self) -> Self:
        """Return what waits for an editor."""
        return self.filter(state=RequestState.WAITING)

    def unconfirmed(self) -> Self:
        """Return what waits for its own mail."""
        return self.filter(state=RequestState.UNCONFIRMED)


class ReaderRequest(models.Model):
    """One request. The address is kept in lower case and plain letters (``forms/readers.py``)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("work mail address"))
    name = models.CharField(_("name"), max_length=120)
    function = models.CharField(_("function"), max_length=120)
    organisation_text = models.CharField(_("organisation"), max_length=200)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    state = models.CharField(
        max_length=12, choices=RequestState.choices, default=RequestState.UNCONFIRMED
    )
    refusal = models.CharField(max_length=10, choices=Refusal.choices, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)

    objects = ClosedManager.of(ReaderRequestQuerySet)

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"), condition=Q(state="waiting"), name="reader_waits_once"
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(refusal=""), name="reader_refused_with_reason"
            ),
        ]
        indexes = [models.Index(fields=["state", "created_at"], name="reader_by_state")]

    def __str__(self) -> str:
        return f"{self.get_state_display()} ({self.pk})"
