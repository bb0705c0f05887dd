"""Data keys in the database: making, rotating, destroying, and who may touch them."""

import base64
import uuid

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from django.test import override_settings

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as
from baken.foundation.audit.models import AuditEvent
from baken.foundation.vault import keys, sealing
from baken.foundation.vault.errors import KeyDestroyed
from baken.foundation.vault.keyring import wrapping_keys
from baken.foundation.vault.make_key import new_pair
from baken.foundation.vault.models import DataKey

PLACE = {"table": "concerns_note", "row_id": uuid.UUID(int=1), "column": "text"}
NEW = new_pair("new")


def both_keys():
    """Return the setting with a new wrapping key before the one of the tests."""
    ring = wrapping_keys()
    return f"{NEW},{ring.newest}:{base64.b64encode(ring.get(ring.newest)).decode()}"


@pytest.fixture
def here(cast):
    return cast.organisations["vlaardingen"].pk


def test_after_rotation_everything_opens_with_the_new_key_alone(here):
    made = [keys.new_key(organisation_id=here) for _ in range(7)]
    sealed = [sealing.seal(key, f"tekst {n}", **PLACE) for n, key in enumerate(made)]
    with override_settings(VAULT_KEYS=both_keys()):
        seen = []
        assert keys.rewrap_all(batch_size=3, on_batch=seen.append) == 7
        assert seen == [3, 6, 7]
        assert keys.rewrap_all() == 0
    with override_settings(VAULT_KEYS=NEW):
        for number, key in enumerate(made):
            key.refresh_from_db()
            assert key.kek_id == "new"
            assert key.rotated_at is not None
            assert sealing.unseal(key, sealed[number], **PLACE) == f"tekst {number}"


def test_rotation_that_was_stopped_goes_on_where_it_was(here):
    for _ in range(4):
        keys.new_key(organisation_id=here)
    with override_settings(VAULT_KEYS=both_keys()):
        assert keys._rewrap_batch(3) == 3
        assert keys.rewrap_all(batch_size=3) == 1


def test_rotation_passes_over_destroyed_keys(here):
    key = keys.new_key(organisation_id=here)
    keys.destroy(key, actor=Actor.system("test"), reason="test")
    with override_settings(VAULT_KEYS=both_keys()):
        assert keys.rewrap_all() == 0


def test_the_command_rotates_and_says_what_may_be_thrown_away(here, capsys):
    keys.new_key(organisation_id=here)
    with override_settings(VAULT_KEYS=both_keys()):
        call_command("vault_rotate", "--check")
        assert "1 key" in capsys.readouterr().out
        call_command("vault_rotate")
        assert "new: wraps 1 key" in capsys.readouterr().out
        call_command("vault_rotate")  # nothing left to do: no second event
    with override_settings(VAULT_KEYS=new_pair("newer")):
        call_command("vault_rotate", "--check")
    assert "new: wraps 1 key but is NOT configured" in capsys.readouterr().out
    event = AuditEvent.objects.unscoped(reason="test").get(event="vault.rotated")
    assert event.details == {"keys": 1, "wrapped_by": "new"}


def test_the_command_refuses_to_work_behind_row_security(here):
    with (
        acting_as(Actor.system("rotation")),
        pytest.raises(CommandError, match="owner"),
    ):
        call_command("vault_rotate")


def test_destroying_overwrites_the_key_and_is_written_in_the_register(here):
    key = keys.new_key(organisation_id=here)
    stale = DataKey.objects.get(pk=key.pk)
    sealed = sealing.seal(key, "tekst", **PLACE)
    keys.destroy(key, actor=Actor.system("retention"), reason="term ended")
    keys.destroy(stale, actor=Actor.system("retention"), reason="again")
    stored = DataKey.objects.get(pk=key.pk)
    assert bytes(stored.wrapped) == bytes(40)
    for copy in (key, stale, stored):
        with pytest.raises(KeyDestroyed):
            sealing.unseal(copy, sealed, **PLACE)
    events = AuditEvent.objects.unscoped(reason="test").for_subject("data-key", key.pk)
    assert [event.reason for event in events] == ["term ended"]


@pytest.mark.parametrize(
    "damage",
    [
        lambda key: DataKey.objects.filter(pk=key.pk).update(destroyed_at=None, kek_id="old"),
        lambda key: DataKey.objects.filter(pk=key.pk).delete(),
    ],
)
def test_a_destroyed_key_stays_destroyed_also_for_the_owner(here, damage):
    key = keys.new_key(organisation_id=here)
    keys.destroy(key, actor=Actor.system("test"), reason="test")
    with pytest.raises(DatabaseError), transaction.atomic():
        damage(key)


def test_a_key_cannot_be_given_to_another_organisation(here, cast):
    key = keys.new_key(organisation_id=here)
    with pytest.raises(DatabaseError), transaction.atomic():
        DataKey.objects.filter(pk=key.pk).update(organisation=cast.organisations["schiedam"])


READERS = {
    "focal_safety": True,
    "focal_care": True,
    "focal_schiedam": False,
    "advice_desk": False,
    "police": False,
    "shelter_worker": False,
    "coordinator": False,
    "mayor": False,
    "administrator": False,
    "privacy_officer": False,
}


@pytest.mark.parametrize(("player", "sees"), READERS.items())
def test_who_may_fetch_a_wrapped_key(cast, here, player, sees):
    key = keys.new_key(organisation_id=here)
    with acting_as(getattr(cast, player).actor):
        assert DataKey.objects.filter(pk=key.pk).exists() is sees


def test_a_stranger_and_the_public_form_fetch_no_key(cast, here):
    key = keys.new_key(organisation_id=here)
    for actor in (Actor.stranger(), Actor.intake(here), Actor.reporter("a" * 64)):
        with acting_as(actor):
            assert not DataKey.objects.filter(pk=key.pk).exists()
    with acting_as(Actor.system("retention")):
        assert DataKey.objects.filter(pk=key.pk).exists()


def test_the_public_form_makes_a_key_for_its_own_organisation_only(cast, here):
    with acting_as(Actor.intake(here)):
        assert sealing.seal(keys.new_key(organisation_id=here), "tekst", **PLACE)
        with pytest.raises(DatabaseError), transaction.atomic():
            keys.new_key(organisation_id=cast.organisations["schiedam"].pk)


def test_who_may_destroy_a_key(cast, here):
    key = keys.new_key(organisation_id=here)
    for player in (cast.focal_schiedam, cast.police, cast.administrator):
        with (
            acting_as(player.actor) as actor,
            pytest.raises(DataKey.DoesNotExist),
            transaction.atomic(),
        ):
            keys.destroy(key, actor=actor, reason="test")
    with acting_as(Actor.system("retention")) as actor:
        keys.destroy(key, actor=actor, reason="term ended")
    assert DataKey.objects.get(pk=key.pk).is_destroyed
