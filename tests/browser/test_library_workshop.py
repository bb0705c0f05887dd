"""An editor writes, a second person approves, the day publishes, and the past comes back."""

from __future__ import annotations

import io
import uuid
from typing import Any

import pytest
from PIL import Image

from .helpers import check, text_of
from .windows import People

pytestmark = pytest.mark.browser

WRITER, READER, NOOR = "Emir Vingerhoed", "Milan Heermoes", "Noor Klaproos"
WORKSHOP = "/kennisbank/werkplaats/"


@pytest.fixture(scope="module")
def story() -> dict[str, str]:
    """What one chapter leaves for the next."""
    return {"title": f"Signalen op een camping {uuid.uuid4().hex[:6]}"}


def photo() -> dict[str, Any]:
    held = io.BytesIO()
    Image.new("RGB", (320, 200), "seagreen").save(held, "JPEG")
    return {"name": "Tenten.jpg", "mimeType": "image/jpeg", "buffer": held.getvalue()}


def saved_by_itself(page: Any) -> None:
    page.get_by_text("Bewaard om").wait_for()


def send(page: Any) -> None:
    page.get_by_role("button", name="Opslaan en naar een tweede lezer sturen").click()
    page.get_by_text("Naar de andere redacteuren gestuurd.").wait_for()


def test_an_editor_writes_with_toolbar_table_link_and_picture(
    people: People, story: dict[str, str]
) -> None:
    page = people(WRITER)
    page.goto(WORKSHOP)
    check(page)
    page.get_by_role("link", name="Nieuwe tekst").click()
    check(page)
    page.get_by_label("Titel").fill(story["title"])
    page.get_by_label("Thema").select_option(label="Signalen")
    page.get_by_role("button", name="Beginnen met schrijven").click()
    page.wait_for_url("**/schrijven/")
    story["draft"] = page.url
    sheet = (
        page.get_by_label("Tekst", exact=False)
        .locator("visible=true")
        .and_(page.locator("textarea[name=body]"))
    )
    sheet.fill("Waar u op let")
    page.get_by_role("button", name="Kop", exact=True).click()
    assert sheet.input_value() == "## Waar u op let"
    sheet.press("End")
    sheet.press_sequentially("\n\nEr staan veel tenten. ")
    sheet.press("Control+b")
    sheet.press("ArrowRight")
    sheet.press("ArrowRight")
    sheet.press("ArrowRight")
    page.get_by_role("button", name="Tabel").click()
    assert "| --- | --- |" in sheet.input_value()
    sheet.fill(sheet.input_value().replace("|  |  |", "| Nacht | 112 |", 1))
    page.locator("#live th", has_text="Kop").first.wait_for()
    saved_by_itself(page)
    # The toolbar is one stop for Tab; arrows walk along it.
    page.get_by_role("button", name="Kop", exact=True).focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.innerText").strip().endswith("Kleinere kop")
    sheet.press("Control+End")
    page.get_by_role("button", name="Link", exact=True).click()
    page.get_by_role("dialog").get_by_label("Naam, of een deel ervan").fill("Arbeidsinspectie")
    page.get_by_role("dialog").get_by_role("button", name="Arbeidsinspectie").first.click()
    assert "](organisatie:nla)" in sheet.input_value()
    check(page)


def test_a_picture_needs_words_and_stands_in_the_preview(
    people: People, story: dict[str, str]
) -> None:
    page = people(WRITER)
    page.get_by_label("Plaatje of bestand", exact=False).last.set_input_files(photo())
    page.get_by_role("button", name="Toevoegen").click()
    page.get_by_text("Beschrijf wat er op het plaatje staat").first.wait_for()
    check(page)
    page.get_by_label("Plaatje of bestand", exact=False).last.set_input_files(photo())
    page.get_by_label("Wat staat er op het plaatje?").fill("Een veld met groene tenten")
    page.get_by_role("button", name="Toevoegen").click()
    page.get_by_text("Toegevoegd. Zet het nu in de tekst.").wait_for()
    page.get_by_role("button", name="In de tekst zetten").click()
    page.locator("#live").get_by_role("img", name="Een veld met groene tenten").wait_for()
    send(page)
    check(page)
    assert "Een andere redacteur leest de tekst" in text_of(page)


