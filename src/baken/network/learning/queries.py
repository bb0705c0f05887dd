"""What the pages of this room show: the offer, sessions, one's own, opinions, outreach."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum
from django.http import Http404
from django.utils import timezone

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as
from baken.foundation.region.models import Organisation, OrganisationKind

from .actions.base import SYSTEM
from .models import (
    SCALE,
    Certificate,
    Enrolment,
    Evaluation,
    Outreach,
    OutreachAudience,
    Session,
    Training,
)
from .workflow import EnrolmentStatus, SessionStatus

SHOWN_FROM = 5
"""Opinions are shown from so many on: fewer might tell who thought what."""
QUESTIONS = ("usable", "confident", "recommend")


def get_or_404(rows: Any, **which: Any) -> Any:
    """Return the one row, or 404: not visible is the same as not there."""
    found = rows.filter(**which).first()
    if found is None:
        raise Http404
    return found


def trainings(
    actor: Actor,
    *,
    words: str = "",
    audience: str = "",
    form: str = "",
    place: str = "",
    free: bool = False,
    gone: bool = False,
) -> QuerySet[Training]:
    """Return the offer in its order; ``gone`` also what is no longer offered. One query."""
    found = Training.objects.visible_to(actor)
    found = found if gone else found.offered()
    for word in words.split():
        found = found.filter(
            Q(name__icontains=word)
            | Q(summary__icontains=word)
            | Q(learn__icontains=word)
            | Q(provider__icontains=word)
            | Q(audience_note__icontains=word)
        )
    if audience:
        found = found.filter(audiences__contains=[audience])
    if form:
        found = found.filter(form=form)
    if place:
        found = found.filter(place__in=[place, "both"])
    if free:
        found = found.filter(is_free=True)
    result: QuerySet[Training] = found
    return result


@dataclass(frozen=True)
class Listed:
    """A session in a list, with how the reader stands."""

    session: Session
    own: Enrolment | None


def sessions(
    actor: Actor, *, training: str = "", past: bool = False, where: str = ""
) -> QuerySet[Session]:
    """Return sessions to come, soonest first, or past and cancelled ones, newest first."""
    now = timezone.now()
    coming = Q(ends_at__gte=now, status=SessionStatus.PLANNED)
    found = Session.objects.visible_to(actor).select_related("training")
    found = found.exclude(coming).order_by("-starts_at") if past else found.filter(coming)
    if training:
        found = found.filter(training__slug=training)
    if where:
        found = found.filter(is_online=where == "online")
    result: QuerySet[Session] = found
    return result


def with_own(actor: Actor, found: Iterable[Session]) -> list[Listed]:
    """Return the sessions with the reader's own running enrolment. One more query."""
    listed = list(found)
    own = Enrolment.objects.visible_to(actor).filter(
        session__in=listed, membership_id=actor.membership_id
    )
    running = {one.session_id: one for one in own.exclude(status=EnrolmentStatus.CANCELLED)}
    return [Listed(session, running.get(session.pk)) for session in listed]


def own_enrolment(actor: Actor, session: Session) -> Enrolment | None:
    """Return the reader's running enrolment for a session."""
    return with_own(actor, [session])[0].own


def waiting_before(enrolment: Enrolment) -> int:
    """Return how many wait before this one: a number, not who."""
    with acting_as(SYSTEM):
        ahead = Enrolment.objects.visible_to(SYSTEM).filter(
            session_id=enrolment.session_id,
            status=EnrolmentStatus.WAITING,
            number__lt=enrolment.number,
        )
        count: int = ahead.count()
    return count


def number_waiting(session: Session) -> int:
    """Return how many wait for a place."""
    with acting_as(SYSTEM):
        found = Enrolment.objects.visible_to(SYSTEM).filter(session=session)
        count: int = found.filter(status=EnrolmentStatus.WAITING).count()
    return count


def participants(actor: Actor, session: Session) -> list[Enrolment]:
    """Return who is enrolled, in order of arrival, as far as the reader may know. One query."""
    return list(
        Enrolment.objects.visible_to(actor)
        .filter(session=session)
        .exclude(status=EnrolmentStatus.CANCELLED)
        .select_related("membership__account", "membership__organisation", "certificate")
        .order_by("number")
    )


@dataclass(frozen=True)
class Results:
    """Opinions about a session: counts per answer, from 1 to 5, for each of three questions."""

    number: int
    answers: dict[str, Counter[int]]
    words: list[str]

    @property
    def is_shown(self) -> bool:
        """True from five opinions on."""
        return self.number >= SHOWN_FROM

    def mean(self, question: str) -> float:
        """Return the mean answer, to one decimal."""
        counted = self.answers[question]
        return round(sum(score * n for score, n in counted.items()) / self.number, 1)


