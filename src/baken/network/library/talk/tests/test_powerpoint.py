"""The PowerPoint file: real placeholders, notes, Dutch, alternative text and reading order."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
import zxingcpp
from PIL import Image
from pptx import Presentation
from pptx.util import Pt

from baken.foundation.region.route_model import RouteStep
from baken.network.library.talk import data_slides, powerpoint
from baken.network.library.talk.fitting import fitted
from baken.network.library.talk.slides import Point, Slide
from baken.web.theme import contrast, own_tokens

from .conftest import facts, made_of

OWN = Slide("Bij ons", (Point("Elke dinsdag"), Point("Om tien uur", level=1)), note="Kom langs.")


@pytest.fixture(scope="module")
def deck() -> Any:
    """Return a talk with every slide that comes from data and one of its own."""
    every = [slide for write in data_slides.DATA_SLIDES.values() for slide in write(facts())]
    return Presentation(BytesIO(powerpoint.as_powerpoint(made_of(fitted([*every, OWN])))))


def test_each_slide_has_a_title_of_its_own_in_the_placeholder_and_it_is_read_first(
    deck: Any,
) -> None:
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert len(set(titles)) == len(titles) == 8
    for slide in deck.slides:
        assert next(iter(slide.shapes))._element is slide.shapes.title._element
        ids = [shape.shape_id for shape in slide.shapes]
        assert len(set(ids)) == len(ids)


def test_every_word_is_dutch_and_large_enough(deck: Any) -> None:
    runs = deck.slides[-1].part._element.findall(f".//{powerpoint.qn('a:rPr')}")
    assert runs
    for slide in list(deck.slides):
        for shape in slide.placeholders:
            if shape.placeholder_format.idx not in (0, 1) or not shape.has_text_frame:
                continue
            for paragraph in shape.text_frame.paragraphs:
                for run in paragraph.runs:
                    assert run._r.rPr.get("lang") == "nl-NL"
                    assert run.font.size is None or run.font.size >= Pt(24)
    assert deck.core_properties.language == "nl-NL"
    assert deck.core_properties.title == "Zien en melden"


def test_what_the_speaker_says_stands_in_the_notes(deck: Any) -> None:
    assert deck.slides[-1].notes_slide.notes_text_frame.text == "Kom langs."
    assert all(slide.has_notes_slide for slide in deck.slides)


def test_the_code_has_an_alternative_text_and_can_be_read(deck: Any) -> None:
    pictures = [shape for slide in deck.slides for shape in slide.shapes if shape.shape_type == 13]
    (picture,) = pictures
    described = picture._element.nvPicPr.cNvPr.get("descr")
    assert described == "QR-code naar https://baken.regio.example/check/"
    read = zxingcpp.read_barcodes(Image.open(BytesIO(picture.image.blob)).convert("L"))
    assert [code.text for code in read] == ["https://baken.regio.example/check/"]


def test_numbers_are_those_of_the_directory(deck: Any) -> None:
    texts = "\n".join(
        shape.text_frame.text for slide in deck.slides for shape in slide.shapes
        if shape.has_text_frame
    )  # fmt: skip
    for wanted in ("112", "010 236 52 56", "010 248 40 00", "0800 2000", "08:30"):
        assert wanted in texts


def test_without_an_own_contact_point_the_slides_name_the_advice_desk_and_no_empty_number() -> None:
    bare = facts(contact=None)
    slides = [slide for write in data_slides.DATA_SLIDES.values() for slide in write(bare)]
    lines = [point.text for slide in slides for point in slide.points]
    assert not [line for line in lines if line.rstrip(" .").endswith(":")]
    assert any("ESSM" in line for line in lines)


def test_the_internal_route_of_the_municipality_takes_the_place_of_the_regional_one() -> None:
    steps = (RouteStep("Wie iets ziet", "teamleider", 0), RouteStep("Teamleider", "AF", 2, "ESSM"))
    (own,) = data_slides.route(facts(own_route=steps))
    assert [point.text for point in own.points][1:] == [
        "Wie iets ziet vertelt het aan: teamleider, dezelfde dag.",
        "Teamleider vertelt het aan: AF, binnen 2 werkdagen.",
        "Niet bereikbaar? Dan: ESSM.",
    ]
    (regional,) = data_slides.route(facts())
    assert regional.title != own.title


def test_title_and_ground_have_contrast() -> None:
    light = own_tokens()["light"]
    assert contrast(light["on-brand"], light["brand-strong"]) >= 4.5
    assert contrast(light["danger-fill"], light["paper"]) >= 4.5
