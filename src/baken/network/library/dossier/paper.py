"""The dossier on paper: always of today, with the version, and on request what changed since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from baken.foundation.access.actor import Actor
from baken.network.library.link_targets import looked_up
from baken.network.library.models import Attachment, Edition
from baken.web.documents import pdf, word
from baken.web.documents.layout import PictureBytes
from baken.web.documents.tree import Block, Document, Picture, walk

from .making import Dossier

FILE = "bestand:"


def edition_words(edition: Edition) -> str:
    """Return the number and day of an edition."""
    made = date_format(timezone.localdate(edition.made_at), "j F Y")
    return _("version %(number)d of %(made)s") % {"number": edition.number, "made": made}


def version_words(edition: Edition | None) -> str:
    """Return which version this is: number and date; without an edition yet, today."""
    today = _("as on %(day)s") % {"day": date_format(timezone.localdate(), "j F Y")}
    said = f"{edition_words(edition)}, {today}" if edition else today
    return said[:1].upper() + said[1:]


def document_of(
    dossier: Dossier, edition: Edition | None, *, last: Sequence[Block] = ()
) -> Document:
    """Return the dossier as a document; ``last`` is a chapter that comes after the others."""
    version = version_words(edition)
    lead = f"{dossier.lead}\n{version}.".strip()
    foot = f"{dossier.title} · {version}"
    blocks = (*dossier.blocks, *last)
    return Document(dossier.title, blocks, lead, foot, timezone.localdate())


def as_pdf(actor: Actor, document: Document) -> bytes:
    """Set a document with its pictures. At most four queries."""
    with looked_up(document.blocks):
        return pdf.as_document(document, pictures=pictures_of(actor, document.blocks))


def as_word(actor: Actor, document: Document) -> bytes:
    """Return a document with its pictures as .docx. At most four queries."""
    with looked_up(document.blocks):
        return word.as_word(document, pictures=pictures_of(actor, document.blocks))


def pictures_of(actor: Actor, blocks: Sequence[Block]) -> PictureBytes:
    """Fetch the pictures in a text that the actor may see, in one query."""
    wanted = [block.target for block in walk(blocks) if isinstance(block, Picture)]
    ids = {target: found for target in wanted if (found := _id_of(target))}
    known = Attachment.objects.visible_to(actor).filter(
        pk__in=ids.values(), removed_at__isnull=True, is_picture=True
    )
    held = {one.pk: bytes(one.content) for one in known} if ids else {}
    return lambda target: held.get(ids[target]) if target in ids else None


def _id_of(target: str) -> UUID | None:
    try:
        return UUID(target.removeprefix(FILE)) if target.startswith(FILE) else None
    except ValueError:
        return None


def file_name(edition: Edition | None, ending: str) -> str:
    """Return the name under which a browser saves the document."""
    number = f"-versie-{edition.number}" if edition else ""
    return f"introductiedossier{number}-{dt.date.isoformat(timezone.localdate())}.{ending}"
