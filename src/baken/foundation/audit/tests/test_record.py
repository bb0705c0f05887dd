"""Writing in the register: what is kept, what is refused, and that it only grows."""

import contextlib
import uuid

import pytest
from django.db import DatabaseError, connection, transaction

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as
from baken.foundation.audit import catalogue, register
from baken.foundation.audit.access import REGION_CHAIN
from baken.foundation.audit.models import AppendOnly, AuditEvent, ChainHead, Verification

from .conftest import CONCERN


def test_an_event_says_who_in_which_role_did_what_and_why(cast, write, here):
    (event,) = write()
    stored = AuditEvent.objects.unscoped(reason="test").get(pk=event.pk)
    player = cast.focal_safety
    assert (stored.chain, stored.sequence) == (here, 1)
    assert (stored.account_id, stored.membership_id) == (player.account.pk, player.membership.pk)
    assert (stored.organisation_id, stored.role) == (here, "focal-point")
    assert (stored.subject_kind, stored.subject_id) == CONCERN
    assert (stored.event, stored.reason) == ("vault.read", "concern-page")
    assert stored.details == {"values": 2}
    assert stored.fields == ["concerns.note.text"]


def test_each_organisation_has_its_own_chain_and_the_region_one(write, cast, here):
    write(2)
    write(organisation_id=cast.organisations["schiedam"].pk)
    (regional,) = write(organisation_id=None)
    assert regional.chain == REGION_CHAIN
    assert regional.sequence == 1
    assert ChainHead.objects.get(chain=here).sequence == 2


def test_no_column_holds_a_name_or_a_network_address(cast, write, events):
    write()
    text = " ".join(str(value) for value in vars(events()[0]).values())
    assert cast.focal_safety.account.name not in text
    assert cast.focal_safety.account.email not in text


@pytest.mark.parametrize(
    ("reason", "kept"),
    [
        ("belt terug op 06-12345678", "belt terug op [phone]"),
        ("BSN 111222333 gezien, mail a.b@voorbeeld.nl", "BSN [bsn] gezien, mail [email]"),
        ("nul \0 en half \ud800", "nul  en half ?"),
        ("x" * 400, "x" * 300),
    ],
)
def test_a_reason_is_masked_and_cut(write, reason, kept):
    (event,) = write(reason=reason)
    event = AuditEvent.objects.unscoped(reason="test").get(pk=event.pk)
    assert event.reason == kept


@pytest.mark.parametrize(
    ("event", "details"),
    [
        ("concern.imagined", {}),
        ("vault.read", {"name": "x"}),
        ("vault.key-destroyed", {"values": 1}),
    ],
)
def test_what_is_not_in_the_catalogue_is_refused(write, events, event, details):
    with pytest.raises(catalogue.UnknownEvent):
        write(event=event, details=details)
    assert events() == []


@pytest.mark.parametrize("value", [1.5, ["a"], {"a": 1}, b"a", "a\0b", "\ud800"])
def test_a_detail_is_plain_or_refused(write, events, value):
    with pytest.raises(ValueError, match="detail"):
        write(details={"values": value})
    assert events() == []


@pytest.mark.parametrize(
    ("name", "details"),
    [
        ("Concern.read", ()),
        ("read", ()),
        ("concern.read", {"Not plain"}),
        ("vault.read", {"other"}),
    ],
)
def test_a_malformed_or_double_registration_is_refused(name, details):
    with pytest.raises(ValueError, match=r"name|twice"):
        catalogue.register_event(name, label="x", details=details)


def test_an_unknown_old_event_or_subject_is_shown_as_it_is():
    assert catalogue.label_of("concern.of-long-ago") == "concern.of-long-ago"
    assert catalogue.subject_label("thing") == "thing"


def test_an_event_falls_with_the_transaction_it_belongs_to(write, events, here):
    write()

    @transaction.atomic
    def fail():
        write()
        raise LookupError

    with pytest.raises(LookupError):
        fail()
    assert [event.sequence for event in events()] == [1]
    write()
    assert ChainHead.objects.get(chain=here).sequence == 2


