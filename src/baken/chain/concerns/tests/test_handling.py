"""Hold, hand over, change, close and reopen a concern."""

from __future__ import annotations

import uuid

import pytest
from django.core.exceptions import PermissionDenied

from baken.chain.concerns import actions
from baken.chain.concerns.drafts import DetailsDraft, ReporterDraft
from baken.chain.concerns.errors import (
    ConcernError,
    EditConflict,
    FeedbackMissing,
    ReferralsOpen,
)
from baken.chain.concerns.models import (
    Channel,
    Concern,
    ConcernStatus,
    HandOver,
    Outcome,
    ReporterChannel,
    Subject,
    YesNoUnknown,
)
from baken.chain.concerns.reading import read_concern
from baken.chain.concerns.workflow import StepNotAllowed
from baken.foundation.audit.models import AuditEvent
from baken.foundation.notices.models import Notice
from baken.foundation.people import handover

from .world import token


def details(**changes):
    values = {
        "forms": ("labour",),
        "minor": YesNoUnknown.NO,
        "subject": Subject.PERSON,
        "critical": False,
        "reporter_function": "housing",
    }
    return DetailsDraft(**{**values, **changes})


def test_taking_a_new_concern_starts_the_assessment(world):
    concern = world.in_assessment()
    assert concern.status == ConcernStatus.IN_ASSESSMENT
    assert concern.holder_id == world.focal.membership_id
    assert concern.due_kind == "assessment"


def test_taking_what_one_holds_changes_nothing(world):
    concern = world.in_assessment()
    again = actions.take(actor=world.focal, concern_id=concern.pk)
    assert again.version == concern.version
    assert HandOver._base_manager.count() == 1


def test_a_colleague_does_not_take_what_another_holds(world):
    concern = world.in_assessment()
    with pytest.raises(ConcernError, match=r"hand it over|overdragen|over te dragen"):
        actions.take(actor=world.colleague, concern_id=concern.pk)


def test_taking_from_the_queue_keeps_the_status_of_a_concern_that_is_further(world):
    concern = world.decided()
    actions.hand_over(actor=world.focal, concern_id=concern.pk, to_membership_id=None)
    taken = actions.take(actor=world.colleague, concern_id=concern.pk)
    assert taken.status == ConcernStatus.DECIDED
    assert taken.holder_id == world.colleague.membership_id


@pytest.mark.parametrize("player", ["advice_desk", "coordinator", "administrator"])
def test_only_focal_points_take(world, player):
    concern = world.received()
    with pytest.raises(PermissionDenied):
        actions.take(actor=getattr(world.cast, player).actor, concern_id=concern.pk)


def test_for_a_focal_point_elsewhere_the_concern_does_not_exist(world):
    concern = world.received()
    with pytest.raises(Concern.DoesNotExist):
        actions.take(actor=world.cast.focal_schiedam.actor, concern_id=concern.pk)


def test_a_closed_concern_is_not_taken_or_handed_over(world):
    concern = world.closed()
    Concern._base_manager.filter(pk=concern.pk).update(holder=None)
    with pytest.raises(ConcernError):
        actions.take(actor=world.focal, concern_id=concern.pk)
    with pytest.raises(ConcernError):
        actions.hand_over(actor=world.focal, concern_id=concern.pk, to_membership_id=None)


def test_handing_over_tells_the_colleague(world):
    concern = world.in_assessment()
    Notice._base_manager.all().delete()
    handed = actions.hand_over(
        actor=world.focal,
        concern_id=concern.pk,
        to_membership_id=world.colleague.membership_id,
    )
    assert handed.holder_id == world.colleague.membership_id
    notice = Notice._base_manager.get()
    assert (notice.kind, notice.membership_id) == (
        "concern.handed-over",
        world.colleague.membership_id,
    )


@pytest.mark.parametrize("player", ["focal_schiedam", "mayor", "advice_desk"])
def test_a_concern_is_handed_to_focal_points_of_the_own_municipality_only(world, player):
    concern = world.in_assessment()
    with pytest.raises(ConcernError) as refused:
        actions.hand_over(
            actor=world.focal,
            concern_id=concern.pk,
            to_membership_id=getattr(world.cast, player).membership.pk,
        )
    assert refused.value.field == "to_membership"


@pytest.mark.parametrize("successor", ["focal_care", None])
def test_who_leaves_leaves_no_concern_behind(world, successor):
    open_one, closed_one = world.in_assessment(), world.closed()
    to = getattr(world.cast, successor).membership.pk if successor else None
    leaver = world.focal.membership_id
    assert [work.count for work in handover.open_work(leaver)] == [1]
    moved = handover.transfer_work(
        actor=world.cast.administrator.actor,
        from_membership_id=leaver,
        to_membership_id=to,
        reason="uit dienst",
    )
    assert moved == 1
    assert world.fresh(open_one).holder_id == to
    assert world.fresh(closed_one).holder_id == leaver
    assert handover.open_work(leaver) == []
    assert AuditEvent._base_manager.filter(event="concern.handed-over").count() == 1


def test_changing_details_counts_the_version_up_and_says_which_fields(world):
    concern = world.in_assessment()
    changed = actions.edit_details(
        actor=world.focal,
        concern_id=concern.pk,
        version=concern.version,
        draft=details(minor=YesNoUnknown.YES, critical=True),
    )
    assert (changed.minor, changed.critical) == ("yes", True)
    assert changed.version == concern.version + 1
    event = AuditEvent._base_manager.get(event="concern.edited")
    assert event.fields == ["minor", "critical"]


