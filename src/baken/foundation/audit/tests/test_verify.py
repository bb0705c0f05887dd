"""Whatever is done to the register behind its back is found, and named."""

import base64
import io
import json
import tracemalloc
import uuid

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as
from baken.foundation.audit import chain
from baken.foundation.audit.models import AuditEvent, ChainHead
from baken.foundation.audit.verifying import FaultKind, verify
from baken.foundation.vault.make_key import new_pair

SIZE = 6
PROPERTY = settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
EVENT = "UPDATE audit_auditevent SET {} WHERE chain = %s AND sequence = %s"

CHANGES = {
    "at": "at = at + interval '1 microsecond'",
    "actor_kind": "actor_kind = 'system'",
    "actor_name": "actor_name = 'x'",
    "account_id": "account_id = gen_random_uuid()",
    "membership_id": "membership_id = NULL",
    "organisation_id": "organisation_id = gen_random_uuid()",
    "role": "role = 'mayor'",
    "event": "event = 'vault.rotated'",
    "subject_kind": "subject_kind = 'referral'",
    "subject_id": "subject_id = gen_random_uuid()",
    "fields": "fields = fields || 'x'::varchar",
    "reason": "reason = ''",
    "details": """details = '{"values": 3}'""",
    "secret_id": "secret_id = secret_id || 'x'",
    "previous_hash": "previous_hash = decode(repeat('ab', 32), 'hex')",
    "hash": "hash = decode(repeat('ab', 32), 'hex')",
    "id": "id = gen_random_uuid()",
    "sequence": "sequence = sequence + 100",
    "chain": "chain = gen_random_uuid()",
}


def faults():
    return [(report.chain, report.fault) for report in verify() if report.fault]


@pytest.fixture
def untouched(write, cast):
    """Fill three chains and undo, after each example, what was done to them."""
    write(SIZE)
    write(2, organisation_id=cast.organisations["schiedam"].pk)
    write(1, event="vault.rotated", organisation_id=None, details={"keys": 4}, subject=None)
    assert faults() == []


class Undone(Exception):
    """Ends an example; the savepoint rolls back."""


class undo:
    def __enter__(self):
        self.block = transaction.atomic()
        self.block.__enter__()

    def __exit__(self, kind, value, trace):
        self.block.__exit__(Undone, Undone(), None)


def test_every_column_of_an_event_is_protected():
    columns = {field.attname for field in AuditEvent._meta.concrete_fields}
    assert set(chain.HASHED) == columns - {"hash"}
    assert set(CHANGES) == columns


@PROPERTY
@given(column=st.sampled_from(sorted(CHANGES)), sequence=st.integers(1, SIZE))
def test_a_change_of_any_column_is_found_where_it_happened(
    untouched, tamper, here, column, sequence
):
    with undo():
        tamper(EVENT.format(CHANGES[column]), [here, sequence])
        assert (here, sequence) in [(where, fault.sequence) for where, fault in faults()]


@PROPERTY
@given(data=st.data())
def test_a_removed_event_is_found(untouched, tamper, here, data):
    first = data.draw(st.integers(1, SIZE))
    last = data.draw(st.integers(first, SIZE))
    with undo():
        tamper(
            "DELETE FROM audit_auditevent WHERE chain = %s AND sequence BETWEEN %s AND %s",
            [here, first, last],
        )
        ((where, fault),) = faults()
        assert (where, fault.sequence) == (here, first)
        assert fault.kind == (FaultKind.CUT if last == SIZE else FaultKind.REMOVED)


@PROPERTY
@given(pair=st.lists(st.integers(1, SIZE), min_size=2, max_size=2, unique=True))
def test_two_events_that_changed_places_are_found(untouched, tamper, here, pair):
    with undo():
        tamper(
            "UPDATE audit_auditevent SET sequence = -sequence WHERE chain = %s"
            " AND sequence = ANY(%s)",
            [here, pair],
        )
        for one, other in (pair, pair[::-1]):
            tamper(EVENT.format("sequence = %s"), [other, here, -one])
        ((where, fault),) = faults()
        assert (where, fault.sequence, fault.kind) == (here, min(pair), FaultKind.REORDERED)


