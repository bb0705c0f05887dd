"""Invented meetings for a demonstration: each page shows something to each role.

All dates are relative to today, so that there is always a meeting to come and one to note. What
was decided and promised is invented; the people are the cast of the demonstration. Loading again
changes nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as
from baken.foundation.access.permissions import Permission
from baken.foundation.access.roles import Role
from baken.foundation.people.models import Membership
from baken.foundation.region.calendar import current_calendar
from baken.foundation.region.models import ConsultationBody, Organisation

from .models import (
    Action,
    AgendaItem,
    Assignment,
    Attendance,
    Decision,
    Meeting,
    MeetingState,
    NationalConsultation,
    Presence,
    YearTalk,
)
from .queries import members
from .recurrence import local

SYSTEM = Actor.system("demonstration", permissions=frozenset({Permission.BODY_PLAN}))
HOURS = (dt.time(9, 30), dt.time(11, 30))
_REASON = "loading the demonstration"

PLANS: dict[str, tuple[tuple[int, ...], str]] = {
    "rvo": ((-150, 120), "Stadhuis, raadzaal"),
    "regionale-tafel": ((-190, -14, 100), "Stadhuis, kamer 3"),
    "platform": ((-240, -120, -30, -3, 45), "Kantoor van de alliantie"),
    "netwerk": ((-200, 60), "Wijkcentrum De Steiger"),
    "tafel-duinland": ((-100, 40), "Raadhuis"),
}
"""Days from today on which each body met or meets, and where."""

POINTS = (
    ("Opening en mededelingen", "", 10, "Geen mededelingen."),
    (
        "Voortgang van het actieplan",
        "Wat loopt, wat stokt en wat is er nodig tot de volgende keer?",
        30,
        "Twee acties lopen achter door ziekte. De planning is aangepast.",
    ),
    (
        "Signaleren aan de balie",
        "Ervaringen met de check bij burgerzaken.",
        25,
        "De check werkt goed op de telefoon. Er is behoefte aan een korte instructie.",
    ),
)
DECISIONS = (
    "Aandachtsfunctionarissen hebben altijd een vaste vervanger.",
    "Elke gemeente zet de check op het eigen intranet.",
    "Het overleg bespreekt voortaan elk halfjaar de doorlooptijd van doorzettingen.",
)
ACTIONS = (
    ("Een korte instructie voor de balie maken en rondsturen.", 21),
    ("Navragen welke gemeenten nog een tweede aandachtsfunctionaris zoeken.", -6),
    ("De locatie voor de bijeenkomst in het najaar vastleggen.", 5),
)
ASKED = {
    "platform": (
        "Bereikbaarheid buiten kantooruren",
        "Wie neemt op na half elf 's avonds? Graag een vaste afspraak.",
    ),
    "netwerk": (
        "Nieuwe collega's inwerken",
        "Hoe pakken andere gemeenten dat aan? Een vast programma zou helpen.",
    ),
}
"""What a member asked of a body, and nobody answered yet."""
CONSULTATIONS = (
    (
        "Landelijk ketenregisseursoverleg (CCV)",
        -40,
        "Regisseur",
        "Andere regio's zoeken ook naar een vaste vorm voor terugkoppeling aan melders.",
        "Onze werkwijze is gedeeld; in het platform bespreken we wat we overnemen.",
    ),
    (
        "Landelijk ambtelijk overleg (VNG)",
        -95,
        "Regisseur",
        "Gemeenten wordt gevraagd hun afspraken over zorg en veiligheid te actualiseren.",
        "Staat op de agenda van het netwerk aandachtsfunctionarissen.",
    ),
)


@transaction.atomic
def load() -> str:
    """Load the invented meetings and return a line for the screen."""
    if Meeting.objects.unscoped(reason=_REASON).exists():
        return _("Meetings were there already")
    with acting_as(SYSTEM):
        made = sum(_fill(body) for body in ConsultationBody.objects.filter(slug__in=PLANS))
        _links()
        _talks()
        _consultations()
    return _("%(number)d meetings") % {"number": made}


def _working_day(days: int) -> dt.date:
    return current_calendar().add_working_days(timezone.localdate() + dt.timedelta(days=days), 0)


def _fill(body: ConsultationBody) -> int:
    days, place = PLANS[body.slug]
    people = members(body)
    for number, days_from_now in enumerate(days):
        day = _working_day(days_from_now)
        meeting = Meeting.objects.create(
            body=body,
            starts_at=local(day, HOURS[0]),
            ends_at=local(day, HOURS[1]),
            place=place,
            online_link="https://vergaderen.voorbeeld.test/overleg" if number % 2 else "",
            **_state(days_from_now),
        )
        _agenda(meeting, people, with_results=days_from_now < -3)
    if people and body.slug in ASKED:
        _asked(body, people[-1], *ASKED[body.slug])
    return len(days)


def _state(days_from_now: int) -> dict[str, Any]:
    """A meeting of a few days ago was not noted yet: that is what the page then asks for."""
    if days_from_now < -3:
        return {"state": MeetingState.HELD, "held_at": timezone.now()}
    return {"state": MeetingState.PLANNED}


def _agenda(meeting: Meeting, people: Sequence[Membership], *, with_results: bool) -> None:
    items = [
        AgendaItem.objects.create(
            body=meeting.body,
            meeting=meeting,
            position=number,
            title=title,
            text=text,
            minutes_allotted=minutes,
            outcome=outcome if with_results else "",
        )
        for number, (title, text, minutes, outcome) in enumerate(POINTS, 1)
    ]
    if not with_results:
        return
    _attendance(meeting, people)
    _results(meeting, items, people)


def _attendance(meeting: Meeting, people: Sequence[Membership]) -> None:
    for number, person in enumerate(people):
        Attendance.objects.create(
            meeting=meeting,
            membership=person,
            organisation_id=person.organisation_id,
            presence=Presence.EXCUSED if number % 5 == 4 else Presence.PRESENT,
        )


def _results(meeting: Meeting, items: Sequence[AgendaItem], people: Sequence[Membership]) -> None:
    year = meeting.day.year
    earlier = Decision.objects.visible_to(SYSTEM).filter(body=meeting.body, year=year).count()
    decision = Decision.objects.create(
        body=meeting.body,
        meeting=meeting,
        item=items[1],
        year=year,
        number=earlier + 1,
        made_on=meeting.day,
        text=DECISIONS[earlier % len(DECISIONS)],
    )
    today = timezone.localdate()
    for number, (text, days) in enumerate(ACTIONS if people else ()):
        is_old = (today - meeting.day).days > 60
        Action.objects.create(
            body=meeting.body,
            meeting=meeting,
            item=items[2],
            decision=decision if number == 0 else None,
            text=text,
            owner=people[number % len(people)],
            due_on=meeting.day + dt.timedelta(days=30) if is_old else today + dt.timedelta(days),
            state="done" if is_old else "open",
            closed_on=meeting.day + dt.timedelta(days=20) if is_old else None,
        )


def _asked(body: ConsultationBody, person: Membership, title: str, text: str) -> None:
    AgendaItem.objects.create(
        body=body,
        kind="asked",
        state="asked",
        asked_by=person,
        title=title,
        text=text,
    )


def _links() -> None:
    bodies = {one.slug: one for one in ConsultationBody.objects.all()}
    if not {"platform", "regionale-tafel"} <= bodies.keys():
        return
    coming = (
        Meeting.objects.visible_to(SYSTEM)
        .filter(body=bodies["regionale-tafel"], starts_at__gt=timezone.now())
        .first()
    )
    Assignment.objects.create(
        kind="prepares",
        by_body=bodies["platform"],
        for_body=bodies["regionale-tafel"],
        text="Notitie: waar lopen doorzettingen vast en wat is daarvoor nodig?",
        target_meeting=coming,
    )
    Assignment.objects.create(
        kind="commissions",
        by_body=bodies["regionale-tafel"],
        for_body=bodies["platform"],
        text="Werk een voorstel uit voor een gezamenlijke achterwacht in het weekend.",
    )


def _talks() -> None:
    today = timezone.localdate()
    focal_points = Membership.objects.running(today).filter(role=Role.FOCAL_POINT)
    known = focal_points.values("organisation_id")
    municipalities = Organisation.objects.filter(pk__in=known).order_by("name")
    for number, municipality in enumerate(municipalities):
        is_held = number % 2 == 0
        day = _working_day(-20 - number) if is_held else _working_day(15 + number)
        YearTalk.objects.create(
            municipality=municipality,
            year=today.year,
            planned_on=day,
            held_on=day if is_held else None,
            wishes="Hoe houden we het onderwerp levend bij de wijkteams?",
            points="Weinig tijd naast ander werk; vervanging is niet geregeld." if is_held else "",
            help_agreed="De regio helpt met een vaste vervanger." if is_held else "",
        )


def _consultations() -> None:
    for name, days, present, came_back, follow_up in CONSULTATIONS:
        NationalConsultation.objects.create(
            name=name,
            held_on=_working_day(days),
            present_for_us=present,
            came_back=came_back,
            follow_up=follow_up,
        )
