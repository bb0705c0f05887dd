"""The pages of the talk kit, and who may see and change a talk."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.db import ProgrammingError, connection, transaction
from django.urls import reverse
from pptx import Presentation
from pypdf import PdfReader
from tests.pages import check_page

from baken.foundation.access.lock import acting_as
from baken.foundation.region.models import ContactPoint
from baken.network.library.models import Talk
from baken.network.library.talk.making import items_of

from .conftest import REASONS, shelf

pytestmark = pytest.mark.django_db

DETAILS = {
    "audience": "front-desk", "length": "20", "title": "Zien en melden", "meeting": "Teamoverleg",
    "held_on": "3-12-2026",
}  # fmt: skip


def url(name: str, *args: Any) -> str:
    return reverse(f"library:{name}", args=args)


def fresh(talk: Talk) -> Talk:
    found: Talk = Talk.objects.unscoped(reason="test").get(pk=talk.pk)
    return found


def test_a_talk_is_proposed_once_and_its_page_has_every_slide(cast: Any, blocks: Any) -> None:
    client = cast.focal_safety.client
    sent = {**DETAILS, "form_token": str(uuid4())}
    first = client.post(url("new-talk"), sent)
    second = client.post(url("new-talk"), sent)
    assert first["Location"] == second["Location"]
    page = client.get(first["Location"])
    check_page(page)
    text = page.content.decode()
    for wanted in ("Aan de balie", "20 minuten", "Het past", "Direct gevaar? Bel meteen", "112"):
        assert wanted in text
    assert "Bij een controle" not in text


def test_personal_data_stays_off_a_slide(cast: Any, talk: Talk) -> None:
    sent = {**DETAILS, "own_title": "Wij", "own_points": "BSN 111222333", "version": talk.version}
    page = cast.focal_safety.client.post(url("change-talk", talk.pk), sent)
    assert page.status_code == 200
    assert "persoonsgegevens" in page.content.decode()
    assert fresh(talk).own_title == ""


def test_an_own_slide_joins_before_the_questions_and_goes_again(cast: Any, talk: Talk) -> None:
    client = cast.focal_safety.client
    sent = {**DETAILS, "own_title": "Bij ons", "own_points": "- Kamer 2.14", "version": 1}
    client.post(url("change-talk", talk.pk), sent)
    assert [item.part for item in items_of(fresh(talk))][-2:] == ["own", "questions"]
    assert "Kamer 2.14" in client.get(url("talk", talk.pk)).content.decode()
    client.post(url("change-talk", talk.pk), {**DETAILS, "version": 2})
    assert "own" not in [item.part for item in items_of(fresh(talk))]


def test_order_and_minutes_change_without_a_script_and_an_older_page_changes_nothing(
    cast: Any, talk: Talk
) -> None:
    client = cast.focal_safety.client
    before = [item.part for item in items_of(talk)]
    answer = client.post(url("arrange-talk", talk.pk), {"version": 1, "do": "down-1"})
    assert answer["Location"].endswith("#deel-2")
    assert [item.part for item in items_of(fresh(talk))][:2] == [before[1], before[0]]
    client.post(url("arrange-talk", talk.pk), {"version": 1, "do": "drop-1"})
    assert len(fresh(talk).items) == len(before)
    client.post(url("arrange-talk", talk.pk), {"version": 2, "do": "save", "minutes-1": "9"})
    page = client.get(url("talk", talk.pk)).content.decode()
    assert "te lang" in page
    client.post(url("arrange-talk", talk.pk), {"version": 3, "do": "add", "part": "nonsense"})
    assert len(fresh(talk).items) == len(before)


def test_the_files_hold_the_contact_of_today(cast: Any, talk: Talk) -> None:
    client = cast.focal_safety.client
    ContactPoint.objects.create(
        organisation=cast.organisations["vlaardingen"], slug="focal-point",
        name="Aandachtsfunctionaris", phone="+31102484000",
    )  # fmt: skip
    deck = Presentation(BytesIO(client.get(url("talk-powerpoint", talk.pk)).content))
    words = " ".join(
        shape.text_frame.text for slide in deck.slides for shape in slide.shapes
        if shape.has_text_frame
    )  # fmt: skip
    assert "010 248 40 00" in words
    ContactPoint.objects.update(phone="+31102484999")
    slides = PdfReader(BytesIO(client.get(url("talk-slides", talk.pk)).content))
    assert len(slides.pages) == len(deck.slides)
    assert "010 248 49 99" in " ".join(page.extract_text() for page in slides.pages)
    handout = PdfReader(BytesIO(client.get(url("talk-handout", talk.pk)).content))
    assert "Geef een voorbeeld." in " ".join(page.extract_text() for page in handout.pages)


def test_a_colleague_sees_and_copies_and_another_organisation_finds_nothing(
    cast: Any, talk: Talk
) -> None:
    colleague, stranger = cast.focal_care.client, cast.focal_schiedam.client
    assert "Kopieer" in colleague.get(url("talk", talk.pk)).content.decode()
    assert colleague.post(url("arrange-talk", talk.pk), {"version": 1}).status_code == 404
    assert colleague.post(url("remove-talk", talk.pk)).status_code == 404
    colleague.post(url("copy-talk", talk.pk))
    assert (
        Talk.objects.visible_to(cast.focal_care.actor).made_by(cast.focal_care.actor).count() == 1
    )
    for name in ("talk", "talk-powerpoint", "talk-slides", "talk-handout", "change-talk"):
        assert stranger.get(url(name, talk.pk)).status_code == 404
    assert stranger.post(url("copy-talk", talk.pk)).status_code == 404
    assert "Zien en melden" not in stranger.get(url("talks")).content.decode()
    cast.focal_safety.client.post(url("remove-talk", talk.pk))
    assert not Talk.objects.unscoped(reason="test").filter(pk=talk.pk).exists()


def test_both_locks_show_the_same_and_only_the_maker_writes(cast: Any, talk: Talk) -> None:
    for player in cast.players.values():
        first = set(Talk.objects.visible_to(player.actor).values_list("pk", flat=True))
        with acting_as(player.actor), connection.cursor() as cursor:
            cursor.execute("SELECT id FROM library_talk")
            assert {row[0] for row in cursor.fetchall()} == first
    everything = Talk.objects.unscoped(reason="test")
    with acting_as(cast.focal_care.actor):
        assert everything.update(title="Anders") == 0
    with acting_as(cast.focal_safety.actor):
        assert everything.update(title="Anders") == 1
    with (
        pytest.raises(ProgrammingError),
        transaction.atomic(),
        acting_as(cast.focal_safety.actor),
    ):
        everything.update(organisation=cast.organisations["schiedam"])


def test_the_page_of_a_talk_costs_the_same_number_of_queries_whatever_its_length(
    cast: Any, talk: Talk, django_assert_max_num_queries: Any
) -> None:
    client = cast.focal_safety.client
    client.get(url("talk", talk.pk))
    with django_assert_max_num_queries(20):
        client.get(url("talk", talk.pk))


def test_a_block_that_left_the_shelf_is_left_out_and_said(
    cast: Any, talk: Talk, blocks: Any
) -> None:
    blocks[1].is_published = False
    blocks[1].save(update_fields=["is_published"])
    page = cast.focal_safety.client.get(url("talk", talk.pk)).content.decode()
    assert "staan niet meer in de kennisbank" in page
    assert "Aan de balie" not in page


def test_posters_carry_the_own_name_or_one_that_is_chosen(cast: Any) -> None:
    own = cast.focal_safety.client.get(url("posters"))
    check_page(own)
    assert "Gemeente Vlaardingen" in own.content.decode()
    chosen = cast.police.client.get(url("posters") + "?gemeente=schiedam").content.decode()
    assert "a4.pdf?gemeente=schiedam" in chosen
    made = cast.police.client.get(url("poster", "balie", "a6") + "?gemeente=schiedam")
    assert "Gemeente Schiedam" in PdfReader(BytesIO(made.content)).pages[0].extract_text()
    assert cast.police.client.get(url("poster", "balie", "a0")).status_code == 404


def test_reasons_come_from_the_article_and_make_cards(cast: Any) -> None:
    client = cast.reader.client
    empty = client.get(url("reasons")).content.decode()
    assert "nog niet" in empty
    assert url("talks") not in empty  # a reader makes no talk
    assert client.get(url("reason-cards")).status_code == 404
    shelf("redenen-om-niet-te-melden", "Redenen", REASONS, "article")
    page = client.get(url("reasons"))
    check_page(page)
    assert "Een gevoel is genoeg." in page.content.decode()
    made = PdfReader(BytesIO(client.get(url("reason-cards")).content))
    assert "Het is mijn taak niet" in made.pages[0].extract_text()
