"""What is let in as a picture or file, and what is left of it."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import Any

import pytest
from PIL import Image

from baken.network.library.actions import attaching
from baken.network.library.errors import LibraryError
from baken.network.library.files.cleaning import WIDEST, clean_name, cleaned
from baken.network.library.files.sending import as_response
from baken.network.library.models import Attachment

from .workshop import WHY, published

GPS, ARTIST, ORIENTATION = 0x8825, 0x013B, 0x0112
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def photo(kind: str = "JPEG", size: tuple[int, int] = (60, 40)) -> bytes:
    """Return a photo that lies on its side, with a place and a name in it."""
    exif = Image.Exif()
    exif[ARTIST] = "Iemand met een naam"
    exif[ORIENTATION] = 6
    exif.get_ifd(GPS)[1] = "N"
    exif.get_ifd(GPS)[2] = (51.0, 55.0, 0.0)
    held = io.BytesIO()
    Image.new("RGB", size, "olive").save(held, kind, exif=exif)
    return held.getvalue()


def office(parts: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in {"[Content_Types].xml": b"<Types/>", **parts}.items():
            made.writestr(name, content)
    return held.getvalue()


def spoilt() -> bytes:
    """Return an office file of which the packed words were damaged on the way."""
    whole = office({"word/document.xml": b"woorden " * 900})
    at = whole.index(b"word/document.xml") + len("word/document.xml")
    return whole[:at] + b"\xff\xff\xff" + whole[at + 3 :]


def bomb(width: int = 30_000, height: int = 30_000) -> bytes:
    """Return a PNG of a few bytes that says it has 900 million points."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_keeps_its_points_and_loses_place_and_name(kind: str) -> None:
    before = photo(kind)
    assert Image.open(io.BytesIO(before)).getexif().get_ifd(GPS)
    after = cleaned("foto.bin", before)
    assert b"Iemand" not in after.content
    drawn = Image.open(io.BytesIO(after.content))
    assert (drawn.format, drawn.size, dict(drawn.getexif())) == (kind, (40, 60), {})
    assert not drawn.getexif().get_ifd(GPS)


