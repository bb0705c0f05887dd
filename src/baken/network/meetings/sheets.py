"""What agenda and minutes of a meeting say, read with the eyes of who asks for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from baken.foundation.access.actor import Actor
from baken.foundation.region.models import Organisation

from .invitations import chairs_of, hours_of, place_of
from .minutes_pdf import Decision as DecisionLine
from .minutes_pdf import Fact, Point, Present, Sheet, Task
from .models import (
    Action,
    AgendaItem,
    Attendance,
    Decision,
    DecisionState,
    ItemKind,
    Meeting,
    Presence,
)


def minutes_sheet(actor: Actor, meeting: Meeting) -> Sheet:
    """Return the minutes: attendance, outcomes, decisions and actions. Seven queries."""
    decisions = Decision.objects.visible_to(actor).filter(meeting=meeting).order_by("number")
    actions = _with_owners(Action.objects.visible_to(actor).filter(meeting=meeting))
    decided = _by_item(decisions, _decision)
    agreed = _by_item(_numbered(actions), _task)
    points = tuple(
        Point(
            title=item.title,
            raised_by=_raised_by(item),
            outcome=item.outcome,
            decisions=tuple(decided.pop(item.pk, [])),
            actions=tuple(agreed.pop(item.pk, [])),
        )
        for item in _items(actor, meeting)
    )
    return Sheet(
        title=_("Minutes of %(body)s") % {"body": meeting.body.name},
        lead=_when(meeting),
        foot=_foot(meeting),
        facts=(*_facts(meeting), *_minutes_facts(meeting)),
        points=points,
        attendance=_attendance(actor, meeting),
        decisions=tuple(line for lines in decided.values() for line in lines),
        actions=tuple(line for lines in agreed.values() for line in lines),
        next_meeting=_next(actor, meeting),
    )


def agenda_sheet(actor: Actor, meeting: Meeting) -> Sheet:
    """Return the agenda, with the body's open actions. Four queries."""
    points = tuple(
        Point(
            title=item.title,
            raised_by=_raised_by(item),
            minutes=_minutes(item.minutes_allotted),
            explanation=item.text,
        )
        for item in _items(actor, meeting)
    )
    still_open = Action.objects.visible_to(actor).still_open().filter(body=meeting.body)
    note = (Fact(_("For the members"), meeting.note.strip()),) if meeting.note.strip() else ()
    return Sheet(
        title=_("Agenda of %(body)s") % {"body": meeting.body.name},
        lead=_when(meeting),
        foot=_foot(meeting),
        facts=(*_facts(meeting), *note),
        points=points,
        actions=tuple(_task(row) for row in _numbered(_with_owners(still_open))),
    )


def _items(actor: Actor, meeting: Meeting) -> list[AgendaItem]:
    found = AgendaItem.objects.visible_to(actor).on_the_agenda().filter(meeting=meeting)
    return list(
        found.select_related("asked_by__account", "asked_by__organisation").order_by(
            "position", "created_at"
        )
    )


def _with_owners(actions: Any) -> Any:
    return actions.select_related(
        "owner__account", "owner__organisation", "owner_organisation"
    ).order_by("due_on", "created_at")


def _numbered(actions: Iterable[Action]) -> list[Action]:
    """Give each action its number on this sheet."""
    rows = list(actions)
    for number, row in enumerate(rows, 1):
        row.number_on_sheet = str(number)  # type: ignore[attr-defined]
    return rows


def _by_item(rows: Iterable[Any], line: Any) -> dict[UUID | None, list[Any]]:
    found: dict[UUID | None, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.item_id].append(line(row))
    return found


def _decision(row: Decision) -> DecisionLine:
    text = row.text
    if row.state != DecisionState.IN_FORCE:
        text = f"{text} ({row.get_state_display().lower()})"
    return DecisionLine(row.reference, text)


def _task(row: Action) -> Task:
    number: str = row.number_on_sheet  # type: ignore[attr-defined]
    return Task(number, row.text, owner_of(row), date_format(row.due_on, "j F Y"))


