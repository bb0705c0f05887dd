"""Websites and documents as a part of a document: what is on the shelves and where it is."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baken.foundation.access.actor import Actor
from baken.foundation.region.models import ChainRole
from baken.web.documents.living import register_part
from baken.web.documents.tree import Block, Heading, Link, Text, bullets, line_of, paragraph

from .dossier.living import in_chain, outside, told
from .models import Article, Kind


def register() -> None:
    """Make the part known; called once, when the app is ready."""
    register_part("websites", gettext_lazy("Websites and documents"), websites_part)


def websites_part(actor: Actor) -> Sequence[Block]:
    """Return documents, organisations that know and advise, and the sites of the others.

    One query besides the directory of the region.
    """
    blocks: list[Block] = []
    shelves = Article.objects.visible_to(actor).published().filter(kind=Kind.DOCUMENT)
    documents = list(shelves.only("title", "summary", "url"))
    if documents:
        blocks.append(Heading(1, _("Documents")))
        blocks.append(
            bullets([line_of(Link(one.title, one.url), _after(one.summary)) for one in documents])
        )
    for label, held in in_chain(ChainRole.EXPERTISE):
        blocks.append(Heading(1, label))
        for one in held:
            blocks.extend(told(one))
    others = [role for role in ChainRole.values if role != ChainRole.EXPERTISE]
    sites = [one for _label, held in in_chain(*others) for one in held if one.website]
    if sites:
        blocks.append(Heading(1, _("Sites of the partners")))
        lines = [line_of(Text(f"{one.name}: "), *outside(one.website)) for one in sites]
        blocks.append(bullets(lines))
    return blocks if blocks else [paragraph(_("There are no websites yet."))]


def _after(summary: str) -> str:
    return f": {summary}" if summary else ""