@PROPERTY
@given(place=st.integers(1, SIZE), copied=st.booleans())
def test_an_event_put_in_between_is_found(untouched, tamper, here, place, copied):
    columns = [field.column for field in AuditEvent._meta.concrete_fields]
    copy = ", ".join(
        {"id": "gen_random_uuid()", "sequence": str(place)}.get(name, name)
        if copied or name not in {"previous_hash", "hash"}
        else "sha256('forged')"
        for name in columns
    )
    with undo():
        tamper(
            "UPDATE audit_auditevent SET sequence = -(sequence + 1) WHERE chain = %s"
            " AND sequence >= %s",
            [here, place],
        )
        tamper(
            "UPDATE audit_auditevent SET sequence = -sequence WHERE chain = %s AND sequence < 0",
            [here],
        )
        source = place + 1 if place == 1 else place - 1
        tamper(
            f"INSERT INTO audit_auditevent ({', '.join(columns)}) SELECT {copy}"  # noqa: S608
            " FROM audit_auditevent WHERE chain = %s AND sequence = %s",
            [here, source],
        )
        ((where, fault),) = faults()
        assert (where, fault.sequence) == (here, place)
        assert fault.kind == FaultKind.INSERTED


@pytest.mark.parametrize(
    ("sql", "kind"),
    [
        ("UPDATE audit_chainhead SET sequence = sequence - 1 WHERE chain = %s", FaultKind.HEAD),
        ("UPDATE audit_chainhead SET mac = sha256('x') WHERE chain = %s", FaultKind.HEAD),
        ("UPDATE audit_chainhead SET secret_id = 'x' WHERE chain = %s", FaultKind.HEAD),
        ("DELETE FROM audit_chainhead WHERE chain = %s", FaultKind.HEAD),
        ("DELETE FROM audit_auditevent WHERE chain = %s", FaultKind.CUT),
    ],
)
def test_a_changed_head_or_an_emptied_chain_is_found(untouched, tamper, here, sql, kind):
    tamper(sql, [here])
    ((where, fault),) = faults()
    assert (where, fault.kind) == (here, kind)


def test_a_cut_tail_is_found_although_the_head_was_set_back_with_it(untouched, tamper, here):
    tamper("DELETE FROM audit_auditevent WHERE chain = %s AND sequence = %s", [here, SIZE])
    tamper(
        "UPDATE audit_chainhead SET sequence = e.sequence, hash = e.hash FROM audit_auditevent e"
        " WHERE e.chain = audit_chainhead.chain AND e.chain = %s AND e.sequence = %s",
        [here, SIZE - 1],
    )
    ((where, fault),) = faults()
    assert (where, fault.kind) == (here, FaultKind.HEAD)


def test_an_event_copied_from_another_chain_is_found(untouched, tamper, here, cast):
    columns = [field.column for field in AuditEvent._meta.concrete_fields]
    copy = ", ".join(
        {"id": "gen_random_uuid()", "chain": "%s", "sequence": "1"}.get(name, name)
        for name in columns
    )
    other = uuid.uuid4()
    tamper(
        f"INSERT INTO audit_auditevent ({', '.join(columns)}) SELECT {copy}"  # noqa: S608
        " FROM audit_auditevent WHERE chain = %s AND sequence = 1",
        [other, here],
    )
    ((where, fault),) = faults()
    assert (where, fault.sequence) == (other, 1)


@PROPERTY
@given(distance=st.integers(1, 3))
def test_an_event_behind_the_protected_end_is_found(untouched, tamper, here, distance):
    columns = [field.column for field in AuditEvent._meta.concrete_fields]
    copy = ", ".join(
        {"id": "gen_random_uuid()", "sequence": str(SIZE + distance)}.get(name, name)
        for name in columns
    )
    with undo():
        tamper(
            f"INSERT INTO audit_auditevent ({', '.join(columns)}) SELECT {copy}"  # noqa: S608
            " FROM audit_auditevent WHERE chain = %s AND sequence = %s",
            [here, SIZE],
        )
        ((where, fault),) = faults()
        assert (where, fault.sequence) == (here, SIZE + 1)


def test_a_register_written_with_the_secret_but_without_its_head_is_found(
    write, tamper, here, events
):
    write(2)
    last = events()[-1]
    values = {name: getattr(last, name) for name in chain.HASHED}
    values |= {"id": uuid.uuid4(), "sequence": 3, "previous_hash": bytes(last.hash)}
    AuditEvent.objects.bulk_create([AuditEvent(**values, hash=chain.event_hash(values))])
    ((where, fault),) = faults()
    assert (where, fault.kind, fault.sequence) == (here, FaultKind.INSERTED, 3)


