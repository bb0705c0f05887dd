"""She goes over to the practice room, handles an invented concern alone, and closes it.

Two installations run: the real one and, beside it, the one for practising.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from .conftest import running_product
from .helpers import check, fits, text_of
from .windows import People

pytestmark = pytest.mark.browser

NOOR = "Noor Klaproos"
WAIT = 240
"""Seconds in which the practice room comes up."""


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run the real installation with the one for practising; the other stories need none."""
    with running_product(tmp_path_factory.mktemp("with-practice"), practice=True) as address:
        yield address


def over(people: People) -> Any:
    """Return Noor's window, in the practice room."""
    noor = people(NOOR)
    deadline = time.monotonic() + WAIT
    noor.goto("/oefenen/")
    while noor.get_by_role("button", name="Naar de oefenruimte").count() == 0:
        assert time.monotonic() < deadline, text_of(noor)
        time.sleep(1)
        noor.reload()
    check(noor)
    noor.get_by_role("button", name="Naar de oefenruimte").click()
    noor.get_by_role("button", name="Naar binnen").wait_for()
    check(noor)
    form = noor.locator("form", has=noor.get_by_role("button", name="Naar binnen"))
    address = urlsplit(form.get_attribute("action"))
    people.windows.other_hosts = (f"{address.scheme}://{address.netloc}",)
    noor.get_by_role("button", name="Naar binnen").click()
    noor.get_by_role("heading", level=1).wait_for()
    return noor


@pytest.fixture(scope="module")
def noor(people: People) -> Any:
    """Return Noor's window in the practice room, with a story begun."""
    page = over(people)
    if page.get_by_role("heading", name="Kies een verhaal").count() == 0:
        # On a product that ran before; she comes back to her own story.
        page.get_by_role("link", name="Opnieuw beginnen").click()
        press(page, "Wissen en opnieuw beginnen")
    page.get_by_role("heading", name="Kies een verhaal").wait_for()
    check(page)
    page.get_by_role("button", name="Matrassen boven de wasserij").click()
    page.get_by_text("0 van 8 stappen gedaan. Ze vinken").wait_for()
    return page


def home(page: Any) -> None:
    """Go to the steps."""
    address = urlsplit(page.url)
    page.goto(f"{address.scheme}://{address.netloc}/oefenen/")


def step(page: Any, number: int, label: str) -> None:
    """Go to the steps, see how many are done, and go where the next one is done."""
    home(page)
    page.get_by_text(f"{number} van 8 stappen gedaan. Ze vinken").wait_for()
    assert page.locator("[aria-current=step] h2").inner_text() == label
    page.get_by_role("link", name="Dit nu doen").click()
    fits(page)


def press(page: Any, name: str) -> None:
    """Press a button of the page itself."""
    page.get_by_role("main").get_by_role("button", name=name).first.click()


def answered(page: Any) -> None:
    """Let colleague and partners answer at once."""
    home(page)
    press(page, "Niet wachten")
    page.get_by_text("De anderen hebben geantwoord").wait_for()


def test_her_name_stays_behind_and_every_page_says_that_all_is_invented(noor: Any) -> None:
    source = noor.content()
    for word in (NOOR, "Klaproos", "Vlaardingen"):
        assert word not in source
    banner = noor.get_by_role("complementary", name="Oefenruimte")
    assert "alles hier is verzonnen" in banner.inner_text()
    assert noor.title().startswith("Oefenruimte: ")
    noor.emulate_media(media="print")
    assert banner.is_visible()
    noor.emulate_media(media="screen")


def test_she_receives_weighs_refers_gets_an_answer_gives_feedback_and_closes(noor: Any) -> None:
    check(noor)
    step(noor, 0, "Ontvangen")
    check(noor)
    press(noor, "Oppakken")
    noor.get_by_text("U hebt dit signaal opgepakt.").wait_for()
    step(noor, 1, "Wegen")
    noor.get_by_label("Wat is er waargenomen?").fill("Negen matrassen op de vloer, één douche.")
    noor.get_by_label("Zelf gezien door de waarnemer").check()
    press(noor, "Feit opslaan")
    noor.get_by_role("region", name="Feiten", exact=True).wait_for()
    step(noor, 2, "Tweede lezer vragen")
    noor.get_by_role("radio").first.check()
    press(noor, "Vragen")
    noor.get_by_text("Uw collega is gevraagd om mee te wegen").wait_for()
    answered(noor)
    step(noor, 3, "Besluiten")
    noor.get_by_label("Doorzetten aan een partner").check()
    noor.get_by_label("Waarom?").fill("Werk en slaapplek van dezelfde baas, van deze week.")
    press(noor, "Besluit vastleggen")
    noor.get_by_text("Het besluit is vastgelegd").wait_for()
    step(noor, 4, "Grond kiezen en doorzetten")
    refer(noor)
    answered(noor)
    step(noor, 6, "Terugkoppelen")
    feedback(noor)
    step(noor, 7, "Sluiten")
    noor.get_by_label("Opgevolgd door een of meer partners").check()
    press(noor, "Signaal sluiten")
    noor.get_by_role("link", name="Heropenen").first.wait_for()
    home(noor)
    noor.get_by_text("U hebt dit signaal afgehandeld").wait_for()
    check(noor)
    noor.set_viewport_size({"width": 360, "height": 800})
    check(noor)
    noor.set_viewport_size({"width": 1280, "height": 800})


def refer(noor: Any) -> None:
    """Send it to the labour inspectorate, on the first ground, with the one fact."""
    noor.locator("a[href*='/doorzetten/nla/?kind=referral']").click()
    noor.get_by_role("radio").first.check()
    noor.get_by_label("Waarom is delen nodig?").fill("Zonder dit feit kan de partner niets.")
    noor.get_by_label("Bericht aan de partner").fill("Kunt u meekijken?")
    noor.get_by_role("checkbox", name="Negen matrassen").check()
    press(noor, "Bekijk wat de partner krijgt")
    press(noor, "Versturen aan")
    noor.get_by_text("Het antwoord ziet u hier en in Mijn werk").wait_for()


def feedback(noor: Any) -> None:
    """Tell the reporter that it was passed on."""
    noor.get_by_label("Doorgezet naar een partner").check()
    noor.get_by_label("Met kenmerk en geheime code").check()
    press(noor, "Deze terugkoppeling geven")
    noor.get_by_role("region", name="Terugkoppeling").wait_for()


def test_what_practising_does_not_need_is_shut(noor: Any) -> None:
    address = urlsplit(noor.url)
    for path in ("/kennisbank/", "/account/", "/melden/", "/demo/"):
        assert noor.goto(f"{address.scheme}://{address.netloc}{path}").status == 404
        assert "Oefenruimte" in noor.title()
    check(noor)


def test_she_starts_over_and_wipes_everything(noor: Any) -> None:
    home(noor)
    noor.get_by_role("link", name="Opnieuw beginnen").click()
    check(noor)
    press(noor, "Wissen en opnieuw beginnen")
    noor.get_by_role("heading", name="Kies een verhaal").wait_for()
    noor.get_by_role("link", name="Signalen").first.click()
    assert noor.locator("main tbody tr").count() == 0
    home(noor)
    press(noor, "De jongen met de nieuwe jas")
    noor.get_by_text("0 van 8 stappen gedaan. Ze vinken").wait_for()
    press(noor, "Alles wissen en weggaan")
    noor.get_by_role("heading", name="Alles is weg").wait_for()
    check(noor)
    home(noor)
    noor.get_by_role("heading", name="De deur van de oefenruimte").wait_for()
    check(noor)
