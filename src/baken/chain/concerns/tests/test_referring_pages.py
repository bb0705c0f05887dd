"""Passing on: who may get it, what it will see, and sending exactly that."""

from __future__ import annotations

import pytest
from tests.pages import check_page

from baken.chain.concerns import actions
from baken.chain.concerns.models import ConcernStatus, Referral, ReferralStatus

from .pages import BUDGET, address, hidden, links, opened, queries_of, sent, text_of, wrong_fields


@pytest.fixture
def concern(world):
    return world.decided()


def filled(page, **changes):
    data = {
        "ground": "report-without-consent",
        "reason": "Vermoeden van dwang",
        "message": "Wilt u kijken?",
    }
    return {**hidden(page), **data, **changes}


def sent_referrals(concern):
    return list(Referral.objects.unscoped(reason="what the page stored").filter(concern=concern))


def test_partners_that_fit_come_first_and_the_others_say_why_not(world, concern):
    page = opened(world.cast.focal_safety.client, "refer", concern.pk)
    found = links(page)
    assert address("refer-to", concern.pk, "police") + "?kind=referral" in found
    assert address("refer-to", concern.pk, "police") + "?kind=advice" in found
    assert address("refer-to", concern.pk, "riec") + "?kind=advice" not in found
    # No minor is involved: Veilig Thuis stays possible, with the reason beside it.
    [details] = [e for e in page.all("details") if "Veilig Thuis past bij" in e.text]
    assert "Politie" not in details.text


def test_before_a_decision_only_advice_may_be_asked(world):
    waiting = world.in_assessment()
    client = world.cast.focal_safety.client
    found = links(opened(client, "refer", waiting.pk))
    assert address("refer-to", waiting.pk, "police") + "?kind=advice" in found
    assert address("refer-to", waiting.pk, "police") + "?kind=referral" not in found
    page = opened(client, "refer-to", waiting.pk, "police", kind="referral")
    assert hidden(page)["kind"] == "advice"


def test_only_grounds_that_hold_for_the_receiver_and_the_question_are_offered(world, concern):
    client = world.cast.focal_safety.client

    def grounds(receiver, kind):
        page = opened(client, "refer-to", concern.pk, receiver, kind=kind)
        return {e.attrs["value"] for e in page.all("input") if e.attrs.get("name") == "ground"}

    assert "wgs-riec" in grounds("riec", "referral")
    assert "wgs-riec" not in grounds("police", "referral")
    assert grounds("police", "advice") == {"no-personal-data"}
    assert "no-personal-data" not in grounds("police", "referral")


def test_the_preview_shows_what_was_ticked_and_nothing_else(world, concern):
    ticked = world.add_fact(concern, "Een busje om zes uur")
    world.add_fact(concern, "Iets dat de partner niet hoeft te weten")
    person = world.add_person(concern, name="Sam Voorbeeld")
    client = world.cast.focal_safety.client
    page = opened(client, "refer-to", concern.pk, "police", kind="referral")
    boxes = [e for e in page.all("input") if e.attrs.get("type") == "checkbox"]
    assert not any("checked" in box.attrs for box in boxes)  # nothing is shared by itself
    data = filled(page, observations=[str(ticked.pk)])
    response = client.post(address("refer-preview", concern.pk, "police"), data)
    preview = check_page(response)
    shown = text_of(response)
    assert "Een busje om zes uur" in shown
    assert "Iets dat de partner" not in shown
    assert "Sam Voorbeeld" not in shown
    assert sent_referrals(concern) == []
    with_person = {**data, "persons": [str(person.pk)]}
    again = client.post(address("refer-preview", concern.pk, "police"), with_person)
    assert "Sam Voorbeeld" in text_of(again)
    assert preview.all("form")


def test_sending_stores_one_referral_and_twice_is_once(world, concern):
    fact = world.add_fact(concern)
    client = world.cast.focal_safety.client
    page = opened(client, "refer-to", concern.pk, "police", kind="referral")
    data = filled(page, observations=[str(fact.pk)])
    for _time in range(2):
        response = client.post(address("refer-send", concern.pk, "police"), data, follow=True)
        check_page(response)
    [referral] = sent_referrals(concern)
    assert list(referral.observations.values_list("pk", flat=True)) == [fact.pk]
    assert world.fresh(concern).status == ConcernStatus.WITH_PARTNERS


