"""Sealing one value: what opens it, and everything that must not."""

import uuid

import pytest
from django.test import override_settings
from hypothesis import given, settings
from hypothesis import strategies as st

from baken.foundation.vault import keys, sealing
from baken.foundation.vault.errors import KeyDestroyed, KeyMissing, NotSealable, Tampered
from baken.foundation.vault.make_key import new_pair
from baken.foundation.vault.models import DataKey

ROW = uuid.UUID("00000000-0000-4000-8000-000000000001")
PLACE = {"table": "concerns_note", "row_id": ROW, "column": "text"}


def fresh_key() -> DataKey:
    """Return a key that was never saved: sealing itself needs no database."""
    ring = keys.wrapping_keys()
    wrapped = keys.aes_key_wrap(ring.get(ring.newest), keys.os.urandom(32))
    return DataKey(kek_id=ring.newest, wrapped=wrapped)


KEY = fresh_key()


@given(st.text(max_size=300))
def test_any_text_comes_back(text):
    assert sealing.unseal(KEY, sealing.seal(KEY, text, **PLACE), **PLACE) == text


@given(st.text(alphabet="\0\x80 é🙂", max_size=80))
def test_text_that_looks_like_padding_comes_back(text):
    assert sealing.unseal(KEY, sealing.seal(KEY, text, **PLACE), **PLACE) == text


def test_the_same_text_is_sealed_differently_each_time():
    assert sealing.seal(KEY, "rood busje", **PLACE) != sealing.seal(KEY, "rood busje", **PLACE)


@given(st.text(alphabet="abc", max_size=31))
def test_the_length_of_a_short_text_does_not_show(text):
    assert len(sealing.seal(KEY, text, **PLACE)) == len(sealing.seal(KEY, "", **PLACE))


def test_a_lone_surrogate_is_refused_and_the_error_does_not_carry_the_text():
    with pytest.raises(NotSealable) as caught:
        sealing.seal(KEY, "geheim \ud800", **PLACE)
    assert "geheim" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


@pytest.mark.parametrize(
    "elsewhere",
    [
        {"table": "concerns_person"},
        {"row_id": uuid.UUID("00000000-0000-4000-8000-000000000002")},
        {"column": "place"},
        {"table": "concerns_note\0", "column": "ext"},
    ],
)
def test_bytes_moved_to_another_place_do_not_open(elsewhere):
    sealed = sealing.seal(KEY, "rood busje", **PLACE)
    with pytest.raises(Tampered):
        sealing.unseal(KEY, sealed, **{**PLACE, **elsewhere})


def test_another_key_does_not_open():
    with pytest.raises(Tampered):
        sealing.unseal(fresh_key(), sealing.seal(KEY, "rood busje", **PLACE), **PLACE)


def test_the_same_key_under_another_id_does_not_open():
    sealed = sealing.seal(KEY, "rood busje", **PLACE)
    twin = DataKey(kek_id=KEY.kek_id, wrapped=KEY.wrapped)
    with pytest.raises(Tampered):
        sealing.unseal(twin, sealed, **PLACE)


@settings(max_examples=200)
@given(data=st.data())
def test_one_flipped_bit_is_found(data):
    sealed = bytearray(sealing.seal(KEY, "rood busje", **PLACE))
    at = data.draw(st.integers(0, len(sealed) - 1))
    sealed[at] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(Tampered):
        sealing.unseal(KEY, bytes(sealed), **PLACE)


@given(data=st.data())
def test_cut_or_lengthened_bytes_are_found(data):
    sealed = sealing.seal(KEY, "rood busje", **PLACE)
    cut = sealed[: data.draw(st.integers(0, len(sealed) - 1))]
    longer = sealed + data.draw(st.binary(min_size=1, max_size=40))
    for damaged in (cut, longer):
        with pytest.raises(Tampered):
            sealing.unseal(KEY, damaged, **PLACE)


def test_a_destroyed_key_neither_opens_nor_seals():
    key = fresh_key()
    sealed = sealing.seal(key, "rood busje", **PLACE)
    key.wrapped, key.kek_id, key.destroyed_at = bytes(40), "", keys.timezone.now()
    with pytest.raises(KeyDestroyed):
        sealing.unseal(key, sealed, **PLACE)
    with pytest.raises(KeyDestroyed):
        sealing.seal(key, "rood busje", **PLACE)


def test_a_changed_wrapped_key_is_found():
    key = fresh_key()
    key.wrapped = bytes([key.wrapped[0] ^ 1]) + key.wrapped[1:]
    with pytest.raises(Tampered):
        sealing.seal(key, "rood busje", **PLACE)


def test_without_its_wrapping_key_nothing_opens():
    sealed = sealing.seal(KEY, "rood busje", **PLACE)
    with override_settings(VAULT_KEYS=new_pair("other")), pytest.raises(KeyMissing):
        sealing.unseal(KEY, sealed, **PLACE)
