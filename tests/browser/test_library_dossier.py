"""The introduction dossier as people use it: read, found back, taken along, compared."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import docx
import pytest
from axe_playwright_python.sync_playwright import Axe
from pypdf import PdfReader

from .helpers import AXE_OPTIONS, check, fits, text_of
from .windows import People

pytestmark = pytest.mark.browser

WIES = "Wies Boterbloem"
DOSSIER = "/kennisbank/introductiedossier/"
LATER = ".dossier > :nth-child(n+250)"
"""Of seven hundred paragraphs the first show every kind of block; axe takes long over all."""


@pytest.fixture(scope="module")
def reader(people: People) -> Any:
    """Return the window of somebody who may read the knowledge base and nothing else."""
    return people(WIES)


def test_a_reader_goes_to_a_chapter_by_the_contents(reader: Any) -> None:
    reader.goto(DOSSIER)
    found = Axe().run(reader, context={"exclude": [[LATER]]}, options=AXE_OPTIONS)
    assert found.violations_count == 0, found.generate_report()
    fits(reader)
    contents = reader.get_by_role("navigation", name="Inhoud").last
    contents.get_by_role("link", name="7. Ketenpartners").click()
    heading = reader.get_by_role("heading", name="7. Ketenpartners")
    assert heading.is_visible()
    assert "#" in reader.url
    assert "Versie" in text_of(reader)


def test_on_a_phone_the_contents_stand_at_the_top(reader: Any) -> None:
    reader.set_viewport_size({"width": 360, "height": 780})
    reader.goto(DOSSIER)
    fits(reader)
    reader.get_by_role("main").get_by_text("Inhoud").first.click()
    reader.get_by_role("link", name="3. Mensensmokkel").first.click()
    assert reader.get_by_role("heading", name="3. Mensensmokkel").is_visible()
    reader.set_viewport_size({"width": 1280, "height": 900})


def test_a_reader_takes_it_along_as_pdf_and_word(reader: Any) -> None:
    reader.goto(DOSSIER)
    pdf = reader.request.get(DOSSIER + "pdf/").body()
    assert "Introductiedossier" in PdfReader(BytesIO(pdf)).pages[0].extract_text()
    with reader.expect_download() as download:
        reader.get_by_role("link", name="Word", exact=True).click()
    assert download.value.suggested_filename.endswith(".docx")
    made = docx.Document(download.value.path())
    assert made.core_properties.language == "nl-NL"


def test_a_reader_asks_what_changed_since_a_day(reader: Any) -> None:
    reader.goto(DOSSIER)
    reader.get_by_role("link", name="Wat is er veranderd?").click()
    check(reader)
    reader.get_by_label("Sinds welke dag?").fill("1 januari 2020")
    reader.get_by_role("button", name="Toon wat er veranderde").click()
    reader.get_by_text("Van die dag is geen versie bewaard").wait_for()
    check(reader)
