"""What has passed its term is gone for good, and nothing else is."""

import datetime as dt
import uuid

import pytest
from django.core.management import CommandError, call_command

from baken.foundation.access.lock import acting_as
from baken.foundation.audit.models import AuditEvent
from baken.foundation.notices.models import Notice
from baken.foundation.retention import actions, registry, shredding
from baken.foundation.retention.errors import RetentionFailed
from baken.foundation.retention.jobs import shred as nightly
from baken.foundation.retention.models import Tombstone
from baken.foundation.vault import sealing
from baken.foundation.vault.errors import KeyDestroyed
from baken.foundation.vault.models import DataKey

from .conftest import TODAY

DAY = dt.timedelta(days=1)


def tombstones():
    return Tombstone.objects.unscoped(reason="test")


def test_what_is_due_is_shredded_and_the_rest_stays(files):
    files(due_on=TODAY - 30 * DAY)
    files(due_on=TODAY)
    kept = files(due_on=TODAY + DAY)
    outcome = shredding.run(today=TODAY)
    assert outcome.shredded == {"file": 2}
    assert list(files.model.objects.all()) == [kept]
    assert shredding.run(today=TODAY).shredded == {"file": 0}


def test_a_copy_of_the_row_can_never_be_read_again(files):
    record = files()
    copy = bytes(record.words)
    key = DataKey.objects.get(pk=record.data_key_id)
    shredding.run(today=TODAY)
    key.refresh_from_db()
    assert bytes(key.wrapped) == bytes(40)
    with pytest.raises(KeyDestroyed):
        sealing.unseal(key, copy, table="retention_test_file", row_id=record.pk, column="words")


def test_a_tombstone_without_a_person_remains_for_the_figures(files, here):
    files()
    outcome = shredding.run(today=TODAY)
    stone = tombstones().get()
    assert (stone.kind, stone.organisation_id, stone.reason) == ("file", here, "not-a-file")
    assert stone.facts == {"forms": ["labour"], "critical": True, "partners": 2}
    assert (stone.opened_month, stone.closed_month) == (dt.date(2025, 3, 1), dt.date(2025, 11, 1))
    assert (stone.shredded_on, stone.batch) == (TODAY, outcome.batch)


def test_the_register_says_what_was_shredded_and_when(files, here):
    record = files()
    shredding.run(today=TODAY)
    events = AuditEvent.objects.unscoped(reason="test").for_subject("file", record.pk)
    (event,) = events
    assert (event.event, event.chain, event.actor_name) == ("retention.shredded", here, "retention")
    assert event.details["closing_reason"] == "not-a-file"


def test_notices_about_it_go_with_it(files, cast):
    from django.utils import timezone

    record, other = files(), files(due_on=TODAY + DAY)
    for subject in (record, other):
        Notice.objects.create(
            account=cast.focal_safety.account,
            membership=cast.focal_safety.membership,
            kind="concern.received",
            subject_kind="file",
            subject_id=subject.pk,
            path="/",
            created_at=timezone.now(),
        )
    shredding.run(today=TODAY)
    (left,) = Notice.objects.unscoped(reason="test")
    assert left.subject_id == other.pk


def test_a_dry_run_counts_and_changes_nothing(files):
    files()
    assert shredding.run(today=TODAY, dry_run=True).shredded == {"file": 1}
    assert files.model.objects.count() == 1
    assert not tombstones().exists()


def test_many_are_shredded_in_steps(files, monkeypatch):
    monkeypatch.setattr(shredding, "BATCH", 2)
    for _ in range(5):
        files()
    assert shredding.run(today=TODAY).shredded == {"file": 5}
    assert not files.model.objects.exists()


def hold(cast, record, until=TODAY):
    with acting_as(cast.focal_safety.actor) as actor:
        return actions.place_hold(
            actor=actor, subject=("file", record.pk), reason="complaint", until=until
        )


@pytest.fixture
def today():
    import time_machine

    with time_machine.travel(dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)):
        yield


def test_what_somebody_holds_is_kept_until_the_hold_ends(files, cast, today):
    held, free = files(), files()
    hold(cast, held)
    outcome = shredding.run(today=TODAY)
    assert (outcome.shredded, outcome.held) == ({"file": 1}, {"file": 1})
    assert list(files.model.objects.all()) == [held]
    assert shredding.run(today=TODAY + DAY).shredded == {"file": 1}
    assert free.pk != held.pk


def test_a_hold_placed_during_the_run_still_counts(files, cast, today, monkeypatch):
    record = files()
    entry = registry.retained("file")
    hold(cast, record)
    assert shredding.shred_one(entry, record.pk, today=TODAY, batch=uuid.uuid4()) is False
    assert files.model.objects.exists()


@pytest.mark.parametrize(
    "facts",
    [
        {"name": "Piet Molen"},
        {"note": "rood busje in de straat"},
        {"bsn": "111222333"},
        {"bsn": 111222333},
        {"Form": "labour"},
        {"forms": ["labour", "Voorbeeldstraat 1"]},
        {"score": 1.5},
        {"nested": {"a": "b"}},
    ],
)
def test_a_tombstone_refuses_words_and_numbers_and_then_nothing_is_shredded(files, facts):
    record = files()
    files.facts = facts
    with pytest.raises(RetentionFailed) as caught:
        shredding.run(today=TODAY)
    assert str(caught.value) == f"file {record.pk}"
    assert files.model.objects.get() == record
    assert not DataKey.objects.get(pk=record.data_key_id).is_destroyed
    assert not tombstones().exists()


def test_one_that_fails_does_not_keep_the_others(files, monkeypatch):
    bad, good = files(), files()
    entry = registry.retained("file")

    def shred(record, actor):
        if record.pk == bad.pk:
            raise LookupError("broken")
        return entry.shred(record, actor)

    broken = registry.Retained(**{**vars(entry), "shred": shred})
    monkeypatch.setitem(registry._retained, "file", broken)
    with pytest.raises(RetentionFailed, match=str(bad.pk)):
        shredding.run(today=TODAY)
    assert list(files.model.objects.all()) == [bad]
    assert not DataKey.objects.get(pk=bad.data_key_id).is_destroyed
    assert DataKey.objects.get(pk=good.data_key_id).is_destroyed


def test_the_nightly_job_shreds(files, today):
    files()
    nightly(timestamp=0)
    assert not files.model.objects.exists()


def test_the_command_reports_per_kind(files, today, capsys):
    files()
    call_command("retention_run", "--dry-run")
    assert capsys.readouterr().out == "file: 1 would be shredded, 0 held\n"
    call_command("retention_run")
    assert capsys.readouterr().out == "file: 1 shredded, 0 held\n"


def test_the_command_fails_when_something_could_not_be_shredded(files, today):
    files()
    files.facts = {"name": "Piet Molen"}
    with pytest.raises(CommandError, match="not shredded: file"):
        call_command("retention_run")


def test_the_command_says_when_nothing_has_a_term(db, monkeypatch, capsys):
    monkeypatch.setattr(registry, "_retained", {})
    call_command("retention_run")
    assert "Nothing is registered" in capsys.readouterr().out
