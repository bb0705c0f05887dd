"""Passwords, devices, cache keys, what mail may hold."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from baken.foundation.people import mail, secrets_at_rest
from baken.foundation.people.adapter import AccountAdapter
from baken.foundation.people.devices import device_name
from baken.foundation.people.models import Account, LinkPurpose
from baken.foundation.people.passwords import GuessableValidator
from baken.foundation.people.templatetags.people import as_json

PERSON = Account(name="Noor Klaproos", email="noor.klaproos@vlaardingen.test")


@pytest.mark.parametrize(
    "password",
    [
        "Welkom123456",
        "Zomer2026!Zomer",
        "Mensenhandel2026!",
        "qwertyuiop1234",
        "wachtwoordwachtwoord",
        "noorklaproos1",
        "vlaardingen2026",
        "1234567890ab",
        "aaaaaaaaaaaaaaaa",
    ],
)
def test_what_others_guess_is_refused(password):
    with pytest.raises(ValidationError):
        GuessableValidator().validate(password, PERSON)


@pytest.mark.parametrize(
    "password",
    [
        "paard-lamp-zeven-fiets",
        "hvv8#kdl2LLpq",
        "mijn oma breit groene sokken",
        "x" * 8 + "Qr7!kPw2mZ" * 20,
    ],
)
def test_long_and_unlike_is_accepted(password):
    GuessableValidator().validate(password, PERSON)
    GuessableValidator().validate(password)
    assert GuessableValidator().get_help_text()


@pytest.mark.parametrize(
    ("header", "name"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/140.0",
            "Firefox, Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1",
            "Safari, iPhone",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64) Chrome/149.0.0.0 Safari/537.36 Edg/149.0", "Edge, Linux"),
        ("curl/8.0", ""),
        ("", ""),
    ],
)
def test_a_device_has_a_short_name(header, name):
    assert device_name(header) == name


@pytest.mark.django_db
def test_the_shared_cache_keeps_no_key_in_the_clear():
    cache.set("allauth:rl:ip:192.0.2.7", [1.0], 60)
    assert cache.get("allauth:rl:ip:192.0.2.7") == [1.0]
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM people_cache")
        assert "192.0.2.7" not in str(cursor.fetchall())


@given(st.text(max_size=200))
@settings(max_examples=25, deadline=None)
def test_what_is_sealed_comes_back(text):
    sealed = secrets_at_rest.seal(text)
    assert secrets_at_rest.unseal(sealed) == text
    assert not text or len(text) < 4 or text not in sealed


def test_every_letter_says_baken_and_links_hold_one_address():
    for purpose in LinkPurpose:
        assert str(mail.LINK_LETTERS[purpose].text).count("%(address)s") == 1
    for letter in [
        *mail.LINK_LETTERS.values(),
        *mail.WORDS.values(),
        *mail.READER_WORDS.values(),
        mail.REFUSED,
    ]:
        assert "Baken" in str(letter.subject)


def test_nobody_registers_and_allauth_mails_nothing(rf):
    adapter = AccountAdapter()
    assert not adapter.is_open_for_signup(rf.get("/"))
    with pytest.raises(NotImplementedError):
        adapter.send_mail("account/email/any", "a@b.test", {})


def test_json_for_a_page_holds_plain_values_only():
    class Odd(dict):
        pass

    assert as_json({"a": Odd(b=1)}) == '{"a": {"b": 1}}'
