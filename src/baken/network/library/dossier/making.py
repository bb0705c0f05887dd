"""Makes the dossier: the reading order of the pack over articles and living parts, as one tree.

Chapters and parts are numbered. A heading of an article goes below its part, and a link from one
article of the dossier to another stays inside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baken.foundation.access.actor import Actor, ActorKind
from baken.foundation.access.roles import Role, permissions_of
from baken.foundation.region.documents import current_document
from baken.network.library.models import Article, Audience, Kind
from baken.web.documents.living import find_part
from baken.web.documents.markdown import blocks_of
from baken.web.documents.tree import (
    Block,
    Heading,
    Inline,
    Link,
    Numbering,
    deeper,
    levelled,
    paragraph,
    with_links,
)

from .packs import SECTION

READER = Actor(
    kind=ActorKind.PERSON, role=Role.READER, permissions=permissions_of(Role.READER.value)
)
"""Anybody with an account that opens the knowledge base: editions are what this one sees."""
ARTICLE, LIVING = "article", "living"

UNPUBLISHED = gettext_lazy("There is no published text of this name.")
FOR_PARTNERS = gettext_lazy("Only for who takes part: readers and editions do not have it.")
NOTHING = gettext_lazy("The data have nothing to tell here yet.")


@dataclass(frozen=True)
class Gap:
    """A part of the reading order that somebody does not get, for who edits."""

    chapter: str
    kind: str
    name: str
    why: str


@dataclass(frozen=True)
class Chapter:
    """One chapter; ``parts`` are its headings of level 2, ``blocks`` begin with its own."""

    title: str
    heading: Heading
    blocks: tuple[Block, ...]

    @property
    def parts(self) -> list[Heading]:
        """Return the headings of the parts."""
        return [one for one in self.blocks if isinstance(one, Heading) and one.level == 2]


@dataclass(frozen=True)
class Dossier:
    """The whole, as one actor may read it today."""

    title: str
    lead: str
    chapters: tuple[Chapter, ...]
    gaps: tuple[Gap, ...] = ()

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Return all chapters as one text."""
        return tuple(block for chapter in self.chapters for block in chapter.blocks)


def make(actor: Actor) -> Dossier:
    """Return the dossier that holds today, as ``actor`` may read it.

    One query for the articles besides those of the living parts, whatever the number of chapters;
    O(length of the text). Raises ``DocumentMissing`` for a region without a dossier.
    """
    section = current_document(SECTION)
    names = [
        part[ARTICLE]
        for chapter in section["chapters"]
        for part in chapter["parts"]
        if ARTICLE in part
    ]
    shelves = Article.objects.visible_to(actor).published().filter(slug__in=names)
    wanted = shelves.only("slug", "title", "summary", "body", "audience", "kind", "url")
    making = _Making(actor, {article.slug: article for article in wanted})
    chapters = making.chapters(section["chapters"])
    return Dossier(section["title"], section.get("lead", ""), chapters, tuple(making.gaps))


@dataclass
class _Part:
    """One part before it has its place: what it is called and what it tells."""

    name: str
    title: str
    blocks: tuple[Block, ...]
    anchor: str = ""


@dataclass
class _Making:
    actor: Actor
    articles: Mapping[str, Article]
    gaps: list[Gap] = field(default_factory=list)
    numbering: Numbering = field(default_factory=Numbering)
    anchors: dict[str, str] = field(default_factory=dict)

    def chapters(self, chapters: Sequence[Mapping[str, Any]]) -> tuple[Chapter, ...]:
        """Return the chapters: first all anchors, since a link may lead to a later chapter."""
        made: list[tuple[Heading, str, list[_Part]]] = []
        for number, chapter in enumerate(chapters, 1):
            title = chapter["title"]
            heading = Heading(1, f"{number}. {title}", self.numbering.anchor(title))
            parts = list(self._parts(chapter))
            self._place(parts, heading)
            made.append((heading, title, parts))
        return tuple(
            Chapter(title, heading, (heading, *self._told(parts, heading, number)))
            for number, (heading, title, parts) in enumerate(made, 1)
        )

    def _parts(self, chapter: Mapping[str, Any]) -> Iterator[_Part]:
        only_one = len(chapter["parts"]) == 1
        for part in chapter["parts"]:
            kind = ARTICLE if ARTICLE in part else LIVING
            found = self._article(part[ARTICLE]) if kind == ARTICLE else self._living(part[LIVING])
            title, blocks, why = found
            if why:
                self.gaps.append(Gap(chapter["title"], kind, part[kind], str(why)))
            if blocks:
                # A chapter that is one text needs no second heading over it.
                named = part.get("title", "" if only_one else title)
                yield _Part(f"{kind}:{part[kind]}", named, blocks)

    def _article(self, slug: str) -> tuple[str, tuple[Block, ...], Any]:
        article = self.articles.get(slug)
        if article is None:
            return "", (), UNPUBLISHED
        why = FOR_PARTNERS if article.audience == Audience.PARTNERS else ""
        blocks = levelled(_blocks(article.body))
        if article.kind == Kind.DOCUMENT:
            blocks = (*blocks, *_document(article))
        return article.title, blocks, why

    def _living(self, key: str) -> tuple[str, tuple[Block, ...], Any]:
        part = find_part(key)
        blocks = levelled(part.function(self.actor)) if part else ()
        return str(part.label) if part else "", blocks, "" if blocks else NOTHING

    def _place(self, parts: Sequence[_Part], chapter: Heading) -> None:
        """Give each part its anchor; one without a heading of its own is where its chapter is."""
        for part in parts:
            part.anchor = self.numbering.anchor(part.title) if part.title else chapter.anchor
            self.anchors[part.name] = part.anchor

    def _told(self, parts: Sequence[_Part], chapter: Heading, number: int) -> Iterator[Block]:
        if not parts:
            yield paragraph(_("There is nothing here for you yet."))
        for place, part in enumerate(parts, 1):
            if part.title:
                yield Heading(2, f"{number}.{place} {part.title}", part.anchor)
            yield from self._inside(part)

    def _inside(self, part: _Part) -> tuple[Block, ...]:
        """Return what a part tells, with headings below its own and links that stay inside."""
        own: dict[str, str] = {}
        numbered: list[Block] = []
        for block in part.blocks:
            if isinstance(block, Heading):
                anchor = self.numbering.anchor(block.text)
                own[block.anchor] = anchor
                block = Heading(block.level, block.text, anchor)
            numbered.append(block)

        def inside(link: Link) -> Inline:
            return Link(link.text, self._target(link.target, own))

        return with_links(deeper(numbered, 2 if part.title else 1), inside)

    def _target(self, target: str, own: Mapping[str, str]) -> str:
        if target.startswith("#") and target[1:] in own:
            return f"#{own[target[1:]]}"
        scheme, _colon, slug = target.partition(":")
        anchor = self.anchors.get(f"{ARTICLE}:{slug}") if scheme == "artikel" else None
        return f"#{anchor}" if anchor else target


@lru_cache(maxsize=512)
def _blocks(body: str) -> tuple[Block, ...]:
    """Read a text once for this process; the blocks are never changed."""
    return blocks_of(body)


def _document(article: Article) -> Iterator[Block]:
    """Tell what a document is that stands elsewhere, and where."""
    if article.summary:
        yield paragraph(article.summary)
    if article.url:
        yield paragraph(Link(article.title, article.url))
