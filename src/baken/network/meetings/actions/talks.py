"""The yearly talks and the national consultations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import action
from baken.foundation.access.permissions import Permission
from baken.foundation.access.roles import Role
from baken.foundation.region.models import Organisation
from baken.network.meetings.errors import MeetingError
from baken.network.meetings.models import NationalConsultation, YearTalk
from baken.network.meetings.steps import change, demand, made_before


def _talk(actor: Actor, municipality: Organisation, year: int) -> YearTalk:
    """Return the talk of a municipality in a year, locked; made when it was not there yet."""
    rows = YearTalk.objects.visible_to(actor)
    YearTalk.objects.bulk_create(
        [YearTalk(municipality=municipality, year=year)], ignore_conflicts=True
    )
    talk: YearTalk = rows.select_for_update(of=("self",)).get(municipality=municipality, year=year)
    return talk


@action
def note_talk(
    *,
    actor: Actor,
    municipality: Organisation,
    year: int,
    version: int,
    values: Mapping[str, Any],
) -> YearTalk:
    """Note when the talk is or was, what was said and where the region helps. For who plans."""
    demand(actor)
    if not municipality.is_municipality:
        raise MeetingError(_("The yearly talk is with a municipality."))
    talk = _talk(actor, municipality, year)
    change(talk, version, values)
    return talk


@action
def wish_for_talk(
    *, actor: Actor, municipality: Organisation, year: int, version: int, wishes: str
) -> YearTalk:
    """Say, as a focal point, what one wants to talk about; only for one's own municipality."""
    demand(actor, Permission.BODY_READ)
    is_own = municipality.pk == actor.organisation_id and actor.role == Role.FOCAL_POINT
    if not is_own:
        raise PermissionDenied
    talk = _talk(actor, municipality, year)
    if talk.held_on is not None:
        raise MeetingError(_("The talk of this year was held already."))
    change(talk, version, {"wishes": wishes})
    return talk


@action
def note_consultation(
    *,
    actor: Actor,
    values: Mapping[str, Any],
    consultation_id: UUID | None = None,
    version: int = 1,
    token: UUID | None = None,
) -> NationalConsultation:
    """Note a national consultation and what came back, or change it. For who plans."""
    demand(actor)
    rows = NationalConsultation.objects.visible_to(actor)
    if consultation_id is not None:
        row: NationalConsultation = rows.select_for_update().get(pk=consultation_id)
        change(row, version, values)
        return row
    before = made_before(NationalConsultation, actor, token)
    if before is not None:
        return before  # type: ignore[no-any-return]
    made: NationalConsultation = NationalConsultation.objects.create(token=token, **values)
    return made
