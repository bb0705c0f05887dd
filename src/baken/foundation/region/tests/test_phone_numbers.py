"""Numbers are stored as a phone must dial them and shown as the Dutch write them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baken.foundation.region.phones import (
    PhoneProblem,
    display,
    display_international,
    link,
    normalise,
)


@pytest.mark.parametrize(
    ("typed", "stored", "shown"),
    [
        ("112", "112", "112"),
        ("14010", "14010", "14 010"),
        ("0900-8844", "09008844", "0900 8844"),
        ("+31 900 8844", "09008844", "0900 8844"),
        ("0800 2000", "08002000", "0800 2000"),
        ("010 – 236 52 56", "+31102365256", "010 236 52 56"),
        ("+31 (0)10 236 52 56", "+31102365256", "010 236 52 56"),
        ("0031 33 4481186", "+31334481186", "033 448 11 86"),
        ("0299 00 00 01", "+31299000001", "0299 00 00 01"),
        ("06-12345678", "+31612345678", "06 12 34 56 78"),
        ("+44 20 7946 0001", "+442079460001", "+44 20 7946 0001"),
        ("  ", "", ""),
    ],
)
def test_a_number_is_understood_however_it_is_written(typed, stored, shown):
    assert normalise(typed) == stored
    assert display(stored) == shown
    assert link(stored) == (f"tel:{stored}" if stored else "")


@pytest.mark.parametrize("typed", ["12", "0299", "telefoon", "010 236 52 5", "0" * 30, "+99 1"])
def test_what_cannot_be_dialled_is_refused(typed, db):
    with pytest.raises(PhoneProblem):
        normalise(typed)


def test_a_number_for_use_from_abroad_keeps_its_country():
    assert display_international("+31703334444") == "+31 70 333 44 44"
    assert display_international("112") == "112"


@settings(max_examples=100)
@given(st.from_regex(r"0(10|20|78|88|299|182)[0-9]{6,7}", fullmatch=True))
def test_storing_what_is_shown_gives_the_same_number(typed):
    try:
        stored = normalise(typed)
    except PhoneProblem:
        return
    assert normalise(display(stored)) == stored
    assert normalise(display_international(stored)) == stored