def test_a_second_person_returns_it_and_later_approves_it(
    people: People, story: dict[str, str]
) -> None:
    reader = people(READER)
    reader.goto(WORKSHOP)
    reader.get_by_role("link", name=story["title"]).click()
    check(reader)
    reader.get_by_label("Wat moet er anders?").fill("Noem ook de wc's.")
    reader.get_by_role("button", name="Teruggeven met opmerking").click()
    reader.get_by_text("De schrijver krijgt de tekst terug").wait_for()
    writer = people(WRITER)
    writer.goto(story["draft"])
    assert "Noem ook de wc's." in text_of(writer)
    body = writer.locator("textarea[name=body]")
    body.fill(body.input_value() + "\n\nEr is één wc voor veertig mensen.\n")
    saved_by_itself(writer)
    writer.reload()
    assert "één wc" in body.input_value()
    send(writer)
    reader.goto(story["draft"].replace("schrijven/", ""))
    reader.get_by_label("Publiceren op").fill("01-01-2031")
    reader.get_by_role("button", name="Goedkeuren", exact=True).click()
    reader.get_by_text("Goedgekeurd en gepland.").wait_for()
    check(reader)
    story["text"] = reader.url
    noor = people(NOOR)
    noor.goto("/kennisbank/teksten/")
    assert story["title"] not in text_of(noor)


def test_what_was_planned_appears(people: People, story: dict[str, str]) -> None:
    writer = people(WRITER)
    writer.goto(story["draft"])  # leads to the version, since it is no draft any more
    check(writer)
    writer.get_by_label("Publiceren op").fill("")
    writer.get_by_role("button", name="Dag opslaan").click()
    writer.get_by_text("Goedgekeurd en gepubliceerd.").wait_for()
    noor = people(NOOR)
    noor.goto(story["text"].replace("werkplaats/teksten", "artikelen"))
    noor.get_by_role("img", name="Een veld met groene tenten").wait_for()
    assert "één wc" in text_of(noor)


def test_versions_are_compared_and_an_earlier_one_comes_back(
    people: People, story: dict[str, str]
) -> None:
    writer = people(WRITER)
    writer.goto(story["text"])
    writer.get_by_role("button", name="Wijzigen").click()
    writer.wait_for_url("**/schrijven/")
    body = writer.locator("textarea[name=body]")
    body.fill(body.input_value().replace("veertig mensen", "vijftig mensen"))
    saved_by_itself(writer)
    send(writer)
    check(writer)
    reader = people(READER)
    reader.goto(writer.url)
    reader.get_by_role("button", name="Goedkeuren", exact=True).click()
    reader.get_by_text("Goedgekeurd en gepubliceerd.").wait_for()
    check(reader)
    reader.get_by_role("link", name="Versies vergelijken").click()
    assert reader.locator("del").inner_text().endswith("veertig")
    assert reader.locator("ins").inner_text().endswith("vijftig")
    check(reader)
    reader.goto(story["text"])
    reader.get_by_role("row", name="Versie 1").get_by_role("button", name="Terugzetten").click()
    reader.get_by_text("De eerdere versie is nu een concept.").wait_for()
    assert "veertig mensen" in reader.locator("textarea[name=body]").input_value()


def test_the_other_pages_of_the_workshop(people: People) -> None:
    reader = people(READER)
    for path in ("teksten/", "begrippen/", "begrippen/nieuw/", "links/", "verwijzing/?q=a"):
        reader.goto(WORKSHOP + path)
        check(reader)
