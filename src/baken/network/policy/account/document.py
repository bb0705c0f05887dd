"""The account as one document: chapters of the rooms and, under each, the coordinator's words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from baken.foundation.access.actor import Actor

from .registry import Chapter, chapter_from_data, chapter_to_data, chapters


@dataclass(frozen=True)
class Part:
    """One chapter of the document with the own words that go with it."""

    key: str
    label: str
    chapter: Chapter
    words: str

    @property
    def paragraphs_of_words(self) -> list[str]:
        """Return the own words by paragraph: an empty line ends one."""
        blocks = self.words.replace("\r\n", "\n").split("\n\n")
        return [" ".join(block.split()) for block in blocks if block.strip()]

    @property
    def is_empty(self) -> bool:
        """True when neither the room nor the coordinator says anything."""
        told = self.chapter
        return not (
            self.words.strip() or told.paragraphs or told.tables or told.figures or told.missing
        )


@dataclass(frozen=True)
class Document:
    """The whole account. ``final_on`` is None for a draft; ``made_on`` is the day of the data."""

    year: int
    region: str
    made_on: dt.date
    final_on: dt.date | None
    parts: Sequence[Part]

    def to_data(self) -> dict[str, Any]:
        """Return the document as JSON can hold it."""
        return {
            "year": self.year,
            "region": self.region,
            "made_on": self.made_on.isoformat(),
            "final_on": self.final_on.isoformat() if self.final_on else None,
            "parts": [
                {
                    "key": part.key,
                    "label": part.label,
                    "words": part.words,
                    "chapter": chapter_to_data(part.chapter),
                }
                for part in self.parts
            ],
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Document:
        """Return the document that ``to_data`` wrote."""
        final_on = data["final_on"]
        return cls(
            year=data["year"],
            region=data["region"],
            made_on=dt.date.fromisoformat(data["made_on"]),
            final_on=dt.date.fromisoformat(final_on) if final_on else None,
            parts=[
                Part(part["key"], part["label"], chapter_from_data(part["chapter"]), part["words"])
                for part in data["parts"]
            ],
        )


def compose(
    year: int,
    actor: Actor,
    *,
    words: Mapping[str, str],
    region: str,
    on: dt.date,
    final: bool = False,
) -> Document:
    """Return the account over ``year`` as the data stand on ``on``; ``words`` by chapter key.

    Asks each room once; the number of queries is the sum of theirs.
    """
    parts = [
        Part(entry.key, str(entry.label), entry.function(year, actor), words.get(entry.key, ""))
        for entry in chapters()
    ]
    return Document(year, region, on, on if final else None, parts)
