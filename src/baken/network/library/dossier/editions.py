"""Editions: the dossier as readers could see it from a day on.

An edition is made by a job (``jobs``), never by somebody who reads: then the dates say when
something changed, and a visit writes nothing.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Max
from django.utils import timezone

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as
from baken.foundation.region.documents import DocumentMissing
from baken.foundation.region.pack import digest_of
from baken.network.library.models import Edition
from baken.web.documents.tree import Block, Heading, from_data, to_data

from .making import READER, Chapter, Dossier, make

SYSTEM = Actor.system("introduction dossier")


def make_edition() -> Edition | None:
    """Keep the dossier of today when it differs from the last edition; None when it does not.

    Only one at a time: the caller is the job, which waits for itself. Cost: one dossier.
    """
    with acting_as(SYSTEM):
        try:
            content = content_of(make(READER))
        except DocumentMissing:
            return None
        known = Edition.objects.visible_to(SYSTEM)
        digest = digest_of(content)
        latest = known.first()
        if latest is not None and latest.digest == digest:
            return None
        number = (known.aggregate(highest=Max("number"))["highest"] or 0) + 1
        made: Edition = Edition.objects.create(number=number, digest=digest, content=content)
        return made


def content_of(dossier: Dossier) -> dict[str, Any]:
    """Return the dossier as an edition keeps it."""
    held = {"title": dossier.title, "lead": dossier.lead}
    return held | {"blocks": to_data(dossier.blocks)}


def dossier_of(content: dict[str, Any]) -> Dossier:
    """Return what ``content_of`` kept, in chapters again."""
    return Dossier(content["title"], content["lead"], chapters_of(from_data(content["blocks"])))


def chapters_of(blocks: tuple[Block, ...]) -> tuple[Chapter, ...]:
    """Divide a text at its headings of level 1."""
    held: list[list[Block]] = []
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1:
            held.append([block])
        elif held:
            held[-1].append(block)
    return tuple(_chapter(chapter) for chapter in held)


def _chapter(blocks: list[Block]) -> Chapter:
    heading = blocks[0]
    assert isinstance(heading, Heading)
    _number, _space, title = heading.text.partition(" ")
    return Chapter(title, heading, tuple(blocks))


def latest_edition(actor: Actor) -> Edition | None:
    """Return the number and day of the last edition, without its text."""
    found: Edition | None = Edition.objects.visible_to(actor).defer("content").first()
    return found


def edition_on(actor: Actor, day: dt.date) -> Edition | None:
    """Return the edition that was in force at the end of ``day``; None before the first."""
    end = timezone.make_aware(dt.datetime.combine(day, dt.time.max))
    found: Edition | None = Edition.objects.visible_to(actor).filter(made_at__lte=end).first()
    return found
