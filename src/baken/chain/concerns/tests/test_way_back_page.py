"""/terugkoppeling/: what a reporter reads with reference and secret."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from tests.pages import check_public_page

from baken.chain.concerns.models import FeedbackMessage

from .pages import address, text_of


@pytest.fixture(autouse=True)
def no_earlier_attempts(db):
    cache.clear()


def read(client, reference, secret, name="way-back-read", **more):
    response = client.post(address(name), {"reference": reference, "secret": secret, **more})
    check_public_page(response)
    return response


def test_a_reporter_reads_status_and_feedback_without_an_account(world, client):
    concern, _referral = world.answered()
    world.give_feedback(concern, "passed-on")
    receipt = world.receipt
    check_public_page(client.get(address("way-back")))
    # As somebody types it from a note: small letters, no hyphens.
    response = read(client, receipt.reference.lower(), receipt.secret.replace("-", " "))
    assert "doorgegeven aan een organisatie" in text_of(response)
    assert response.cookies == {}


def test_the_steps_say_nothing_of_what_the_partner_answered(world, client):
    from baken.chain.concerns import actions

    _concern, referral = world.referred()
    actions.refuse(actor=world.desk, referral_id=referral.pk, reason="not-our-task")
    shown = text_of(read(client, world.receipt.reference, world.receipt.secret)).lower()
    assert "geweigerd" not in shown
    assert "refused" not in shown


def test_a_wrong_reference_and_a_wrong_secret_get_the_same_answer(world, client):
    world.received()
    receipt = world.receipt
    wrong_secret = text_of(read(client, receipt.reference, "7K4Q-X3M9-HCRT"))
    wrong_reference = text_of(read(client, "BK-7K4Q-X3M9", receipt.secret))
    assert wrong_secret == wrong_reference
    assert receipt.secret not in wrong_secret


def test_who_keeps_guessing_is_stopped_even_with_the_right_secret(world, client):
    world.received()
    receipt = world.receipt
    for _attempt in range(10):
        read(client, receipt.reference, "7K4Q-X3M9-HCRT")
    stopped = client.post(
        address("way-back-read"), {"reference": receipt.reference, "secret": receipt.secret}
    )
    assert stopped.status_code == 429


def test_a_reporter_answers_once(world, client):
    concern, _referral = world.answered()
    world.give_feedback(concern)
    receipt = world.receipt
    first = read(client, receipt.reference, receipt.secret, "way-back-reply", text="Dank u wel.")
    assert "Dank u wel." in text_of(first)
    again = read(client, receipt.reference, receipt.secret, "way-back-reply", text="Nog iets.")
    replies = FeedbackMessage.objects.unscoped(reason="count").filter(direction="from-reporter")
    assert replies.count() == 1
    assert "Nog iets." not in text_of(again)


def test_an_answer_without_the_secret_is_not_stored(world, client):
    concern, _referral = world.answered()
    world.give_feedback(concern)
    read(client, world.receipt.reference, "7K4Q-X3M9-HCRT", "way-back-reply", text="Vals")
    replies = FeedbackMessage.objects.unscoped(reason="count").filter(direction="from-reporter")
    assert not replies.exists()


def test_the_secret_never_stands_in_an_address(world, client):
    world.received()
    response = read(client, world.receipt.reference, world.receipt.secret)
    assert world.receipt.secret not in response.wsgi_request.get_full_path()
    assert client.get(address("way-back-read"))["Location"] == address("way-back")
    assert client.get(address("way-back-reply"))["Location"] == address("way-back")
