"""The register of outreach: what was done, where, by whom, how many it reached."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import action
from baken.foundation.access.permissions import Permission
from baken.network.learning import access
from baken.network.learning.errors import EditConflict, LearningRefused
from baken.network.learning.models import Outreach

from .base import demand


@dataclass(frozen=True)
class OutreachDraft:
    """What somebody fills in about one activity."""

    on: dt.date
    audience: str
    title: str
    place: str
    organisation_id: UUID
    reached: int
    municipality_id: UUID | None = None
    training_id: UUID | None = None
    partners: str = ""
    note: str = ""

    def check(self, actor: Actor) -> None:
        """Raise ``PermissionDenied`` for another organisation, ``LearningRefused`` for a date."""
        if not access.manages(actor) and self.organisation_id != actor.organisation_id:
            raise PermissionDenied
        if self.on > timezone.localdate():
            raise LearningRefused(_("The date lies in the future."), "on")


@action
def add_outreach(*, actor: Actor, draft: OutreachDraft, token: UUID) -> Outreach:
    """Enter an activity; the same ``token`` twice is the same one."""
    demand(actor, Permission.LEARNING_READ)
    draft.check(actor)
    outreach: Outreach
    outreach, _is_new = Outreach.objects.visible_to(actor).get_or_create(
        token=token, defaults=asdict(draft)
    )
    return outreach


def _own(actor: Actor, outreach_id: UUID) -> Outreach:
    found = Outreach.objects.visible_to(actor).editable_by(actor).select_for_update()
    outreach: Outreach = found.get(pk=outreach_id)
    return outreach


@action
def edit_outreach(
    *, actor: Actor, outreach_id: UUID, draft: OutreachDraft, version: int
) -> Outreach:
    """Change what the own organisation entered; raises ``EditConflict``."""
    outreach = _own(actor, outreach_id)
    if outreach.version != version:
        raise EditConflict(_("Somebody else changed this in the meantime."))
    draft.check(actor)
    values = asdict(draft)
    for name, value in values.items():
        setattr(outreach, name, value)
    outreach.version += 1
    outreach.save(update_fields=[*(name.removesuffix("_id") for name in values), "version"])
    return outreach


@action
def delete_outreach(*, actor: Actor, outreach_id: UUID) -> None:
    """Take away what was entered by mistake."""
    _own(actor, outreach_id).delete()
