"""The check as a whole: what was posted, which step is next, what the answers are.

The server keeps nothing. Every page of the check carries the answers of the other steps in
hidden fields; ``Check`` reads them all, says which step is the first with a fault, and makes
``Answers`` of a complete set.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from baken.web.forms import BakenForm

from .answers import Answers
from .contacts import Contact
from .forms import SafetyForm, SignsForm, SituationForm
from .handoff import Handoff
from .indicators import ANSWERS, GENERAL, Findings, assess
from .route import Advice, Route, decide
from .sources import Guidance

STEPS = ("safety", "signs", "situation")
SIGN_PREFIX = "sign_"


@dataclass(frozen=True)
class SignRow:
    """One indicator on the page, with the answer so far (empty: not assessed)."""

    name: str
    text: str
    answer: str
    is_serious: bool
    places: tuple[int, ...]
    """Positions of the observers for whom it is shown, from 1; see ``signs.css``."""


@dataclass(frozen=True)
class SignGroup:
    """The list of one form. ``place`` is the position of the form's check box, 0 for general."""

    place: int
    title: str
    rows: tuple[SignRow, ...]


class Check:
    """A check in progress, read from posted data."""

    def __init__(self, guidance: Guidance, data: QueryDict) -> None:
        self.guidance = guidance
        self.data = data

    @cached_property
    def signs(self) -> dict[str, str]:
        """Return the answers to known indicators by code; anything else is left out."""
        given = {
            code: self._one(f"{SIGN_PREFIX}{code}") for code in self.guidance.catalogue.indicators
        }
        return {code: answer for code, answer in given.items() if answer in ANSWERS}

    def form(self, step: str, *, bound: bool) -> BakenForm:
        """Return the form of a step: judged (``bound``), or only filled in with what is known."""
        arguments: dict[str, Any] = {"data": self.data} if bound else {"initial": self._known}
        if step == "safety":
            return SafetyForm(**arguments)
        if step == "signs":
            return SignsForm(self.guidance, **arguments)
        return SituationForm(self.guidance, self._one("subject"), **arguments)

    @property
    def _known(self) -> dict[str, Any]:
        known: dict[str, Any] = {key: self.data[key] for key in self.data if key != "forms"}
        if "forms" in self.data:
            known["forms"] = self.data.getlist("forms")
        return known

    def first_fault(self, before: str) -> tuple[str, BakenForm] | None:
        """Return the first step before ``before`` that is not in order, with its form."""
        for step in STEPS[: (*STEPS, "result").index(before)]:
            form = self.form(step, bound=True)
            if not form.is_valid():
                return step, form
        return None

    def hidden(self, shown: str) -> Iterator[tuple[str, str]]:
        """Yield name and value of what the page must carry besides the step it shows."""
        for step in STEPS:
            if step == shown:
                continue
            for name in self.form(step, bound=False).fields:
                yield from ((name, str(value)) for value in self.data.getlist(name))
        if shown != "signs":
            yield from ((f"{SIGN_PREFIX}{code}", answer) for code, answer in self.signs.items())

    def sign_groups(self) -> list[SignGroup]:
        """Return the list of each form that has one, and the general list last."""
        catalogue = self.guidance.catalogue
        observers = {name: place for place, name in enumerate(catalogue.observers, start=1)}
        titles = {
            form.slug: (place, form.name)
            for place, form in enumerate(self.guidance.forms.values(), start=1)
        }
        titles[GENERAL] = (0, _("General signs, for every form"))
        groups = []
        for slug, (place, title) in titles.items():
            rows = tuple(
                SignRow(
                    name=f"{SIGN_PREFIX}{indicator.code}",
                    text=indicator.text,
                    answer=self.signs.get(indicator.code, ""),
                    is_serious=indicator.critical,
                    places=tuple(at for name, at in observers.items() if indicator.is_for(name)),
                )
                for indicator in catalogue.indicators.values()
                if indicator.form == slug
            )
            if rows:
                groups.append(SignGroup(place, title, rows))
        return groups

    def answers(self, at: datetime) -> Answers:
        """Return the answers of a check without faults, at a moment."""
        is_person = self._one("subject") == "person"

        def personal(name: str) -> str:
            return self._one(name) if is_person else "unknown"

        return Answers(
            danger=self._one("danger") == "yes",
            minor=self._one("minor"),
            subject=self._one("subject"),
            alone={"yes": True, "no": False}.get(self._one("alone"), "unknown"),
            wants_help=personal("wants_help"),
            wants_police_report=personal("wants_police_report"),
            residence_uncertain=personal("residence_uncertain"),
            forms=tuple(slug for slug in self.guidance.forms if slug in self.data.getlist("forms")),
            anonymous=self._one("anonymous") == "yes",
            municipality=self._one("municipality"),
            at=at,
        )

    def _one(self, name: str) -> str:
        return str(self.data.get(name, ""))

    def outcome(self, at: datetime) -> Outcome:
        """Return the outcome of a check without faults."""
        guidance = self.guidance
        answers = self.answers(at)
        asked = {row.code for row in guidance.catalogue.of_forms(answers.forms)}
        signs = {code: answer for code, answer in self.signs.items() if code in asked}
        return Outcome(
            answers=answers,
            route=decide(answers, at, guidance.table, guidance.book),
            findings=assess(guidance.catalogue, signs, forms=answers.forms, minor=answers.minor),
            handoff=Handoff(
                answers=answers,
                indicators=signs,
                observer=self._one("observer"),
                route_version=guidance.table.version,
                indicators_version=guidance.catalogue.version,
            ),
        )


@dataclass(frozen=True)
class Outcome:
    """Everything the result page shows."""

    answers: Answers
    route: Route
    findings: Findings
    handoff: Handoff


def without_repeats(route: Route) -> Iterator[tuple[Advice, bool]]:
    """Yield each contact, and whether to name who stands in: said once, not on every card."""
    said: set[Contact | None] = {route.call_now.contact} if route.call_now else set()
    for advice in route.contacts:
        yield advice, advice.instead is not None and advice.instead not in said
        said.add(advice.instead)
