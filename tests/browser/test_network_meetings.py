"""The region consults: the coordinator plans, composes, notes and decides; members take part."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest

from baken.foundation.region.calendar import DUTCH

from .helpers import check, text_of
from .windows import People

pytestmark = pytest.mark.browser

MILAN, NOOR = "Milan Heermoes", "Noor Klaproos"  # coordinator; focal point with a seat
OLGA, ROOS = "Olga Vlierbes", "Roos Paardenbloem"  # no seat anywhere; chairs the table
PLATFORM = "Regionaal Platform Mensenhandel"
BODY = "/overleg/tafels/platform/"
QUESTION = "Wie neemt de telefoon op in de kerstvakantie?"
DECISION = "De piketlijst gaat elk kwartaal rond."
TASK = "De eerste piketlijst rondsturen."
DAY = DUTCH.add_working_days(dt.date.today() + dt.timedelta(days=20), 1)  # noqa: DTZ011


def open_body(page: Any) -> Any:
    """Go to the platform the way a person does."""
    page.goto("/overleg/")
    page.get_by_role("link", name=PLATFORM).last.click()
    page.get_by_role("heading", name=PLATFORM, level=1).wait_for()
    return page


def open_planned(page: Any) -> Any:
    """Open the meeting that this story planned."""
    open_body(page)
    page.get_by_role("region", name="Komende vergaderingen").get_by_role("link").first.click()
    page.get_by_role("heading", name="Agenda").wait_for()
    return page


def test_the_coordinator_sees_the_year_and_every_list(people: People) -> None:
    milan = people(MILAN)
    for path in ("", "jaar/", "besluiten/", "acties/", "jaargesprekken/", "landelijk/"):
        milan.goto(f"/overleg/{path}")
        check(milan)
    milan.goto("/overleg/jaar/")
    assert milan.locator(".year-grid tbody .year-held").count() > 0
    assert "Minimum gehaald" in text_of(milan)
    assert milan.locator(".year-grid tbody a").first.get_attribute("href").startswith("/overleg/")


def test_the_coordinator_plans_a_meeting(people: People) -> None:
    milan = open_body(people(MILAN))
    check(milan)
    milan.get_by_role("link", name="Vergadering plannen").click()
    milan.get_by_role("button", name="Verder").click()
    milan.get_by_role("alert").wait_for()
    check(milan)
    milan.get_by_label("Dag", exact=True).fill(f"{DAY:%d-%m-%Y}")
    milan.get_by_label("Begint om").fill("9:30")
    milan.get_by_label("Eindigt om").fill("11")
    milan.get_by_label("Plaats").fill("Zaal De Kade")
    milan.get_by_label("Eén keer").check()
    milan.get_by_role("button", name="Verder").click()
    milan.get_by_text("De vergadering is gepland.").wait_for()
    assert "Zaal De Kade" in text_of(milan)
    check(milan)


def test_a_series_shows_its_dates_before_it_is_planned(people: People) -> None:
    milan = people(MILAN)
    milan.goto(f"{BODY}plannen/")
    milan.get_by_label("Dag", exact=True).fill("22-03-2027")
    milan.get_by_label("Begint om").fill("9:30")
    milan.get_by_label("Eindigt om").fill("11:00")
    milan.get_by_label("Om de zoveel weken").check()
    milan.get_by_label("Aantal weken").fill("1")
    milan.get_by_label("Aantal vergaderingen").fill("3")
    milan.get_by_role("button", name="Verder").click()
    milan.get_by_role("heading", name="De data van de reeks").wait_for()
    assert milan.get_by_role("checkbox").count() == 2
    assert "maandag 29 maart 2027" in text_of(milan)  # Easter Monday is skipped, and said
    check(milan)


def test_a_member_sees_the_meeting_and_asks_a_point(people: People) -> None:
    noor = open_planned(people(NOOR))
    check(noor)
    assert noor.get_by_role("link", name="Notuleren").count() == 0
    noor.get_by_role("button", name="Ik kan niet komen").click()
    noor.get_by_text("Genoteerd dat u niet kunt komen.").wait_for()
    noor.get_by_role("button", name="Ik kan toch komen").click()
    noor.get_by_text("U wordt weer verwacht.").wait_for()
    noor.get_by_role("link", name="Agendapunt vragen").first.click()
    noor.get_by_label("Waarover wilt u het hebben?").fill(QUESTION)
    noor.get_by_label("Toelichting").fill("Het gaat om BSN 111222333.")
    check(noor)
    noor.get_by_role("button", name="Versturen").click()
    noor.get_by_role("alert").wait_for()
    assert "persoonsgegeven" in text_of(noor)
    noor.get_by_label("Toelichting").fill("Graag een vaste afspraak.")
    noor.get_by_role("button", name="Versturen").click()
    noor.get_by_text("Uw punt is verstuurd.").wait_for()
    assert "Gevraagd, nog niet beantwoord" in text_of(noor)
    check(noor)


def test_the_coordinator_composes_the_agenda(people: People) -> None:
    milan = open_planned(people(MILAN))
    milan.get_by_role("link", name="Agenda samenstellen").first.click()
    milan.get_by_role("button", name="Vorig verslag, open acties en verzoeken overnemen").click()
    milan.get_by_text("toegevoegd").wait_for()
    assert QUESTION in text_of(milan)
    milan.get_by_label("Titel").fill("Vastgelopen doorzetting")
    milan.get_by_label("Knelpunt: een casus die vastloopt").check()
    milan.get_by_role("button", name="Op de agenda zetten").click()
    milan.get_by_role("alert").wait_for()
    milan.get_by_label("Kenmerk van de casus").fill("VLA-2026-0007")
    milan.get_by_role("button", name="Op de agenda zetten").click()
    milan.get_by_text("Het punt staat op de agenda.").wait_for()
    check(milan)
    up = milan.get_by_role("button", name=re.compile("Omhoog.*Vastgelopen"))
    up.focus()
    milan.keyboard.press("Enter")
    milan.get_by_role("button", name=re.compile("Omlaag.*Vastgelopen")).wait_for()
    points = milan.locator(".agenda .record-title").all_inner_texts()
    assert points[-2] == "Vastgelopen doorzetting"
    assert points[0].startswith("Verslag van")


def test_the_coordinator_notes_decides_and_assigns(people: People) -> None:
    milan = open_body(people(MILAN))
    past = milan.get_by_role("region", name="Eerdere vergaderingen")
    past.locator("tr", has_text="Nog niet genoteerd").get_by_role("link").click()
    milan.get_by_role("link", name="Notuleren").click()
    check(milan)
    outcome = milan.get_by_label("Wat eruit kwam").first
    outcome.fill("Iedereen is bijgepraat.")
    milan.get_by_role("button", name="Iedereen op “Uitgenodigd” is aanwezig").click()
    milan.locator("#attendance").get_by_text("Opgeslagen.").wait_for()
    assert outcome.input_value() == "Iedereen is bijgepraat."  # one block saves, others stay
    milan.get_by_role("button", name="Dit punt opslaan").first.click()
    milan.get_by_text("Opgeslagen.").first.wait_for()
    milan.get_by_text("Een besluit noteren").click()
    milan.get_by_label("Besluit", exact=True).fill(DECISION)
    milan.get_by_role("button", name="Besluit opslaan").click()
    milan.locator("#results").get_by_text(DECISION).first.wait_for()
    milan.get_by_text("Iemand een actie geven").click()
    milan.get_by_label("Wat moet er gebeuren").fill(TASK)
    milan.get_by_label("Wie doet het").select_option(label=f"{NOOR} (Vlaardingen)")
    milan.get_by_role("button", name="Actie opslaan").click()
    milan.get_by_role("alert").wait_for()  # the date is missing; the rest is still there
    check(milan)
    assert milan.get_by_label("Wat moet er gebeuren").input_value() == TASK
    milan.get_by_label("Uiterlijk").fill(f"{DAY:%d-%m-%Y}")
    milan.get_by_role("button", name="Actie opslaan").click()
    milan.locator("#results").get_by_role("link", name=TASK).wait_for()
    check(milan)
    milan.get_by_role("button", name="De vergadering is gehouden").click()
    milan.get_by_text("De vergadering telt als gehouden.").wait_for()
    assert "Iedereen is bijgepraat." in text_of(milan)
    check(milan)


def test_two_windows_note_one_point(people: People) -> None:
    milan = open_planned(people(MILAN))
    milan.get_by_role("link", name="Notuleren").click()
    milan.get_by_role("heading", name="Wat uit elk punt kwam").wait_for()
    other = milan.context.new_page()
    other.goto(milan.url)
    for page, words in ((milan, "De eerste versie."), (other, "De tweede versie.")):
        page.get_by_label("Wat eruit kwam").first.fill(words)
        page.get_by_role("button", name="Dit punt opslaan").first.click()
        page.get_by_text("Opgeslagen." if page is milan else "Uw versie").first.wait_for()
    assert "De eerste versie." in text_of(other)
    assert other.get_by_label("Wat eruit kwam").first.input_value() == "De tweede versie."
    check(other)
    other.get_by_role("button", name="Dit punt opslaan").first.click()
    other.get_by_text("Opgeslagen.").first.wait_for()
    other.close()


def test_the_member_finds_the_action_and_reports_it_done(people: People) -> None:
    noor = people(NOOR)
    noor.goto("/overleg/")
    check(noor)
    noor.get_by_role("link", name=TASK).first.click()
    check(noor)
    noor.get_by_label("Afgerond").check()
    noor.get_by_role("button", name="Opslaan").click()
    noor.get_by_text("Genoteerd wat er van de actie is geworden.").wait_for()
    noor.goto("/overleg/besluiten/?words=piketlijst")
    assert DECISION in text_of(noor)
    check(noor)


def test_a_focal_point_has_her_own_yearly_talk(people: People) -> None:
    noor = people(NOOR)
    noor.goto("/overleg/jaargesprekken/")
    check(noor)
    assert noor.locator("main tbody tr").count() == 1
    noor.locator("main tbody a").click()
    check(noor)
    assert noor.goto("/overleg/jaargesprekken/schiedam/").status == 404


def test_who_has_no_seat_reads_why_and_others_see_their_own_bodies(people: People) -> None:
    olga = people(OLGA)
    olga.goto("/overleg/")
    assert "U neemt aan geen overleg deel" in text_of(olga)
    check(olga)
    assert olga.goto(BODY).status == 404
    roos = people(ROOS)
    roos.goto("/overleg/")
    assert "Regionale Tafel Mensenhandel" in text_of(roos)
    assert PLATFORM not in text_of(roos)
    assert roos.goto(BODY).status == 404


def test_the_pages_fit_a_phone(people: People) -> None:
    milan = people(MILAN)
    milan.set_viewport_size({"width": 360, "height": 740})
    addresses = ["/overleg/", "/overleg/jaar/", BODY, f"{BODY}zetels/", f"{BODY}plannen/"]
    addresses += ["/overleg/acties/", "/overleg/besluiten/", "/overleg/jaargesprekken/"]
    for address in addresses:
        milan.goto(address)
        check(milan)
    open_planned(milan)
    check(milan)
    milan.get_by_role("link", name="Notuleren").click()
    milan.get_by_role("heading", name="Wat uit elk punt kwam").wait_for()
    check(milan)
    milan.set_viewport_size({"width": 1280, "height": 800})
