"""A map of states: words in the squares, on a scale that does not move."""

from __future__ import annotations

from baken.web.charts import tiles

ROW = {"label": "Vlaardingen", "column": 0, "row": 0}


def test_words_stand_in_the_square_instead_of_the_value():
    drawn, _width, _height = tiles([ROW | {"value": 0, "words": "nee"}])
    assert drawn[0].said == "nee"


def test_without_words_a_zero_is_a_zero_and_nothing_is_a_dash():
    drawn, _width, _height = tiles([ROW | {"value": 0}, ROW | {"value": None}])
    assert [tile.said for tile in drawn] == [0, "–"]


def test_the_scale_ends_where_it_is_told_to():
    drawn, _width, _height = tiles([ROW | {"value": 1}], 5)
    assert drawn[0].step == 2
    assert tiles([ROW | {"value": 1}])[0][0].step == 5
