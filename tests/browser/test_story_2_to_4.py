"""From a report to feedback: the focal points weigh and refer, partners answer, the reporter hears.

The tests are chapters of one story: each goes on where the one before stopped, in the windows
of the same people. A chapter whose predecessor failed is skipped.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from .helpers import (
    HOUSING_INSPECTION,
    Receipt,
    ask_feedback,
    check,
    choose,
    do_the_check,
    fill_report,
    receipt_of,
    text_of,
)
from .windows import People

pytestmark = pytest.mark.browser

NOOR, IDRIS = "Noor Klaproos", "Idris Waterlelie"  # focal points: safety, care
MEI, HANNA = "Mei Vergeetmeniet", "Hanna Zonnedauw"  # advice desk, labour inspectorate
ESSM = "Expertisecentrum Seksualiteit, Sekswerk en Mensenhandel (ESSM)"

STORY = "Acht matrassen in een loods aan de Ankerkade. Een man zei dat de baas zijn pas bewaart."
SHARED = "Acht matrassen op de vloer, één toilet, geen ramen."
KEPT = "Een bewoner vertelde dat hij bang is voor de beheerder."
OPINION = "Past bij afhankelijkheid van de baas: werk, bed en papieren in één hand."
QUESTION = "Is hier zorg nodig naast de controle?"
ASKED = "Spreken de bewoners Nederlands?"
ANSWERED = "Nee, neem een tolk mee."
RESULT = "Twee bewoners krijgen hulp."
GROUND_INSPECTORATE = "Melding aan een bevoegde instantie"


@dataclass
class Story:
    """What is known so far: referrals by receiver, ``told`` are the chapters that ended well."""

    people: People
    receipt: Receipt = field(default_factory=lambda: Receipt("", ""))
    address: str = ""
    referrals: dict[str, str] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)

    def concern(self, name: str = NOOR) -> Any:
        """Return somebody's page, at the concern."""
        page = self.people(name)
        page.goto(self.address)
        return page

    def row(self, page: Any, reference: str) -> Any:
        """Return the row of a reference in My work, which is open in ``page``."""
        return page.locator("tr", has=page.get_by_role("link", name=reference)).first


@pytest.fixture(scope="module")
def whole_story(people: People) -> Story:
    """Return the one story of this file."""
    return Story(people)


CHAPTERS: list[str] = []


@pytest.fixture
def story(whole_story: Story, request: pytest.FixtureRequest) -> Iterator[Story]:
    """Hand over the story, when every chapter before this one ended well."""
    if whole_story.told != CHAPTERS:
        pytest.skip("the chapter before this one failed")
    CHAPTERS.append(request.node.name)
    failed_before = request.session.testsfailed
    yield whole_story
    if request.session.testsfailed == failed_before:
        whole_story.told.append(request.node.name)


def section(page: Any, name: str) -> Any:
    """Return a section of the page by its heading."""
    return page.get_by_role("region", name=name, exact=True)


def today() -> dt.date:
    """Return the day in the region."""
    return dt.datetime.now(ZoneInfo("Europe/Amsterdam")).date()


def save(page: Any, button: str, place: Any, *, until: str) -> None:
    """Press a button and wait until what was saved stands in its section."""
    page.get_by_role("button", name=button).click()
    place.get_by_text(until).first.wait_for()


def test_2_the_focal_point_finds_the_new_concern_in_my_work_and_takes_it(story: Story) -> None:
    phone = story.people.stranger()
    do_the_check(phone, HOUSING_INSPECTION)
    phone.get_by_role("button", name="Verder met versturen").click()
    fill_report(phone, STORY)
    phone.get_by_role("button", name="Versturen").click()
    story.receipt = receipt_of(phone)

    noor = story.people(NOOR)
    noor.goto("/mijn-werk/")
    check(noor)
    new = section(noor, "Nieuw, nog niet opgepakt")
    row = story.row(noor, story.receipt.reference)
    assert new.get_by_role("link", name=story.receipt.reference).is_visible()
    assert "Kritiek" in row.inner_text()
    assert "vandaag" in row.inner_text()
    assert "matrassen" not in text_of(noor)  # a list never holds content
    noor.get_by_role("link", name=story.receipt.reference).click()
    check(noor)
    assert STORY in text_of(noor)
    assert "De werkgever bewaart paspoorten" in text_of(noor)
    noor.get_by_role("button", name="Oppakken").click()
    noor.get_by_text("U hebt dit signaal opgepakt.").wait_for()
    story.address = noor.url


