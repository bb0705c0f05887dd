"""Lets in few kinds of files, by what is in them and not by their name, and cleans them.

A picture is drawn anew, so that place, time, camera and whatever else stood beside it is gone.
Office files lose the names of author and last editor. What can hold a script (SVG, HTML, macros)
is refused. Limits hold before anything is unpacked.
"""

from __future__ import annotations

import hashlib
import io
import re
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from baken.network.library.errors import LibraryError

MAXIMUM_PICTURE = 8_000_000
MAXIMUM_FILE = 10_000_000
"""Bytes of what somebody uploads."""
MAXIMUM_PIXELS = 40_000_000
WIDEST = 1_600
"""Pixels of the longest side of a picture after cleaning: enough for any page and for print."""
MAXIMUM_UNPACKED = 100_000_000
MAXIMUM_PARTS = 2_000
LONGEST_NAME = 80
_THINNED = frozenset({"L", "LA", "RGB", "RGBA", "CMYK", "YCbCr"})
"""Kinds of points that can be made fewer as they are; the others are first made these."""
PICTURES = {
    "PNG": ("png", "image/png"),
    "JPEG": ("jpg", "image/jpeg"),
    "WEBP": ("webp", "image/webp"),
}
_OFFICE = "application/vnd.openxmlformats-officedocument."
OFFICE = {
    "word/document.xml": ("docx", f"{_OFFICE}wordprocessingml.document"),
    "xl/workbook.xml": ("xlsx", f"{_OFFICE}spreadsheetml.sheet"),
    "ppt/presentation.xml": ("pptx", f"{_OFFICE}presentationml.presentation"),
}
PDF = ("pdf", "application/pdf")
_NAMES_INSIDE = re.compile(
    rb"(<(dc:creator|cp:lastModifiedBy|Manager|Company|author)\b[^<>]*>)[^<]*(</\2>)",
    re.IGNORECASE,
)
_WHO = re.compile(rb"""(\s(?:w\d*:author|w\d*:initials|w\d*:userId))=(?:"[^"<>]*"|'[^'<>]*')""")
"""Who changed or remarked something, in Word."""
_PEOPLE = re.compile(rb"""(\s(?:displayName|userId|name|initials))=(?:"[^"<>]*"|'[^'<>]*')""")
"""Who remarked something, in the lists of people of Excel and PowerPoint."""
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
)
"""What a broken file, one with a password or one that lies about itself makes of reading it."""
_PROPERTIES = frozenset({"docProps/core.xml", "docProps/app.xml"})
_ACTIVE = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFile|RichMedia)\b")


@dataclass(frozen=True)
class Cleaned:
    """A file as it is kept."""

    name: str
    content: bytes
    content_type: str
    is_picture: bool

    @property
    def digest(self) -> str:
        """Return the SHA-256 of the content, in hexadecimal figures."""
        return hashlib.sha256(self.content).hexdigest()


def cleaned(name: str, content: bytes) -> Cleaned:
    """Return a file as it may be kept; raises ``LibraryError`` (field ``file``) otherwise."""
    if not content:
        raise _refused(_("This file is empty."))
    if len(content) > MAXIMUM_FILE:
        raise _too_large(MAXIMUM_FILE)
    if content.startswith(b"%PDF-"):
        return _pdf(name, content)
    if content.startswith(b"PK\x03\x04"):
        return _office(name, content)
    return _picture(name, content)


def _refused(words: str) -> LibraryError:
    return LibraryError(words, field="file")


