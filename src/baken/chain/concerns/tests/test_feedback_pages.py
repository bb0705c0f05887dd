"""Feedback to the reporter, seen from the municipality."""

from __future__ import annotations

import pytest
from tests.pages import check_page

from baken.chain.concerns import actions
from baken.chain.concerns.models import FeedbackMessage

from .pages import address, links, opened, sent, text_of, wrong_fields


def given(concern):
    return list(FeedbackMessage.objects.unscoped(reason="what was stored").filter(concern=concern))


@pytest.fixture
def concern(world):
    return world.answered()[0]


def test_a_standard_text_is_given_and_shown(world, concern):
    client = world.cast.focal_safety.client
    data = {"standard": "nothing-to-tell", "means": "channel"}
    response = sent(client, "give-feedback", concern.pk, **data)
    assert [one.standard for one in given(concern)] == ["nothing-to-tell"]
    assert "Wij kunnen u niet vertellen" in text_of(response)


def test_own_words_alone_need_words(world, concern):
    client = world.cast.focal_safety.client
    data = {"standard": "own-words", "means": "phone"}
    refused = sent(client, "give-feedback", concern.pk, **data)
    assert wrong_fields(refused) == ["text"]
    assert given(concern) == []
    sent(client, "give-feedback", concern.pk, **data, text="Dank voor uw oplettendheid.")
    assert [one.standard for one in given(concern)] == [""]


def test_without_codes_the_channel_is_not_offered(world):
    from baken.chain.concerns.models import Channel

    told = world.draft(channel=Channel.PHONE)
    concern, _receipt = actions.register(actor=world.focal, draft=told, token="a" * 32)
    page = opened(world.cast.focal_safety.client, "give-feedback", concern.pk)
    means = {e.attrs["value"] for e in page.all("input") if e.attrs.get("name") == "means"}
    assert means == {"phone", "mail", "in-person"}


def test_new_codes_are_shown_once_and_the_old_ones_stop(world, concern, client):
    old = world.receipt
    response = world.cast.focal_safety.client.post(address("open-channel", concern.pk))
    page = check_page(response)
    reference, secret = [element.text for element in page.all("code")]
    assert reference == old.reference
    assert secret != old.secret
    opened_with = {
        code: client.post(
            address("way-back-read"), {"reference": reference, "secret": code}
        ).content
        for code in (old.secret, secret)
    }
    assert b"Wat de gemeente u vertelt" not in opened_with[old.secret]
    assert b"Wat de gemeente u vertelt" in opened_with[secret]


def test_an_answer_of_the_reporter_is_shown_and_ticked_off(world, concern):
    world.give_feedback(concern)
    actions.reporter_reply(actor=world.reporter(), text="Het busje is er nog.")
    client = world.cast.focal_safety.client
    page = opened(client, "detail", concern.pk)
    assert "Het busje is er nog." in page.all("main")[0].text
    assert address("mark-reply-read", concern.pk) in links(page)
    sent(client, "mark-reply-read", concern.pk)
    assert address("mark-reply-read", concern.pk) not in links(opened(client, "detail", concern.pk))