def test_2_facts_stand_apart_from_what_they_may_mean(story: Story) -> None:
    noor = story.people(NOOR)
    facts = section(noor, "Feiten")
    noor.get_by_role("link", name="Feit toevoegen").last.click()
    text = noor.get_by_label("Wat is er waargenomen?")
    text.fill("Bel de bewoner op 06 12345678")
    noor.get_by_text("Het lijkt of hier een telefoonnummer in staat").wait_for()
    check(noor)
    text.fill(SHARED)
    noor.get_by_text("Het lijkt of hier").wait_for(state="detached")
    noor.get_by_label("Wanneer?").fill(f"{today():%d-%m-%Y}")
    noor.get_by_label("Waar?").fill("Loods, achterste ruimte")
    noor.get_by_label("Waargenomen door").select_option(label="Bouw- en woningtoezicht")
    noor.get_by_label("Zelf gezien door de waarnemer").check()
    save(noor, "Feit opslaan", facts, until=SHARED)
    assert noor.url == story.address  # in its place: the page was not left
    assert "Bouw- en woningtoezicht" in facts.inner_text()
    noor.get_by_role("link", name="Feit toevoegen").last.click()
    text.fill(KEPT)
    noor.get_by_label("Verteld aan de waarnemer").check()
    save(noor, "Feit opslaan", facts, until=KEPT)
    noor.get_by_role("link", name="Duiding toevoegen").last.click()
    noor.get_by_label("Wat betekenen de feiten").fill(OPINION)
    save(noor, "Duiding opslaan", section(noor, "Duiding"), until=OPINION)
    assert OPINION not in facts.inner_text()
    check(noor)


def test_2_the_second_focal_point_weighs_along_from_the_other_domain(story: Story) -> None:
    noor = story.concern()
    noor.get_by_role("link", name="Tweede lezer vragen").first.click()
    check(noor)
    noor.get_by_label("Idris Waterlelie").check()
    noor.get_by_label("Uw vraag").fill(QUESTION)
    noor.get_by_role("button", name="Vragen", exact=True).click()
    noor.get_by_text("Uw collega is gevraagd om mee te wegen").wait_for()

    idris = story.people(IDRIS, width=360)
    idris.goto("/mijn-werk/")
    asked = section(idris, "U bent gevraagd om mee te wegen")
    asked.get_by_role("link", name=story.receipt.reference).click()
    check(idris)
    idris.get_by_role("link", name="Meewegen").click()
    assert QUESTION in text_of(idris)
    idris.get_by_role("button", name="Dit advies geven").click()
    idris.locator(".error-summary").wait_for()
    check(idris)
    assert QUESTION in text_of(idris)  # what is asked stays in sight
    for question in ("concreet genoeg", "recent", "bekend is over", "taak voor", "in onze"):
        choose(idris, question, "Ja")
    idris.get_by_label("Eens: dit vraagt om opvolging").check()
    idris.get_by_label("Toelichting").fill("Ja, ook zorg: twee mensen zonder papieren.")
    idris.get_by_role("button", name="Dit advies geven").click()
    idris.get_by_text("De behandelaar van het signaal ziet uw advies").wait_for()


def test_2_the_focal_point_decides_with_a_motivation(story: Story) -> None:
    noor = story.concern()
    assert "twee mensen zonder papieren" in section(noor, "Weging en besluit").inner_text()
    noor.get_by_role("link", name="Besluiten").first.click()
    check(noor)
    noor.get_by_label("Doorzetten aan een partner").check()
    noor.get_by_label("Waarom?").fill("Meerdere sterke signalen, hulp en controle nodig.")
    noor.get_by_role("button", name="Besluit vastleggen").click()
    noor.get_by_text("Het besluit is vastgelegd").wait_for()
    check(noor)