def test_the_second_editor_gets_both_versions_and_loses_nothing(world):
    concern = world.in_assessment()
    arguments = {"concern_id": concern.pk, "version": concern.version}
    actions.edit_details(actor=world.focal, draft=details(minor=YesNoUnknown.YES), **arguments)
    with pytest.raises(EditConflict) as conflict:
        actions.edit_details(
            actor=world.colleague, draft=details(subject=Subject.PLACE), **arguments
        )
    assert conflict.value.theirs["minor"] == "yes"
    assert conflict.value.mine["subject"] == Subject.PLACE
    assert world.fresh(concern).subject == Subject.PERSON


def test_two_editors_who_say_the_same_do_not_conflict(world):
    concern = world.in_assessment()
    arguments = {
        "concern_id": concern.pk,
        "version": concern.version,
        "draft": details(critical=True),
    }
    first = actions.edit_details(actor=world.focal, **arguments)
    second = actions.edit_details(actor=world.colleague, **arguments)
    assert second.version == first.version


def test_a_concern_closes_after_answer_and_feedback(world):
    concern = world.closed()
    assert concern.closing_reason == "followed-up"
    assert concern.closed_at is not None
    assert (concern.next_due_on, concern.due_kind) == (None, "")


def test_a_concern_does_not_close_while_a_partner_has_it(world):
    concern, _referral = world.referred()
    world.give_feedback(concern)
    with pytest.raises(ReferralsOpen):
        actions.close(actor=world.focal, concern_id=concern.pk, reason="followed-up")


def test_a_concern_does_not_close_before_feedback(world):
    concern, _referral = world.answered()
    with pytest.raises(FeedbackMissing):
        actions.close(actor=world.focal, concern_id=concern.pk, reason="followed-up")


def test_a_receipt_confirmation_is_not_feedback(world):
    concern, _referral = world.answered()
    world.give_feedback(concern, standard="received")
    with pytest.raises(FeedbackMissing):
        actions.close(actor=world.focal, concern_id=concern.pk, reason="followed-up")


def test_an_anonymous_reporter_without_a_channel_cannot_be_told(world):
    concern, _receipt = actions.register(
        actor=world.focal,
        draft=world.draft(channel=Channel.PHONE, anonymous=True, reporter=ReporterDraft()),
        token=token(),
    )
    actions.decide(
        actor=world.focal,
        concern_id=concern.pk,
        outcomes=[Outcome.NO_ACTION],
        motivation="Te weinig.",
        without_second_opinion="Spreekt voor zich.",
    )
    closed = actions.close(actor=world.focal, concern_id=concern.pk, reason="too-few-facts")
    assert closed.status == ConcernStatus.CLOSED


def test_an_anonymous_reporter_with_an_open_channel_is_told_first(world):
    concern = world.decided((Outcome.NO_ACTION,), anonymous=True, reporter=ReporterDraft())
    assert ReporterChannel._base_manager.filter(concern=concern).exists()
    with pytest.raises(FeedbackMissing):
        actions.close(actor=world.focal, concern_id=concern.pk, reason="too-few-facts")


def test_before_a_decision_only_direct_reasons_close(world):
    concern = world.received()
    with pytest.raises(ConcernError) as refused:
        actions.close(actor=world.focal, concern_id=concern.pk, reason="followed-up")
    assert refused.value.field == "reason"
    closed = actions.close(actor=world.focal, concern_id=concern.pk, reason="withdrawn-by-reporter")
    assert closed.status == ConcernStatus.CLOSED


def test_a_closed_concern_does_not_close_again(world):
    concern = world.closed()
    with pytest.raises(StepNotAllowed):
        actions.close(actor=world.focal, concern_id=concern.pk, reason="followed-up")


def test_reopening_starts_anew_and_keeps_why(world):
    concern = world.closed()
    Concern._base_manager.filter(pk=concern.pk).update(holder=None)
    reopened = actions.reopen(
        actor=world.colleague, concern_id=concern.pk, text="Nieuwe melding over dezelfde hal."
    )
    assert reopened.status == ConcernStatus.IN_ASSESSMENT
    assert reopened.holder_id == world.colleague.membership_id
    assert (reopened.closed_at, reopened.closing_reason) == (None, "")
    assert reopened.feedback_given_at is None
    opened = read_concern(world.colleague, world.fresh(concern))
    assert [note.texts["text"] for note in opened.notes] == ["Nieuwe melding over dezelfde hal."]


def test_the_holder_who_reopens_keeps_it(world):
    concern = world.closed()
    actions.reopen(actor=world.focal, concern_id=concern.pk, text="Nieuwe melding.")
    assert concern.hand_overs.count() == 1


@pytest.mark.parametrize("text", ["", "   "])
def test_reopening_needs_a_reason(world, text):
    concern = world.closed()
    with pytest.raises(ConcernError) as refused:
        actions.reopen(actor=world.focal, concern_id=concern.pk, text=text)
    assert refused.value.field == "text"


def test_an_open_concern_is_not_reopened(world):
    concern = world.received()
    with pytest.raises(ConcernError):
        actions.reopen(actor=world.focal, concern_id=concern.pk, text="Zomaar.")


def test_what_does_not_exist_is_not_found(world):
    with pytest.raises(Concern.DoesNotExist):
        actions.close(actor=world.focal, concern_id=uuid.uuid4(), reason="duplicate")