def results(session: Session) -> Results:
    """Return what people thought; below five only how many answered. O(opinions)."""
    with acting_as(SYSTEM):
        rows = list(Evaluation.objects.visible_to(SYSTEM).filter(session=session))
    if len(rows) < SHOWN_FROM:
        return Results(len(rows), {}, [])
    answers = {name: Counter(getattr(row, name) for row in rows) for name in QUESTIONS}
    return Results(len(rows), answers, sorted(row.words for row in rows if row.words))


def label_of(model: Any, name: str) -> Any:
    """Return the words for a field."""
    return model._meta.get_field(name).verbose_name


def result_charts(found: Results) -> list[dict[str, Any]]:
    """Return one bar chart per question: how often each answer was given."""
    return [
        {
            "question": label_of(Evaluation, name),
            "mean": found.mean(name),
            "rows": [
                {"label": str(score), "value": found.answers[name][score]}
                for score in range(SCALE[1], SCALE[0] - 1, -1)
            ],
        }
        for name in QUESTIONS
    ]


def own_trainings(actor: Actor) -> list[Enrolment]:
    """Return the reader's enrolments under all own roles' present one, newest first."""
    return list(
        Enrolment.objects.visible_to(actor)
        .filter(membership_id=actor.membership_id)
        .select_related("session__training", "certificate")
        .order_by("-session__starts_at", "-number")
    )


def certificates(actor: Actor) -> QuerySet[Certificate]:
    """Return the certificates the reader may know of, with name and organisation."""
    found: QuerySet[Certificate] = Certificate.objects.visible_to(actor).select_related(
        "enrolment__membership__account", "enrolment__membership__organisation"
    )
    return found


def municipalities() -> list[Organisation]:
    """Return the municipalities in use, by name."""
    found = Organisation.objects.filter(kind=OrganisationKind.MUNICIPALITY, is_current=True)
    return list(found.order_by("short_name", "name"))


def organisations() -> list[Organisation]:
    """Return all organisations in use, by name."""
    return list(Organisation.objects.filter(is_current=True).order_by("name"))


def outreach(
    actor: Actor, *, year: int | None = None, audience: str = "", municipality: str = ""
) -> QuerySet[Outreach]:
    """Return what was done, newest first."""
    found = Outreach.objects.visible_to(actor).select_related(
        "municipality", "organisation", "training"
    )
    if year:
        found = found.filter(on__year=year)
    if audience:
        found = found.filter(audience=audience)
    if municipality:
        found = found.filter(municipality__slug=municipality)
    result: QuerySet[Outreach] = found
    return result


def outreach_years(actor: Actor) -> list[int]:
    """Return the years in which something was done, newest first, and this year."""
    days: Iterable[dt.date] = Outreach.objects.visible_to(actor).dates("on", "year")
    return sorted({day.year for day in days} | {timezone.localdate().year}, reverse=True)


@dataclass(frozen=True)
class YearRow:
    """How often, and how many it reached, in one year."""

    year: int
    number: dict[str, int]
    reached: dict[str, int]

    @property
    def total(self) -> int:
        """Return how many were reached in all."""
        return sum(self.reached.values())

    @property
    def cells(self) -> list[tuple[str, int, int]]:
        """Return (audience, activities, reached), in the order of the table's head."""
        return [
            (str(one.label), self.number.get(one.value, 0), self.reached.get(one.value, 0))
            for one in OutreachAudience
        ]


def outreach_by_year(actor: Actor) -> list[YearRow]:
    """Return the overview per year and audience, newest first. One query."""
    cells = (
        Outreach.objects.visible_to(actor)
        .order_by()
        .values("on__year", "audience")
        .annotate(number=Count("id"), people=Sum("reached"))
    )
    years: dict[int, YearRow] = {}
    for cell in cells:
        row = years.setdefault(cell["on__year"], YearRow(cell["on__year"], {}, {}))
        row.number[cell["audience"]] = cell["number"]
        row.reached[cell["audience"]] = cell["people"]
    return [years[year] for year in sorted(years, reverse=True)]


def session_of(actor: Actor, session_id: UUID) -> Session:
    """Return a session, or 404."""
    found = Session.objects.visible_to(actor).select_related(
        "training", "organiser__account", "organiser__organisation"
    )
    session: Session = get_or_404(found, pk=session_id)
    return session
