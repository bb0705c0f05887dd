"""The path of one focal point: the steps of the region with what is done, as of today.

A step is done when she ticked it, or when Baken can see it: a training that she attended, an
internal route that is filled in. What Baken sees itself cannot be ticked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from baken.foundation.access.actor import Actor
from baken.foundation.access.roles import Domain, Role
from baken.foundation.people.models import Membership
from baken.foundation.people.queries import members_of
from baken.foundation.region.access import own_contacts
from baken.foundation.region.documents import DocumentMissing, current_document
from baken.foundation.region.internal_routes import route_of
from baken.network.learning.models import Enrolment, Training, TrainingForm

from .access import walks
from .kinds import DAYS, Check, Kind, State
from .models import Journey, StepTick
from .packs import SECTION
from .pages import Page, page_of

SOON_DAYS = 10
"""A step whose day is at most so far away is for now."""


@dataclass(frozen=True)
class Step:
    """One step as she sees it. ``done_on`` is None for what Baken sees itself."""

    data: Mapping[str, Any]
    state: State | None = None
    done_on: dt.date | None = None
    is_seen: bool = False
    may_tick: bool = False

    @property
    def key(self) -> str:
        """Return what a tick hangs on."""
        return str(self.data["key"])

    @property
    def kind(self) -> Kind:
        """Return the kind."""
        return Kind(self.data["kind"])

    @property
    def by_day(self) -> int:
        """Return the day by which it should be done."""
        return int(self.data["by_day"])

    @property
    def page(self) -> Page | None:
        """Return where it leads."""
        return page_of(self.data.get("page", {}))

    @property
    def is_done(self) -> bool:
        """True when it is done."""
        return self.state == State.DONE


@dataclass(frozen=True)
class KindCount:
    """How far she is with one kind of step."""

    kind: Kind
    done: int
    total: int
    next_step: Step | None


@dataclass(frozen=True)
class Path:
    """The whole path. ``day`` is None for who only looks along."""

    title: str
    lead: str
    steps: tuple[Step, ...]
    day: int | None = None
    journey: Journey | None = None

    @property
    def is_running(self) -> bool:
        """True until the last day."""
        return self.day is not None and self.day <= DAYS

    @property
    def done(self) -> int:
        """Return how many steps are done."""
        return sum(step.is_done for step in self.steps)

    @property
    def for_now(self) -> list[Step]:
        """Return what is late or soon due, the oldest day first."""
        return [step for step in self.steps if step.state in {State.LATE, State.NOW}]

    @property
    def next_step(self) -> Step | None:
        """Return the first step that is not done."""
        return next((step for step in self.steps if not step.is_done), None)

    def counts(self) -> list[KindCount]:
        """Return how far she is by kind, those kinds only of which there are steps."""
        found = []
        for kind in Kind:
            steps = [step for step in self.steps if step.kind == kind]
            if steps:
                waiting = next((step for step in steps if not step.is_done), None)
                done = sum(step.is_done for step in steps)
                found.append(KindCount(kind, done, len(steps), waiting))
        return found

    def find(self, key: str) -> Step | None:
        """Return one step, or None."""
        return next((step for step in self.steps if step.key == key), None)

    def numbers(self) -> dict[str, list[int]]:
        """Return ``{kind: [done, all]}``: all that the coordinator ever sees."""
        return {one.kind.value: [one.done, one.total] for one in self.counts()}


def document() -> dict[str, Any] | None:
    """Return what the region gives, or None when it gives no path. One query at most."""
    try:
        return current_document(SECTION)
    except DocumentMissing:
        return None


def path_of(actor: Actor, today: dt.date | None = None) -> Path | None:
    """Return the path as the actor sees it; None when the region gives none.

    Some eight queries for who walks, none besides the document for who looks along.
    """
    content = document()
    if content is None:
        return None
    title, lead = str(content.get("title", "")), str(content["lead"])
    steps = sorted(content["steps"], key=lambda step: int(step["by_day"]))
    if not walks(actor):
        return Path(title, lead, tuple(Step(step) for step in steps))
    membership = own_membership(actor)
    journey = Journey.objects.visible_to(actor).filter(membership=membership).first()
    day = day_of(membership, journey, today)
    return Path(title, lead, _walked(actor, membership, steps, day), day, journey)


def own_membership(actor: Actor) -> Membership:
    """Return the membership under which somebody walks, with its municipality. One query."""
    assert actor.membership_id is not None
    return Membership.objects.select_related("organisation").get(pk=actor.membership_id)


def day_of(membership: Membership, journey: Journey | None, today: dt.date | None = None) -> int:
    """Return which day of her path it is.

    Day 1 is her first day in the role, or the day on which she began the path herself.
    """
    begun = journey.begun_on if journey and journey.begun_on else membership.starts_on
    return ((today or timezone.localdate()) - begun).days + 1


def _walked(
    actor: Actor, membership: Membership, steps: Iterable[Mapping[str, Any]], day: int
) -> tuple[Step, ...]:
    ticks = dict(
        StepTick.objects.visible_to(actor)
        .filter(membership=membership)
        .values_list("step", "done_on")
    )
    seen = _Seen(actor, membership, steps)
    found = []
    for step in steps:
        key, is_seen = step["key"], seen.is_done(step)
        is_done = is_seen or (key in ticks and seen.may_tick(step))
        state = State.DONE if is_done else _state(int(step["by_day"]), day)
        may_tick = seen.may_tick(step) and not is_seen
        found.append(Step(step, state, ticks.get(key) if is_done else None, is_seen, may_tick))
    return tuple(found)


def _state(by_day: int, day: int) -> State:
    if by_day < day:
        return State.LATE
    return State.NOW if by_day <= day + SOON_DAYS else State.COMING


class _Seen:
    """What Baken sees itself, asked for once, and only what the steps need."""

    def __init__(
        self, actor: Actor, membership: Membership, steps: Iterable[Mapping[str, Any]]
    ) -> None:
        self._checks: dict[str, bool] = {}
        wanted = {str(step["check"]) for step in steps if "check" in step}
        slugs = {slug for step in steps for slug in step.get("trainings", [])}
        if slugs:
            self._attended = _attended(actor, slugs)
            self._alone = _done_alone(actor, slugs)
        for check in wanted:
            self._checks[check] = _CHECKS[Check(check)](actor, membership)

    def is_done(self, step: Mapping[str, Any]) -> bool:
        """Say whether Baken sees that the step is done."""
        if "check" in step:
            return self._checks[step["check"]]
        return any(slug in self._attended for slug in step.get("trainings", []))

    def may_tick(self, step: Mapping[str, Any]) -> bool:
        """Say whether she may say herself that it is done."""
        if "check" in step:
            return bool(step["check"] == Check.SECOND_FOCAL_POINT)
        trainings = step.get("trainings", [])
        return not trainings or any(slug in self._alone for slug in trainings)


def _attended(actor: Actor, slugs: Iterable[str]) -> set[str]:
    """Return the trainings that she attended, as the learning room noted it."""
    rows = Enrolment.objects.visible_to(actor).filter(
        membership_id=actor.membership_id, attended=True, session__training__slug__in=slugs
    )
    return set(rows.values_list("session__training__slug", flat=True))


def _done_alone(actor: Actor, slugs: Iterable[str]) -> set[str]:
    """Return the trainings without sessions: nobody but herself can say that she did it."""
    known = Training.objects.visible_to(actor).filter(slug__in=slugs)
    return set(known.exclude(form=TrainingForm.MEETING).values_list("slug", flat=True))


def other_domain(membership: Membership) -> list[Membership]:
    """Return the focal points of the other domain in her municipality. One query."""
    other = Domain.CARE if membership.domain == Domain.SAFETY else Domain.SAFETY
    members = members_of(membership.organisation_id, role=Role.FOCAL_POINT)
    return list(members.filter(domain=other).exclude(account_id=membership.account_id))


def _has_contact(actor: Actor, membership: Membership) -> bool:
    contact = own_contacts(actor).first()
    return bool(contact and contact.is_filled)


def _has_second(actor: Actor, membership: Membership) -> bool:
    return bool(other_domain(membership))


def _has_route(actor: Actor, membership: Membership) -> bool:
    return bool(route_of(membership.organisation_id).steps)


def _has_replacement(actor: Actor, membership: Membership) -> bool:
    steps = route_of(membership.organisation_id).steps
    return bool(steps) and all(step.replaced_by for step in steps)


_CHECKS = {
    Check.INTERNAL_ROUTE: _has_route,
    Check.REPLACEMENT: _has_replacement,
    Check.SECOND_FOCAL_POINT: _has_second,
    Check.CONTACT: _has_contact,
}
