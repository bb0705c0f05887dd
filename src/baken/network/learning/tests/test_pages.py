"""The pages of the catalogue, sessions and certificates: what each shows, and to whom."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from tests.pages import check_public_page

from baken.network.learning import actions, codes
from baken.network.learning.models import Certificate, Session, Training
from baken.network.learning.views import after

from .pages import opened, sent, sheet, text_of
from .world import all_of

PDF_UA = b"pdfuaid:part"


def test_the_catalogue_is_filtered_and_exported(world):
    client = world.cast.police.client
    assert "Training no-room" in opened(client, "catalogue")
    narrowed = opened(client, "catalogue", form="e-learning")
    assert "Training no-room" in narrowed
    assert "Training bewustwording" not in narrowed
    assert "Geen training past" in opened(client, "catalogue", words="bestaatniet")
    assert "Training bewustwording" in opened(client, "catalogue", place="online")
    assert len(sheet(client, "catalogue")) == 3


def test_a_training_shows_its_facts_and_sessions(world):
    session = world.session()
    text = opened(world.cast.police.client, "training", "no-room")
    assert "60%" in text
    text = opened(world.cast.police.client, "training", "bewustwording")
    assert "36 maanden" in text
    assert "2 van 2" in text
    assert "Stadhuis Vlaardingen" in text
    assert session.training.name in text


def training_values(**more: Any) -> dict[str, Any]:
    return {
        "name": "Escape room uitbuiting", "summary": "Een spel.", "audiences": ["school"],
        "form": "other", "place": "on-site", "provider": "Een theater", "source": "Verzonnen",
        "is_current": "on", **more,
    }  # fmt: skip


def test_an_organiser_adds_and_changes_a_training_and_a_conflict_keeps_what_was_typed(world):
    client = world.cast.editor.client
    sent(client, "add-training", **training_values())
    training = all_of(Training).get(slug="escape-room-uitbuiting")
    sent(client, "edit-training", training.slug, **training_values(cost="Gratis", version=1))
    assert world.fresh(training).cost == "Gratis"
    late = sent(client, "edit-training", training.slug, **training_values(cost="Duur", version=1))
    assert "in de tussentijd gewijzigd" in text_of(late)
    assert b"Duur" in late.content
    assert world.fresh(training).cost == "Gratis"
    again = sent(client, "add-training", **training_values())
    assert "al een training met deze naam" in text_of(again)


def test_the_value_of_the_pack_comes_back(world):
    training = world.training
    all_of(Training).filter(pk=training.pk).update(
        pack_values={"cost": "Kosteloos"}, cost="Een tientje"
    )
    client = world.cast.trainer.client
    assert "Kosteloos" in opened(client, "edit-training", training.slug)
    sent(client, "take-value", training.slug, "cost")
    assert world.fresh(training).cost == "Kosteloos"


def session_values(**more: Any) -> dict[str, Any]:
    day = timezone.localdate() + dt.timedelta(days=9)
    return {
        "day": f"{day:%d-%m-%Y}", "starts": "9.30", "ends": "12:00", "where": "on-site",
        "place": "Stadhuis", "maximum": "1", "form_token": str(uuid4()), **more,
    }  # fmt: skip


def test_a_session_is_planned_once_even_when_sent_twice(world):
    client = world.cast.trainer.client
    values = session_values()
    for _ in range(2):
        sent(client, "plan-session", "bewustwording", **values)
    session = all_of(Session).get()
    assert timezone.localtime(session.starts_at).strftime("%H:%M") == "09:30"
    assert session.closes_on == timezone.localdate(session.starts_at)


@pytest.mark.parametrize(
    "wrong",
    [
        {"starts": "half tien"},
        {"ends": "9.00"},
        {"place": ""},
        {"maximum": "0"},
        {"note": "Vraag naar BSN 111222333"},
        {"closes_on": "01-01-2999"},
    ],
)
def test_what_cannot_be_comes_back_filled_with_a_message(world, wrong):
    response = sent(
        world.cast.trainer.client, "plan-session", "bewustwording", **session_values(**wrong)
    )
    assert not all_of(Session).exists()
    assert b"9.30" in response.content or "starts" in wrong
    assert b"aria-invalid" in response.content


def test_a_participant_enrols_waits_and_cancels_on_the_page(world):
    cast = world.cast
    session = world.session(maximum=1)
    assert "U hebt een plaats" in text_of(sent(cast.police.client, "enrol", session.pk))
    waiting = text_of(sent(cast.mayor.client, "enrol", session.pk))
    assert "wachtlijst" in waiting
    assert "eerste" in waiting
    assert "afgemeld" in text_of(sent(cast.police.client, "cancel-own", session.pk))
    assert "U hebt een plaats" in opened(cast.mayor.client, "session", session.pk)
    assert cast.mayor.account.name not in opened(cast.police.client, "session", session.pk)
    assert cast.mayor.account.name in opened(cast.trainer.client, "session", session.pk)


def test_only_who_has_a_place_reads_the_address_of_an_online_session(world):
    cast = world.cast
    session = world.session(
        maximum=1, is_online=True, online_link="https://overleg.voorbeeld.test/x", place=""
    )
    actions.enrol(actor=cast.police.actor, session_id=session.pk)
    assert "overleg.voorbeeld.test" in opened(cast.police.client, "session", session.pk)
    assert "overleg.voorbeeld.test" not in opened(cast.mayor.client, "session", session.pk)


def test_attendance_gives_certificates_and_may_be_corrected(world):
    cast = world.cast
    session = world.begun(cast.police, cast.mayor)
    ids = world.ids(session)
    client = cast.trainer.client
    sent(client, "attendance", session.pk, present=[str(ids[0])], others="4")
    session = world.fresh(session)
    assert (session.status, session.others_attended) == ("held", 4)
    assert all_of(Certificate).count() == 1
    sent(client, "attendance", session.pk, present=[str(one) for one in ids], others="4")
    assert all_of(Certificate).count() == 2
    sent(client, "attendance", session.pk, present=[str(ids[1])], others="4")
    withdrawn = all_of(Certificate).get(enrolment=ids[0])
    assert withdrawn.withdrawn_at is not None
    assert actions.check_certificate(withdrawn.code) is None
    assert len(sheet(client, "session", session.pk)) == 3


def test_a_certificate_is_an_accessible_pdf_with_the_term_of_the_training(world):
    session = world.held(world.cast.police)
    certificate = world.certificate_of(world.cast.police)
    day = timezone.localdate(session.starts_at)
    assert certificate.valid_until.year == day.year + 3
    address = reverse("learning:certificate", args=[certificate.pk])
    answer = world.cast.police.client.get(address)
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert PDF_UA in answer.content
    assert world.cast.mayor.client.get(address).status_code == 404


def opinion(**more: Any) -> dict[str, str]:
    return {"usable": "4", "confident": "5", "recommend": "3", "words": "", **more}


def test_an_opinion_is_asked_once_of_who_was_there(world):
    cast = world.cast
    session = world.held(cast.police)
    sent(cast.police.client, "evaluate", session.pk, **opinion())
    assert "al gegeven" in opened(cast.police.client, "evaluate", session.pk)
    address = reverse("learning:evaluate", args=[session.pk])
    assert cast.mayor.client.get(address).status_code == 404


def test_opinions_are_shown_from_five_on(world):
    cast = world.cast
    people = [cast.police, cast.mayor, cast.riec, cast.advice_desk, cast.inspectorate]
    session = world.held(*people)
    for number, player in enumerate(people):
        sent(player.client, "evaluate", session.pk, **opinion(words=f"Woorden {number}"))
        text = opened(cast.trainer.client, "session", session.pk)
        assert ("Woorden 0" in text) == (number == 4), text
    assert "Gemiddeld: 4" in text
    assert "Woorden 4" not in opened(cast.police.client, "session", session.pk)


def check(client: Any, code: str) -> str:
    response = client.post(reverse("learning:check-certificate"), {"code": code})
    check_public_page(response)
    return text_of(response)


def test_a_stranger_checks_a_certificate_and_reads_no_name(world):
    cache.clear()
    world.held(world.cast.police)
    certificate = world.certificate_of(world.cast.police)
    stranger = world.cast.stranger
    page = stranger.get(reverse("learning:check-certificate"))
    check_public_page(page)
    assert b'content="noindex"' in page.content
    found = check(stranger, certificate.shown_code.lower())
    assert "Dit certificaat is geldig" in found
    assert certificate.training_name in found
    assert world.cast.police.account.name not in found
    assert "kennen deze code niet" in check(stranger, codes.new_code())
    all_of(Certificate).update(valid_until=timezone.localdate() - dt.timedelta(days=1))
    assert "geldt niet meer" in check(stranger, certificate.code)


def test_who_guesses_codes_is_stopped_for_a_while(world, monkeypatch):
    cache.clear()
    monkeypatch.setattr(after, "ATTEMPTS", 2)
    stranger = world.cast.stranger
    address = reverse("learning:check-certificate")
    statuses = [stranger.post(address, {"code": codes.new_code()}).status_code for _ in range(3)]
    assert statuses == [200, 200, 429]
    cache.clear()


def test_another_address_of_the_same_connection_is_stopped_too(world, monkeypatch):
    cache.clear()
    monkeypatch.setattr(after, "ATTEMPTS", 2)
    address = reverse("learning:check-certificate")

    def status(ip: str) -> int:
        answer = world.cast.stranger.post(address, {"code": codes.new_code()}, REMOTE_ADDR=ip)
        return int(answer.status_code)

    assert [status(f"2001:db8::{number}") for number in range(3)] == [200, 200, 429]
    assert status("2001:db8:0:1::1") == 200
    cache.clear()