def test_recording_takes_two_queries(write, django_assert_num_queries):
    write()
    with django_assert_num_queries(4):  # and two for the savepoint
        write()


def test_the_model_itself_does_not_write(write):
    (event,) = write()
    with pytest.raises(AppendOnly):
        event.save()
    with pytest.raises(AppendOnly):
        event.delete()


REFUSED = [
    "UPDATE audit_auditevent SET reason = ''",
    "UPDATE audit_auditevent SET at = at",
    "DELETE FROM audit_auditevent",
    "TRUNCATE audit_auditevent",
    "DELETE FROM audit_chainhead",
    "TRUNCATE audit_chainhead",
    "UPDATE audit_chainhead SET sequence = sequence - 1",
    "UPDATE audit_chainhead SET sequence = sequence",
    "UPDATE audit_chainhead SET chain = gen_random_uuid(), sequence = sequence + 1",
]


def run(sql):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_the_register_only_grows_also_for_the_owner(write, events):
    write(2)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_auditevent ENABLE TRIGGER USER")
        cursor.execute("ALTER TABLE audit_chainhead ENABLE TRIGGER USER")
    for sql in REFUSED:
        with pytest.raises(DatabaseError, match=r"append-only|one step"):
            run(sql)
    assert len(events()) == 2


@pytest.mark.parametrize("player", ["focal_safety", "privacy_officer", "administrator"])
def test_the_register_only_grows_for_the_web_process(cast, write, events, player):
    write(2)
    before = list(ChainHead.objects.values())
    # Some are refused, and for some no row is visible: both leave everything as it is.
    for sql in REFUSED:
        with acting_as(getattr(cast, player).actor), contextlib.suppress(DatabaseError):
            run(sql)
        assert (sql, len(events())) == (sql, 2)
        assert (sql, list(ChainHead.objects.values())) == (sql, before)


WRITERS = [
    Actor.stranger(),
    Actor.intake(uuid.UUID(int=3)),
    Actor.reporter("a" * 64),
    Actor.system("reminders"),
]


@pytest.mark.parametrize("actor", WRITERS, ids=lambda actor: actor.kind)
def test_whoever_acts_can_be_written_down_behind_the_second_lock(write, events, actor):
    with acting_as(actor):
        write(actor=actor)
    assert events()[0].actor_kind == actor.kind


def test_everybody_of_the_cast_can_be_written_down(cast, write, events):
    for player in cast.players.values():
        with acting_as(player.actor) as actor:
            write(actor=actor)
    assert len(events()) == len(cast.players)


def test_a_person_cannot_write_in_the_name_of_another(cast, write, events):
    with acting_as(cast.focal_care.actor), pytest.raises(DatabaseError), transaction.atomic():
        write(actor=cast.focal_safety.actor)
    with acting_as(cast.focal_safety.actor):
        write(actor=cast.focal_safety.actor)
    assert len(events()) == 1


def test_outside_a_request_the_web_process_writes_nothing(write, events, cast):
    with connection.cursor() as cursor, transaction.atomic():
        cursor.execute("SET LOCAL ROLE baken_web")
        with pytest.raises(DatabaseError), transaction.atomic():
            register.record(actor=Actor.stranger(), event="vault.read", organisation_id=None)
        cursor.execute("SET LOCAL ROLE NONE")
    write()
    assert len(events()) == 1


def test_only_jobs_write_outcomes_of_verification(cast, here):
    from django.utils import timezone

    values = {"chain": here, "at": timezone.now(), "events": 1}
    for player in (cast.privacy_officer, cast.administrator):
        with acting_as(player.actor), pytest.raises(DatabaseError), transaction.atomic():
            Verification.objects.create(**values)
    with acting_as(Actor.system("audit")):
        Verification.objects.create(**values)
    for name, player in cast.players.items():
        first = Verification.objects.visible_to(player.actor).count()
        with acting_as(player.actor):
            second = Verification.objects.unscoped(reason="the second lock alone").count()
        assert (name, first, second) == (name, *[int(name == "privacy_officer")] * 2)
    with acting_as(Actor.system("audit")) as actor:
        assert Verification.objects.visible_to(actor).count() == 1
