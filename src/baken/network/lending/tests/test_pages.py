"""The pages of lending, as a partner and as who lends use them."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from tests.pages import check_page

from baken.network.lending.models import Defect, LoanRequest, RequestState

from .conftest import KIT, VR, World

pytestmark = pytest.mark.django_db

MOST_QUERIES = 15
BOOKKEEPING = ("SAVEPOINT", "RELEASE", "SET LOCAL", "SELECT set_config")
BASE = "/uitleen/"


def show(client: Client, path: str) -> str:
    """Return the page's HTML, after checking what must hold for every page."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    check_page(answer)
    return str(answer.content.decode())


def queries(client: Client, path: str) -> int:
    show(client, path)
    with CaptureQueriesContext(connection) as seen:
        show(client, path)
    return sum(not one["sql"].startswith(BOOKKEEPING) for one in seen.captured_queries)


def typed(**changes: Any) -> dict[str, Any]:
    return {
        "starts_on": "09-03-2026",
        "ends_on": "11-03-2026",
        f"number-{VR}": 4,
        f"number-{KIT}": 1,
        "experiences": ["arbeid"],
        "supervisor": "Jongerenwerker",
        "purpose": "Voorlichting",
        "audience": "Wijkteams",
        "expected_reach": 25,
        "place": "Stadhuis",
        "form_token": str(uuid4()),
    } | changes


def requests() -> Any:
    return LoanRequest.objects.unscoped(reason="test")


def test_a_partner_asks_for_headsets_and_the_kit_in_one_request(world: World) -> None:
    client = world.cast.focal_safety.client
    page = show(client, f"{BASE}aanvragen/nieuw/")
    assert "Hoeveel: VR-brillen" in page
    assert "Voor welke organisatie?" not in page
    sent = typed()
    answer = client.post(f"{BASE}aanvragen/nieuw/", sent)
    assert answer.status_code == 302
    again = client.post(f"{BASE}aanvragen/nieuw/", sent)
    assert again["Location"] == answer["Location"]
    page = show(client, answer["Location"])
    assert "4 VR-brillen en 1 Koffer Verkeerd" in page
    assert "maandag 9 maart 2026 tot en met woensdag 11 maart 2026" in page
    assert requests().get().wishes == {VR: 4, KIT: 1}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"supervisor": ""}, "Wie begeleidt?"),
        ({f"number-{VR}": "", f"number-{KIT}": ""}, "Kies ten minste één ding"),
        ({"purpose": "BSN 111222333"}, "persoonsgegevens"),
        ({"starts_on": "02-03-2026", "ends_on": "02-03-2026"}, "eerst mogelijke dag"),
        ({"starts_on": "31-02-2026"}, "een datum als 27-03-2026"),
    ],
)
def test_a_form_that_cannot_be_comes_back_filled_with_the_reason(
    world: World, changes: dict[str, Any], words: str
) -> None:
    answer = world.cast.focal_safety.client.post(f"{BASE}aanvragen/nieuw/", typed(**changes))
    check_page(answer)
    html = answer.content.decode()
    assert words in html
    assert 'value="Stadhuis"' in html
    assert not requests().exists()


def test_who_lends_decides_hands_out_and_takes_back_in_the_browser(world: World) -> None:
    request = world.asked(wishes={VR: 1, KIT: 1})
    client, page = world.cast.trainer.client, f"{BASE}aanvragen/{request.pk}/"
    assert "Alles is vrij in deze periode" in show(client, page)
    show(client, f"{page}goedkeuren/")
    client.post(f"{page}goedkeuren/", {"reason": "Ophalen om 9 uur", "version": 1})
    assert "Ophalen om 9 uur" in show(client, page)
    assert "Ophalen om 9 uur" in show(world.cast.focal_care.client, page)
    show(client, f"{page}uitgeven/")
    checks = {"condition-1": "good", "condition-11": "good", "present-1": ["Draagkoffer"]}
    client.post(f"{page}uitgeven/", checks)
    assert world.fresh(request).state == RequestState.OUT
    assert "ontbreekt: Oplader met kabel" in show(client, page)
    show(client, f"{page}innemen/")
    client.post(f"{page}innemen/", {"back-11": "on", "condition-1": "good", "condition-11": "good"})
    assert world.fresh(request).state == RequestState.OUT
    client.post(
        f"{page}innemen/", {"back-1": "on", "condition-1": "defective", "remark-1": "Glas stuk"}
    )
    assert world.fresh(request).state == RequestState.RETURNED
    assert Defect.objects.unscoped(reason="test").get().description == "Glas stuk"
    show(client, page)


