"""Slides that come from data. The words are Dutch: they are paper of the region, not a screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from baken.foundation.region.directory import Contact

from .facts import EMERGENCY, Facts
from .slides import Point, Slide

DataSlides = Callable[[Facts], Sequence[Slide]]


def danger(facts: Facts) -> Sequence[Slide]:
    """Whom to call when somebody is in danger now."""
    return [
        Slide(
            "Direct gevaar? Bel meteen",
            (
                Point("Zeg waar u bent en wat er gebeurt."),
                Point("Zeg dat u aan mensenhandel denkt. Zeg of er kinderen bij zijn."),
                Point("Ga er niet zelf tussen staan. Spreek een verdachte niet aan."),
            ),
            note=(
                "Dit is de belangrijkste dia. Is iemand nu in gevaar, dan belt u eerst 112. U"
                " hoeft daarvoor niets zeker te weten. Daarna vertelt u het ons."
            ),
            big=EMERGENCY,
            is_danger=True,
        )
    ]


def contact(facts: Facts) -> Sequence[Slide]:
    """The own contact point as the directory has it."""
    found = facts.contact
    if found is None or not found.is_filled:
        return [_without_contact(facts)]
    return [
        Slide(
            "Vertel het ons",
            (Point(_contact_name(facts, found), marked=False, strong=True), *_reach(found)),
            note=(
                "Wij denken mee. U hoeft niets te bewijzen. Vertel wat u zag of hoorde, wanneer"
                " en waar. Wij kijken samen met u wat er moet gebeuren."
            ),
        )
    ]


def _contact_name(facts: Facts, found: Contact) -> str:
    return f"{found.name}, {facts.name}" if facts.name else found.name


def _without_contact(facts: Facts) -> Slide:
    points = [Point("Kom naar mij toe, of bel mij. Mijn gegevens krijgt u na afloop.")]
    if facts.advice:
        points.append(Point(f"Of bel {_called(facts)}: {facts.advice.phone_display}"))
    return Slide(
        "Vertel het ons",
        tuple(points),
        note=(
            "Let op: het contactpunt van onze organisatie staat nog niet in Baken. Zeg zelf hoe"
            " collega's u bereiken."
        ),
    )


def _reach(found: Contact) -> list[Point]:
    lines = []
    if found.phone:
        lines.append(Point(f"Telefoon: {found.phone_display}"))
    if found.email:
        lines.append(Point(f"E-mail: {found.email}"))
    if found.website and not (found.phone and found.email):
        lines.append(Point(found.website))
    if found.hours.known and found.phone:
        lines.append(Point(f"Bereikbaar: {found.hours.describe()}"))
    return lines


def route(facts: Facts) -> Sequence[Slide]:
    """Who tells whom: the internal route of the municipality, or that of the region."""
    if facts.own_route:
        return [_own_route(facts)]
    return [
        Slide(
            "Wat doet u met een signaal?",
            tuple(_regional_route(facts)),
            note=(
                "Schrijf op wat u zag en hoorde. Schrijf niet op wat u denkt. Vertel het nog"
                " dezelfde dag. U hoeft niet zeker te zijn en u hoeft niets zelf op te lossen."
            ),
        )
    ]


def _own_route(facts: Facts) -> Slide:
    points = [Point(f"Direct gevaar: bel {EMERGENCY}.", strong=True)]
    for step in facts.own_route:
        points.append(
            Point(f"{step.who} vertelt het aan: {step.tells}, {_soon(step.within_days)}.")
        )
        if step.replaced_by:
            points.append(Point(f"Niet bereikbaar? Dan: {step.replaced_by}.", level=1))
    if facts.own_route_note:
        points.append(Point(facts.own_route_note, marked=False))
    return Slide(
        "Wie vertelt het wie?",
        tuple(points),
        note=(
            "Dit is onze eigen afspraak. U vertelt het altijd aan een mens, nooit alleen in een"
            " mailtje. Schrijf op wat u zag en hoorde, en niet wat u denkt."
        ),
    )


def _soon(days: int) -> str:
    if days == 0:
        return "dezelfde dag"
    return "binnen 1 werkdag" if days == 1 else f"binnen {days} werkdagen"


def _regional_route(facts: Facts) -> list[Point]:
    points = [Point(f"Direct gevaar: bel {EMERGENCY}.", strong=True)]
    child = facts.child_protection
    if child and child.phone:
        points.append(
            Point(f"Jonger dan 18: bel {facts.child_protection_name}, {child.phone_display}.")
        )
    if facts.has_contact and facts.contact:
        reach = facts.contact.phone_display or facts.contact.email or facts.contact.website
        points.append(Point(f"Vertel het aan {_lower_first(facts.contact.name)}: {reach}."))
    elif facts.own and facts.own.municipality_code:
        points.append(Point("Vertel het aan de aandachtsfunctionaris van onze gemeente."))
    if facts.advice and facts.advice.phone:
        points.append(Point(f"Twijfelt u? Bel {_called(facts)}: {facts.advice.phone_display}."))
    points.append(Point("Vraag nooit door als iemand meeluistert."))
    return points


def _lower_first(text: str) -> str:
    """Return a function's name inside a sentence: ``de aandachtsfunctionaris ...``."""
    return f"de {text[:1].lower()}{text[1:]}"