def test_what_is_missing_is_named_and_what_was_typed_stays(world, concern):
    client = world.cast.focal_safety.client
    page = opened(client, "refer-to", concern.pk, "police", kind="referral")
    data = filled(page, ground="", message="")
    response = client.post(address("refer-preview", concern.pk, "police"), data)
    check_page(response)
    assert wrong_fields(response) == ["ground", "message"]
    assert "Vermoeden van dwang" in response.content.decode()


def test_going_back_to_change_something_keeps_everything(world, concern):
    client = world.cast.focal_safety.client
    data = filled(opened(client, "refer-to", concern.pk, "police", kind="referral"))
    back = client.post(address("refer-to", concern.pk, "police"), data)
    page = check_page(back)
    assert "Vermoeden van dwang" in back.content.decode()
    assert hidden(page)["token"] == data["token"]


def test_advice_never_carries_a_person_whatever_is_posted(world, concern):
    person = world.add_person(concern)
    client = world.cast.focal_safety.client
    page = opened(client, "refer-to", concern.pk, "police", kind="advice")
    assert not any(e.attrs.get("name") == "persons" for e in page.all("input"))
    data = filled(page, ground="no-personal-data", persons=[str(person.pk)])
    client.post(address("refer-send", concern.pk, "police"), data)
    [referral] = sent_referrals(concern)
    assert not referral.persons.exists()


def test_facts_of_another_concern_cannot_be_slipped_in(world, concern):
    world.add_fact(concern)
    other = world.add_fact(world.in_assessment())
    client = world.cast.focal_safety.client
    page = opened(client, "refer-to", concern.pk, "police", kind="referral")
    data = filled(page, observations=[str(other.pk)])
    response = client.post(address("refer-send", concern.pk, "police"), data)
    check_page(response)
    assert sent_referrals(concern) == []


def test_a_second_request_to_a_partner_that_has_not_answered_is_refused(world, concern):
    world.refer(concern, "police")
    client = world.cast.focal_safety.client
    page = opened(client, "refer-to", concern.pk, "police", kind="referral")
    response = client.post(address("refer-send", concern.pk, "police"), filled(page))
    assert "nog niet beantwoord" in text_of(response)
    assert len(sent_referrals(concern)) == 1


def test_an_organisation_that_is_no_receiver_is_not_found(world, concern):
    client = world.cast.focal_safety.client
    urls = [address("refer-to", concern.pk, slug) for slug in ("om", "vlaardingen", "nergens")]
    assert {client.get(url).status_code for url in urls} == {404}


def test_a_referral_is_withdrawn_with_a_reason(world):
    concern, referral = world.referred()
    client = world.cast.focal_safety.client
    assert wrong_fields(sent(client, "withdraw", concern.pk, referral.pk)) == ["reason"]
    sent(client, "withdraw", concern.pk, referral.pk, reason="sent-by-mistake")
    assert world.fresh(referral).status == ReferralStatus.WITHDRAWN


def test_an_answer_by_phone_is_recorded_and_marked_as_such(world):
    concern, referral = world.referred()
    client = world.cast.focal_safety.client
    page = opened(client, "record-answer", concern.pk, referral.pk)
    offered = {e.attrs["value"] for e in page.all("input") if e.attrs.get("name") == "answer"}
    assert offered == {"accepted", "done", "refused"}
    without_reason = sent(client, "record-answer", concern.pk, referral.pk, answer="refused")
    assert wrong_fields(without_reason) == ["reason"]
    data = {"answer": "refused", "reason": "not-our-task", "text": "Bel de inspectie"}
    response = sent(client, "record-answer", concern.pk, referral.pk, **data)
    assert world.fresh(referral).recorded_by_sender
    assert "Bel de inspectie" in text_of(response)


def test_the_thread_with_a_partner_is_written_and_read(world):
    concern, referral = world.referred()
    actions.send_referral_message(actor=world.desk, referral_id=referral.pk, text="Wie belt?")
    client = world.cast.focal_safety.client
    response = sent(client, "send-message", concern.pk, referral.pk, text="Wij bellen.")
    assert "Wie belt?" in text_of(response)
    assert "Wij bellen." in text_of(response)


def test_the_number_of_queries_of_the_choice_is_constant(world, concern):
    assert queries_of(world.cast.focal_safety.client, "refer", concern.pk) <= BUDGET
    client = world.cast.focal_safety.client
    assert queries_of(client, "refer-to", concern.pk, "police") <= BUDGET
