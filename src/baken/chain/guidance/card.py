"""The route card: the whole decision table on one or two sheets, for the wall and the pocket."""

from __future__ import annotations

from dataclasses import dataclass

from .conditions import ALWAYS
from .contacts import FOCAL_POINT, Contact
from .route import Row
from .sources import Guidance
from .words import condition_in_words


@dataclass(frozen=True)
class CardContact:
    """One contact with everything that leads to it."""

    contact: Contact
    when: tuple[str, ...]
    say: str


@dataclass(frozen=True)
class CardStatement:
    """A warning, duty or do-not; ``when`` is empty for what always holds."""

    when: str
    text: str
    who: str = ""


@dataclass(frozen=True)
class RouteCard:
    """The card. ``contacts`` stand in the order of the route."""

    version: str
    valid_from: str
    emergency: Contact
    contacts: tuple[CardContact, ...]
    do_not: tuple[CardStatement, ...]
    warnings: tuple[CardStatement, ...]
    obligations: tuple[CardStatement, ...]


def route_card(guidance: Guidance) -> RouteCard:
    """Return the card for the route that holds."""
    table = guidance.table
    names = {form.slug: form.name for form in guidance.forms.values()}

    def statements(kind: str) -> tuple[CardStatement, ...]:
        return tuple(
            CardStatement(
                "" if row.when.always_holds else condition_in_words(row.when, names),
                row.text,
                row.who,
            )
            for row in table.rows
            if row.kind == kind
        )

    rows: dict[str, list[Row]] = {}
    for row in table.rows:
        if row.kind == "contact":
            rows.setdefault(row.target, []).append(row)
    return RouteCard(
        version=table.version,
        valid_from=table.valid_from,
        emergency=guidance.book.find(table.emergency, ""),
        contacts=tuple(_contact(guidance, slug, found, names) for slug, found in rows.items()),
        do_not=statements("do_not"),
        warnings=statements("warning"),
        obligations=statements("obligation"),
    )


def _contact(guidance: Guidance, slug: str, rows: list[Row], names: dict[str, str]) -> CardContact:
    contact = guidance.book.find(slug, "")
    if slug == FOCAL_POINT:
        contact = _any_focal_point(guidance)
    return CardContact(
        contact=contact,
        when=_when(rows, names),
        say=_say(rows),
    )


def _say(rows: list[Row]) -> str:
    """Return what to say in general: of the row that is marked for the card, else the first."""
    marked = [row.say for row in rows if row.is_say_on_card]
    return next(iter([*marked, *(row.say for row in rows if row.say)]), "")


def _when(rows: list[Row], names: dict[str, str]) -> tuple[str, ...]:
    """Return when to use a contact; what always holds makes the other lines needless."""
    if any(row.when.always_holds for row in rows):
        return (condition_in_words(ALWAYS, names),)
    return tuple(dict.fromkeys(condition_in_words(row.when, names) for row in rows))


def _any_focal_point(guidance: Guidance) -> Contact:
    """Return what a focal point is called in this region, without the name of a municipality."""
    points = iter(guidance.book.focal_points.values())
    first = next(points, None)
    if first is None:
        return Contact(FOCAL_POINT, "")
    return Contact(FOCAL_POINT, first.name.split(",")[0], purpose=first.purpose)
