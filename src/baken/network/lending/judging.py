"""What a request must be, whoever enters it: one place for form, action and demonstration."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from baken.foundation.access.actor import Actor
from baken.foundation.region.calendar import add_working_days

from .access import keeps_the_store
from .availability import Store
from .errors import LendingRefused
from .packs import rules
from .words import day_words, join_words, period_words


@dataclass(frozen=True)
class Wanted:
    """What somebody asks for; ``wishes`` maps slugs of kinds to numbers of 1 and up."""

    purpose: str
    audience: str
    place: str
    expected_reach: int
    starts_on: dt.date
    ends_on: dt.date
    wishes: dict[str, int]
    experiences: list[str]
    supervisor: str = ""
    municipality_id: UUID | None = None

    @property
    def days(self) -> int:
        """Return the length of the period in days, both ends counted."""
        return (self.ends_on - self.starts_on).days + 1


def judge(wanted: Wanted, *, actor: Actor, store: Store) -> None:
    """Raise ``LendingRefused``, at the field it is about, for a request that cannot be."""
    _judge_texts(wanted)
    _judge_period(wanted, actor)
    _judge_wishes(wanted, store)
    _judge_supervision(wanted, store)
    refuse_when_taken(wanted, store)


def _judge_texts(wanted: Wanted) -> None:
    for field in ("purpose", "audience", "place"):
        if not getattr(wanted, field).strip():
            raise LendingRefused(_("This may not be empty."), field=field)
    if wanted.expected_reach < 1:
        raise LendingRefused(_("At least one person."), field="expected_reach")


def _judge_period(wanted: Wanted, actor: Actor) -> None:
    limits, today = rules(), timezone.localdate()
    if wanted.ends_on < wanted.starts_on:
        raise LendingRefused(_("The last day lies before the first."), field="ends_on")
    if wanted.starts_on < today:
        raise LendingRefused(_("The first day lies in the past."), field="starts_on")
    if wanted.days > limits.longest_days:
        message = _("At most %(days)d days. Extension can be asked later.")
        raise LendingRefused(message % {"days": limits.longest_days}, field="ends_on")
    first = add_working_days(today, limits.ask_working_days_ahead)
    if not keeps_the_store(actor) and wanted.starts_on < first:
        message = _("Asking takes some days of preparation: the first possible day is %(day)s.")
        raise LendingRefused(message % {"day": day_words(first)}, field="starts_on")


def _judge_wishes(wanted: Wanted, store: Store) -> None:
    if not wanted.wishes:
        raise LendingRefused(_("Choose at least one thing to borrow."), field="wishes")
    for slug, number in wanted.wishes.items():
        if slug not in store.kinds or number < 1:
            raise LendingRefused(_("This is not lent."), field="wishes")
        there = len(store.busy[slug])
        if number > there:
            message = _("At most %(number)d of “%(kind)s” can be lent.")
            words = {"number": there, "kind": store.kinds[slug].plural}
            raise LendingRefused(message % words, field=f"number-{slug}")


def _judge_supervision(wanted: Wanted, store: Store) -> None:
    """Headsets only under professional supervision (introduction dossier, "VR-brillen")."""
    kinds = [store.kinds[slug] for slug in wanted.wishes]
    strict = [kind for kind in kinds if kind.needs_supervision]
    if strict and not wanted.supervisor.strip():
        message = _("“%(kind)s” is lent only under professional supervision. Who guides?")
        raise LendingRefused(message % {"kind": strict[0].plural}, field="supervisor")
    for kind in kinds:
        known = {one["slug"] for one in kind.experiences}
        if known and not known & set(wanted.experiences):
            raise LendingRefused(_("Choose which experience you will use."), field="experiences")
    known = {one["slug"] for kind in kinds for one in kind.experiences}
    if set(wanted.experiences) - known:
        message = _("This experience does not belong to what you borrow.")
        raise LendingRefused(message, field="experiences")


def refuse_when_taken(wanted: Wanted, store: Store) -> None:
    """Raise ``LendingRefused`` when too little is free, with the first period that can."""
    if set(wanted.wishes) - set(store.kinds):
        raise LendingRefused(_("This is not lent."), field="wishes")
    short = store.short(wanted.wishes, (wanted.starts_on, wanted.ends_on))
    if not short:
        return
    parts = [f"{free} {kind.name if free == 1 else kind.plural}" for kind, free in short]
    message = _("Too little is free in this period: %(free)s.") % {"free": join_words(parts)}
    start = store.next_start(wanted.wishes, wanted.days, wanted.starts_on)
    if start is not None:
        end = start + dt.timedelta(days=wanted.days - 1)
        message += " " + _("All of it is free: %(period)s.") % {"period": period_words(start, end)}
    raise LendingRefused(message, field="starts_on")
