"""Giving and ending seats on screen."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import action
from baken.network.meetings.errors import MeetingError
from baken.network.meetings.models import BodySeat
from baken.network.meetings.steps import body_of, demand, locked


@action
def give_seat(*, actor: Actor, body_id: UUID, **values: Any) -> BodySeat:
    """Give a seat: role, organisation, both, one membership, or a function in words."""
    demand(actor)
    body = body_of(actor, body_id)
    if not any(values.get(name) for name in ("role", "organisation", "membership", "function")):
        raise MeetingError(_("Choose a role, an organisation or a person."))
    seat = BodySeat(body=body, **values)
    try:
        with transaction.atomic():
            seat.save()
    except IntegrityError as error:
        raise MeetingError(_("This seat exists already.")) from error
    return seat


@action
def end_seat(*, actor: Actor, seat_id: UUID) -> None:
    """End a seat; a later load of the region pack does not bring it back."""
    demand(actor)
    seat: BodySeat = locked(BodySeat, actor, seat_id)
    seat.is_current, seat.ended_on_screen = False, True
    seat.save(update_fields=["is_current", "ended_on_screen"])
