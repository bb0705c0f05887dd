"""The chapters of the yearly account: each room tells its own part of the year.

A room registers in ``AppConfig.ready``::

    from baken.network.policy.account.registry import Chapter, Table, register_chapter

    def meetings_chapter(year: int, actor: Actor) -> Chapter: ...

    register_chapter("meetings", 20, _("Consultation"), meetings_chapter)

The function asks only what ``actor`` may see and returns Dutch text: the account is a Dutch
document. What it tells is for the mayors of all municipalities and may become public: counts of
the region, never a municipality by name that is behind, never a person.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.functional import Promise

from baken.foundation.access.actor import Actor


@dataclass(frozen=True)
class Table:
    """A table: ``caption`` says what it holds; every row is as long as ``heads``.

    ``numeric`` are the positions of columns that hold numbers and stand at the right.
    """

    caption: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    numeric: Sequence[int] = ()

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.heads):
                raise ValueError(f"{self.caption}: {len(row)} cells under {len(self.heads)} heads")


@dataclass(frozen=True)
class Figure:
    """A picture of numbers: bars from zero. None is "not known", drawn as a dash."""

    caption: str
    rows: Sequence[tuple[str, float | None]]
    unit: str = ""


@dataclass(frozen=True)
class Chapter:
    """What a room tells of a year. ``missing`` says what is not there (yet), and why."""

    paragraphs: Sequence[str] = ()
    tables: Sequence[Table] = ()
    figures: Sequence[Figure] = ()
    missing: str = ""


ChapterFunction = Callable[[int, Actor], Chapter]


@dataclass(frozen=True, order=True)
class Registered:
    """One chapter of every account: key, place and heading."""

    order: int
    key: str
    label: str | Promise = field(compare=False)
    function: ChapterFunction = field(compare=False)


_chapters: dict[str, Registered] = {}


def register_chapter(key: str, order: int, label: str | Promise, function: ChapterFunction) -> None:
    """Make a chapter known. ``order`` in tens; the same key twice raises ``ValueError``."""
    known = _chapters.get(key)
    if known is not None and known.function is not function:
        raise ValueError(f"the chapter {key!r} is registered twice")
    _chapters[key] = Registered(order, key, label, function)


def chapters() -> list[Registered]:
    """Return all chapters in the order of the document."""
    return sorted(_chapters.values())


def find_chapter(key: str) -> Registered | None:
    """Return one chapter, or None."""
    return _chapters.get(key)


def chapter_to_data(chapter: Chapter) -> dict[str, Any]:
    """Return a chapter as JSON can hold it; words that wait for a language become text."""
    data: dict[str, Any] = json.loads(json.dumps(asdict(chapter), default=str))
    return data


def chapter_from_data(data: Mapping[str, Any]) -> Chapter:
    """Return the chapter that ``chapter_to_data`` wrote."""
    return Chapter(
        paragraphs=list(data["paragraphs"]),
        tables=[Table(**table) for table in data["tables"]],
        figures=[
            Figure(
                figure["caption"],
                [(label, value) for label, value in figure["rows"]],
                figure["unit"],
            )
            for figure in data["figures"]
        ],
        missing=data["missing"],
    )
