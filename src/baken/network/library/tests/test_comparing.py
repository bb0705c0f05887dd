"""Two versions side by side: the words that differ, and nothing that is the same."""

from __future__ import annotations

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from baken.network.library.comparing import (
    ADDED,
    CHANGED,
    REMOVED,
    SAME,
    Piece,
    Row,
    only_changes,
    side_by_side,
)


def test_a_changed_word_stands_out_in_its_line() -> None:
    (row,) = side_by_side("Bel dan de politie.", "Bel dan het meldpunt.")
    assert row.kind == CHANGED
    assert row.old == (
        Piece("Bel dan "), Piece("de", True), Piece(" "), Piece("politie", True), Piece("."),
    )  # fmt: skip
    assert [piece.text for piece in row.new if piece.differs] == ["het", "meldpunt"]


def test_a_line_that_came_or_went_stands_alone() -> None:
    rows = side_by_side("Een.\n\nTwee.", "Een.\n\nTwee.\n\nDrie.")
    assert [row.kind for row in rows] == [SAME, SAME, ADDED]
    rows = side_by_side("Kop over bellen", "Iets dat heel anders luidt")
    assert [row.kind for row in rows] == [REMOVED, ADDED]


def test_another_target_of_a_link_is_a_difference() -> None:
    (row,) = side_by_side("[ESSM](organisatie:essm)", "[ESSM](organisatie:comensha)")
    assert row.kind == CHANGED


def test_what_is_the_same_is_left_out_but_for_a_line_around() -> None:
    old = "\n".join(f"regel {number}" for number in range(20))
    rows = only_changes(side_by_side(old, old.replace("regel 9", "regel negen")))
    assert rows[0] is None
    assert rows[-1] is None
    assert [row.kind for row in rows if row] == [SAME, CHANGED, SAME]


def test_a_very_long_line_is_compared_as_a_whole() -> None:
    rows = side_by_side("a " * 3000, "b " * 3000)
    assert [row.kind for row in rows] == [CHANGED]


def test_lines_that_come_back_again_and_again_do_not_take_minutes() -> None:
    old, new = (
        "\n".join(f"- regel {number % every}" for number in range(2_000)) for every in (7, 5)
    )
    begun = time.process_time()
    rows = side_by_side(old, new)
    assert time.process_time() - begun < 4
    assert len([row for row in rows if row.new]) == 2_000


@settings(max_examples=40, deadline=None)
@given(st.text("ab c\n", max_size=60), st.text("ab c\n", max_size=60))
def test_every_word_of_both_versions_is_shown(old: str, new: str) -> None:
    def words(rows: list[Row], side: str) -> list[str]:
        return [
            word for row in rows for word in "".join(p.text for p in getattr(row, side)).split()
        ]

    rows = side_by_side(old, new)
    assert words(rows, "old") == old.split()
    assert words(rows, "new") == new.split()
