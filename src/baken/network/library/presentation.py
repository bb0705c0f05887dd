"""One text as its page shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from baken.foundation.access.actor import Actor
from baken.foundation.access.permissions import Permission
from baken.web.documents.html import as_html
from baken.web.documents.links import Target
from baken.web.documents.markdown import blocks_of
from baken.web.documents.tree import Block, Heading

from .elsewhere import page_if_there
from .explaining import Explaining
from .link_targets import ORGANISATION, looked_up
from .models import Article, Attachment, Kind, Term, Theme
from .shelves import near
from .themes import ShelfTheme

HEADINGS_OF_A_LONG_TEXT = 3
"""From so many headings on a text shows what is in it."""


@dataclass(frozen=True)
class ArticlePage:
    """A text with everything that stands around it."""

    article: Article
    text: SafeString
    contents: list[Heading]
    organisations: list[Target]
    terms: list[Term]
    files: list[Attachment]
    near: list[Article]
    edit_address: str = ""

    @property
    def theme(self) -> ShelfTheme:
        """Return the shelf on which it stands."""
        return ShelfTheme(Theme(self.article.theme))

    @property
    def is_document(self) -> bool:
        """True for something that stands on another site."""
        return self.article.kind == Kind.DOCUMENT

    @property
    def verification(self) -> str:
        """Return how well it is known, in words."""
        return str(self.article.get_verification_display()) if self.article.verification else ""


def article_page(actor: Actor, article: Article) -> ArticlePage:
    """Return a text for its page: at most eight queries, whatever is in it."""
    blocks = blocks_of(article.body)
    explaining = Explaining.of(actor, reading=article.slug)
    with looked_up(blocks) as targets:
        text = as_html(blocks, words=explaining, links=explaining.link)
    files = Attachment.objects.visible_to(actor).filter(
        article=article, is_picture=False, removed_at__isnull=True
    )
    return ArticlePage(
        article,
        text,
        contents_of(blocks),
        list(targets.get(ORGANISATION, {}).values()),
        explaining.used,
        list(files.defer("content")),
        near(actor, article),
        page_if_there("library:text", article.slug) if actor.may(Permission.LIBRARY_EDIT) else "",
    )


def contents_of(blocks: Sequence[Block]) -> list[Heading]:
    """Return the highest headings of a text that has enough of them, else nothing."""
    headings = [block for block in blocks if isinstance(block, Heading)]
    highest = min((heading.level for heading in headings), default=1)
    found = [heading for heading in headings if heading.level == highest]
    return found if len(found) >= HEADINGS_OF_A_LONG_TEXT else []
