"""What a slide is. Plain data: PowerPoint, PDF and the preview on the page are written from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from baken.web.documents.plain import lines_of
from baken.web.documents.tree import Block, Bullets, Heading, Note, Paragraph, words_of

WIDTH, HEIGHT = 960, 540
"""Points (1/72 inch) of a slide of 16:9."""


@dataclass(frozen=True)
class Point:
    """One line of a slide. ``level`` 1 stands below the point before; ``marked`` has a bullet."""

    text: str
    level: int = 0
    marked: bool = True
    strong: bool = False


@dataclass(frozen=True)
class Slide:
    """One slide. ``part`` is the part of the talk that it belongs to.

    ``big`` is a number to be read from the back row, ``code`` an address shown as QR code.
    ``title_size`` and ``size`` (points of type) are chosen by ``fitting``.
    """

    title: str
    points: tuple[Point, ...] = ()
    note: str = ""
    part: str = ""
    big: str = ""
    code: str = ""
    is_title: bool = False
    is_danger: bool = False
    title_size: int = 40
    size: int = 28

    @property
    def code_alt(self) -> str:
        """Return what the picture of the code shows."""
        return f"QR-code naar {self.code}" if self.code else ""


def slides_of(blocks: Sequence[Block], part: str) -> tuple[Slide, ...]:
    """Return the slides of a talk block: one for each heading of the first level.

    List items are points, a note is what the speaker says, a paragraph is a line without a
    bullet. What stands before the first heading is for who chooses the block, and on no slide.
    """
    made: list[Slide] = []
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1:
            made.append(Slide(block.text, part=part))
        elif made:
            made[-1] = _with(made[-1], block)
    return tuple(made)


def _with(slide: Slide, block: Block) -> Slide:
    if isinstance(block, Note):
        said = "\n\n".join(lines_of(block.blocks))
        return replace(slide, note="\n\n".join(filter(None, [slide.note, said])))
    return replace(slide, points=(*slide.points, *_points(block)))


def _points(block: Block, level: int = 0) -> Iterator[Point]:
    match block:
        case Bullets():
            for item in block.items:
                for place, inner in enumerate(item):
                    deeper = place > 0 and isinstance(inner, Bullets)
                    yield from _item(inner, 1 if deeper else level)
        case Paragraph():
            yield Point(_plain(words_of(block.line)), level, marked=False)
        case Heading():
            yield Point(block.text, level, marked=False, strong=True)
        case _:
            for line in lines_of([block]):
                yield Point(_plain(line), level)


def _item(block: Block, level: int) -> Iterator[Point]:
    if isinstance(block, Paragraph):
        yield Point(_plain(words_of(block.line)), level)
    else:
        yield from _points(block, level)


def _plain(text: str) -> str:
    return " ".join(text.split())
