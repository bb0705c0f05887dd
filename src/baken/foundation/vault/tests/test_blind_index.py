"""Exact look-up of sealed values, within one organisation."""

import datetime as dt
import uuid

import pytest
from django.test import override_settings
from hypothesis import given, settings
from hypothesis import strategies as st

from baken.foundation.vault.blind import blind_index, candidates, normalise
from baken.foundation.vault.make_key import new_pair

HERE, THERE = uuid.UUID(int=1), uuid.UUID(int=2)
BORN = dt.date(1990, 5, 4)


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("phone", "06-12345678", "+31 (0)6 12 34 56 78"),
        ("phone", "0031612345678", "0612345678"),
        ("phone", "+40 721 234 567", "0040721234567"),
        ("plate", "gb-123-x", "GB 123 X"),
        ("iban", "nl91 abna 0417 1643 00", "NL91ABNA0417164300"),
        ("email", " A.B@Voorbeeld.NL ", "a.b@voorbeeld.nl"),
        ("person", ("Piet van der Molen", BORN), ("MOLEN, Piet v.d.", BORN)),
        ("person", ("José Muñoz", BORN), ("Jose Munoz", BORN)),
        ("person", ("Łukasz Nowak", BORN), ("lukasz nowak", BORN)),
        ("person", ("Anna Nijboer-Jansen", BORN), ("Anna Nyboer Jansen", BORN)),
        ("person", ("Sara D’Angelo", BORN), ("Sara D'Angelo", BORN)),
        ("person", ("Anna IJsbrand", BORN), ("Anna Ĳsbrand", BORN)),
        ("person", ("De La", BORN), ("la de", BORN)),
    ],
)
def test_spellings_of_the_same_value_match(kind, one, other):
    found = blind_index(kind, one, organisation_id=HERE)
    assert found is not None
    assert found == blind_index(kind, other, organisation_id=HERE)


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("phone", "0612345678", "0612345679"),
        ("plate", "GB-123-X", "GB-124-X"),
        ("person", ("Piet Molen", BORN), ("Piet Molen", BORN + dt.timedelta(days=1))),
        ("person", ("Piet Molen", BORN), ("P. Molen", BORN)),
        ("person", ("Ana Bel", BORN), ("Anabel", BORN)),
    ],
)
def test_different_values_do_not_match(kind, one, other):
    first = blind_index(kind, one, organisation_id=HERE)
    assert first != blind_index(kind, other, organisation_id=HERE)


@pytest.mark.parametrize(
    ("kind", "nothing"),
    [
        ("phone", "onbekend"),
        ("phone", "12"),
        ("plate", "?"),
        ("iban", "NL00ABNA0417164300"),
        ("email", "geen"),
        ("email", "a b@voorbeeld.nl"),
        ("person", (" - ", BORN)),
    ],
)
def test_a_value_that_means_nothing_has_no_index(kind, nothing):
    assert blind_index(kind, nothing, organisation_id=HERE) is None
    assert candidates(kind, nothing, organisation_id=HERE) == []


def test_organisations_cannot_be_compared():
    here = blind_index("phone", "0612345678", organisation_id=HERE)
    assert here != blind_index("phone", "0612345678", organisation_id=THERE)


def test_kinds_cannot_be_compared():
    plate = blind_index("plate", "0612345678", organisation_id=HERE)
    assert plate != blind_index("phone", "0612345678", organisation_id=HERE)


@pytest.mark.parametrize(
    ("kind", "value"), [("bsn", "111222333"), ("person", "Piet"), ("phone", ("Piet", BORN))]
)
def test_a_programming_mistake_is_loud(kind, value):
    with pytest.raises(ValueError, match=r"index|person|text"):
        blind_index(kind, value, organisation_id=HERE)


def test_values_indexed_under_an_older_secret_are_still_found():
    old, new = new_pair("old"), new_pair("new")
    with override_settings(VAULT_SECRETS=old):
        stored = blind_index("phone", "0612345678", organisation_id=HERE)
    with override_settings(VAULT_SECRETS=f"{new},{old}"):
        assert blind_index("phone", "0612345678", organisation_id=HERE) != stored
        assert stored in candidates("phone", "06 1234 5678", organisation_id=HERE)


@settings(max_examples=50)
@given(st.text(max_size=40), st.permutations(["jan", "peter", "bakker"]))
def test_normalising_twice_changes_nothing_and_order_does_not_count(text, words):
    for kind in ("phone", "plate", "iban", "email"):
        once = normalise(kind, text)
        assert once is None or normalise(kind, once) == once
    assert normalise("person", (" ".join(words), BORN)) == f"bakker jan peter|{BORN}"


@given(st.text(max_size=40))
def test_case_and_accents_composed_or_not_do_not_count(name):
    import unicodedata

    taken_apart = unicodedata.normalize("NFD", name)
    assert normalise("person", (name, BORN)) == normalise("person", (taken_apart, BORN))
