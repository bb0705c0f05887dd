"""What fits on a slide, so that no text ever runs off it.

The rule, in this order: type of 34 points where little is said, else 30, 28, 26 and 24; what does
not fit at 24 points is spread over more slides, evenly, numbered in their titles. Smaller type
cannot be read in the back of a room, so it is never used. A single point longer than a slide is
cut between words.

Widths are those of Helvetica (Adobe's font metrics; Arial is as wide), with a margin for other
typefaces. A character that is not in the table counts as wide as the widest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from .slides import HEIGHT, WIDTH, Point, Slide

MARGIN = 48
TEXT_WIDTH = WIDTH - 2 * MARGIN
TITLE_TOP, TITLE_HEIGHT = 30, 100
BODY_TOP = 142
BODY_HEIGHT = HEIGHT - BODY_TOP - 48
INDENT = 30
"""What a bullet takes, for each level."""
CODE_SIZE = 290
"""Side of a QR code; the text beside it has what is left."""
BIG_SIZE, BIG_HEIGHT = 88, 120
TITLE_SIZES = ((40, 2), (34, 2), (28, 3))
"""Size of type and how many lines of it are allowed."""
OPENING_SIZES = ((44, 2), (36, 3), (30, 4))
SIZES = (34, 30, 28, 26, 24)
LINE = 1.2
GAP = 0.45
"""White above a point, in sizes of its type."""
SAFETY = 1.07

_CLASSES = (
    (0.222, "ijl'‘’"),
    (0.278, "ftI.,:;!/\\| []\u00a0ìíîï·"),
    (0.333, "r()-`“”„‐–"),
    (0.355, '"'),
    (0.389, "*"),
    (0.4, "°^{}"),
    (0.5, "cksvxyzJçýÿ"),
    (0.556, "abdeghnopqu0123456789?_$#€áàâäéèêëóòôöúùûüñßL"),
    (0.584, "+=<>~"),
    (0.611, "FTZ"),
    (0.667, "ABEKPSVXY&ÁÀÄÉÈËÊ"),
    (0.722, "CDHNRUwÚÜÑÇ"),
    (0.778, "GOQÓÖ"),
    (0.833, "mM"),
    (0.944, "W"),
    (1.0, "—…→%"),
)
_WIDTHS = {character: width for width, characters in _CLASSES for character in characters}
_WIDEST = 1.02


def width_of(text: str, size: float) -> float:
    """Return how wide a line is at most, in points."""
    return sum(_WIDTHS.get(character, _WIDEST) for character in text) * size * SAFETY


def wrapped(text: str, size: float, width: float) -> list[str]:
    """Return the lines of a text as a slide breaks it; a word wider than a line is cut."""
    lines: list[str] = []
    line = ""
    for word in _pieces(text, size, width):
        longer = f"{line} {word}" if line else word
        if line and width_of(longer, size) > width:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line] if line else lines


def _pieces(text: str, size: float, width: float) -> Iterator[str]:
    most = max(1, int(width / (_WIDEST * size * SAFETY)))
    for word in text.split():
        if width_of(word, size) <= width:
            yield word
        else:
            yield from (word[start : start + most] for start in range(0, len(word), most))


@dataclass(frozen=True)
class Room:
    """The room that the points of a slide have."""

    width: float
    height: float

    def lines(self, point: Point, size: int) -> list[str]:
        """Return the lines of one point."""
        indent = INDENT * (point.level + (1 if point.marked else 0))
        grown = size * 1.06 if point.strong else size
        return wrapped(point.text, grown, self.width - indent)

    def height_of(self, point: Point, size: int) -> float:
        """Return how high one point is, with the white above it."""
        return len(self.lines(point, size)) * LINE * size + GAP * size

    def total(self, points: Sequence[Point], size: int) -> float:
        """Return how high points are together."""
        return sum(self.height_of(point, size) for point in points)


def room_of(slide: Slide) -> Room:
    """Return the room beside a code and below a big number."""
    width = TEXT_WIDTH - (CODE_SIZE + MARGIN if slide.code else 0)
    return Room(width, BODY_HEIGHT - (BIG_HEIGHT if slide.big else 0))


def fitted(slides: Sequence[Slide]) -> tuple[Slide, ...]:
    """Return slides of which all text fits; more of them where that is needed."""
    return tuple(one for slide in slides for one in _fit(slide))


def _fit(slide: Slide) -> list[Slide]:
    slide = _fit_title(slide)
    size, pages = fit_points(slide.points, room_of(slide), SIZES)
    return [
        replace(
            slide,
            title=f"{slide.title} ({number})" if number > 1 else slide.title,
            points=tuple(page),
            size=size,
            note=slide.note if number == 1 else "Dit hoort bij de vorige dia.",
        )
        for number, page in enumerate(pages, 1)
    ]


def fit_points(
    points: Sequence[Point], room: Room, sizes: Sequence[int]
) -> tuple[int, list[list[Point]]]:
    """Return a size and the points page by page: one page of the largest size that fits.

    Where even the smallest size needs more pages, the points are spread evenly over as few as
    that size allows, in the largest size in which they fit there.
    """
    for size in sizes:
        if room.total(points, size) <= room.height:
            return size, [list(points)]
    smallest = sizes[-1]
    cut = [part for point in points for part in _cut(point, room, smallest)]
    pages = _spread(cut, room, smallest)
    return next(one for one in sizes if one == smallest or _fits(pages, room, one)), pages


def _fits(pages: Sequence[Sequence[Point]], room: Room, size: int) -> bool:
    return all(room.total(page, size) <= room.height for page in pages)


def _fit_title(slide: Slide) -> Slide:
    """Return the slide with a size for its title; one that is too long becomes the first point."""
    numbered = f"{slide.title} (10)"
    for size, most in OPENING_SIZES if slide.is_title else TITLE_SIZES:
        # Titles are bold, which is wider.
        if len(wrapped(numbered, size * 1.08, TEXT_WIDTH)) <= most:
            return replace(slide, title_size=size)
    size, most = TITLE_SIZES[-1]
    kept = " ".join(wrapped(slide.title, size * 1.08, TEXT_WIDTH * 0.85)[: most - 1])
    whole = Point(slide.title, marked=False, strong=True)
    return replace(slide, title=f"{kept} …", title_size=size, points=(whole, *slide.points))


def _cut(point: Point, room: Room, size: int) -> Iterator[Point]:
    """Yield a point in parts that each fit on a slide; nearly always the point itself."""
    lines = room.lines(point, size)
    most = int((room.height - GAP * size) / (LINE * size))
    if len(lines) <= most:
        yield point
        return
    for start in range(0, len(lines), most):
        yield replace(point, text=" ".join(lines[start : start + most]))


def _spread(points: Sequence[Point], room: Room, size: int) -> list[list[Point]]:
    """Spread points over as few slides as they need, about as full as each other."""
    height = room.height
    pages = _pages(points, room, size, height)
    for _try in range(12):
        height *= 0.93
        evener = _pages(points, room, size, height)
        if len(evener) > len(pages):
            break
        pages = evener
    return pages


def _pages(points: Sequence[Point], room: Room, size: int, height: float) -> list[list[Point]]:
    pages: list[list[Point]] = [[]]
    used = 0.0
    for point in points:
        needed = room.height_of(point, size)
        if pages[-1] and used + needed > height:
            pages.append([])
            used = 0.0
        pages[-1].append(point)
        used += needed
    return pages
