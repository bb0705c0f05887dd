"""Reading sealed text: one call, one event, and never by a machine."""

import uuid

import pytest
from django.core.exceptions import FieldDoesNotExist
from django.test.utils import isolate_apps

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as
from baken.foundation.audit.models import AuditEvent
from baken.foundation.vault import keys, reading
from baken.foundation.vault.errors import KeyDestroyed, ReadRefused, Tampered
from baken.foundation.vault.models import SealedField, SealedModel

SUBJECT = ("concern", uuid.UUID(int=7))


@pytest.fixture
def notes(cast):
    """Return a function that makes sealed rows without a table of their own."""
    from django.db import models

    key = keys.new_key(organisation_id=cast.organisations["vlaardingen"].pk)
    with isolate_apps("baken.foundation.vault"):

        class Note(SealedModel):
            id = models.UUIDField(primary_key=True, default=uuid.uuid4)
            text = SealedField(null=True)
            place = SealedField(null=True)
            kind = models.CharField(max_length=5)

            class Meta:
                app_label = "vault"

            def sealing_key(self):
                return key

    def make(**texts):
        note = Note()
        for column, text in texts.items():
            note.seal(column, text)
        return note

    make.key = key
    return make


def read(actor, rows, columns=("text", "place"), organisation_id=None):
    return reading.read(
        actor,
        rows,
        columns,
        subject=SUBJECT,
        organisation_id=organisation_id or actor.organisation_id,
        purpose="concern-page",
    )


def events():
    return AuditEvent.objects.unscoped(reason="test").filter(event="vault.read")


def test_one_call_reads_many_values_and_writes_one_event(cast, notes):
    first, second = notes(text="rood busje", place="Voorbeeldstraat"), notes(text="slot")
    with acting_as(cast.focal_safety.actor) as actor:
        texts = read(actor, [first, second])
    assert texts == {
        (first.pk, "text"): "rood busje",
        (first.pk, "place"): "Voorbeeldstraat",
        (second.pk, "text"): "slot",
        (second.pk, "place"): "",
    }
    (event,) = events()
    assert event.fields == ["vault.note.place", "vault.note.text"]
    assert event.details == {"values": 3}
    assert event.reason == "concern-page"
    assert (event.subject_kind, event.subject_id) == SUBJECT
    assert event.account_id == cast.focal_safety.account.pk
    assert event.role == "focal-point"


def test_only_the_columns_asked_for_are_opened(cast, notes):
    note = notes(text="rood busje", place="Voorbeeldstraat")
    with acting_as(cast.focal_safety.actor) as actor:
        assert read(actor, [note], ["place"]) == {(note.pk, "place"): "Voorbeeldstraat"}
    assert events().get().fields == ["vault.note.place"]


def test_nothing_to_open_is_no_event(cast, notes):
    with acting_as(cast.focal_safety.actor) as actor:
        read(actor, [notes()])
        read(actor, [])
    assert not events().exists()


@pytest.mark.parametrize("actor", [Actor.system("reminders"), Actor.stranger()])
def test_a_machine_or_a_stranger_reads_nothing(cast, notes, actor):
    organisation_id = cast.organisations["vlaardingen"].pk
    note = notes(text="rood busje")
    with pytest.raises(ReadRefused):
        read(actor, [note], organisation_id=organisation_id)
    with pytest.raises(ReadRefused):
        read(Actor.intake(organisation_id), [note])
    assert read(cast.focal_safety.actor, [note])[note.pk, "text"] == "rood busje"


def test_a_row_that_was_tampered_with_is_not_shown_in_part(cast, notes):
    good, bad = notes(text="rood busje"), notes(text="slot")
    bad.text = good.text
    with pytest.raises(Tampered):
        read(cast.focal_safety.actor, [good, bad])
    assert not events().exists()


def test_a_shredded_concern_cannot_be_read_or_written(cast, notes):
    note = notes(text="rood busje")
    keys.destroy(notes.key, actor=Actor.system("retention"), reason="term ended")
    with pytest.raises(KeyDestroyed):
        read(cast.focal_safety.actor, [note])
    with pytest.raises(KeyDestroyed):
        note.seal("text", "opnieuw")


def test_empty_text_is_stored_as_nothing(notes):
    note = notes(text="", place=None)
    assert note.text is None
    assert note.place is None


def test_a_column_that_is_not_sealed_cannot_be_sealed(notes):
    with pytest.raises(FieldDoesNotExist):
        notes(kind="a")


def test_a_model_must_say_which_key_seals_it():
    with pytest.raises(NotImplementedError):
        SealedModel.sealing_key(object())