def _called(facts: Facts) -> str:
    """Return the name of the advice desk inside a sentence."""
    return facts.advice_name or "het meld- en adviespunt"


def advice(facts: Facts) -> Sequence[Slide]:
    """The advice desk with phone and hours."""
    found = facts.advice
    if found is None:
        return []
    lines = [Point(found.name, marked=False, strong=True)]
    if found.hours.known:
        lines.append(Point(f"Bereikbaar: {found.hours.describe()}"))
    if found.email:
        lines.append(Point(f"E-mail: {found.email}"))
    if found.anonymous_possible:
        lines.append(Point("Advies vragen kan zonder naam, van u en van de ander."))
    return [
        Slide(
            f"Twijfelt u? Bel {_called(facts)}",
            tuple(lines),
            note="Bellen mag altijd, ook als u niet zeker bent. Een vraag stellen is nog geen"
            " melding.",
            big=found.phone_display,
        )
    ]


def check(facts: Facts) -> Sequence[Slide]:
    """The public check with its code."""
    return [
        Slide(
            "Doe de check",
            (
                Point("Een paar vragen. Daarna weet u wie u belt."),
                Point("Zonder naam en zonder account. Uw antwoorden worden niet bewaard."),
                Point(facts.check_shown, marked=False, strong=True),
            ),
            note="Laat de code even staan, zodat iedereen hem kan scannen. Het adres kunt u ook"
            " intypen.",
            code=facts.check_address,
        )
    ]


def questions(facts: Facts) -> Sequence[Slide]:
    """The last slide: time to talk, with the numbers once more."""
    points = [Point("Wat kwam u zelf wel eens tegen?"), Point("Wat houdt u tegen om te bellen?")]
    numbers = [f"Direct gevaar: {EMERGENCY}"]
    if facts.has_contact and facts.contact and facts.contact.phone:
        numbers.append(f"{facts.contact.name}: {facts.contact.phone_display}")
    if facts.advice and facts.advice.phone:
        numbers.append(f"{facts.advice_name or facts.advice.name}: {facts.advice.phone_display}")
    return [
        Slide(
            "Vragen en gesprek",
            (*points, *(Point(line, marked=False, strong=True) for line in numbers)),
            note="Noem geen namen en vertel niet over een echt geval dat iemand kan herkennen."
            " Blijf na afloop nog even: het eerste signaal komt vaak na de laatste dia.",
        )
    ]


DATA_SLIDES: dict[str, DataSlides] = {
    "route": route,
    "contact": contact,
    "advice": advice,
    "danger": danger,
    "check": check,
    "questions": questions,
}
