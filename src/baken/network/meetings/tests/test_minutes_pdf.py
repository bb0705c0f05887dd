"""The documents as others read them: text by pypdf, PDF/UA by the marks that it asks for."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from baken.network.meetings.minutes_pdf import (
    Decision,
    Fact,
    Point,
    Present,
    Sheet,
    Task,
    agenda_as_pdf,
    blocks,
    minutes_as_pdf,
)

FIRST = Decision(
    "P-2026-7", "Elke gemeente wijst vóór 1 oktober twee aandachtsfunctionarissen aan."
)
SECOND = Decision(
    "P-2026-8", "Het actieplan #wordt *vastgesteld* [met] $wijzigingen$ @en <labels>."
)
TASK = Task("A-31", "Format voor de zelftoets rondsturen", "Regiocoördinator", "1 oktober 2026")
SHEET = Sheet(
    title="Verslag Platform mensenhandel",
    lead="Dinsdag 6 oktober 2026, 9.00 tot 11.00 uur",
    foot="Platform mensenhandel, 6 oktober 2026",
    facts=(
        Fact("Plaats", "Stadhuis, kamer 3"),
        Fact("Online", "https://voorbeeld.test/v", "https://voorbeeld.test/v"),
    ),
    attendance=(Present("Noor van Dam", "Voorzitter", "Aanwezig"),),
    points=(
        Point("Opening", outcome="De voorzitter opent.\n\n- Eerste punt\n- Tweede punt"),
        Point("Actieplan", outcome="Besproken.", decisions=(FIRST, SECOND), actions=(TASK,)),
    ),
    next_meeting="Dinsdag 8 december 2026",
)


def text_of(content: bytes) -> str:
    """Return the text without spaces and hyphens, which depend on where lines end."""
    return squeezed(" ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages))


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u00ad\u2010-]+", "", text)


def assert_accessible(content: bytes, title: str) -> None:
    """Check the marks of PDF/UA-1: tagged, with a language, a shown title and its own name."""
    reader = PdfReader(BytesIO(content))
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 - a boolean object of pypdf
    assert root["/StructTreeRoot"]
    assert root["/Lang"] == "nl"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712
    assert reader.metadata is not None
    assert reader.metadata.title == title
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()


def kinds_of_structure(content: bytes) -> set[str]:
    found: set[str] = set()
    todo: list[Any] = [PdfReader(BytesIO(content)).trailer["/Root"]["/StructTreeRoot"]]
    while todo:
        node = todo.pop().get_object()
        if isinstance(node, list):
            todo.extend(node)
        elif hasattr(node, "get"):
            found.add(str(node.get("/S", "")))
            if "/K" in node and not isinstance(node["/K"], int):
                todo.append(node["/K"])
    return found


def test_minutes_hold_every_decision_and_action_with_number_owner_and_date() -> None:
    text = text_of(minutes_as_pdf(SHEET))
    for decision in (FIRST, SECOND):
        assert text.count(squeezed(decision.text)) == 2  # under its point and in the list
        assert text.count(squeezed(decision.number)) == 2
    for part in (TASK.number, TASK.text, TASK.owner, TASK.due):
        assert text.count(squeezed(part)) >= 2
    for part in ("Noor van Dam", "Voorzitter", "Aanwezig", "De voorzitter opent.", "Tweede punt"):
        assert squeezed(part) in text
    assert squeezed("Dinsdag 8 december 2026") in text


@pytest.mark.parametrize("make", [minutes_as_pdf, agenda_as_pdf])
def test_documents_carry_the_marks_of_pdf_ua(make: Any) -> None:
    content = make(SHEET)
    assert_accessible(content, SHEET.title)
    assert {"/H1", "/H2", "/H3", "/L"} <= kinds_of_structure(content)


def test_tables_have_header_cells_also_over_several_pages() -> None:
    many = tuple(Present(f"Deelnemer {number}", "Lid", "Aanwezig") for number in range(90))
    content = minutes_as_pdf(replace(SHEET, attendance=many))
    assert len(PdfReader(BytesIO(content)).pages) > 2
    assert {"/Table", "/TH", "/TD"} <= kinds_of_structure(content)
    assert "Deelnemer89" in text_of(content)


def test_an_agenda_shows_explanations_and_open_actions_and_no_outcomes() -> None:
    point = Point("Cijfers", "Ingebracht door Politie", "15 min", "Toelichting.", "Niet tonen.")
    text = text_of(agenda_as_pdf(replace(SHEET, points=(point,), actions=(TASK,))))
    for part in (point.title, point.raised_by, point.minutes, point.explanation, TASK.text):
        assert squeezed(part) in text
    assert squeezed(point.outcome) not in text


def test_a_meeting_of_which_nothing_was_noted_makes_a_document_too() -> None:
    bare = Sheet(title="Verslag", lead="", foot="", facts=(), points=())
    for make in (minutes_as_pdf, agenda_as_pdf):
        assert_accessible(make(bare), "Verslag")


def test_empty_lines_part_paragraphs_and_hyphens_make_lists() -> None:
    assert blocks("a\nb\n\nc\n- d\n* e\n\n- f") == [
        {"kind": "text", "lines": ["a", "b"]},
        {"kind": "text", "lines": ["c"]},
        {"kind": "list", "lines": ["d", "e"]},
        {"kind": "list", "lines": ["f"]},
    ]
    assert blocks(" \n\n") == []


@settings(max_examples=12, deadline=None)
@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_whatever_people_type_makes_an_accessible_document(text: str) -> None:
    point = Point(text, text, text, text, text, (Decision(text, text),), (Task(*[text] * 4),))
    sheet = replace(SHEET, points=(point,), attendance=(Present(text, text, text),))
    assert_accessible(minutes_as_pdf(sheet), SHEET.title)
