"""The table of docs/search.md is true for the texts of the region."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from baken.foundation.access.lock import acting_as
from baken.network.library.search.finding import Found, search

from .reading_examples import fill_shelves

TABLE = Path(__file__).parents[5] / "docs" / "search.md"
FIRST = 3
FEWEST_ROWS = 30


def rows() -> list[tuple[str, list[str]]]:
    """Return each question with what it should find."""
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line[:2] == "| "]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[1:]]
    return [(cell[0], cell[2].split(", ")) for cell in cells if not cell[0].startswith("---")]


def misses(found: Found, expected: list[str]) -> Iterator[str]:
    """Yield what was expected and is not there."""
    there = {hit.article.slug for hit in found.hits[:FIRST]}
    there |= {f"term:{term.slug}" for term in found.terms}
    there |= {f"organisation:{one.slug}" for one in found.organisations}
    there |= {f"?{found.suggestion}"} | (set() if found.count else {"nothing"})
    yield from (one for one in expected if one not in there)


@pytest.mark.django_db
def test_every_question_of_the_table_finds_what_it_should(cast: Any) -> None:
    table = rows()
    assert len(table) >= FEWEST_ROWS
    fill_shelves("rotterdam")
    with acting_as(cast.focal_safety.actor) as actor:
        wrong = {
            question: missing
            for question, expected in table
            if (missing := list(misses(search(actor, question, {}), expected)))
        }
    assert wrong == {}
