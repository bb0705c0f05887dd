"""A document as PDF and as Word: both can be read by somebody who cannot see them."""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

from baken.web.documents import pdf, word
from baken.web.documents.layout import shares
from baken.web.documents.markdown import blocks_of
from baken.web.documents.tree import (
    Document,
    Figure,
    Heading,
    Table,
    deeper,
    from_data,
    levelled,
    line_of,
    table,
    to_data,
)

TEXT = """## Eerste

Een **vette** tekst met [een adres](https://example.nl/a) en [naar binnen](#tweede) en
[nergens](nergens:x).

#### Te diep

- een
  - twee
- drie

1. tel
2. door

Tussendoor.

1. opnieuw

> Let op.

Tabel: Nummers

| Wie | Aantal |
|---|---:|
| Politie | 3 |

![Een rood vlak](bestand:vlak)

## Tweede

Tekens: # * _ $ < & > \\ @naam [x] {y}
"""


def picture() -> bytes:
    """Return a PNG of four by three."""

    def chunk(kind: bytes, held: bytes) -> bytes:
        end = struct.pack(">I", zlib.crc32(kind + held))
        return struct.pack(">I", len(held)) + kind + held + end

    rows = zlib.compress((b"\x00" + b"\xff\x00\x00" * 4) * 3)
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 4, 3, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def document(**changes: Any) -> Document:
    figure = Figure("Aandeel", (("Eén", 3), ("Twee", None), ("Drie", 0.5)))
    held: dict[str, Any] = {
        "title": "Proef",
        "blocks": (*blocks_of(TEXT), figure),
        "lead": "Waar het om gaat.",
        "foot": "Proef, versie 3 van 1 maart 2026",
    }
    return Document(**(held | changes))


def read_word(made: Document, **pictures: Any) -> Any:
    return docx.Document(BytesIO(word.as_word(made, **pictures)))


def test_headings_go_down_one_level_at_a_time() -> None:
    blocks = [Heading(level, "x") for level in (2, 5, 5, 3, 2, 1, 3)]
    assert [block.level for block in levelled(blocks)] == [1, 2, 2, 2, 1, 1, 2]  # type: ignore[union-attr]
    assert levelled(deeper(levelled(blocks), 1)) == levelled(blocks)


def test_a_figure_survives_being_kept_and_can_be_a_table() -> None:
    figure = Figure("Aandeel", (("Eén", 3), ("Twee", None)), "%")
    assert from_data(to_data([figure])) == (figure,)
    assert figure.said == [("Eén", "3%"), ("Twee", "–")]
    assert figure.as_table.rows[1] == (line_of("Twee"), line_of("–"))


def test_columns_share_the_width_and_none_is_lost() -> None:
    found = shares(table("x", ["a", "b"], [["kort", "lang " * 80]]))
    assert sum(found) == pytest.approx(1)
    assert 0.1 < found[0] < found[1]
    assert len(shares(Table("x", (line_of("a"),), ()))) == 1


def test_the_pdf_is_accessible_and_has_contents_links_and_foot() -> None:
    made = pdf.as_document(document(), pictures=lambda _target: picture())
    assert b"pdfuaid:part" in made
    reader = PdfReader(BytesIO(made))
    text = " ".join(page.extract_text() for page in reader.pages)
    for words in ("Inhoud", "Proef, versie 3", "Te diep", "# * _ $ < & >", "nergens", "Pagina"):
        assert words in text
    addresses = [
        str(note.get_object()["/A"].get("/URI", ""))
        for page in reader.pages
        for note in page.get("/Annots", [])
        if "/A" in note.get_object()
    ]
    assert "https://example.nl/a" in addresses
    assert not any("nergens" in address for address in addresses)
    assert str(reader.trailer["/Root"]["/Lang"]) == "nl"  # type: ignore[index]


def test_a_sign_that_was_pasted_along_does_not_keep_a_word_file_from_everybody() -> None:
    blocks = (Heading(1, "Ko\x0bp"), *blocks_of("Een\x0c zin\x01.\n\n| a\x0b |\n|-|\n| \ufffe |"))
    made = read_word(document(title="Pro\x1bef", lead="Waar\x0b", foot="\x02", blocks=blocks))
    assert "Een  zin ." in [one.text for one in made.paragraphs]
    assert made.core_properties.title == "Pro ef"


def test_a_path_becomes_a_whole_address_on_paper(settings: Any) -> None:
    settings.SITE_ADDRESS = "https://baken.example"
    blocks = blocks_of("[check](/check/)")
    data = pdf.data_of(document(blocks=blocks))
    assert data["blocks"][0]["line"][0]["to"] == "https://baken.example/check/"
    made = word.as_word(document(blocks=blocks))
    with zipfile.ZipFile(BytesIO(made)) as parts:
        assert b"https://baken.example/check/" in parts.read("word/_rels/document.xml.rels")


def test_a_document_without_headings_has_no_contents_and_is_made() -> None:
    bare = document(blocks=blocks_of("Alleen tekst."), lead="", foot="")
    assert pdf.data_of(bare)["contents"] is False
    assert pdf.as_document(bare).startswith(b"%PDF")
    assert read_word(bare).paragraphs[1].text == "Alleen tekst."


def test_a_picture_that_is_not_there_is_told_in_words() -> None:
    made = pdf.data_of(document())
    told = [block for block in made["blocks"] if block["kind"] == "picture"]
    assert told == [{"kind": "picture", "alt": "Een rood vlak", "caption": "", "bytes": []}]
    assert "Een rood vlak" in [one.text for one in read_word(document()).paragraphs]
    broken = read_word(document(), pictures=lambda _target: b"geen plaatje")
    assert "Een rood vlak" in [one.text for one in broken.paragraphs]


def test_the_word_file_has_headings_contents_lists_and_language() -> None:
    made = read_word(document(), pictures=lambda _target: picture())
    assert made.core_properties.title == "Proef"
    assert made.core_properties.language == "nl-NL"
    styles = {one.text: one.style.name for one in made.paragraphs}
    assert styles["Te diep"] == "Heading 2"
    assert styles["twee"] == "List Bullet 2"
    xml = made.element.xml
    assert 'TOC \\o "1-2"' in xml
    assert 'w:anchor="b_tweede"' in xml
    assert 'w:name="b_tweede"' in xml
    assert 'descr="Een rood vlak"' in xml
    assert "versie 3" in made.sections[0].footer.paragraphs[0].text
    numbers = {
        one.text: one._p.pPr.numPr.numId.val
        for one in made.paragraphs
        if one.text in {"tel", "opnieuw"}
    }
    assert numbers["tel"] != numbers["opnieuw"]


def test_every_table_in_word_has_a_repeated_header_row_and_a_name() -> None:
    tables = read_word(document()).tables
    assert len(tables) == 2
    for one in tables:
        first, *rest = (row._tr.trPr for row in one.rows)
        assert first.find(qn("w:tblHeader")) is not None
        assert all(row.find(qn("w:tblHeader")) is None for row in rest)
        assert one._tbl.tblPr.find(qn("w:tblCaption")) is not None
