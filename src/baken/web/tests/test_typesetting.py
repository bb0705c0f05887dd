"""What people type can be set, whatever it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baken.web import typesetting
from baken.web.typesetting import as_pdf, displayable

TEMPLATE = """
#set document(title: "x")
#set text(font: ("Hanken Grotesk", "Libertinus Serif"), lang: "nl")
#json(bytes(sys.inputs.data)).text
"""
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=100)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("typst") / "text.typ"
    file.write_text(TEMPLATE)
    return file


def test_each_character_that_is_called_displayable_is_in_the_typefaces(template: Path) -> None:
    kept = [sign for sign in map(chr, range(0x3000)) if not typesetting._UNKNOWN.match(sign)]
    assert len(kept) > 1500
    for start in range(0, len(kept), 200):
        as_pdf(template, {"text": " ".join(kept[start : start + 200])})


def test_what_the_typefaces_lack_becomes_a_square_and_marks_on_it_go() -> None:
    assert displayable("Goed \U0001f44d\U0001f3fd, \u4e2d\ufe0f") == "Goed \u25a1\u25a1, \u25a1"
    assert displayable("co\u00adrdi\u0308n \u20ac 3\u00bd \u2192 a\u0308") == "cordïn € 3½ → ä"
    assert displayable("a\tb\r\nc\u2028d\x00") == "a b\nc d\u25a1"


@settings(max_examples=25, deadline=None)
@given(text=TEXT)
def test_any_text_makes_a_document(template: Path, text: str) -> None:
    assert as_pdf(template, {"text": text}).startswith(b"%PDF")