def _too_large(most: int) -> LibraryError:
    words = _("This file is too large. At most %(most)s MB.")
    return _refused(words % {"most": most // 1_000_000})


def _too_many_points() -> LibraryError:
    return _refused(_("This picture has too many points. Make it smaller first."))


def _unknown() -> LibraryError:
    return _refused(
        _("This kind of file cannot be added. Use PNG, JPEG, WebP, PDF, Word, Excel or PowerPoint.")
    )


def _picture(name: str, content: bytes) -> Cleaned:
    if len(content) > MAXIMUM_PICTURE:
        raise _too_large(MAXIMUM_PICTURE)
    try:
        # Only these readers are tried; size is known before a single point is unpacked.
        with Image.open(io.BytesIO(content), formats=list(PICTURES)) as found:
            if found.width * found.height > MAXIMUM_PIXELS:
                raise _too_many_points()
            # A photo of a phone may hold a second one (MPO): the first is a JPEG as any.
            kind = "JPEG" if found.format == "MPO" else str(found.format)
            return _drawn_anew(name, kind, found)
    except UnidentifiedImageError as error:
        raise _unknown() from error
    except LibraryError:
        raise
    except Image.DecompressionBombError as error:
        raise _too_many_points() from error
    except (OSError, SyntaxError, ValueError, EOFError, zlib.error) as error:
        raise _refused(_("This picture cannot be read.")) from error


def _drawn_anew(name: str, kind: str, found: Image.Image) -> Cleaned:
    """Return the points of a picture and nothing else; of a moving one the first."""
    mode = "RGBA" if kind != "JPEG" and _is_transparent(found) else "RGB"
    if found.mode in _THINNED:
        # Small before anything is copied: forty million points are 160 MB each time.
        found.thumbnail((WIDEST, WIDEST))
    upright = ImageOps.exif_transpose(found)
    bare = Image.new(mode, upright.size)
    bare.paste(upright.convert(mode))
    bare.thumbnail((WIDEST, WIDEST))
    held = io.BytesIO()
    if kind == "PNG":
        bare.save(held, kind, optimize=True)
    else:
        bare.save(held, kind, quality=85)
    ending, content_type = PICTURES[kind]
    return Cleaned(clean_name(name, ending), held.getvalue(), content_type, True)


def _is_transparent(picture: Image.Image) -> bool:
    return picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info


def _pdf(name: str, content: bytes) -> Cleaned:
    """Let in a PDF without scripts. One that hides them is still saved, never shown, by us."""
    if b"%%EOF" not in content[-2_048:]:
        raise _refused(_("This PDF is not complete."))
    if _ACTIVE.search(content):
        raise _refused(_("This PDF holds a script or another file. Print it to PDF anew."))
    return Cleaned(clean_name(name, PDF[0]), content, PDF[1], False)


def _office(name: str, content: bytes) -> Cleaned:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            kind = _kind_of(parts)
            if kind is None:
                raise _unknown()
            made = _without_names(parts)
    except _UNREADABLE as error:
        raise _refused(_("This file cannot be read. Does it have a password?")) from error
    ending, content_type = kind
    return Cleaned(clean_name(name, ending), made, content_type, False)


def _kind_of(parts: zipfile.ZipFile) -> tuple[str, str] | None:
    """Return ending and type of an office file, or None; refuses what grows or runs."""
    infos = parts.infolist()
    size = sum(info.file_size for info in infos)
    if len(infos) > MAXIMUM_PARTS or size > MAXIMUM_UNPACKED:
        raise _refused(_("This file becomes too large when it is opened."))
    names = {info.filename for info in infos}
    if any("vbaproject" in one.lower() or one.lower().endswith((".exe", ".js")) for one in names):
        raise _refused(_("This file holds a macro. Save it without macros first."))
    if "[Content_Types].xml" not in names:
        return None
    return next((kind for part, kind in OFFICE.items() if part in names), None)


def _without_names(parts: zipfile.ZipFile) -> bytes:
    """Return the same file without the names of people in its properties."""
    held = io.BytesIO()
    total = 0
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for info in parts.infolist():
            with parts.open(info) as part:
                # What the list of contents says may be a lie: count what really comes out.
                content = part.read(MAXIMUM_UNPACKED - total + 1)
            total += len(content)
            if total > MAXIMUM_UNPACKED:
                raise _refused(_("This file becomes too large when it is opened."))
            made.writestr(info.filename, _unnamed(info.filename, content))
    return held.getvalue()


def _unnamed(part: str, content: bytes) -> bytes:
    """Return a part of an office file without who made, changed or remarked something."""
    name = part.rpartition("/")[2].lower()
    if part in _PROPERTIES or (part.startswith("xl/") and name.startswith("comments")):
        return _NAMES_INSIDE.sub(rb"\1\3", content)
    if name.startswith(("commentauthors", "authors")) or part.startswith("xl/persons/"):
        return _PEOPLE.sub(rb'\1=""', content)
    if part.startswith("word/") and name.endswith(".xml"):
        return _WHO.sub(rb'\1=""', content)
    return content


def clean_name(name: str, ending: str) -> str:
    """Return a file name of plain letters, with the ending that its content has."""
    stem = name.replace("\\", "/").rpartition("/")[2].rpartition(".")[0] or name
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-").lower()[:LONGEST_NAME].strip("-")
    return f"{plain or 'bestand'}.{ending}"
