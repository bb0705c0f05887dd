"""Invented sessions, numbers and outreach, so that each page shows something to each role.

By the product's own actions, with dates around today. Nothing here happened; the trainings are
those of the region pack. Loading again changes nothing.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils import timezone
from django.utils.translation import gettext as _

from baken.foundation.access.actor import Actor
from baken.foundation.notices.models import Notice
from baken.foundation.people.models import Membership
from baken.foundation.people.sessions import actor_of
from baken.foundation.region.calendar import add_working_days
from baken.foundation.region.models import Organisation, OrganisationKind

from . import actions
from .models import Enrolment, Session, StaffFunction, TakingPart, Training

REASON = "invented data are loaded by the owner of the tables"
PLACES = ("Stadhuis, raadzaal", "Wijkcentrum De Vuurtoren", "Bibliotheek, zaal 2")
OPINIONS = ((5, 4, 5), (4, 4, 4), (5, 5, 5), (3, 4, 4), (4, 5, 5), (2, 3, 3))
WORDS = (
    "De oefening met het eerste gesprek was het nuttigst.",
    "",
    "Graag meer tijd voor vragen over arbeidsuitbuiting.",
    "",
    "Goed om collega's van andere gemeenten te spreken.",
    "",
)
OUTREACH = (
    (20, "schools", "Gastlessen over lokken en online ronselen", "Middelbare school", 112),
    (75, "businesses", "Ontbijt voor hotels en vakantieparken", "Stadhuis", 34),
    (130, "residents", "Kraam op de weekmarkt", "Marktplein", 210),
    (200, "professionals", "Voorlichting voor huisartsen", "Gezondheidscentrum", 41),
    (420, "schools", "Projectweek met Steek jij je hand uit", "Middelbare school", 260),
    (510, "residents", "Avond in het buurthuis", "Buurthuis", 48),
)
BUSINESSES = (
    ("Hotel De Verzonnen Kade", "hotel", ((120, 64, 12), (60, 66, 27), (10, 65, 38))),
    ("Vakantiepark Nergenshuizen", "holiday-park", ((90, 40, 20), (15, 42, 30))),
    ("Logement Het Fictieve Anker", "hotel", ()),
)


@dataclass(frozen=True)
class Players:
    """The invented people who organise and take part."""

    organiser: Actor
    members: list[Actor]


def load() -> str:
    """Load all of it once and return a line for the screen."""
    players = _players()
    training = _training("bewustwordingsbijeenkomst", form="meeting")
    if players is None or training is None or Session.objects.unscoped(reason=REASON).exists():
        return _("%(number)d sessions") % {"number": _number()}
    _sessions(players, training)
    focal = _training("training-aandachtsfunctionaris", form="meeting") or training
    _plan(players, focal, days=33, maximum=16, name="later")
    _counts(training, players)
    _businesses(players)
    _outreach(players, training)
    Notice.objects.unscoped(reason=REASON).filter(
        kind__startswith="learning.", read_at__isnull=True
    ).update(read_at=timezone.now())
    return _("%(number)d sessions") % {"number": _number()}


def _number() -> int:
    return int(Session.objects.unscoped(reason=REASON).count())


def _players() -> Players | None:
    running = (
        Membership.objects.filter(account__is_demonstration=True, account__is_active=True)
        .running(timezone.localdate())
        .select_related("organisation")
        .order_by("account__email", "role")
    )
    actors = [actor_of(one) for one in running]
    organisers = [one for one in actors if one.role == "trainer"]
    members = [one for one in actors if one.role in {"focal-point", "police", "advice-desk"}]
    return Players(organisers[0], members) if organisers and members else None


def _training(slug: str, **like: str) -> Training | None:
    known = Training.objects.unscoped(reason=REASON).filter(is_current=True)
    found: Training | None = known.filter(slug=slug).first() or known.filter(**like).first()
    return found


def _token(name: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"baken:demonstration:learning:{name}")


def _plan(players: Players, training: Training, *, days: int, maximum: int, name: str) -> Session:
    day = add_working_days(timezone.localdate() + dt.timedelta(days=days), 0)
    starts = dt.datetime.combine(day, dt.time(9, 30), timezone.get_current_timezone())
    draft = actions.SessionDraft(
        starts_at=starts,
        ends_at=starts + dt.timedelta(hours=2, minutes=30),
        maximum=maximum,
        minimum=min(3, maximum),
        closes_on=starts.date() - dt.timedelta(days=2),
        place=PLACES[days % len(PLACES)],
        provider=training.provider,
    )
    session: Session = actions.plan_session(
        actor=players.organiser, training_id=training.pk, draft=draft, token=_token(name)
    )
    return session


def _sessions(players: Players, training: Training) -> None:
    """Make one that is full with a waiting list, one with room, and two that were held."""
    full = _plan(players, training, days=12, maximum=4, name="full")
    for actor in players.members[:6]:
        actions.enrol(actor=actor, session_id=full.pk)
    roomy = _plan(players, training, days=26, maximum=25, name="roomy")
    for actor in players.members[3:6]:
        actions.enrol(actor=actor, session_id=roomy.pk)
    _held(players, training, days_ago=45, name="held", members=players.members[:6])
    # So long ago that certificates of this one end soon.
    long_ago = 30 * (training.renewal_months or 12) - 10
    _held(players, training, days_ago=long_ago, name="old", members=players.members[6:9])


def _held(
    players: Players, training: Training, *, days_ago: int, name: str, members: list[Actor]
) -> None:
    session = _plan(players, training, days=5, maximum=20, name=name)
    for actor in members:
        actions.enrol(actor=actor, session_id=session.pk)
    day = add_working_days(timezone.localdate() - dt.timedelta(days=days_ago), 0)
    starts = dt.datetime.combine(day, dt.time(9, 30), timezone.get_current_timezone())
    Session.objects.unscoped(reason=REASON).filter(pk=session.pk).update(
        starts_at=starts,
        ends_at=starts + dt.timedelta(hours=2, minutes=30),
        closes_on=timezone.localdate(starts),
    )
    enrolments = Enrolment.objects.unscoped(reason=REASON).filter(session=session)
    present = list(enrolments.values_list("pk", flat=True))
    actions.record_attendance(
        actor=players.organiser, session_id=session.pk, present=present, others=7
    )
    for actor, scores, words in zip(members, OPINIONS, WORDS, strict=False):
        actions.evaluate(
            actor=actor, session_id=session.pk, opinion=actions.Opinion(*scores, words=words)
        )


def _municipalities() -> list[Organisation]:
    found = Organisation.objects.filter(kind=OrganisationKind.MUNICIPALITY, is_current=True)
    return list(found.order_by("slug"))


def _counts(training: Training, players: Players) -> None:
    """Give most municipalities some numbers; the rest have none yet, as in life."""
    today = timezone.localdate()
    for number, place in enumerate(_municipalities()):
        if number % 5 == 4:
            continue
        drafts = []
        for row, function in enumerate(StaffFunction):
            staff = 6 + (number * 7 + row * 5) % 23
            trained = staff * ((number * 3 + row * 2) % 10) // 9
            trained_on = today - dt.timedelta(days=40 + 90 * ((number + row) % 13))
            drafts.append(
                actions.CountDraft(function.value, staff, trained, trained_on if trained else None)
            )
        if number % 4:
            drafts.pop()
        actions.enter_counts(
            actor=players.organiser,
            organisation_id=place.pk,
            training_id=training.pk,
            drafts=drafts,
        )


def _businesses(players: Players) -> None:
    known = Training.objects.unscoped(reason=REASON)
    training = known.filter(is_current=True, staff_share__isnull=False).first()
    homes = _homes(players)
    if training is None or not homes:
        return
    today = timezone.localdate()
    for number, (name, kind, counts) in enumerate(BUSINESSES):
        draft = actions.BusinessDraft(name, kind, homes[number % len(homes)], training.pk)
        business = actions.add_business(actor=players.organiser, draft=draft)
        since = today - dt.timedelta(days=130)
        TakingPart.objects.unscoped(reason=REASON).filter(pk=business.pk).update(started_on=since)
        for days_ago, staff, finished in counts:
            actions.enter_finished(
                actor=players.organiser,
                business_id=business.pk,
                counted_on=today - dt.timedelta(days=days_ago),
                staff=staff,
                finished=finished,
            )


def _homes(players: Players) -> list[UUID]:
    """Return the municipalities of the invented people, Vlaardingen first where it is there."""
    known = {place.pk: place.slug for place in _municipalities()}
    found = dict.fromkeys(
        one.organisation_id for one in players.members if one.organisation_id in known
    )
    homes = [pk for pk in found if pk is not None]
    return sorted(homes, key=lambda pk: (known[pk] != "vlaardingen", known[pk]))


def _outreach(players: Players, training: Training) -> None:
    homes = _homes(players)
    today = timezone.localdate()
    for number, (days_ago, audience, title, place, reached) in enumerate(OUTREACH):
        home = homes[number % len(homes)]
        draft = actions.OutreachDraft(
            on=today - dt.timedelta(days=days_ago),
            audience=audience,
            title=title,
            place=place,
            organisation_id=home,
            municipality_id=home,
            training_id=training.pk if audience == "professionals" else None,
            reached=reached,
        )
        actions.add_outreach(actor=players.organiser, draft=draft, token=_token(title))