def owner_of(row: Action) -> str:
    """Return who does it: name, function and organisation, as far as there are."""
    if row.owner is not None:
        parts = [
            row.owner.account.name,
            row.owner.get_role_display(),
            _short(row.owner.organisation),
        ]
    else:
        organisation = _short(row.owner_organisation)
        parts = [row.owner_function, organisation]
    return ", ".join(part for part in parts if part)


def _short(organisation: Organisation | None) -> str:
    """Return the name by which people know an organisation; columns are narrow."""
    return (organisation.short_name or organisation.name) if organisation else ""


def _raised_by(item: AgendaItem) -> str:
    parts = []
    if item.asked_by is not None:
        who = f"{item.asked_by.account.name}, {_short(item.asked_by.organisation)}"
        parts.append(_("Asked by %(who)s") % {"who": who})
    if item.kind == ItemKind.BOTTLENECK and item.reference:
        parts.append(_("Reference %(reference)s") % {"reference": item.reference})
    return "; ".join(parts)


def _minutes(number: int | None) -> str:
    return ngettext("%d minute", "%d minutes", number) % number if number else ""


def _attendance(actor: Actor, meeting: Meeting) -> tuple[Present, ...]:
    rows = (
        Attendance.objects.visible_to(actor)
        .filter(meeting=meeting)
        .exclude(presence=Presence.INVITED)
        .select_related("membership__account", "membership__organisation", "organisation")
    )
    order = [Presence.PRESENT, Presence.EXCUSED, Presence.ABSENT]
    return tuple(_present(row) for row in sorted(rows, key=lambda row: order.index(row.presence)))


def _present(row: Attendance) -> Present:
    organisation = _short(row.organisation)
    if row.membership is None:
        return Present(row.function, organisation, row.get_presence_display())
    function = f"{row.membership.get_role_display()}, {_short(row.membership.organisation)}"
    return Present(row.membership.account.name, function, row.get_presence_display())


def _when(meeting: Meeting) -> str:
    day = date_format(timezone.localtime(meeting.starts_at), "l j F Y")
    return f"{day[:1].upper()}{day[1:]}, {hours_of(meeting)}"


def _foot(meeting: Meeting) -> str:
    day = date_format(timezone.localtime(meeting.starts_at), "j F Y")
    return _("%(body)s, %(day)s. Holds no data about victims, suspects or reporters.") % {
        "body": meeting.body.name,
        "day": day,
    }


def _facts(meeting: Meeting) -> Sequence[Fact]:
    facts = [Fact(_("Place"), meeting.place or place_of(meeting) or _("not known yet"))]
    if meeting.online_link:
        facts.append(Fact(_("Online"), meeting.online_link, meeting.online_link))
    chairs = chairs_of(meeting.body)
    if chairs:
        facts.append(Fact(_("Chair"), "; ".join(chairs)))
    return facts


def _minutes_facts(meeting: Meeting) -> Sequence[Fact]:
    facts = []
    if meeting.noted_by is not None:
        facts.append(Fact(_("Noted by"), meeting.noted_by.account.name))
    facts.append(Fact(_("Status"), status_of(meeting)))
    return facts


def status_of(meeting: Meeting) -> str:
    """Say whether the minutes are a draft, sent or adopted."""
    if meeting.minutes_adopted_on is not None:
        day = date_format(meeting.minutes_adopted_on, "j F Y")
        return _("Adopted on %(day)s") % {"day": day}
    return _("To be adopted in the next meeting") if meeting.is_held else _("Draft")


def _next(actor: Actor, meeting: Meeting) -> str:
    following = (
        Meeting.objects.visible_to(actor)
        .standing()
        .filter(body=meeting.body, starts_at__gt=meeting.starts_at)
        .order_by("starts_at")
        .first()
    )
    if following is None:
        return ""
    place = place_of(following)
    return f"{_when(following)}, {place}" if place else _when(following)