def test_a_register_of_two_pasts_is_found(write, tamper, here):
    """Rows of an older copy of the database, written with the secret, put among the new."""
    (event,) = write()
    write(1)
    values = {name: getattr(event, name) for name in chain.HASHED} | {"reason": "earlier"}
    tamper(EVENT.format("reason = 'earlier', hash = %s"), [chain.event_hash(values), here, 1])
    ((where, fault),) = faults()
    assert (where, fault.kind, fault.sequence) == (here, FaultKind.INSERTED, 2)


def test_a_head_that_another_event_signed_is_found(write, tamper, here):
    write(2)
    values = {"chain": here, "sequence": 2, "last_hash": bytes(32)}
    secret_id = chain.current_secret()
    mac = chain.head_mac(**values, secret_id=secret_id)
    tamper("UPDATE audit_chainhead SET hash = %s, mac = %s", [bytes(32), mac])
    ((where, fault),) = faults()
    assert (where, fault.kind, fault.sequence) == (here, FaultKind.HEAD, 2)


def test_one_unknown_secret_does_not_hide_what_was_done_elsewhere(write, tamper, here):
    write(3)
    tamper(EVENT.format("secret_id = 'gone', previous_hash = %s"), [bytes(32), here, 3])
    tamper(EVENT.format("reason = 'x'"), [here, 1])
    ((where, fault),) = faults()
    assert (where, fault.kind, fault.sequence) == (here, FaultKind.CHANGED, 1)


def test_events_written_during_the_pass_are_no_fault(untouched, write, here):
    reports = verify()
    first = next(reports)
    write(3)
    assert [report.fault for report in (first, *reports)] == [None] * 3


def test_events_stay_verifiable_after_the_secret_was_renewed(write, here):
    write(2)
    with override_settings(VAULT_SECRETS=new_pair("lost")):
        ((where, fault),) = faults()
        assert (where, fault.kind, fault.sequence) == (here, FaultKind.SECRET, 1)
    ring = chain.root_secrets()
    old = f"{ring.newest}:{base64.b64encode(ring.get(ring.newest)).decode()}"
    with override_settings(VAULT_SECRETS=f"{new_pair('new')},{old}"):
        write(2)
        assert faults() == []
        assert ChainHead.objects.get(chain=here).secret_id == "new"


def run(*arguments):
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("audit_verify", *arguments, stdout=out, stderr=err)
    except SystemExit as end:
        return end.code, out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def test_the_command_names_the_first_wrong_event_and_exits_with_one(untouched, tamper, here):
    assert run() == (0, run()[1], "")
    assert "9 events in 3 chains" in run()[1]
    tamper(EVENT.format(CHANGES["reason"]), [here, 4])
    status, out, err = run()
    assert status == 1
    assert err.strip() == f"chain {here}: changed: event 4 was changed after it was written"
    assert "6 events in 3 chains" in out


def test_a_register_set_back_to_an_old_copy_is_found_with_heads_kept_elsewhere(
    write, tamper, here, tmp_path
):
    kept = tmp_path / "heads.json"
    write(3)
    old = ChainHead.objects.get(chain=here)
    write(2)
    assert run("--write-heads", str(kept))[0] == 0
    tamper("DELETE FROM audit_auditevent WHERE chain = %s AND sequence > 3", [here])
    tamper(
        "UPDATE audit_chainhead SET sequence = 3, hash = %s, mac = %s WHERE chain = %s",
        [bytes(old.hash), bytes(old.mac), here],
    )
    assert run()[0] == 0
    status, _out, err = run("--against", str(kept))
    assert status == 1
    assert f"chain {here}: set-back: event 5" in err


@pytest.mark.parametrize("content", ["{}", "[]", "no json", json.dumps({"at": "", "heads": 1})])
def test_a_file_that_holds_no_heads_is_refused(db, tmp_path, content):
    kept = tmp_path / "heads.json"
    kept.write_text(content)
    for path in (kept, tmp_path / "absent"):
        with pytest.raises(CommandError):
            run("--against", str(path))


def test_the_command_refuses_to_work_behind_row_security(write):
    write(1)
    with acting_as(Actor.system("audit")), pytest.raises(CommandError, match="owner"):
        run()


def test_memory_does_not_grow_with_the_register(write):
    def peak():
        tracemalloc.start()
        assert all(report.holds for report in verify())
        return tracemalloc.get_traced_memory()[1], tracemalloc.stop()

    write(1)
    peak()
    small = peak()[0]
    write(200)
    assert peak()[0] < small + 2_000_000
