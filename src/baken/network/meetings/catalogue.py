"""The notices of this room and the names of what they are about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from baken.foundation.access.actor import Actor
from baken.foundation.notices.catalogue import register_names, register_notice
from baken.foundation.region.models import ConsultationBody

from .models import Action, AgendaItem, Meeting

NOTICES = {
    "action.assigned": _("An action was given to you"),
    "action.due-soon": _("An action of yours is due soon"),
    "action.overdue": _("An action of yours is overdue"),
    "action.long-overdue": _("An action is more than two weeks overdue"),
    "body.below-minimum": _("A body will not reach its minimum of meetings"),
    "meeting.not-noted": _("A meeting is over and nobody noted that it was held"),
    "meeting.point-asked": _("A member asks for a point on the agenda"),
    "meeting.point-answered": _("Your point for the agenda was answered"),
}


def register() -> None:
    """Register words; called once, when the app is ready."""
    for kind, text in NOTICES.items():
        register_notice(kind, text)
    register_names("body-action", _names_of_actions)
    register_names("agenda-item", _names_of_points)
    register_names("meeting", _names_of_meetings)
    register_names("body", _names_of_bodies)


def _names_of_actions(actor: Actor, ids: Iterable[UUID]) -> Mapping[UUID, str]:
    found = Action.objects.visible_to(actor).filter(pk__in=list(ids)).select_related("body")
    return {row.pk: row.body.name for row in found}


def _names_of_points(actor: Actor, ids: Iterable[UUID]) -> Mapping[UUID, str]:
    found = AgendaItem.objects.visible_to(actor).filter(pk__in=list(ids)).select_related("body")
    return {row.pk: row.body.name for row in found}


def _names_of_meetings(actor: Actor, ids: Iterable[UUID]) -> Mapping[UUID, str]:
    found = Meeting.objects.visible_to(actor).filter(pk__in=list(ids)).select_related("body")
    return {row.pk: f"{row.body.name}, {date_format(row.day, 'j F Y')}" for row in found}


def _names_of_bodies(actor: Actor, ids: Iterable[UUID]) -> Mapping[UUID, str]:
    return dict(ConsultationBody.objects.filter(pk__in=list(ids)).values_list("pk", "name"))