def refer(page: Any, slug: str, ground: str, fact: str) -> str:
    """Refer to one organisation from the concern, sharing one fact; return the reference."""
    earlier = references(page)
    page.get_by_role("link", name="Doorzetten", exact=True).first.click()
    check(page)
    page.locator(f"a[href*='/doorzetten/{slug}/?kind=referral']").click()
    check(page)
    page.get_by_label(ground).check()
    page.get_by_label("Waarom is delen nodig?").fill("Zonder deze feiten kan de partner niets.")
    page.get_by_label("Bericht aan de partner").fill("Kunt u meekijken?")
    page.get_by_role("checkbox", name=fact).check()
    page.get_by_role("button", name="Bekijk wat de partner krijgt").click()
    check(page)
    preview = text_of(page)
    assert fact in preview
    for hidden in {SHARED, KEPT, OPINION, STORY} - {fact}:
        assert hidden not in preview
    page.get_by_role("button", name="Versturen aan").click()
    page.get_by_text("Het antwoord ziet u hier en in Mijn werk").wait_for()
    (made,) = references(page) - earlier
    return made


def references(page: Any) -> set[str]:
    """Return the references of the referrals of a concern."""
    return set(re.findall(r"DZ-\w{4}-\w{4}", section(page, "Doorzettingen").inner_text()))


def test_2_the_advice_desk_gets_one_fact_and_not_the_other(story: Story) -> None:
    noor = story.concern()
    story.referrals["essm"] = refer(noor, "essm", "Taak van de gemeente", SHARED)
    check(noor)
    sent = section(noor, "Doorzettingen")
    assert "Verstuurd" in sent.inner_text()
    assert "Wat de partner ziet" in sent.inner_text()


def open_referral(page: Any, reference: str) -> None:
    """Open a referral from My work of its receiver."""
    page.goto("/mijn-werk/")
    page.get_by_role("link", name=reference).click()
    page.get_by_role("heading", name=reference).wait_for()


def test_3_the_advice_desk_sees_overdue_work_on_top(story: Story) -> None:
    mei = story.people(MEI)
    mei.goto("/mijn-werk/")
    check(mei)
    first = mei.get_by_role("main").get_by_role("heading", level=2).first
    assert first.inner_text().startswith("Te laat")
    late = section(mei, "Te laat").locator("tbody tr")
    assert late.count() >= 1
    assert all("te laat" in row for row in late.all_inner_texts())


def test_3_the_advice_desk_sees_only_what_was_shared(story: Story) -> None:
    mei = story.people(MEI)
    open_referral(mei, story.referrals["essm"])
    check(mei)
    source = mei.content()
    assert SHARED in source
    assert "Taak van de gemeente" in source
    for hidden in (KEPT, OPINION, STORY, QUESTION, story.receipt.reference):
        assert hidden not in source
    concern = story.address.rstrip("/").rpartition("/")[2]
    assert concern not in source
    assert mei.request.get(f"/signalen/{concern}/").status == 403


def test_3_the_advice_desk_accepts_and_asks_and_the_focal_point_answers(story: Story) -> None:
    mei = story.people(MEI)
    mei.get_by_role("link", name="Aannemen").click()
    check(mei)
    mei.get_by_role("button", name="Aannemen").click()
    mei.get_by_text("U hebt deze doorzetting aangenomen").wait_for()
    mei.get_by_role("textbox", name="Bericht").fill(ASKED)
    mei.get_by_role("button", name="Versturen").click()
    mei.get_by_text("Het bericht is verstuurd").wait_for()
    check(mei)

    noor = story.people(NOOR)
    noor.goto("/mijn-werk/")
    assert "Nieuw bericht van een partner" in story.row(noor, story.receipt.reference).inner_text()
    noor.goto(story.address)
    sent = section(noor, "Doorzettingen")
    assert ASKED in sent.inner_text()
    sent.get_by_role("link", name="Bericht sturen").click()
    noor.get_by_role("textbox", name="Bericht").fill(ANSWERED)
    save(noor, "Versturen", sent, until=ANSWERED)
    mei.reload()
    assert ANSWERED in section(mei, "Berichten met de gemeente").inner_text()


