"""Charts: lengths in proportion, squares in place, and unknown is never drawn as zero."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from baken.web.charts import bars, tiles

from .test_components import draw

numbers = st.one_of(st.none(), st.integers(0, 10_000))


@settings(max_examples=50)
@given(st.lists(numbers, max_size=30))
def test_the_longest_bar_is_full_and_no_bar_sticks_out(values: list[int | None]) -> None:
    drawn = bars([{"label": str(place), "value": value} for place, value in enumerate(values)])
    assert all(0 <= bar.width <= 100 for bar in drawn)
    if any(values):
        assert max(bar.width for bar in drawn) == 100


@settings(max_examples=50)
@given(st.lists(st.tuples(numbers, st.integers(0, 9), st.integers(0, 9)), max_size=30))
def test_squares_stay_in_the_drawing_and_steps_follow_the_values(
    squares: list[tuple[int | None, int, int]],
) -> None:
    drawn, width, height = tiles(
        [
            {"label": "Plaats", "value": value, "column": column, "row": row}
            for value, column, row in squares
        ]
    )
    assert all(0 <= one.x <= width - 60 and 0 <= one.y <= height - 60 for one in drawn)
    known = sorted((one for one in drawn if one.value is not None), key=lambda one: one.value or 0)
    assert [one.step for one in known] == sorted(one.step for one in known)
    assert all((one.step == 0) == (one.value is None) for one in drawn)


def test_a_figure_that_is_not_given_is_a_dash_with_words() -> None:
    rows = [{"label": "Een", "value": None}, {"label": "Twee", "value": 0}]
    html = draw('<c-bar-chart caption="Aantal" :rows="rows" />', rows=rows)
    assert "niet gegeven" in html
    assert html.count("<rect") == 4


def test_the_map_has_a_table_with_the_same_figures() -> None:
    rows = [{"label": "Vlaardingen", "value": 9, "column": 3, "row": 1}]
    html = draw('<c-tile-map caption="Aantal" :rows="rows" />', rows=rows)
    table = html[html.index("<table") :]
    assert "Vlaardingen" in table
    assert "9" in table


def test_a_decimal_is_written_as_svg_wants_it() -> None:
    rows = [{"label": "Een", "value": 3}, {"label": "Twee", "value": 1}]
    assert 'width="33.3"' in draw('<c-bar-chart caption="x" :rows="rows" />', rows=rows)


def test_a_percentage_fills_its_part_of_the_bar_and_not_that_of_the_longest() -> None:
    drawn = bars([{"label": "a", "value": 85}, {"label": "b", "value": None}], 100)
    assert [bar.width for bar in drawn] == [85, 0]
    assert bars([{"label": "a", "value": 120}], 100)[0].width == 100
