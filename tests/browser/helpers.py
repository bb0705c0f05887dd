"""What the stories share: signing in, the check, sending a report, reading the feedback."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from axe_playwright_python.sync_playwright import Axe

AXE_OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],  # the rest is not described in full, which is half the time
}


def fits(page: Any) -> None:
    """Fail on a page that is wider than its window."""
    width = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert width <= 0, f"{page.url} is {width} pixels too wide"


def check(page: Any) -> None:
    """Fail on any axe violation and on a page that is wider than its window."""
    page.wait_for_load_state("load")  # without its style a page is judged wrongly
    results = Axe().run(page, options=AXE_OPTIONS)
    assert results.violations_count == 0, f"{page.url}\n{results.generate_report()}"
    fits(page)


def sign_in(page: Any, name: str) -> Any:
    """Sign in as one of the invented cast, on the demonstration page."""
    page.goto("/demo/")
    page.get_by_role("button", name=name).first.click()
    page.wait_for_url(re.compile("/(mijn-werk|kennisbank)/$"))  # readers begin in the latter
    return page


def text_of(page: Any) -> str:
    """Return what stands in the page, without header and footer."""
    return str(page.get_by_role("main").inner_text())


# -- The check ---------------------------------------------------------------------------------

SEEN, TOLD = "Gezien", "Verteld"
SLEEPING = "Slaapplaatsen in het bedrijf"
BEDS = "Er staan meer bedden dan past"
PASSPORTS = "De werkgever bewaart paspoorten"


@dataclass(frozen=True)
class Answers:
    """What a reporter answers, in the words of the screen."""

    danger: str = "Nee"
    minor: str = "Nee"
    alone: str = "Ja"
    subject: str = "Een plek, een bedrijf of een dader"
    forms: Sequence[str] = ("Arbeidsuitbuiting",)
    signs: Mapping[str, str] | None = None
    municipality: str = "Vlaardingen"


HOUSING_INSPECTION = Answers(signs={SLEEPING: SEEN, BEDS: SEEN, PASSPORTS: TOLD})


def choose(page: Any, question: str, answer: str) -> None:
    """Tap an answer where a finger does: on its words."""
    page.get_by_role("group", name=question).get_by_text(answer, exact=True).first.click()


def do_the_check(page: Any, answers: Answers, look: Callable[[Any], None] = fits) -> None:
    """Walk from the start page to the outcome; ``look`` judges each page on the way."""
    page.goto("/")
    look(page)
    page.get_by_role("link", name="Doe de check").first.click()
    choose(page, "in gevaar", answers.danger)
    choose(page, "jonger dan 18", answers.minor)
    choose(page, "alleen spreken", answers.alone)
    look(page)
    page.get_by_role("button", name="Verder").click()
    choose(page, "persoon of om een plek", answers.subject)
    for form in answers.forms:
        page.get_by_role("checkbox", name=form).check()
    for sign, word in (answers.signs or {}).items():
        choose(page, sign, word)
    look(page)
    page.get_by_role("button", name="Verder").click()
    page.get_by_label("In welke gemeente?").select_option(label=answers.municipality)
    look(page)
    page.get_by_role("button", name="Toon wie ik bel").click()
    page.wait_for_url("**/check/uitkomst/")
    look(page)


def contacts(page: Any) -> list[str]:
    """Return the organisations of an outcome, in order."""
    return list(page.locator(".route > .contact h2").all_inner_texts())


# -- The report and the way back ---------------------------------------------------------------


@dataclass(frozen=True)
class Receipt:
    """What a reporter takes along."""

    reference: str
    secret: str


def receipt_of(page: Any) -> Receipt:
    """Read both codes from the page after sending."""
    page.get_by_role("heading", name="Uw melding is verstuurd").wait_for()
    return Receipt(*page.locator(".receipt .copy-text").all_inner_texts())


def fill_report(page: Any, story: str, *, municipality: str = "Vlaardingen") -> None:
    """Fill in the report without a name; it is not sent yet."""
    page.get_by_label("In welke gemeente speelt het?").select_option(label=municipality)
    page.get_by_label("Wat zag of hoorde u?").fill(story)
    page.get_by_label("Nee, zonder mijn naam").check()


def report(page: Any, story: str, *, municipality: str = "Vlaardingen") -> Receipt:
    """Send a report without a check and without a name."""
    page.goto("/melden/")
    fill_report(page, story, municipality=municipality)
    page.get_by_role("button", name="Versturen").click()
    return receipt_of(page)


def ask_feedback(page: Any, reference: str, secret: str) -> str:
    """Come back with both codes; return what the page says."""
    page.goto("/terugkoppeling/")
    page.get_by_label("Uw meldnummer").fill(reference)
    page.get_by_label("Uw geheime code").fill(secret)
    page.get_by_role("main").locator("button[type=submit]").click()
    return text_of(page)
