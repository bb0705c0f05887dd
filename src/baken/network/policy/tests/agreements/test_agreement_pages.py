"""The pages of agreements: who sees what, and what a focal point does there."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from typing import Any

import pytest
from django.utils import timezone
from openpyxl import load_workbook
from tests.pages import check_page

from baken.network.policy.models import AgreementCheck, CheckState

from .world import check_for

BOARD = "/afspraken/"
OWN = "/afspraken/vlaardingen/"
CHECK = "/afspraken/vlaardingen/policy/zelfcheck/"


def answer(**changes: str) -> dict[str, str]:
    return {
        "state": "met",
        "evidence": "Vastgesteld door het college.",
        "checked_on": timezone.localdate().strftime("%d-%m-%Y"),
        "checked_by": "Beleidsadviseur",
        "after": "0",
    } | changes


def html_of(response: Any) -> str:
    assert response.status_code == 200
    check_page(response)
    return str(response.content.decode())


def test_the_coordinator_sees_all_municipalities_and_who_is_behind(players: Any) -> None:
    check_for(players.focal_safety)
    html = html_of(players.coordinator.client.get(BOARD))
    for name in ("Vlaardingen", "Schiedam", "Goeree-Overflakkee"):
        assert name in html
    assert "Nog niet gecheckt" in html


@pytest.mark.parametrize("query", ["?item=policy", "?behind=on", "?item=policy&behind=on"])
def test_the_filter_narrows_the_table(players: Any, query: str) -> None:
    check_for(players.focal_safety)
    html = html_of(players.coordinator.client.get(BOARD + query))
    table = html[html.index('id="table"') :]
    rows = table[: table.index("</table>")]
    assert ("Vlaardingen" in rows) == (query != "?item=policy&behind=on")
    assert "Schiedam" in rows


def test_a_filter_that_does_not_exist_filters_nothing(players: Any) -> None:
    html_of(players.coordinator.client.get(BOARD + "?item=none"))


def test_a_municipality_sees_itself_and_only_the_count_of_the_region(players: Any) -> None:
    check_for(players.focal_schiedam, evidence="Bewijs van Schiedam.")
    html = html_of(players.mayor.client.get(BOARD))
    assert "Vlaardingen" in html
    assert "Schiedam" not in html
    assert "Bewijs van Schiedam" not in html
    counts = html[html.index('id="region"') :]
    assert '<td class="numeric" data-label="Voldaan">1</td>' in counts


def test_a_partner_sees_the_count_and_no_municipality(players: Any) -> None:
    check_for(players.focal_safety)
    html = html_of(players.advice_desk.client.get(BOARD))
    assert "Vlaardingen" not in html
    assert '<td class="numeric" data-label="Voldaan">1</td>' in html


@pytest.mark.parametrize("player", ["focal_schiedam", "advice_desk"])
def test_another_municipality_is_not_there(players: Any, player: str) -> None:
    client = getattr(players, player).client
    for path in (OWN, OWN + "policy/"):
        assert client.get(path).status_code == 404


def test_a_focal_point_fills_in_a_check(players: Any) -> None:
    client = players.focal_care.client
    html_of(client.get(CHECK))
    response = client.post(CHECK, answer(), follow=True)
    html = html_of(response)
    assert "Vastgesteld door het college." in html
    assert AgreementCheck.objects.visible_to(players.focal_care.actor).get().state == "met"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"evidence": ""}, "Vul in"),
        ({"evidence": "Zie BSN 111222333."}, "nummer van een persoon"),
        ({"checked_on": "01-01-2050"}, "toekomst"),
        ({"state": "not-applicable"}, "Fout"),
    ],
)
def test_a_wrong_answer_comes_back_filled_in(
    players: Any, changes: dict[str, str], words: str
) -> None:
    response = players.focal_care.client.post(CHECK, answer(**changes))
    html = html_of(response)
    assert words in html
    assert "Beleidsadviseur" in html
    assert not AgreementCheck.objects.visible_to(players.focal_care.actor).exists()


def test_an_answer_after_a_colleague_is_kept_and_can_be_saved_again(players: Any) -> None:
    client = players.focal_care.client
    check_for(players.focal_safety, state=CheckState.PARTLY)
    html = html_of(client.post(CHECK, answer(evidence="Mijn eigen antwoord.")))
    assert "Mijn eigen antwoord." in html
    assert 'name="after" value="1"' in html
    client.post(CHECK, answer(evidence="Mijn eigen antwoord.", after="1"))
    found = AgreementCheck.objects.visible_to(players.focal_care.actor)
    assert [one.number for one in found] == [2, 1]


def test_the_count_of_accounts_stands_beside_a_check_that_says_otherwise(players: Any) -> None:
    check_for(players.focal_safety, "focal-point", state=CheckState.NOT_MET, evidence="Geen.")
    html = html_of(players.focal_safety.client.get(OWN))
    assert "Geteld: 2 aandachtsfunctionarissen" in html
    assert "wijkt af van de zelfcheck" in html


def test_an_expired_check_says_so_and_keeps_its_history(players: Any) -> None:
    check_for(players.focal_safety, days_ago=800, evidence="Het oude besluit.")
    check_for(players.focal_safety, days_ago=400, evidence="Het vorige besluit.")
    html = html_of(players.mayor.client.get(OWN + "policy/"))
    assert "Check verlopen" in html
    assert "Het oude besluit." in html


def test_the_spreadsheet_of_the_region_holds_the_evidence(players: Any) -> None:
    check_for(players.focal_safety, evidence="=1+1 is geen formule")
    response = players.coordinator.client.get(BOARD + "?as=spreadsheet")
    rows = list(load_workbook(BytesIO(response.content)).active.values)
    assert len(rows) == 1 + 23 * 5
    assert any("=1+1 is geen formule" in row for row in rows)


def test_the_spreadsheet_of_a_municipality_holds_only_its_own(players: Any) -> None:
    check_for(players.focal_schiedam)
    response = players.focal_safety.client.get(BOARD + "?as=spreadsheet")
    names = {row[0] for row in load_workbook(BytesIO(response.content)).active.values}
    assert names == {"Gemeente", "Vlaardingen"}


def test_the_board_asks_few_questions_however_many_checks(
    players: Any, django_assert_max_num_queries: Any
) -> None:
    client = players.coordinator.client
    for item in ("policy", "basic-level", "focal-point"):
        check_for(players.focal_safety, item)
        check_for(players.focal_schiedam, item, days_ago=30)
    with django_assert_max_num_queries(20):
        client.get(BOARD)


def test_a_region_without_agreements_says_what_to_do(cast: Any) -> None:
    for player in (cast.coordinator, cast.focal_safety, cast.police):
        assert "regiopakket" in html_of(player.client.get(BOARD))


def test_a_check_that_ends_on_this_day_still_holds(players: Any) -> None:
    today = timezone.localdate()
    check = check_for(players.focal_safety)
    AgreementCheck.objects.unscoped(reason="a test").filter(pk=check.pk).update(
        checked_on=today - dt.timedelta(days=365), valid_until=today
    )
    html = html_of(players.focal_safety.client.get(OWN))
    assert "verloopt binnenkort" in html
    assert "Check verlopen" not in html
