"""Some months of invented lending, so that every page shows something sensible.

What lies in the past is written as it was; what waits is asked by the product's own action. Days
are relative to today. Whoever plays a role in the demonstration asks; nobody here exists.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as
from baken.foundation.access.permissions import Permission
from baken.foundation.people.models import Membership
from baken.foundation.people.queries import roles_with
from baken.foundation.region.calendar import add_working_days

from . import actions
from .availability import HOLDS
from .errors import LendingRefused
from .judging import Wanted
from .models import (
    Check,
    Condition,
    Defect,
    Direction,
    Item,
    ItemKind,
    Loan,
    LoanRequest,
    LoanState,
    RequestEvent,
    RequestState,
)
from .periods import overlap

REASON = "a demonstration is loaded by the owner of the tables"
ASKED, OUT, BACK = RequestState.ASKED, RequestState.OUT, RequestState.RETURNED
APPROVED, REFUSED = RequestState.APPROVED, RequestState.REFUSED


NOT_SO = "De koffer is voor trainingen met een nagesprek. Denkt u mee over een andere vorm?"
COLLECT = "Ophalen kan vanaf 9.00 uur bij de VAR."


@dataclass(frozen=True)
class Told:
    """One invented loan: who (place in the list of askers), when (days from today), what."""

    who: int
    start: int
    days: int
    numbers: tuple[int, ...]
    state: RequestState
    purpose: str
    audience: str
    place: str
    expected: int
    reached: int | None = None
    reason: str = ""
    asks_for_longer: bool = False


STORY = (
    Told(0, -410, 3, (4, 0), BACK, "Themaweek", "Baliemedewerkers", "Stadhuis", 40, 38),
    Told(2, -130, 2, (6, 1), BACK, "Training wijkteams", "Wijkteams", "De Brug", 80, 74),
    Told(1, -64, 1, (2, 0), BACK, "Les op school", "Leerlingen, derde klas", "Het Lyceum", 56, 51),
    Told(0, -31, 2, (4, 0), BACK, "Training handhavers", "Handhavers", "Werf Oost", 30, 26),
    Told(3, -14, 2, (2, 0), BACK, "Teamdag", "Wijkagenten", "Bureau Zuid", 25),
    Told(1, -20, 2, (0, 1), REFUSED, "Feestavond", "Bezoekers", "Marktplein", 300, reason=NOT_SO),
    Told(1, -5, 3, (2, 0), OUT, "Les op school", "Leerlingen, vierde klas", "Het Lyceum", 48),
    Told(0, -2, 6, (3, 1), OUT, "Avond horeca", "Ondernemers", "Zaal 2", 35, asks_for_longer=True),
    Told(2, 6, 3, (4, 0), APPROVED, "Training jeugd", "Jeugdteams", "Kantoor", 45, reason=COLLECT),
)
WAITING = (
    Told(0, 8, 2, (5, 1), ASKED, "Week tegen mensenhandel", "Inwoners", "Bibliotheek", 120),
    Told(4, 10, 3, (2, 0), ASKED, "Inwerkprogramma", "Nieuwe collega's", "Eigen kantoor", 12),
)


def load() -> str:
    """Tell the invented loans; what was told before is left alone."""
    kinds = list(ItemKind.objects.unscoped(reason=REASON).filter(is_current=True))
    if LoanRequest.objects.unscoped(reason=REASON).exists():
        return "invented loans were there already"
    askers, keeper = _askers(), _keeper()
    if not kinds or not askers or keeper is None:
        return "nothing is lent in this region, or nobody plays a role in it"
    with transaction.atomic():
        told = [_tell(one, kinds, askers, keeper) for one in STORY]
        _trouble(kinds[0], keeper)
    asked = sum(_ask(one, kinds, askers) for one in WAITING)
    return f"{sum(told) + asked} invented loans told"


def _players(permission: Permission) -> Any:
    return (
        Membership.objects.running(timezone.localdate())
        .filter(account__is_demonstration=True, role__in=roles_with(permission))
        .select_related("account", "organisation")
        .order_by("organisation__position", "account__name")
    )


def _askers() -> list[Membership]:
    """Return one asker per organisation: municipalities known from the stories first."""
    order = ("vlaardingen", "schiedam", "rotterdam", "police", "essm")
    found: dict[str, Membership] = {}
    for member in _players(Permission.LENDING_REQUEST):
        if Permission.LENDING_MANAGE not in _actor(member).permissions:
            found.setdefault(member.organisation.slug, member)
    named = [found.pop(slug) for slug in order if slug in found]
    return named + list(found.values())


def _keeper() -> Membership | None:
    found: Membership | None = _players(Permission.LENDING_MANAGE).first()
    return found


def _actor(member: Membership) -> Actor:
    return Actor.person(
        account_id=member.account_id,
        membership_id=member.pk,
        organisation_id=member.organisation_id,
        role=member.role,
        domain=member.domain,
    )


def _wishes(one: Told, kinds: list[ItemKind]) -> dict[str, int]:
    """Return what is wished by slug, no more than there is."""
    found = {}
    for kind, number in zip(kinds, one.numbers, strict=False):
        there = kind.items.count()
        if number:
            # One item is broken, so that it can never be promised.
            found[kind.slug] = max(1, min(number, there - 1))
    return found


def _wanted(one: Told, kinds: list[ItemKind], first: dt.date, asker: Membership) -> Wanted:
    wishes = _wishes(one, kinds)
    chosen = [kind for kind in kinds if kind.slug in wishes]
    here = asker.organisation
    return Wanted(
        purpose=one.purpose,
        audience=one.audience,
        place=one.place,
        expected_reach=one.expected,
        starts_on=first,
        ends_on=first + dt.timedelta(days=one.days - 1),
        wishes=wishes,
        experiences=[kind.experiences[0]["slug"] for kind in chosen if kind.experiences],
        supervisor="Jongerenwerker" if any(kind.needs_supervision for kind in chosen) else "",
        municipality_id=here.pk if here.is_municipality else None,
    )


def _ask(one: Told, kinds: list[ItemKind], askers: list[Membership]) -> int:
    asker = askers[one.who % len(askers)]
    first = add_working_days(timezone.localdate(), one.start)
    wanted = _wanted(one, kinds, first, asker)
    try:
        with acting_as(_actor(asker)) as actor:
            actions.ask(actor=actor, wanted=wanted, form_token=uuid4())
    except LendingRefused:
        return 0  # a region with so few items that it is taken
    return 1


def _tell(one: Told, kinds: list[ItemKind], askers: list[Membership], keeper: Membership) -> int:
    """Write one loan as it was, with its items, checks and history."""
    asker = askers[one.who % len(askers)]
    first = timezone.localdate() + dt.timedelta(days=one.start)
    wanted = _wanted(one, kinds, first, asker)
    request = LoanRequest.objects.create(
        reference=f"UL-{uuid4().hex[:5].upper()}",
        organisation=asker.organisation,
        membership=asker,
        state=one.state,
        reason=one.reason,
        actual_reach=one.reached,
        **vars(wanted),
    )
    if one.asks_for_longer:
        request.asked_until = request.ends_on + dt.timedelta(days=2)
        request.asked_because = "Er komt een tweede avond bij."
        request.save(update_fields=["asked_until", "asked_because"])
    if one.state != REFUSED:
        for kind in kinds:
            _lend(request, kind, wanted.wishes.get(kind.slug, 0), keeper)
    _history(request, asker, keeper)
    return 1


def _lend(request: LoanRequest, kind: ItemKind, number: int, keeper: Membership) -> None:
    """Make the loans on the first free items of a kind."""
    period = (request.starts_on, request.ends_on)
    until = request.ends_on + dt.timedelta(days=kind.cleaning_days)
    taken = Loan.objects.unscoped(reason=REASON).filter(state__in=HOLDS)
    busy = {
        loan.item_number
        for loan in taken
        if loan.state == LoanState.OUT
        or overlap((loan.starts_on, loan.blocked_until), (period[0], until))
    }
    free = [item for item in kind.items.order_by("number") if item.number not in busy]
    states = {APPROVED: LoanState.RESERVED, OUT: LoanState.OUT, BACK: LoanState.RETURNED}
    for item in free[:number]:
        loan = Loan.objects.create(
            request=request,
            item=item,
            item_number=item.number,
            starts_on=period[0],
            ends_on=period[1],
            blocked_until=until,
            state=states[RequestState(request.state)],
            handed_out_on=period[0] if request.state != APPROVED else None,
            returned_on=period[1] if request.state == BACK else None,
        )
        for direction in _ways(request):
            _look(loan, kind, direction, keeper)


def _ways(request: LoanRequest) -> list[Direction]:
    ways = {OUT: [Direction.OUT], BACK: [Direction.OUT, Direction.BACK]}
    return ways.get(RequestState(request.state), [])


def _look(loan: Loan, kind: ItemKind, direction: Direction, keeper: Membership) -> None:
    check = Check.objects.create(
        loan=loan,
        direction=direction,
        condition=Condition.GOOD,
        present=kind.accessories,
        missing=[],
        done_by=keeper,
    )
    day = loan.starts_on if direction == Direction.OUT else loan.ends_on
    Check.objects.unscoped(reason=REASON).filter(pk=check.pk).update(done_at=_at(day))


def _history(request: LoanRequest, asker: Membership, keeper: Membership) -> None:
    before = min(request.starts_on, timezone.localdate()) - dt.timedelta(days=9)
    steps: list[tuple[str, Membership, dt.date]] = [("asked", asker, before)]
    if request.state == REFUSED:
        steps.append(("refused", keeper, before + dt.timedelta(days=2)))
    else:
        steps.append(("approved", keeper, before + dt.timedelta(days=2)))
    if request.state in {OUT, BACK}:
        steps.append(("handed-out", keeper, request.starts_on))
    if request.state == BACK:
        steps.append(("returned", keeper, request.ends_on))
    for kind, member, day in steps:
        event = RequestEvent.objects.create(request=request, kind=kind, membership=member)
        RequestEvent.objects.unscoped(reason=REASON).filter(pk=event.pk).update(at=_at(day))
    LoanRequest.objects.unscoped(reason=REASON).filter(pk=request.pk).update(created_at=_at(before))


def _at(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(10, 15)))


def _trouble(kind: ItemKind, keeper: Membership) -> None:
    """Let the last item be broken and another one wait for cleaning."""
    items: list[Item] = list(kind.items.order_by("number"))
    Defect.objects.create(
        item=items[-1], description="De band van de bril is gescheurd.", reported_by=keeper
    )
    held = Loan.objects.unscoped(reason=REASON).filter(state=LoanState.OUT)
    out = set(held.values_list("item_id", flat=True))
    waiting = next((item for item in items[:-1][::-1] if item.pk not in out), None)
    if waiting is not None:
        waiting.needs_cleaning = True
        waiting.save(update_fields=["needs_cleaning"])