def test_a_large_picture_becomes_as_wide_as_a_page() -> None:
    after = cleaned("groot.jpg", photo(size=(2400, 1200)))
    assert Image.open(io.BytesIO(after.content)).size == (WIDEST // 2, WIDEST)


def test_of_a_photo_of_a_phone_that_holds_two_the_first_is_kept() -> None:
    held = io.BytesIO()
    first, second = (Image.new("RGB", (30, 20), colour) for colour in ("red", "blue"))
    first.save(held, "MPO", save_all=True, append_images=[second])
    drawn = Image.open(io.BytesIO(cleaned("foto.jpg", held.getvalue()).content))
    red, _green, blue = drawn.getpixel((5, 5))
    assert (drawn.format, red > 200 > blue) == ("JPEG", True)


def test_a_transparent_picture_stays_transparent() -> None:
    held = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(held, "PNG")
    after = cleaned("teken.png", held.getvalue())
    assert Image.open(io.BytesIO(after.content)).getpixel((1, 1)) == (0, 0, 0, 0)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "leeg"),
        (SVG, "Dit soort bestand"),
        (b"<html><script>alert(1)</script></html>", "Dit soort bestand"),
        (b"GIF89a" + b"\0" * 40, "Dit soort bestand"),
        (bomb(), "te veel beeldpunten"),
        (photo()[:200], "niet te lezen"),
        (PDF[:-7], "niet volledig"),
        (PDF.replace(b"/Catalog", b"/Catalog/OpenAction<</S/JavaScript/JS(app)>>"), "script"),
        (office({}), "Dit soort bestand"),
        (office({"word/document.xml": b"", "word/vbaProject.bin": b"x"}), "macro"),
        (office({"word/document.xml": b"\0" * 101_000_000}), "te groot"),
        (b"PK\x03\x04 is geen zip", "niet te lezen"),
        (spoilt(), "niet te lezen"),
        (b"%PDF-" + b"0" * 10_000_000, "te groot"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_good_is_refused_with_words_that_help(content: bytes, words: str) -> None:
    with pytest.raises(LibraryError, match=words) as refused:
        cleaned("foto.png", content)
    assert refused.value.field == "file"


def test_a_pdf_is_kept_as_it_is_whatever_it_is_called() -> None:
    after = cleaned("../../Brief aan café.exe", PDF)
    assert (after.name, after.content_type) == ("brief-aan-cafe.pdf", "application/pdf")
    assert (after.content, after.is_picture) == (PDF, False)


def test_an_office_file_loses_the_names_of_people() -> None:
    core = b"<x><dc:creator>Iemand</dc:creator><cp:lastModifiedBy>Ander</cp:lastModifiedBy></x>"
    after = cleaned(
        "verslag.docx", office({"word/document.xml": b"<w/>", "docProps/core.xml": core})
    )
    with zipfile.ZipFile(io.BytesIO(after.content)) as parts:
        left = parts.read("docProps/core.xml")
        assert parts.read("word/document.xml") == b"<w/>"
    assert left == b"<x><dc:creator></dc:creator><cp:lastModifiedBy></cp:lastModifiedBy></x>"
    assert after.name == "verslag.docx"


@pytest.mark.parametrize(
    ("part", "before", "after"),
    [
        (
            "docProps/core.xml",
            b'<x><dc:creator xml:lang="nl">Iemand</dc:creator></x>',
            b'<x><dc:creator xml:lang="nl"></dc:creator></x>',
        ),
        (
            "word/comments.xml",
            b'<w:comment w:id="1" w:author="Iemand" w:initials="I" w:date="2026">Goed</w:comment>',
            b'<w:comment w:id="1" w:author="" w:initials="" w:date="2026">Goed</w:comment>',
        ),
        (
            "word/people.xml",
            b'<w15:person w15:author="Iemand"><x w15:userId="iemand@voorbeeld.test"/></w15:person>',
            b'<w15:person w15:author=""><x w15:userId=""/></w15:person>',
        ),
        (
            "ppt/commentAuthors.xml",
            b'<p:cmAuthor id="1" name="Iemand" initials="I"/>',
            b'<p:cmAuthor id="1" name="" initials=""/>',
        ),
        ("xl/comments1.xml", b"<author>Iemand</author>", b"<author></author>"),
        (
            "xl/persons/person.xml",
            b'<person displayName="Iemand" id="1" userId="iemand@voorbeeld.test"/>',
            b'<person displayName="" id="1" userId=""/>',
        ),
    ],
)
def test_who_changed_or_remarked_something_is_gone(part: str, before: bytes, after: bytes) -> None:
    made = cleaned("verslag.docx", office({"word/document.xml": b"<w/>", part: before}))
    with zipfile.ZipFile(io.BytesIO(made.content)) as parts:
        assert parts.read(part) == after


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("C:\\Mijn foto's\\Strand.JPG", "strand.jpg"),
        ('a"\r\nSet-Cookie: x.png', "a-set-cookie-x.jpg"),
        (".htaccess", "htaccess.jpg"),
        ("***", "bestand.jpg"),
        ("x" * 300 + ".png", "x" * 80 + ".jpg"),
    ],
)
def test_a_name_is_plain_and_ends_as_its_content(name: str, clean: str) -> None:
    assert clean_name(name, "jpg") == clean


def test_only_a_picture_that_was_drawn_here_is_shown() -> None:
    kinds = [("image/png", True), ("application/pdf", False), ("image/svg+xml", True)]
    answers = [
        as_response(Attachment(name='x".y', content=b"x", content_type=kind, is_picture=shown))
        for kind, shown in kinds
    ]
    assert [one["Content-Disposition"].split(";")[0] for one in answers] == [
        "inline",
        "attachment",
        "attachment",
    ]
    assert answers[2]["Content-Type"] == "application/octet-stream"
    assert all('filename="x.y"' in one["Content-Disposition"] for one in answers)


@pytest.mark.django_db
class TestKeeping:
    def add(self, cast: Any, text: Any, **how: Any) -> Attachment:
        given = {"name": "foto.jpg", "content": photo(), "alt": "Een groen vlak", **how}
        return attaching.attach(actor=cast.editor.actor, article_id=text.pk, **given)

    def test_the_same_file_sent_twice_is_kept_once(self, cast: Any) -> None:
        text = published(cast)
        assert self.add(cast, text).pk == self.add(cast, text).pk

    def test_a_picture_needs_words_and_no_number_of_a_person(self, cast: Any) -> None:
        text = published(cast)
        for how in ({"alt": " "}, {"alt": "BSN 111222333"}, {"title": "V-nummer 123 456 7890"}):
            with pytest.raises(LibraryError):
                self.add(cast, text, **how)

    def test_a_file_that_the_published_text_uses_is_not_removed(self, cast: Any) -> None:
        text = published(cast)
        used = self.add(cast, text)
        text.body = f"![Vlak](bestand:{used.pk})"
        text.save(update_fields=["body"])
        with pytest.raises(LibraryError):
            attaching.remove(actor=cast.editor.actor, attachment_id=used.pk)
        text.body = "Zonder."
        text.save(update_fields=["body"])
        attaching.remove(actor=cast.editor.actor, attachment_id=used.pk)
        assert Attachment.objects.unscoped(reason=WHY).get().removed_at is not None