def test_3_the_advice_desk_reports_the_outcome(story: Story) -> None:
    mei = story.people(MEI)
    mei.get_by_role("link", name="Resultaat melden").first.click()
    mei.get_by_role("button", name="Resultaat melden").click()
    mei.locator(".error-summary").wait_for()
    check(mei)
    mei.get_by_label("Hulpverlening of zorgcoördinatie gestart").check()
    mei.get_by_label("Toelichting").fill(RESULT)
    mei.get_by_role("button", name="Resultaat melden").click()
    mei.get_by_text("De gemeente heeft het resultaat gekregen").wait_for()
    check(mei)


def test_3_another_partner_refuses_with_a_reason(story: Story) -> None:
    reference = refer(story.concern(), "nla", GROUND_INSPECTORATE, KEPT)
    hanna = story.people(HANNA, width=360)
    open_referral(hanna, reference)
    assert SHARED not in hanna.content()
    hanna.get_by_role("link", name="Weigeren").click()
    check(hanna)
    hanna.get_by_role("button", name="Weigeren").click()
    hanna.locator(".error-summary").wait_for()
    check(hanna)
    hanna.get_by_label("Te weinig concrete feiten").check()
    hanna.get_by_role("textbox", name="Toelichting").fill("Noem het bedrijf en de werktijden.")
    hanna.get_by_role("button", name="Weigeren").click()
    hanna.get_by_role("heading", name=reference).wait_for()
    check(hanna)
    hanna.reload()
    assert KEPT not in hanna.content()  # what was shared is closed to who refused


def test_4_the_focal_point_gets_the_answers(story: Story) -> None:
    noor = story.people(NOOR)
    noor.goto("/mijn-werk/")
    assert "Nieuw antwoord van een partner" in story.row(noor, story.receipt.reference).inner_text()
    noor.goto("/berichten/")
    check(noor)
    noor.goto(story.address)
    check(noor)
    answers = section(noor, "Doorzettingen").inner_text()
    assert RESULT in answers
    assert "Te weinig concrete feiten" in answers


def test_4_the_reporter_hears_that_nothing_can_be_told(story: Story) -> None:
    noor = story.concern()
    noor.get_by_role("link", name="Terugkoppelen").first.click()
    check(noor)
    noor.get_by_label("Er kan niets worden verteld").check()
    noor.get_by_label("Met kenmerk en geheime code").check()
    noor.get_by_role("button", name="Deze terugkoppeling geven").click()
    noor.get_by_text("De terugkoppeling is gegeven").wait_for()

    phone = story.people.stranger()
    told = ask_feedback(phone, story.receipt.reference, story.receipt.secret)
    assert "Wij kunnen u niet vertellen wat er met uw melding is gebeurd" in told
    for hidden in (ESSM, RESULT, SHARED, OPINION, "Noor"):
        assert hidden not in told
    check(phone)
    assert phone.context.cookies() == []


def test_4_a_wrong_secret_says_the_same_as_a_wrong_reference(story: Story) -> None:
    phone = story.people.stranger(javascript=False)
    wrong_secret = ask_feedback(phone, story.receipt.reference, "7K4Q-X3M9-HCRT")
    wrong_reference = ask_feedback(phone, "BK-7K4Q-X3M9", story.receipt.secret)
    assert wrong_secret == wrong_reference
    assert "ontvangen" not in wrong_secret


def test_4_the_focal_point_closes_with_a_reason(story: Story) -> None:
    noor = story.concern()
    noor.get_by_role("link", name="Sluiten").first.click()
    check(noor)
    noor.get_by_label("Opgevolgd door een of meer partners").check()
    noor.get_by_role("button", name="Signaal sluiten").click()
    noor.get_by_text("De bewaartermijn loopt nu").wait_for()
    check(noor)
    phone = story.people.stranger()
    told = ask_feedback(phone, story.receipt.reference, story.receipt.secret)
    assert re.search("afgehandeld en gesloten", told)
