"""Registering, changing the outline, handing over, closing and reopening."""

from __future__ import annotations

from tests.pages import check_page

from baken.chain.concerns.models import Concern, ConcernStatus, ReporterChannel

from .pages import address, hidden, opened, sent, text_of, wrong_fields

NEW = {
    "channel": "phone",
    "story": "Een collega belde over een pand.",
    "forms": ["labour", "unknown"],
    "minor": "unknown",
    "subject": "place",
    "anonymous": "on",
    "take_it": "on",
}


def stored():
    return list(Concern.objects.unscoped(reason="what the page stored"))


def test_a_focal_point_enters_what_a_colleague_told(world, region_pack):
    client = world.cast.focal_safety.client
    token = hidden(opened(client, "register"))
    response = sent(client, "register", **NEW, **token)
    [concern] = stored()
    assert response.redirect_chain[0][0] == address("detail", concern.pk)
    assert concern.holder_id == world.focal.membership_id
    assert concern.forms == ["labour"]  # "not known" beside a form says nothing
    sent(client, "register", **NEW, **token)
    assert len(stored()) == 1  # the same page sent twice


def test_a_code_for_the_reporter_is_shown_once_in_the_answer(world, region_pack):
    client = world.cast.focal_safety.client
    token = hidden(opened(client, "register"))
    response = client.post(address("register"), {**NEW, **token, "with_channel": "on"})
    page = check_page(response)
    [concern] = stored()
    assert page.all("code")[0].text == concern.reference
    assert ReporterChannel.objects.unscoped(reason="count").count() == 1


def test_a_reporter_is_anonymous_or_named_but_not_both(world, region_pack):
    client = world.cast.focal_safety.client
    data = {**NEW, **hidden(opened(client, "register")), "reporter_name": "Noor Verbeek"}
    response = sent(client, "register", **data)
    assert wrong_fields(response) == ["anonymous"]
    assert "Noor Verbeek" in response.content.decode()
    assert stored() == []


def test_details_are_changed(world, region_pack):
    concern = world.in_assessment()
    client = world.cast.focal_safety.client
    page = opened(client, "edit-details", concern.pk)
    data = {"forms": ["sexual"], "minor": "yes", "subject": "person", **hidden(page)}
    sent(client, "edit-details", concern.pk, **data)
    changed = world.fresh(concern)
    assert (changed.forms, changed.minor) == (["sexual"], "yes")


def test_the_second_editor_sees_both_versions_and_merges(world, region_pack):
    concern = world.in_assessment()
    first, second = world.cast.focal_safety.client, world.cast.focal_care.client
    theirs = {"forms": ["sexual"], "minor": "yes", "subject": "person"}
    mine = {"forms": ["criminal"], "minor": "no", "subject": "person", "critical": "on"}
    pages = [opened(client, "edit-details", concern.pk) for client in (first, second)]
    sent(first, "edit-details", concern.pk, **theirs, **hidden(pages[0]))
    conflict = second.post(address("edit-details", concern.pk), {**mine, **hidden(pages[1])})
    assert conflict.status_code == 409
    page = check_page(conflict)
    assert "Criminele uitbuiting" in text_of(conflict)
    assert "Seksuele uitbuiting" in text_of(conflict)
    assert world.fresh(concern).forms == ["sexual"]  # nothing was overwritten
    merged = {**mine, "forms": ["sexual", "criminal"], **hidden(page)}
    sent(second, "edit-details", concern.pk, **merged)
    assert world.fresh(concern).forms == ["sexual", "criminal"]
    assert world.fresh(concern).critical


def test_a_concern_is_handed_over_to_a_colleague_or_to_the_queue(world):
    concern = world.in_assessment()
    client = world.cast.focal_safety.client
    sent(client, "hand-over", concern.pk, to=str(world.colleague.membership_id))
    assert world.fresh(concern).holder_id == world.colleague.membership_id
    sent(client, "hand-over", concern.pk, to="queue")
    assert world.fresh(concern).holder_id is None
    theirs = str(world.cast.focal_schiedam.membership.pk)
    refused = sent(client, "hand-over", concern.pk, to=theirs)
    assert wrong_fields(refused) == ["to"]


def test_closing_waits_for_feedback_and_for_partners(world):
    concern, _referral = world.answered()
    client = world.cast.focal_safety.client
    refused = sent(client, "close", concern.pk, reason="followed-up")
    assert "De melder heeft nog geen terugkoppeling gehad" in text_of(refused)
    world.give_feedback(concern)
    sent(client, "close", concern.pk, reason="followed-up")
    assert world.fresh(concern).status == ConcernStatus.CLOSED


def test_before_a_decision_only_direct_reasons_are_listed(world):
    page = opened(world.cast.focal_safety.client, "close", world.received().pk)
    values = [e.attrs["value"] for e in page.all("input") if e.attrs.get("name") == "reason"]
    assert "duplicate" in values
    assert "followed-up" not in values


def test_a_closed_concern_is_reopened_with_a_reason(world):
    closed = world.closed()
    client = world.cast.focal_safety.client
    empty = sent(client, "reopen", closed.pk, text=" ")
    assert wrong_fields(empty) == ["text"]
    response = sent(client, "reopen", closed.pk, text="Er is een nieuw busje gezien")
    assert world.fresh(closed).status == ConcernStatus.IN_ASSESSMENT
    assert "Er is een nieuw busje gezien" in text_of(response)


def test_a_step_that_is_not_open_says_so_instead_of_showing_a_form(world):
    client = world.cast.focal_safety.client
    page = opened(client, "reopen", world.in_assessment().pk)
    assert "Deze stap kan nu niet" in page.all("main")[0].text
    assert page.all("textarea") == []