def test_a_refusal_needs_a_reason_and_an_old_page_decides_nothing(world: World) -> None:
    request = world.asked()
    client, page = world.cast.coordinator.client, f"{BASE}aanvragen/{request.pk}/afwijzen/"
    show(client, page)
    check_page(client.post(page, {"reason": "", "version": 1}))
    check_page(client.post(page, {"reason": "Nee", "version": 0}))
    assert world.fresh(request).state == RequestState.ASKED
    client.post(page, {"reason": "Nee", "version": 1})
    assert world.fresh(request).state == RequestState.REFUSED


def test_what_is_short_is_said_before_deciding_and_refused_when_approving(world: World) -> None:
    first, second = world.asked(wishes={KIT: 1}), world.asked(by="police", wishes={KIT: 1})
    client = world.cast.coordinator.client
    client.post(f"{BASE}aanvragen/{first.pk}/goedkeuren/", {"version": 1})
    page = f"{BASE}aanvragen/{second.pk}/"
    assert "Er is te weinig vrij" in show(client, page)
    answer = client.post(f"{page}goedkeuren/", {"version": 1})
    check_page(answer)
    assert "Alles is vrij: maandag 16 maart 2026" in answer.content.decode()


def test_the_asker_changes_extends_reports_and_tells_the_reach(world: World) -> None:
    client = world.cast.focal_safety.client
    waiting = f"{BASE}aanvragen/{world.asked(start=20).pk}/"
    show(client, f"{waiting}wijzigen/")
    client.post(f"{waiting}wijzigen/", typed(version=1, place="School"))
    assert "School" in show(client, waiting)
    request = world.out(start=4)
    page = f"{BASE}aanvragen/{request.pk}/"
    for name in ("verlengen", "bereik", "probleem", "intrekken"):
        show(client, f"{page}{name}/")
    client.post(f"{page}verlengen/", {"until": "20-03-2026", "reason": "Extra avond"})
    client.post(f"{page}bereik/", {"number": 31})
    loan = world.loans(request)[0]
    client.post(f"{page}probleem/", {"loan": str(loan.pk), "description": "Geen beeld"})
    html = show(client, page)
    assert "vrijdag 20 maart 2026: Extra avond" in html
    assert "31 bereikt" in html
    assert "Geen beeld" in html
    assert client.get(f"{page}wijzigen/").status_code == 302
    keeper = world.cast.coordinator.client
    assert "verlenging-toestaan" in show(keeper, page)
    show(keeper, f"{page}verlenging-afwijzen/")
    version = world.fresh(request).version
    keeper.post(f"{page}verlenging-toestaan/", {"version": version})
    assert world.fresh(request).ends_on == dt.date(2026, 3, 20)
    client.post(f"{page}intrekken/", {"reason": "x"})
    assert world.fresh(request).state == RequestState.OUT


def test_another_organisation_sees_that_something_is_taken_and_not_for_whom(world: World) -> None:
    request = world.approved(purpose="Avond voor de haven")
    police = world.cast.police.client
    assert police.get(f"{BASE}aanvragen/{request.pk}/").status_code == 404
    assert request.reference not in show(police, BASE)
    calendar = show(police, f"{BASE}kalender/")
    assert "bezet" in calendar
    assert "Vlaardingen" not in calendar.split("<main")[1]
    assert request.reference not in calendar
    assert request.reference in show(world.cast.focal_care.client, f"{BASE}kalender/")
    assert "Gemeente Vlaardingen" in show(world.cast.coordinator.client, f"{BASE}kalender/")
    assert police.get(f"{BASE}aanvragen/{request.pk}/goedkeuren/").status_code == 403


