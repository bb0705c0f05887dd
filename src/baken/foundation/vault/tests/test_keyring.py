"""The secrets from the environment."""

import base64

import pytest
from django.test import override_settings

from baken.foundation.vault.checks import keys_are_configured
from baken.foundation.vault.errors import KeyMissing
from baken.foundation.vault.keyring import derived_key, parse, root_secrets, wrapping_keys
from baken.foundation.vault.make_key import new_pair


def test_the_newest_key_comes_first():
    ring = parse("VAULT_KEYS", f"{new_pair('2026-11')},  {new_pair('2025-01')} ,")
    assert ring.newest == "2026-11"
    assert len(ring.get("2025-01")) == 32


@pytest.mark.parametrize(
    "text",
    [
        "no-colon",
        "Capital:" + base64.b64encode(bytes(32)).decode(),
        ":" + base64.b64encode(bytes(32)).decode(),
        "a:not base64!",
        "a:" + base64.b64encode(bytes(16)).decode(),
        ",".join([new_pair("twice"), new_pair("twice")]),
    ],
)
def test_a_malformed_key_is_refused_without_showing_it(text):
    with pytest.raises(KeyMissing) as caught:
        parse("VAULT_KEYS", text)
    assert "VAULT_KEYS" in str(caught.value)
    encoded = text.partition(":")[2]
    assert not encoded or encoded not in str(caught.value)


def test_keys_do_not_show_in_a_representation():
    pair = new_pair("shown")
    assert pair.split(":")[1] not in repr(parse("VAULT_KEYS", pair))


@override_settings(BAKEN_MODE="production", VAULT_KEYS="", VAULT_SECRETS="")
def test_production_has_no_default_keys():
    for ring in (wrapping_keys, root_secrets):
        with pytest.raises(KeyMissing):
            ring()


@override_settings(BAKEN_MODE="production", VAULT_KEYS="", VAULT_SECRETS="broken")
def test_a_system_check_refuses_to_start_without_keys():
    assert [problem.id for problem in keys_are_configured(None)] == ["vault.E001", "vault.E002"]


def test_well_formed_keys_pass_the_system_check():
    with override_settings(BAKEN_MODE="production", VAULT_KEYS=new_pair("a")):
        assert "vault.E001" not in [problem.id for problem in keys_are_configured(None)]


def test_each_purpose_has_its_own_key():
    newest = root_secrets().newest
    found = {derived_key(purpose, secret_id=newest) for purpose in ("audit event", "audit head")}
    assert len(found) == 2
