"""What changed in the dossier since an earlier edition: chapter by chapter, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.translation import gettext as _

from baken.web.documents.plain import lines_of
from baken.web.documents.tree import Block, Bullets, Heading, Line, Paragraph, Text, paragraph

from .making import Chapter, Dossier

SAME, ADDED, REMOVED, CHANGED = "same", "added", "removed", "changed"
NUMBER = re.compile(r"^\d+\.\d+ ")
MARK = re.compile(r"^(?:- )+")
LIKE = 0.5
"""Two lines with fewer words in common are two lines, not one that changed."""
WINDOW = 8
"""Lines ahead in which the earlier form of a line is sought."""


@dataclass(frozen=True)
class Words:
    """Words that stayed, came or went."""

    kind: str
    text: str


@dataclass(frozen=True)
class ChapterChange:
    """A chapter that came, went or changed; each line is one that differs."""

    kind: str
    title: str
    lines: tuple[tuple[Words, ...], ...] = ()

    @property
    def label(self) -> str:
        """Return what happened to it, in words."""
        labels = {ADDED: _("New chapter"), REMOVED: _("Dropped chapter"), CHANGED: _("Changed")}
        return labels[self.kind]


def changes(old: Dossier, new: Dossier) -> list[ChapterChange]:
    """Return what differs, in the order of the new dossier, then what went.

    Chapters are the same by title. O(lines of both) where little changed; at worst the product
    of the lines of one chapter.
    """
    before = {chapter.title: chapter for chapter in old.chapters}
    found: list[ChapterChange] = []
    for chapter in new.chapters:
        earlier = before.pop(chapter.title, None)
        if earlier is None:
            found.append(ChapterChange(ADDED, chapter.title))
        elif lines := tuple(_differing(_lines(earlier), _lines(chapter))):
            found.append(ChapterChange(CHANGED, chapter.title, lines))
    found.extend(ChapterChange(REMOVED, title) for title in before)
    return found


def _lines(chapter: Chapter) -> list[str]:
    """Return the words of a chapter; its number, and those of its parts, do not count."""
    lines = lines_of([_unnumbered(block) for block in chapter.blocks[1:]])
    return [MARK.sub("", line) for line in lines]


def _unnumbered(block: Block) -> Block:
    if isinstance(block, Heading):
        return Heading(block.level, NUMBER.sub("", block.text))
    return block


def _differing(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[Words, ...]]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, a1, a2, b1, b2 in matcher.get_opcodes():
        if tag != "equal":
            yield from _replaced(old[a1:a2], new[b1:b2])


def _replaced(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[Words, ...]]:
    """Pair lines that have much in common, in order; the others stand alone."""
    place = 0
    for now in new:
        for ahead in range(place, min(place + WINDOW, len(old))):
            if words := _word_by_word(old[ahead].split(), now.split()):
                yield from ((Words(REMOVED, was),) for was in old[place:ahead])
                yield words
                place = ahead + 1
                break
        else:
            yield (Words(ADDED, now),)
    yield from ((Words(REMOVED, was),) for was in old[place:])


def _word_by_word(old: list[str], new: list[str]) -> tuple[Words, ...]:
    """Return a line with the words that came and went; nothing when too little is the same."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.real_quick_ratio() < LIKE or matcher.ratio() < LIKE:
        return ()
    made: list[Words] = []
    for tag, a1, a2, b1, b2 in matcher.get_opcodes():
        if tag == "equal":
            made.append(Words(SAME, " ".join(old[a1:a2])))
            continue
        if a2 > a1:
            made.append(Words(REMOVED, " ".join(old[a1:a2])))
        if b2 > b1:
            made.append(Words(ADDED, " ".join(new[b1:b2])))
    return tuple(made)


def as_chapter(found: Sequence[ChapterChange], since: str, number: int) -> tuple[Block, ...]:
    """Return the changes as the last chapter of the document on paper; words mark what changed."""
    title = _("What changed since %(version)s") % {"version": since}
    blocks: list[Block] = [Heading(1, f"{number}. {title}", "wijzigingen")]
    if not found:
        blocks.append(paragraph(_("Nothing changed.")))
    for change in found:
        blocks.append(Heading(2, f"{change.label}: {change.title}"))
        if change.lines:
            blocks.append(Bullets(tuple((Paragraph(_marked(line)),) for line in change.lines)))
    return tuple(blocks)


def _marked(line: Sequence[Words]) -> Line:
    made: list[Text] = []
    for one in line:
        if made:
            made.append(Text(" "))
        if one.kind == ADDED:
            made.append(Text(f"[{_('new')}: {one.text}]", strong=True))
        elif one.kind == REMOVED:
            made.append(Text(f"[{_('dropped')}: {one.text}]", emphasis=True))
        else:
            made.append(Text(one.text))
    return tuple(made)
