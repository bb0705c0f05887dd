"""The pages of this room: what each shows, to whom, and with how many questions."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from tests.pages import check_page, check_public_page

from baken.network.learning import actions, codes, limits
from baken.network.learning.models import (
    Certificate,
    Enrolment,
    FunctionCount,
    Outreach,
    Session,
    TakingPart,
    Training,
)

from .world import all_of

BOOKKEEPING = ("SAVEPOINT", "RELEASE", "SET LOCAL", "SELECT set_config")
BUDGET = 15
PDF_UA = b"pdfuaid:part"


def text_of(response: Any) -> str:
    return " ".join(check_page(response).all("main")[0].text.split())


def opened(client: Any, name: str, /, *args: Any, **query: str) -> str:
    response = client.get(reverse(f"learning:{name}", args=args), query)
    assert response.status_code == 200, response.status_code
    return text_of(response)


def sent(client: Any, name: str, /, *args: Any, **data: Any) -> Any:
    response = client.post(reverse(f"learning:{name}", args=args), data, follow=True)
    check_page(response)
    return response


def sheet(client: Any, name: str, *args: Any, **query: str) -> list[tuple[Any, ...]]:
    response = client.get(reverse(f"learning:{name}", args=args), {**query, "as": "spreadsheet"})
    return list(load_workbook(BytesIO(response.content)).active.iter_rows(values_only=True))


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
    monkeypatch.setattr(limits, "ATTEMPTS", 2)
    stranger = world.cast.stranger
    address = reverse("learning:check-certificate")
    statuses = [stranger.post(address, {"code": codes.new_code()}).status_code for _ in range(3)]
    assert statuses == [200, 200, 429]
    cache.clear()


def counts(**more: Any) -> dict[str, str]:
    return {
        "front-desk_staff": "20", "front-desk_trained": "12", "front-desk_on": "01-03-2026",
        **more,
    }  # fmt: skip


def test_a_focal_point_enters_numbers_of_the_own_municipality_only(world):
    cast = world.cast
    client = cast.focal_safety.client
    sent(client, "enter-counts", "vlaardingen", "bewustwording", **counts())
    count = all_of(FunctionCount).get()
    assert (count.function, count.staff, count.trained) == ("front-desk", 20, 12)
    text = opened(client, "status", training="bewustwording")
    assert "Vlaardingen" in text
    assert "1 maart 2029" in text
    assert "8" in text
    other = reverse("learning:enter-counts", args=["schiedam", "bewustwording"])
    assert client.get(other).status_code == 404
    sent(client, "enter-counts", "vlaardingen", "bewustwording", **counts())
    assert all_of(FunctionCount).count() == 1  # nothing changed, no new row


@pytest.mark.parametrize(
    "wrong",
    [
        {"front-desk_trained": "21"},
        {"front-desk_on": ""},
        {"front-desk_staff": ""},
        {"front-desk_on": "01-03-2999"},
        {"front-desk_staff": "-1"},
    ],
)
def test_numbers_that_cannot_be_are_refused(world, wrong):
    sent(
        world.cast.focal_safety.client,
        "enter-counts", "vlaardingen", "bewustwording", **counts(**wrong),
    )  # fmt: skip
    assert not all_of(FunctionCount).exists()


def test_the_region_sees_all_municipalities_and_a_municipality_only_itself(world):
    cast = world.cast
    for player, slug in ((cast.focal_safety, "vlaardingen"), (cast.focal_schiedam, "schiedam")):
        sent(player.client, "enter-counts", slug, "bewustwording", **counts())
    region = opened(cast.coordinator.client, "status", training="bewustwording")
    assert "Vlaardingen" in region
    assert "Schiedam" in region
    assert "12 van 20" in region
    own = opened(cast.mayor.client, "status", training="bewustwording")
    assert "Schiedam" not in own
    assert "Getallen invullen" not in own
    assert len(sheet(cast.coordinator.client, "status", training="bewustwording")) == 11


def test_who_was_trained_too_long_ago_counts_no_longer(world):
    sent(
        world.cast.focal_safety.client,
        "enter-counts", "vlaardingen", "bewustwording",
        **counts(**{"front-desk_on": "01-03-2021"}),
    )  # fmt: skip
    text = opened(world.cast.focal_safety.client, "status", training="bewustwording")
    assert "Termijn verlopen" in text


def test_members_who_were_there_are_counted_by_role(world):
    world.held(world.cast.police)
    text = opened(world.cast.police.client, "status", training="bewustwording")
    assert text.endswith("Lid van het politieteam11")  # people, trained
    elsewhere = opened(world.cast.police.client, "status", training="no-room")
    assert elsewhere.endswith("Lid van het politieteam10")


def business_values(**more: Any) -> dict[str, str]:
    return {
        "name": "Hotel De Kade", "kind": "hotel", "municipality": "vlaardingen",
        "training": "no-room", **more,
    }  # fmt: skip


def test_a_hotel_reaches_sixty_per_cent_at_sixty_and_not_before(world):
    client = world.cast.focal_safety.client
    sent(client, "add-business", **business_values())
    business = all_of(TakingPart).get()
    day = f"{timezone.localdate():%d-%m-%Y}"
    entered = {"counted_on": day, "staff": "10000"}
    short = text_of(sent(client, "enter-finished", business.pk, finished="5999", **entered))
    assert "59,9%" in short
    assert "Nog geen 60%" in short
    assert "1 medewerker" in short
    there = text_of(sent(client, "enter-finished", business.pk, finished="6000", **entered))
    assert "Ten minste 60% is klaar" in there
    assert business.counts.count() == 1  # the same day again replaces it


def test_a_business_is_of_its_municipality_and_the_region(world):
    cast = world.cast
    sent(cast.focal_safety.client, "add-business", **business_values())
    business = all_of(TakingPart).get()
    address = reverse("learning:business", args=[business.pk])
    assert cast.focal_schiedam.client.get(address).status_code == 404
    assert cast.police.client.get(address).status_code == 404
    assert cast.portfolio_holder.client.get(address).status_code == 200
    for name in ("enter-finished", "edit-business"):
        url = reverse(f"learning:{name}", args=[business.pk])
        assert cast.portfolio_holder.client.get(url).status_code == 404
        assert cast.trainer.client.get(url).status_code == 200
    twice = sent(cast.focal_safety.client, "add-business", **business_values())
    assert "doet al mee" in text_of(twice)
    stolen = sent(
        cast.focal_safety.client, "add-business", **business_values(municipality="schiedam")
    )
    assert b"aria-invalid" in stolen.content
    assert len(sheet(cast.coordinator.client, "businesses")) == 2


def outreach_values(**more: Any) -> dict[str, str]:
    return {
        "title": "Gastles over lokken", "audience": "schools", "on": "03-03-2026",
        "place": "Een school", "municipality": "vlaardingen", "organisation": "vlaardingen",
        "reached": "28", "form_token": str(uuid4()), **more,
    }  # fmt: skip


def test_outreach_is_entered_counted_per_year_changed_and_taken_away(world):
    cast = world.cast
    client = cast.focal_safety.client
    values = outreach_values()
    for _ in range(2):
        sent(client, "add-outreach", **values)
    sent(client, "add-outreach", **outreach_values(reached="12", on="04-03-2025"))
    text = opened(cast.police.client, "outreach")
    assert "Gastles over lokken" in text
    assert "28" in text
    assert len(sheet(cast.police.client, "outreach")) == 3
    assert len(sheet(cast.police.client, "outreach", year="2025")) == 2
    one = all_of(Outreach).get(reached=28)
    sent(client, "edit-outreach", one.pk, **outreach_values(reached="30", version="1"))
    assert world.fresh(one).reached == 30
    url = reverse("learning:edit-outreach", args=[one.pk])
    assert cast.focal_schiedam.client.get(url).status_code == 404
    assert cast.police.client.get(url).status_code == 404
    sent(client, "delete-outreach", one.pk)
    assert all_of(Outreach).count() == 1


def test_nobody_enters_outreach_for_another_organisation(world):
    response = sent(
        world.cast.police.client, "add-outreach", **outreach_values(organisation="vlaardingen")
    )
    assert b"aria-invalid" in response.content
    assert not all_of(Outreach).exists()


def queries_of(client: Any, name: str, *args: Any, **query: str) -> int:
    url = reverse(f"learning:{name}", args=args)
    client.get(url, query)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url, query).status_code == 200
    asked = [one["sql"] for one in captured if not one["sql"].startswith(BOOKKEEPING)]
    return len(asked) - 3  # session and account


def fill(world: Any, number: int) -> None:
    """Put so many more rows in every list."""
    cast = world.cast
    for one in range(number):
        session = world.session(maximum=9, days=3 + one)
        for player in (cast.police, cast.mayor):
            actions.enrol(actor=player.actor, session_id=session.pk)
        sent(cast.trainer.client, "add-outreach", **outreach_values())
        name = f"Hotel {uuid4()}"
        sent(cast.trainer.client, "add-business", **business_values(name=name))
        business = all_of(TakingPart).get(name=name)
        actions.enter_finished(
            actor=world.trainer, business_id=business.pk,
            counted_on=timezone.localdate(), staff=10, finished=5,
        )  # fmt: skip


def test_lists_ask_few_questions_however_many_rows(world):
    client = world.cast.trainer.client
    names = ("catalogue", "sessions", "mine", "status", "businesses", "outreach")
    fill(world, 2)
    first = {name: queries_of(client, name) for name in names}
    fill(world, 4)
    assert {name: queries_of(client, name) for name in names} == first
    assert max(first.values()) <= BUDGET, first
    session = all_of(Session).first()
    assert queries_of(client, "session", session.pk) <= BUDGET


def test_empty_pages_say_what_to_do_next(world):
    client = world.cast.focal_safety.client
    assert "Voeg" in opened(client, "businesses")
    assert "ingeschreven" in opened(client, "mine") or "aangemeld" in opened(client, "mine")
    assert "gastles" in opened(client, "outreach").lower()
    all_of(Enrolment).delete()
    all_of(Training).delete()
    assert "catalogus" in opened(client, "catalogue").lower()
    assert "catalogus" in opened(client, "status").lower()
