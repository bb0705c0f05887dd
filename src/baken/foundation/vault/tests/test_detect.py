"""The warning for personal data in the wrong field."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from baken.foundation.vault.detect import find_personal_data

EXAMPLES = json.loads((Path(__file__).parent / "detect_examples.json").read_text())
KINDS = {"bsn", "iban", "phone", "email", "plate", "v-number"}
SNIPPETS = st.sampled_from([text for text, _, _ in EXAMPLES["found"]] + EXAMPLES["silent"])


@pytest.mark.parametrize(("text", "kind", "part"), EXAMPLES["found"])
def test_it_finds_what_identifies_a_person(text, kind, part):
    (found,) = find_personal_data(text)
    assert (found.kind, text[found.start : found.end]) == (kind, part)


@pytest.mark.parametrize("text", EXAMPLES["silent"])
def test_it_is_silent_on_dates_amounts_and_references(text):
    assert find_personal_data(text) == []


@given(st.integers(min_value=1, max_value=99_999_999))
@example(431200)  # these two look like short numbers abroad
@example(290830)
def test_it_finds_every_number_that_passes_the_eleven_test(stem):
    digits = [int(digit) for digit in f"{stem:08d}"]
    check = sum(digit * weight for digit, weight in zip(digits, range(9, 1, -1), strict=True)) % 11
    number = f"{stem:08d}{check % 10}"
    found = find_personal_data(f"nummer {number} gezien")
    assert [item.kind for item in found] == (["bsn"] if check < 10 else [])


@settings(max_examples=100)
@given(st.lists(SNIPPETS | st.text(max_size=12), max_size=8).map(" ".join))
def test_findings_are_in_order_apart_and_inside_the_text(text):
    end = 0
    for found in find_personal_data(text):
        assert end <= found.start < found.end <= len(text)
        assert found.kind in KINDS
        end = found.end


@given(SNIPPETS, st.integers(min_value=0, max_value=20))
def test_surrounding_words_change_nothing(snippet, distance):
    alone = [(item.kind, item.end - item.start) for item in find_personal_data(snippet)]
    around = f"{'zag dit. ' * distance}{snippet} gezien, en verder niets"
    assert [(item.kind, item.end - item.start) for item in find_personal_data(around)] == alone


@pytest.mark.parametrize("piece", ["a", "0 ", "1", "a@", "NL91 ", "+31 6 ", "1-X", "v-nummer "])
def test_time_grows_with_the_text_and_not_faster(piece):
    def seconds(times):
        begin = time.perf_counter()
        find_personal_data(piece * times)
        return time.perf_counter() - begin

    short, long = seconds(2_000), seconds(20_000)
    # Ten times the text: a hundred times the time would be quadratic.
    assert long < max(40 * short, 0.5)
