"""Posters and cards: the code is read from the page that is set, on one page, safe in public."""

from __future__ import annotations

import json
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest
import typst
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from baken.network.library.talk import posters
from baken.network.library.talk.reasons import cards, reasons_in
from baken.web.documents.markdown import blocks_of
from baken.web.typesetting import _font_folders

from .conftest import REASONS, facts

LONG_NAME = SimpleNamespace(name="Gemeente Nieuw-Krimpenerwaard aan de Hollandsche IJssel en Lek")
LONG_ADDRESS = "https://meldpunt-mensenhandel.veiligheidsregio-voorbeeldland.example/check/"


def picture(text: posters.PosterText, size: posters.PosterFormat) -> Image.Image:
    """Return the first page as a picture, as a phone would see it."""
    template = "cards.typ" if size.slug == posters.SHEET_CARDS else "poster.typ"
    content = typst.compile(
        str(posters.TEMPLATES / template), root=str(posters.TEMPLATES), format="png", ppi=110,
        font_paths=_font_folders(), ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(posters.poster_data(text, size, facts()))},
    )  # fmt: skip
    return Image.open(BytesIO(content)).convert("L")


COPIES = {posters.A4: 1, posters.A3: 1, posters.A6: 1, posters.SHEET_A6: 4, posters.SHEET_CARDS: 10}


@pytest.mark.parametrize("size", posters.FORMATS, ids=lambda size: size.slug)
def test_the_code_is_read_from_the_paper_as_often_as_it_stands_there(size: Any) -> None:
    read = [code.text for code in zxingcpp.read_barcodes(picture(posters.TEXTS[0], size))]
    assert read == ["https://baken.regio.example/check/"] * COPIES[size.slug]


@pytest.mark.parametrize("size", posters.FORMATS, ids=lambda size: size.slug)
def test_each_text_is_one_accessible_page_also_with_a_long_name_and_address(size: Any) -> None:
    wide = facts(own=LONG_NAME, check_address=LONG_ADDRESS)
    for text in posters.TEXTS:
        reader = PdfReader(BytesIO(posters.poster_pdf(text, size, wide)))
        assert len(reader.pages) == 1
        assert reader.trailer["/Root"]["/Lang"] == "nl"


@pytest.mark.parametrize("slug", [posters.A4, posters.A6])
def test_address_numbers_and_name_stand_there_in_letters(slug: str) -> None:
    size = posters.find_format(slug)
    assert size is not None
    for known in (facts(), facts(own=LONG_NAME, check_address=LONG_ADDRESS)):
        reader = PdfReader(BytesIO(posters.poster_pdf(posters.TEXTS[0], size, known)))
        words = "".join(reader.pages[0].extract_text().replace("\u200b", "").split())
        for wanted in (known.name, known.check_shown, "112", "010 236 52 56"):
            assert "".join(wanted.split()) in words


def test_a_text_for_public_places_does_not_say_what_it_is_about() -> None:
    (public,) = [text for text in posters.TEXTS if text.is_public]
    said = " ".join([public.title, *public.lines, public.act, public.short]).lower()
    for word in ("handel", "uitbuit", "dwang", "slachtoffer", "dader", "politie", "signaal"):
        assert word not in said


def test_reasons_are_headings_and_a_long_answer_goes_on_on_a_second_card() -> None:
    found = reasons_in(blocks_of(REASONS))
    assert [one.reason for one in found] == ["Ik weet het niet zeker", "Het is mijn taak niet"]
    assert found[1].lines == ["Kijken en vertellen wel.", "De rest doen wij."]
    long = reasons_in(blocks_of("## Waarom?\n\n" + "Een heel lang antwoord zonder eind. " * 30))
    assert [card["reason"] for card in cards(long)] == ["Waarom?", "Waarom? (2)"]
