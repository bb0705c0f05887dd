"""Whom to contact now, in which order, and what to know before: the decision table.

The table is data (``route.yaml`` of the region pack). A row says *when* it holds and states one
thing: a contact, what may be shared with a contact, an obligation, a warning, or something not
to do. All rows that hold are in the route; contacts stand in the order of their first row.
Time plays one part only: a contact that does not answer now names another that does.

Deciding is one walk over the rows: O(rows). Nothing here knows an organisation by name.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .answers import Answers
from .conditions import Condition, parse_condition
from .contacts import Contact, ContactBook

STATEMENTS = ("contact", "share", "obligation", "warning", "do_not")
"""What a row can state; the first key of its ``then``."""

SHARE_LEVELS = ("nothing", "facts", "without-name", "with-consent", "needed")
"""How much may be shared with a contact, from little to much."""


@dataclass(frozen=True)
class Source:
    """Where a statement comes from. ``mark``: B, V, S, K or P, as ``docs/route.md`` explains."""

    code: str
    title: str
    url: str = ""
    mark: str = ""


@dataclass(frozen=True)
class Row:
    """One row of the table. ``kind`` is one of ``STATEMENTS``.

    ``target`` is the contact that a contact row advises, a share row speaks about, or a do-not
    row forbids. ``positions`` are stands on a topic; two stands on one topic in one route would
    be a contradiction, which the checker excludes.
    """

    id: str
    when: Condition
    kind: str
    text: str
    target: str = ""
    say: str = ""
    is_say_on_card: bool = False
    level: str = ""
    who: str = ""
    sources: tuple[Source, ...] = ()
    positions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Fallback:
    """Who answers while ``targets`` do not. The first one in the table that is open is named.

    ``text`` stands with the contact that does not answer; ``reason`` and ``say`` with ``use``
    where it is on the list for no other reason.
    """

    id: str
    when: Condition
    targets: tuple[str, ...]
    use: str
    text: str
    reason: str
    say: str = ""


@dataclass(frozen=True)
class RouteTable:
    """The whole table of one version."""

    version: str
    valid_from: str
    rows: tuple[Row, ...]
    fallbacks: tuple[Fallback, ...]
    emergency: str
    child_protection: str
    direct: tuple[str, ...] = ()

    @classmethod
    def from_document(cls, document: Mapping[str, Any], *, forms: Collection[str]) -> RouteTable:
        """Build the table from the content of ``route.yaml`` (which passed its schema).

        Raises:
            ConditionError: when a condition names an unknown question, answer or form.
        """
        sources = read_sources(document)
        return cls(
            version=document["version"],
            valid_from=document["valid_from"],
            rows=tuple(_read_row(row, sources, forms) for row in document["rows"]),
            fallbacks=tuple(_read_fallback(row, forms) for row in document["outside_hours"]),
            emergency=document["safety"]["emergency"],
            child_protection=document["safety"]["child_protection"],
            direct=tuple(document.get("direct", ())),
        )


@dataclass(frozen=True)
class Advice:
    """One contact of the route, with all that is said about it.

    ``instead`` is the contact to use while this one does not answer; ``is_open`` is None when
    it is not known whether somebody answers.
    """

    contact: Contact
    reason: str
    more_reasons: tuple[str, ...]
    say: str
    share: Row | None
    is_open: bool | None
    next_open: datetime | None
    instead: Contact | None = None
    instead_text: str = ""
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True)
class Route:
    """The outcome: an ordered list of contacts, never a single number, never a score."""

    version: str
    at: datetime
    contacts: tuple[Advice, ...]
    obligations: tuple[Row, ...]
    warnings: tuple[Row, ...]
    do_not: tuple[Row, ...]
    contacts_from: str

    @property
    def call_now(self) -> Advice | None:
        """Return the first contact of the list that answers at this moment."""
        return next((advice for advice in self.contacts if advice.is_open), None)


def read_sources(document: Mapping[str, Any]) -> dict[str, Source]:
    """Return the sources of a pack document by code."""
    return {
        code: Source(code, item["title"], item.get("url", ""), item.get("mark", ""))
        for code, item in document.get("sources", {}).items()
    }


def _read_row(
    data: Mapping[str, Any], sources: Mapping[str, Source], forms: Collection[str]
) -> Row:
    then = data["then"]
    kind = next(statement for statement in STATEMENTS if statement in then)
    names_target = kind in {"contact", "share"}
    return Row(
        id=data["id"],
        when=parse_condition(data["when"], forms=forms),
        kind=kind,
        text=then["reason"] if kind == "contact" else then["text"] if names_target else then[kind],
        target=then[kind] if names_target else then.get("not_contact", ""),
        say=then.get("say", ""),
        is_say_on_card=then.get("say_on_card", False),
        level=then.get("level", ""),
        who=then.get("who", ""),
        sources=tuple(sources[code] for code in data["source"]),
        positions=tuple(sorted(then.get("position", {}).items())),
    )


def _read_fallback(data: Mapping[str, Any], forms: Collection[str]) -> Fallback:
    targets = data["for"]
    return Fallback(
        id=data["id"],
        when=parse_condition(data["when"], forms=forms),
        targets=tuple(targets) if isinstance(targets, list) else (targets,),
        use=data["use"],
        text=data["text"],
        reason=data["reason"],
        say=data.get("say", ""),
    )


@dataclass(frozen=True)
class _Scene:
    """Where and when a route is decided."""

    contacts: ContactBook
    municipality: str
    at: datetime

    def find(self, slug: str) -> Contact:
        return self.contacts.find(slug, self.municipality)

    def is_open(self, slug: str) -> bool | None:
        return self.find(slug).is_open(self.at)


def decide(answers: Answers, at: datetime, table: RouteTable, contacts: ContactBook) -> Route:
    """Return the route for these answers at this moment."""
    scene = _Scene(contacts, answers.municipality, at)
    rows = [row for row in table.rows if row.when.holds(answers)]
    fallbacks = [row for row in table.fallbacks if row.when.holds(answers)]
    advised = _advised(rows)
    replacing = _replacing(advised, fallbacks, scene)
    for fallback in replacing.values():
        advised.setdefault(fallback.use, [])
    shares = {row.target: row for row in rows if row.kind == "share"}
    return Route(
        version=table.version,
        at=at,
        contacts=tuple(
            _advice(scene, slug, reasons, shares.get(slug), replacing)
            for slug, reasons in advised.items()
        ),
        obligations=tuple(row for row in rows if row.kind == "obligation"),
        warnings=tuple(row for row in rows if row.kind == "warning"),
        do_not=tuple(row for row in rows if row.kind == "do_not"),
        contacts_from=contacts.source,
    )


def _advised(rows: list[Row]) -> dict[str, list[Row]]:
    """Return the contact rows by contact, in the order of the first row of each contact."""
    advised: dict[str, list[Row]] = {}
    for row in rows:
        if row.kind == "contact":
            advised.setdefault(row.target, []).append(row)
    return advised


def _replacing(
    advised: Collection[str], fallbacks: list[Fallback], scene: _Scene
) -> dict[str, Fallback]:
    """Return who stands in for each advised contact that does not answer now."""
    replacing: dict[str, Fallback] = {}
    for slug in advised:
        if scene.is_open(slug):
            continue
        for fallback in fallbacks:
            if slug in fallback.targets and scene.is_open(fallback.use):
                replacing[slug] = fallback
                break
    return replacing


def _advice(
    scene: _Scene,
    slug: str,
    rows: list[Row],
    share: Row | None,
    replacing: Mapping[str, Fallback],
) -> Advice:
    contact = scene.find(slug)
    is_open = contact.is_open(scene.at)
    fallback = replacing.get(slug)
    # Who only stands in is on the list because of the one that does not answer.
    stands_in = [other for other in replacing.values() if other.use == slug]
    reasons = [row.text for row in rows] or [stands_in[0].reason]
    say = [row.say for row in rows if row.say] or [other.say for other in stands_in]
    return Advice(
        contact=contact,
        reason=reasons[0],
        more_reasons=tuple(dict.fromkeys(reasons[1:])),
        say=next(iter(say), ""),
        share=share,
        is_open=is_open,
        next_open=None if is_open else contact.next_open(scene.at),
        instead=scene.find(fallback.use) if fallback else None,
        instead_text=fallback.text if fallback else "",
        sources=tuple(dict.fromkeys(source for row in rows for source in row.sources)),
    )
