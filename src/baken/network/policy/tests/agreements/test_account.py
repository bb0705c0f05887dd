"""The yearly account: words with versions, a final text that stands still, and both files."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

import docx
import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from docx.oxml.ns import qn
from tests.pages import check_page

from baken.network.policy.account import paper
from baken.network.policy.account.document import Document, Part
from baken.network.policy.account.queries import document_of
from baken.network.policy.account.registry import (
    Chapter,
    Figure,
    Table,
    chapters,
    register_chapter,
)
from baken.network.policy.actions import account as actions
from baken.network.policy.agreements.steps import EditConflict
from baken.network.policy.models import AccountWords, YearlyAccount

from .world import check_for

YEARS = "/verantwoording/"


@pytest.fixture
def year() -> int:
    return timezone.localdate().year


@pytest.fixture
def account(players: Any, year: int) -> YearlyAccount:
    """A draft of this year with a self-check in it."""
    check_for(players.focal_safety)
    return actions.start_account(actor=players.coordinator.actor, year=year)


def write(players: Any, year: int, text: str, after: int = 0, chapter: str = "figures") -> Any:
    return actions.write_words(
        actor=players.coordinator.actor, year=year, chapter=chapter, text=text, after=after
    )


def full_document(final: bool = False) -> Document:
    made = timezone.localdate()
    chapter = Chapter(
        paragraphs=["Een alinea met tekens: # * _ $ < & > \\ @naam [x]."],
        tables=[Table("Aantallen", ["Afspraak", "Voldaan"], [["Beleid", "3"]] * 40, (1,))],
        figures=[Figure("Per opgave", [("Eén", 3), ("Twee", None), ("Drie", 0.5)])],
        missing="Dit is er nog niet.",
    )
    parts = [
        Part("one", "Eerste", chapter, "Eigen tekst.\n\nTweede alinea."),
        Part("two", "Tweede", Chapter(), ""),
    ]
    return Document(2026, "Regio Rotterdam", made, made if final else None, parts)


# -- Life cycle ---------------------------------------------------------------------------------


def test_starting_twice_gives_one_account(players: Any, account: Any, year: int) -> None:
    again = actions.start_account(actor=players.coordinator.actor, year=year)
    assert again.pk == account.pk


def test_a_year_to_come_has_no_account(players: Any, year: int) -> None:
    with pytest.raises(ValueError, match="begun"):
        actions.start_account(actor=players.coordinator.actor, year=year + 1)


@pytest.mark.parametrize("player", ["portfolio_holder", "focal_safety", "mayor", "editor"])
def test_only_the_coordinator_writes(players: Any, year: int, player: str) -> None:
    with pytest.raises(PermissionDenied):
        actions.start_account(actor=getattr(players, player).actor, year=year)


def test_words_keep_all_versions_and_the_last_holds(players: Any, account: Any, year: int) -> None:
    write(players, year, "Eerst.")
    write(players, year, "Daarna.", after=1)
    assert write(players, year, "Daarna.", after=2) is None
    texts = AccountWords.objects.visible_to(players.coordinator.actor)
    assert [one.text for one in texts] == ["Daarna.", "Eerst."]
    document = document_of(players.coordinator.actor, account)
    assert {part.key: part.words for part in document.parts}["figures"] == "Daarna."


def test_words_over_an_older_version_are_a_conflict(players: Any, account: Any, year: int) -> None:
    write(players, year, "Eerst.")
    with pytest.raises(EditConflict):
        write(players, year, "Van iemand anders.", after=0)


def test_a_final_account_stands_still_whatever_changes(
    players: Any, account: Any, year: int
) -> None:
    editor = players.coordinator.actor
    write(players, year, "Vastgelegd.")
    actions.make_final(actor=editor, year=year)
    before = document_of(editor, YearlyAccount.objects.visible_to(editor).get()).to_data()
    check_for(players.focal_schiedam)
    after = document_of(editor, YearlyAccount.objects.visible_to(editor).get()).to_data()
    assert after == before
    assert before["final_on"] == timezone.localdate().isoformat()
    with pytest.raises(actions.AccountIsFinal):
        write(players, year, "Toch nog iets.", after=1)


def test_opened_again_it_follows_the_data_and_keeps_the_final_text(
    players: Any, account: Any, year: int
) -> None:
    editor = players.coordinator.actor
    actions.make_final(actor=editor, year=year)
    actions.open_again(actor=editor, year=year)
    write(players, year, "Verbeterd.")
    actions.make_final(actor=editor, year=year)
    found = YearlyAccount.objects.visible_to(editor).get()
    texts = [edition.text for edition in found.editions.all()]
    words = [{part["key"]: part["words"] for part in text["parts"]}["figures"] for text in texts]
    assert words == ["Verbeterd.", ""]


def test_making_final_twice_makes_one_edition(players: Any, account: Any, year: int) -> None:
    first = actions.make_final(actor=players.coordinator.actor, year=year)
    assert actions.make_final(actor=players.coordinator.actor, year=year).pk == first.pk


# -- What it tells ------------------------------------------------------------------------------


def test_it_counts_municipalities_and_names_none(players: Any, account: Any) -> None:
    data = document_of(players.coordinator.actor, account).to_data()
    part = next(part for part in data["parts"] if part["key"] == "agreements")
    row = next(row for row in part["chapter"]["tables"][0]["rows"] if row[0] == "Beleid")
    assert row == ["Beleid", "1", "0", "0", "0", "0", "22"]
    assert "Vlaardingen" not in str(data)


def test_a_year_that_is_over_keeps_its_figures(players: Any, year: int) -> None:
    check_for(players.focal_safety)
    account = actions.start_account(actor=players.coordinator.actor, year=year - 1)
    data = document_of(players.coordinator.actor, account).to_data()
    part = next(part for part in data["parts"] if part["key"] == "agreements")
    if not part["chapter"]["missing"]:
        assert part["chapter"]["tables"][0]["rows"][0][1] == "0"
    else:
        assert part["chapter"]["tables"] == []


def test_it_says_that_there_is_no_monitor(players: Any, account: Any) -> None:
    document = document_of(players.coordinator.actor, account)
    told = {part.key: part.chapter.missing for part in document.parts}
    assert "monitor" in told["figures"]


def test_every_chapter_has_its_own_place() -> None:
    orders = [entry.order for entry in chapters()]
    assert orders == sorted(orders)
    assert len(set(orders)) == len(orders)


def test_a_chapter_registered_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        register_chapter("figures", 80, "x", lambda _year, _actor: Chapter())


def test_a_table_with_a_crooked_row_is_refused() -> None:
    with pytest.raises(ValueError, match="1 cells under 2 heads"):
        Table("Scheef", ["a", "b"], [["een"]])


def test_a_document_survives_being_kept() -> None:
    kept = full_document(final=True)
    assert Document.from_data(kept.to_data()).to_data() == kept.to_data()


# -- Both files ---------------------------------------------------------------------------------


@pytest.mark.parametrize("final", [False, True])
def test_the_pdf_says_that_it_is_accessible(final: bool) -> None:
    made = paper.as_pdf(full_document(final))
    assert made.startswith(b"%PDF")
    assert b"pdfuaid:part" in made


def test_an_account_with_nothing_in_it_is_a_pdf_too() -> None:
    empty = Document(2026, "", timezone.localdate(), None, [])
    assert paper.as_pdf(empty).startswith(b"%PDF")


def test_the_word_file_has_headings_header_rows_language_and_title() -> None:
    made = docx.Document(BytesIO(paper.as_word(full_document())))
    assert made.core_properties.title == "Verantwoording regionale aanpak mensenhandel 2026"
    assert made.core_properties.language == "nl-NL"
    styles = [one.style.name for one in made.paragraphs]
    assert styles[0] == "Title"
    assert [one.text for one in made.paragraphs if one.style.name == "Heading 1"] == [
        "Eerste",
        "Tweede",
    ]
    for table in made.tables:
        first = table.rows[0]._tr.trPr
        assert first.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:tblHeader")) is None for row in table.rows[1:])
        assert table._tbl.tblPr.find(qn("w:tblCaption")) is not None
    assert made.tables[1].cell(2, 1).text == "–"


def test_the_word_file_is_dutch_through_and_through() -> None:
    with zipfile.ZipFile(BytesIO(paper.as_word(full_document()))) as parts:
        styles = parts.read("word/styles.xml").decode()
    assert 'w:val="nl-NL"' in styles
    assert 'w:val="en-US"' not in styles


# -- Pages --------------------------------------------------------------------------------------


def test_the_coordinator_starts_writes_and_makes_final(players: Any, year: int) -> None:
    client, path = players.coordinator.client, f"{YEARS}{year}/"
    check_page(client.get(YEARS))
    assert client.post(f"{YEARS}beginnen/", {"year": year}).headers["Location"] == path
    check_page(client.get(path))
    page = client.get(f"{path}hoofdstuk/outlook/")
    check_page(page)
    client.post(f"{path}hoofdstuk/outlook/", {"text": "Volgend jaar meer.", "after": 0})
    html = client.get(path).content.decode()
    assert "Volgend jaar meer." in html
    client.post(f"{path}definitief/")
    html = client.get(path).content.decode()
    assert "Definitief sinds" in html
    assert "hoofdstuk/outlook" not in html


def test_a_conflict_keeps_the_text_that_was_typed(players: Any, account: Any, year: int) -> None:
    write(players, year, "Van een collega.", chapter="outlook")
    path = f"{YEARS}{year}/hoofdstuk/outlook/"
    html = players.coordinator.client.post(path, {"text": "Van mij.", "after": 0}).content.decode()
    assert "Van mij." in html
    assert 'name="after" value="1"' in html


def test_a_draft_is_not_there_for_others_and_a_final_one_is(
    players: Any, account: Any, year: int
) -> None:
    client = players.mayor.client
    for path in ("", "pdf/", "word/"):
        assert client.get(f"{YEARS}{year}/{path}").status_code == 404
    actions.make_final(actor=players.coordinator.actor, year=year)
    check_page(client.get(f"{YEARS}{year}/"))
    assert client.get(f"{YEARS}{year}/pdf/")["Content-Type"] == "application/pdf"
    assert client.get(f"{YEARS}{year}/word/")["Content-Disposition"].endswith('definitief.docx"')


def test_a_year_that_has_not_begun_comes_back_with_a_message(players: Any, year: int) -> None:
    answer = players.coordinator.client.post(f"{YEARS}beginnen/", {"year": year + 1})
    check_page(answer)
    assert "nog niet begonnen" in answer.content.decode()