def test_the_calendar_has_a_picture_a_table_and_a_search(world: World) -> None:
    world.approved(wishes={VR: 10})
    world.out(start=0, days=2, by="trainer", wishes={KIT: 1})
    client = world.cast.focal_safety.client
    html = show(client, f"{BASE}kalender/")
    assert 'class="block block-reserved"' in html
    assert 'class="block block-out"' in html
    assert "<caption>Hetzelfde als tabel</caption>" in html
    assert "2 mrt – 8 mrt; 13 mrt – 5 apr" in html
    found = show(client, f"{BASE}kalender/?number-{VR}=3&days=4&starts_on=07-03-2026")
    assert "3 VR-brillen: vrijdag 13 maart 2026 tot en met maandag 16 maart 2026" in found
    link = found.split(f"{BASE}aanvragen/nieuw/?")[1].split('"')[0].replace("&amp;", "&")
    asked = show(client, f"{BASE}aanvragen/nieuw/?{link}")
    assert 'value="13-03-2026"' in asked
    assert "Vul van ten minste één soort in" in show(
        client, f"{BASE}kalender/?number-{VR}=0&days=4"
    )
    assert "Niet vrij binnen een jaar" in show(client, f"{BASE}kalender/?number-{KIT}=2&days=4")
    show(client, f"{BASE}kalender/?view=weken&from=2026-01-01")
    for nonsense in ("view=x", "from=2026-13-45", "from=0001-01-01", "days=x&number-x=1"):
        show(client, f"{BASE}kalender/?{nonsense}")


def test_items_are_cleaned_mended_added_and_taken_out(world: World) -> None:
    world.returned(wishes={VR: 1})
    client, item = world.cast.trainer.client, world.item()
    assert "Wacht op schoonmaak" in show(client, f"{BASE}materialen/")
    page = f"{BASE}materialen/{item.pk}/"
    show(client, page)
    client.post(f"{page}schoon/")
    assert not world.item().needs_cleaning
    show(client, f"{page}defect/")
    client.post(f"{page}defect/", {"description": "Bandje los"})
    defect = Defect.objects.unscoped(reason="test").get()
    assert "Bandje los" in show(client, page)
    show(client, f"{page}defect/{defect.pk}/hersteld/")
    client.post(f"{page}defect/{defect.pk}/hersteld/", {"how": "Nieuw bandje"})
    assert "Nieuw bandje" in show(client, page)
    show(client, f"{page}uit-gebruik/")
    client.post(f"{page}uit-gebruik/", {"remark": "Versleten"})
    assert "Versleten" in show(client, page)
    client.post(f"{page}terug/")
    assert world.item().retired_on is None
    client.post(f"{BASE}soorten/{VR}/erbij/")
    assert world.item(VR, 11).number == 12
    show(client, f"{BASE}soorten/{VR}/")
    words = {"name": "Bril", "plural": "Brillen", "description": "Een bril", "cleaning_days": 2}
    words |= {"accessories": "Oplader\n\nOplader\nDoek", "version": 1}
    client.post(f"{BASE}soorten/{VR}/", words)
    assert world.item().kind.accessories == ["Oplader", "Doek"]
    check_page(client.post(f"{BASE}soorten/{VR}/", words))


def test_a_partner_sees_the_items_and_no_buttons(world: World) -> None:
    html = show(world.cast.police.client, f"{BASE}materialen/")
    assert "Alleen onder professionele begeleiding." in html
    assert "Seksuele en criminele uitbuiting; Arbeidsuitbuiting" in html
    assert "Eén toevoegen" not in html


