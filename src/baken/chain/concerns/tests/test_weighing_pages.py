"""Asking a second assessor, weighing along, deciding."""

from __future__ import annotations

from baken.chain.concerns.models import ConcernStatus
from baken.chain.concerns.models.weighing import CRITERIA
from baken.foundation.people.models import Membership

from .pages import address, opened, sent, text_of, wrong_fields

WEIGHED = {**dict.fromkeys(CRITERIA, "yes"), "advice": "agree", "text": "Past bij wat wij zien"}


def test_the_other_domain_is_proposed_and_asked(world):
    concern = world.in_assessment()
    client = world.cast.focal_safety.client
    page = opened(client, "request-assessment", concern.pk)
    [chosen] = [e.attrs["value"] for e in page.all("input") if "checked" in e.attrs]
    assert chosen == str(world.colleague.membership_id)
    sent(client, "request-assessment", concern.pk, assessor=chosen, question="Zie jij dit ook?")
    assert concern.assessments.get().assessor_id == world.colleague.membership_id


def test_a_municipality_with_one_focal_point_is_told_what_else_helps(world):
    concern = world.in_assessment()
    Membership.objects.filter(pk=world.colleague.membership_id).delete()
    page = opened(world.cast.focal_safety.client, "request-assessment", concern.pk)
    assert "nog geen andere aandachtsfunctionaris" in page.all("main")[0].text
    assert not any(e.attrs.get("name") == "assessor" for e in page.all("input"))


def test_only_who_was_asked_weighs_along(world):
    concern = world.in_assessment()
    assessment = world.ask_colleague(concern)
    asked, asker = world.cast.focal_care.client, world.cast.focal_safety.client
    page = opened(asked, "give-assessment", concern.pk, assessment.pk)
    assert "Past dit bij wat jullie zien?" in page.all("main")[0].text
    url = address("give-assessment", concern.pk, assessment.pk)
    assert asker.post(url, WEIGHED).status_code == 302
    assert world.fresh(assessment).given_at is None
    empty = sent(asked, "give-assessment", concern.pk, assessment.pk)
    assert wrong_fields(empty) == [*CRITERIA, "advice", "text"]
    response = sent(asked, "give-assessment", concern.pk, assessment.pk, **WEIGHED)
    assert world.fresh(assessment).given_at is not None
    assert "Past bij wat wij zien" in text_of(response)


def test_a_decision_without_a_second_opinion_needs_a_reason(world):
    concern = world.in_assessment()
    client = world.cast.focal_safety.client
    decision = {"outcomes": ["refer"], "motivation": "Genoeg feiten"}
    refused = sent(client, "decide", concern.pk, **decision)
    assert wrong_fields(refused) == ["without_second_opinion"]
    assert world.fresh(concern).status == ConcernStatus.IN_ASSESSMENT
    sent(client, "decide", concern.pk, **decision, without_second_opinion="Spoed")
    assert world.fresh(concern).status == ConcernStatus.DECIDED


def test_after_a_second_opinion_that_reason_is_not_asked(world):
    concern = world.in_assessment()
    world.weigh(concern, world.ask_colleague(concern))
    client = world.cast.focal_safety.client
    page = opened(client, "decide", concern.pk)
    names = {e.attrs.get("name") for e in page.all("textarea")}
    assert names == {"motivation"}
    sent(client, "decide", concern.pk, outcomes=["no-action"], motivation="Geen aanwijzing")
    assert world.fresh(concern).status == ConcernStatus.DECIDED


def test_no_action_cannot_be_combined(world):
    concern = world.in_assessment()
    decision = {
        "outcomes": ["refer", "no-action"],
        "motivation": "Twee dingen tegelijk",
        "without_second_opinion": "Spoed",
    }
    refused = sent(world.cast.focal_safety.client, "decide", concern.pk, **decision)
    assert wrong_fields(refused) == ["outcomes"]
    assert "Twee dingen tegelijk" in refused.content.decode()
