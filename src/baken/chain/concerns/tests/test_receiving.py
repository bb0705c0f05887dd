"""A concern comes in: from the public check, or entered by a focal point."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection
from django.utils import timezone

from baken.chain.concerns import actions, receipts
from baken.chain.concerns.actions import intake
from baken.chain.concerns.drafts import LocationDraft, ReporterDraft
from baken.chain.concerns.errors import ConcernError
from baken.chain.concerns.models import (
    Channel,
    Concern,
    ConcernContent,
    ConcernStatus,
    ReporterChannel,
)
from baken.chain.concerns.reading import read_concern
from baken.foundation.access.actor import Actor
from baken.foundation.audit.models import AuditEvent
from baken.foundation.notices.models import Notice

from .world import token


def test_the_public_check_stores_one_sealed_concern_with_a_deadline(world):
    concern = world.received()
    assert concern.status == ConcernStatus.RECEIVED
    assert concern.due_kind == "first-look"
    content = ConcernContent._base_manager.get(concern=concern)
    assert b"matrassen" not in bytes(content.story)
    opened = read_concern(world.focal, concern)
    assert opened.story.startswith("Acht matrassen")
    assert opened.answers == {"ALG-03": "seen"}
    assert opened.reporter["name"] == "Noor Verbeek"
    assert opened.location["street"] == "Havenstraat 1"


def test_receiving_is_audited_and_all_focal_points_get_a_notice(world):
    concern = world.received()
    event = AuditEvent._base_manager.get(event="concern.received")
    assert (event.subject_id, event.actor_kind) == (concern.pk, "intake")
    receivers = set(Notice._base_manager.values_list("membership_id", flat=True))
    assert receivers == {world.focal.membership_id, world.colleague.membership_id}


def test_the_same_submission_sent_twice_is_one_concern_and_one_receipt(world):
    draft, once = world.draft(), token()
    first = actions.receive_from_public(actor=world.intake(), draft=draft, token=once)
    second = actions.receive_from_public(actor=world.intake(), draft=draft, token=once)
    assert first == second
    assert Concern._base_manager.count() == 1


def test_the_same_token_with_another_answer_is_another_concern(world):
    once = token()
    actions.receive_from_public(actor=world.intake(), draft=world.draft(), token=once)
    changed = world.draft(minor="yes")
    actions.receive_from_public(actor=world.intake(), draft=changed, token=once)
    assert Concern._base_manager.count() == 2


def test_a_short_token_is_refused(world):
    with pytest.raises(ValueError, match="token"):
        actions.receive_from_public(actor=world.intake(), draft=world.draft(), token="abc")


@pytest.mark.parametrize("who", ["focal", "desk"])
def test_only_the_intake_receives_from_the_public(world, who):
    with pytest.raises(PermissionDenied):
        actions.receive_from_public(actor=getattr(world, who), draft=world.draft(), token=token())


def test_an_intake_without_a_municipality_is_refused(world):
    nowhere = Actor(kind=world.intake().kind, name="intake")
    with pytest.raises(PermissionDenied):
        actions.receive_from_public(actor=nowhere, draft=world.draft(), token=token())


def test_a_reference_that_is_taken_is_drawn_again(world, monkeypatch):
    taken = world.received().reference
    drawn = iter([taken, taken, "BK-3333-4444"])
    monkeypatch.setattr(receipts, "new_reference", lambda prefix: next(drawn))
    assert world.received().reference == "BK-3333-4444"


def test_when_no_reference_is_free_it_says_so(world, monkeypatch):
    taken = world.received().reference
    monkeypatch.setattr(receipts, "new_reference", lambda prefix: taken)
    with pytest.raises(RuntimeError, match="reference"):
        world.received()


def test_another_fault_of_the_database_is_not_mistaken_for_a_double_submission(db):
    def insert():
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO region_organisation (id) VALUES (NULL)")

    with pytest.raises(IntegrityError):
        intake.insert_once(insert)


def test_the_reporter_comes_back_with_reference_and_secret_however_typed(world):
    concern = world.received()
    reference, secret = world.receipt.reference, world.receipt.secret
    typed = receipts.reporter_actor(
        f" {reference.lower()} ", secret.lower().replace("-", " ").replace("q", "O")
    )
    assert typed is not None
    channel = ReporterChannel.objects.visible_to(typed).get()
    assert channel.concern_id == concern.pk


@pytest.mark.parametrize("change", ["reference", "secret", "no-secret"])
def test_a_wrong_reference_or_secret_opens_nothing(world, change):
    world.received()
    reference, secret = world.receipt.reference, world.receipt.secret
    if change == "reference":
        reference = "BK-3333-3333"
    else:
        secret = "" if change == "no-secret" else "3333-3333-3333"
    assert receipts.reporter_actor(reference, secret) is None


def test_the_database_keeps_neither_secret_nor_a_plain_hash(world):
    world.received()
    key = ReporterChannel._base_manager.get().reporter_key
    assert receipts.normalise(world.receipt.secret) not in key
    assert len(key) == 64


def test_a_focal_point_enters_a_concern_and_holds_it(world):
    concern, receipt = actions.register(
        actor=world.focal, draft=world.draft(channel=Channel.PHONE), token=token()
    )
    assert receipt is None
    assert concern.status == ConcernStatus.IN_ASSESSMENT
    assert concern.holder_id == world.focal.membership_id
    assert concern.due_kind == "assessment"
    assert [event.kind for event in concern.events.all()] == ["received", "taken"]
    assert concern.hand_overs.get().to_holder_id == world.focal.membership_id


def test_a_focal_point_enters_a_concern_for_the_queue_with_a_receipt(world):
    concern, receipt = actions.register(
        actor=world.focal,
        draft=world.draft(channel=Channel.PHONE),
        token=token(),
        with_channel=True,
        take_it=False,
    )
    assert concern.holder_id is None
    assert concern.status == ConcernStatus.RECEIVED
    assert receipts.reporter_actor(receipt.reference, receipt.secret) is not None


@pytest.mark.parametrize("with_channel", [True, False])
def test_entering_twice_returns_what_was_stored(world, with_channel):
    arguments = {"actor": world.focal, "draft": world.draft(), "token": token()}
    first = actions.register(**arguments, with_channel=with_channel)
    second = actions.register(**arguments, with_channel=with_channel)
    assert first == second
    assert Concern._base_manager.count() == 1


def test_a_partner_enters_no_concern(world):
    with pytest.raises(PermissionDenied):
        actions.register(actor=world.desk, draft=world.draft(), token=token())


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"forms": ("Nee!",)}, "forms"),
        ({"forms": tuple(f"form-{n}" for n in range(21))}, "forms"),
        ({"reporter_function": "burgemeester"}, "reporter_function"),
        ({"story": "x" * 10_001}, "story"),
        ({"story": "\ud800"}, "story"),
        ({"reporter": ReporterDraft(name="x" * 301)}, "reporter_name"),
        ({"location": LocationDraft(street="x" * 301)}, "street"),
        ({"anonymous": True}, "anonymous"),
        ({"story": "  ", "answers": {}, "location": LocationDraft()}, "story"),
    ],
)
def test_a_report_that_cannot_be_stored_names_the_field(world, changes, field):
    with pytest.raises(ConcernError) as refused:
        world.received(**changes)
    assert refused.value.field == field
    assert Concern._base_manager.count() == 0


def test_a_report_without_forms_is_of_unknown_form(world):
    assert world.received(forms=()).forms == ["unknown"]


def test_only_forms_of_the_loaded_pack_are_known(world):
    from baken.foundation.region.models import PackDocument

    PackDocument.objects.create(
        section="forms",
        version="1",
        valid_from=dt.date(2026, 1, 1),
        content={"forms": [{"slug": "labour", "name": "Arbeidsuitbuiting"}]},
        digest="f" * 64,
        loaded_at=timezone.now(),
    )
    assert world.received(forms=("labour", "labour")).forms == ["labour"]
    with pytest.raises(ConcernError):
        world.received(forms=("sexual",))


def test_a_critical_concern_is_due_sooner(world):
    at = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)  # a Monday
    draft = world.draft()
    actions.receive_from_public(actor=world.intake(), draft=draft, token=token(), at=at)
    assert Concern._base_manager.get().next_due_on == dt.date(2026, 3, 3)
    Concern._base_manager.all().delete()
    draft = world.draft(critical=True)
    actions.receive_from_public(actor=world.intake(), draft=draft, token=token(), at=at)
    assert Concern._base_manager.get().next_due_on == dt.date(2026, 3, 2)