def test_figures_tell_use_and_reach_of_what_one_may_see(world: World) -> None:
    assert "Dit jaar is niets uitgeleend" in show(world.cast.police.client, f"{BASE}cijfers/")
    request = world.returned(days=2)
    world.clean()
    world.cast.focal_safety.client.post(f"{BASE}aanvragen/{request.pk}/bereik/", {"number": 31})
    world.out(start=20, by="police", wishes={VR: 2}, expected_reach=10)
    html = show(world.cast.coordinator.client, f"{BASE}cijfers/")
    assert "Gemeente Vlaardingen" in html
    assert "ingevuld bij 1 van 2 uitleningen" in html
    answer = world.cast.coordinator.client.get(f"{BASE}cijfers/?as=spreadsheet")
    rows = list(load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert rows[1][1:] == ("Totaal", 2, 7, 50, 31, 1)
    own = show(world.cast.focal_care.client, f"{BASE}cijfers/?year=2026")
    assert "ingevuld bij 1 van 1 uitleningen" in own
    show(world.cast.focal_care.client, f"{BASE}cijfers/?year=x")


def test_lists_can_be_taken_along_as_spreadsheets(world: World) -> None:
    request = world.approved()
    client = world.cast.coordinator.client
    answer = client.get(f"{BASE}?as=spreadsheet")
    rows = list(load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert rows[1][:3] == (
        request.reference,
        "Gemeente Vlaardingen",
        "4 VR-brillen en 1 Koffer Verkeerd",
    )
    answer = client.get(f"{BASE}materialen/?as=spreadsheet")
    assert len(list(load_workbook(BytesIO(answer.content)).active.iter_rows())) == 12


@pytest.mark.parametrize("path", ["", "kalender/", "materialen/", "cijfers/"])
def test_lists_ask_a_fixed_number_of_questions(world: World, path: str) -> None:
    client = world.cast.coordinator.client
    world.out(start=4, wishes={VR: 1})
    before = queries(client, BASE + path)
    for place in range(3):
        world.approved(start=20 + 5 * place, by="police", wishes={VR: 3})
    world.out(start=5, by="mayor", wishes={VR: 2})
    assert queries(client, BASE + path) == before <= MOST_QUERIES


def test_an_empty_store_says_what_to_do(cast: Any, today: Any) -> None:
    client = cast.coordinator.client
    for path in ("", "kalender/", "materialen/", "cijfers/", "aanvragen/nieuw/"):
        assert 'class="empty' in show(client, BASE + path)


def test_who_takes_no_part_is_refused(world: World) -> None:
    for path in ("", "kalender/", "materialen/", "cijfers/"):
        assert world.cast.administrator.client.get(BASE + path).status_code == 403


def test_the_navigation_counts_what_waits_for_who_decides(world: World) -> None:
    world.asked()
    world.asked(by="police", wishes={KIT: 1})
    html = show(world.cast.coordinator.client, BASE)
    entry = html.split(f'href="{BASE}"')[1][:400]
    assert "2" in entry


def test_a_day_on_which_nobody_is_there_is_pointed_out_until_it_is_over(world: World) -> None:
    client = world.cast.coordinator.client
    asked = world.asked(start=12, days=3)  # from Saturday to Monday
    hint = "Zaterdag 14 maart 2026 is geen werkdag"
    assert hint in show(client, f"{BASE}aanvragen/{asked.pk}/")
    assert hint in show(world.cast.focal_safety.client, f"{BASE}aanvragen/{asked.pk}/")
    assert asked.days_closed == [dt.date(2026, 3, 14)]
    out = world.out(start=12, days=2, by="police", wishes={VR: 1})  # back on Sunday
    assert out.days_closed == [dt.date(2026, 3, 15)]
    assert world.asked(start=7, days=3).days_closed == []


def test_an_item_that_should_be_back_is_shown_as_too_late(world: World, today: Any) -> None:
    world.out(start=4, days=3, wishes={KIT: 1})
    for days, is_late in ((6, False), (1, True)):
        today.shift(dt.timedelta(days=days))
        client = world.cast.police.client  # signed in anew, for the old session has run out
        assert ("Te laat" in show(client, f"{BASE}materialen/")) is is_late
