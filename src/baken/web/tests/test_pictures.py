"""A line and a tree stay within their drawing, whatever they show."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baken.web.line_chart import Point, line_chart
from baken.web.tree_chart import BOX_WIDTH, Box, tree_chart

values = st.floats(-1e6, 1e6, allow_nan=False)
points = st.builds(Point, st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1)), values)


@given(rows=st.lists(points, min_size=1, max_size=20), target=st.none() | values)
@settings(max_examples=80)
def test_a_line_stays_within_its_axes_and_goes_forward_in_time(
    rows: list[Point], target: float | None
) -> None:
    drawn = line_chart(rows, target=target)
    heights = [mark.y for mark in drawn.marks]
    heights += [] if drawn.target_y is None else [drawn.target_y]
    assert all(drawn.top - 0.1 <= y <= drawn.bottom + 0.1 for y in heights)
    across = [mark.x for mark in drawn.marks]
    assert across == sorted(across)
    assert drawn.left <= across[0] <= across[-1] <= drawn.right


def test_a_line_without_a_point_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a point"):
        line_chart([])


@given(titles=st.lists(st.text(min_size=1, max_size=120), max_size=12))
@settings(max_examples=40)
def test_boxes_of_a_column_do_not_overlap_and_fit(titles: list[str]) -> None:
    first = [Box("begin", "Begin")]
    boxes = [
        Box(str(i), title, word="Loopt", shape="going", joins=("begin",))
        for i, title in enumerate(titles)
    ]
    drawn = tree_chart([("Van", first), ("Naar", boxes)])
    column = [one for one in drawn.boxes if one.box.key != "begin"]
    for upper, lower in pairwise(column):
        assert upper.y + upper.box.height < lower.y
    assert all(one.y >= 0 and one.y + one.box.height <= drawn.height for one in drawn.boxes)
    assert all(one.x + BOX_WIDTH <= drawn.width for one in drawn.boxes)
    assert len(drawn.lines) == len(boxes)
