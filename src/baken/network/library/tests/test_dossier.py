"""The introduction dossier: made of today, kept in editions, and told apart from them."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from typing import Any
from uuid import uuid4

import docx
import pytest
import time_machine
from django.db import DatabaseError
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from pypdf import PdfReader
from tests.pages import check_page

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as
from baken.foundation.region.documents import DocumentMissing
from baken.foundation.region.models import PackDocument
from baken.network.library.dossier import changes, editions, facts, jobs
from baken.network.library.dossier.making import READER, make
from baken.network.library.models import Article, Audience, Edition, Theme
from baken.network.library.shelving import shelve
from baken.web.documents.tree import Heading, Link, links_in

from .test_dossier_facts import load

PLACE = "/kennisbank/introductiedossier/"


@pytest.fixture
def article(cast: Any) -> Any:
    """Make a published article."""

    def made(slug: str, body: str, **values: Any) -> Article:
        now = timezone.now()
        held = {"title": slug.title(), "theme": Theme.FORMS, "changed_at": now} | values
        return Article.objects.create(  # type: ignore[no-any-return]
            slug=slug, body=body, is_published=True, published_at=now, **held
        )

    return made


def set_order(*chapters: tuple[str, list[dict[str, str]]], version: str = "1") -> None:
    """Let the region give this reading order from now on."""
    content = {
        "version": version,
        "valid_from": "2026-01-01",
        "title": "Proefdossier",
        "lead": "Voor wie begint.",
        "chapters": [{"title": title, "parts": parts} for title, parts in chapters],
    }
    PackDocument.objects.create(
        section="dossier",
        version=version,
        valid_from=dt.date(2026, 1, 1),
        content=content,
        digest=uuid4().hex,
        loaded_at=timezone.now(),
    )


@pytest.fixture
def order(article: Any) -> None:
    """Give a dossier of two chapters: two texts, and one text with a part from the data."""
    article("vormen", "## Arbeid\n\nDwang. Zie [meer](artikel:route) en [hier](#arbeid).\n")
    article("besloten", "Alleen samen.", audience=Audience.PARTNERS)
    article("route", "## Arbeid\n\nBel het punt.\n\n#### Diep\n\nSlot.")
    set_order(
        ("Vormen", [{"article": "vormen"}, {"article": "besloten"}]),
        ("Route", [{"article": "route", "title": "De weg"}, {"living": "contacts"}]),
    )


def headings(dossier: Any) -> list[tuple[int, str]]:
    return [(one.level, one.text) for one in dossier.blocks if isinstance(one, Heading)]


def made_as(actor: Any) -> Any:
    with acting_as(actor):
        return make(actor)


# -- Making -------------------------------------------------------------------------------------


def test_chapters_and_parts_are_numbered_and_headings_go_below(order: None, cast: Any) -> None:
    dossier = made_as(cast.coordinator.actor)
    assert headings(dossier) == [
        (1, "1. Vormen"),
        (2, "1.1 Vormen"),
        (3, "Arbeid"),
        (2, "1.2 Besloten"),
        (1, "2. Route"),
        (2, "2.1 De weg"),
        (3, "Arbeid"),
        (4, "Diep"),
    ]


def test_anchors_are_unique_and_links_between_texts_stay_inside(order: None, cast: Any) -> None:
    dossier = made_as(cast.coordinator.actor)
    anchors = [one.anchor for one in dossier.blocks if isinstance(one, Heading)]
    assert len(set(anchors)) == len(anchors)
    targets = [link.target for link in links_in(dossier.blocks) if isinstance(link, Link)]
    assert targets[0] == "#" + anchors[5]
    assert targets[1] == "#" + anchors[2]


def test_a_reader_gets_no_text_of_partners_and_editors_are_told(order: None, cast: Any) -> None:
    assert (2, "1.2 Besloten") not in headings(made_as(READER))
    told = {gap.name: gap.why for gap in made_as(cast.editor.actor).gaps}
    assert set(told) == {"besloten", "contacts"}


def test_a_text_that_is_gone_leaves_a_gap_and_no_hole(order: None, cast: Any) -> None:
    Article.objects.unscoped(reason="test").filter(slug="route").update(is_published=False)
    dossier = made_as(READER)
    assert headings(dossier)[-1] == (1, "2. Route")
    assert {gap.name for gap in dossier.gaps} == {"besloten", "route", "contacts"}


def test_a_chapter_of_one_text_has_no_second_heading(article: Any, cast: Any) -> None:
    article("begin", "## Waarom\n\nDaarom.")
    set_order(("Inleiding", [{"article": "begin"}]))
    assert headings(made_as(READER)) == [(1, "1. Inleiding"), (2, "Waarom")]


# -- Editions -----------------------------------------------------------------------------------


def test_an_edition_is_made_only_when_readers_see_something_else(order: None) -> None:
    with time_machine.travel("2026-03-01 12:00+00:00", tick=False):
        first = editions.make_edition()
        assert editions.make_edition() is None
    Article.objects.unscoped(reason="test").filter(slug="besloten").update(body="Anders.")
    assert editions.make_edition() is None
    Article.objects.unscoped(reason="test").filter(slug="route").update(body="Bel nu.")
    second = editions.make_edition()
    assert (first.number, second.number) == (1, 2)  # type: ignore[union-attr]


def test_a_publication_asks_for_one_edition(
    order: None, django_capture_on_commit_callbacks: Any
) -> None:
    text = Article.objects.unscoped(reason="test").get(slug="route")
    with django_capture_on_commit_callbacks(execute=True):
        for words in ("Bel nu.", "Bel meteen."):
            text.body = words
            shelve(text, written_by=None)
    waiting = ProcrastinateJob.objects.filter(task_name="library.edition", status="todo")
    assert waiting.count() == 1
    jobs.keep_edition()
    jobs.keep_nightly(0)
    assert [one.number for one in Edition.objects.unscoped(reason="test")] == [1]


def test_nobody_but_the_job_writes_an_edition(order: None, cast: Any) -> None:
    editions.make_edition()
    with pytest.raises(DatabaseError), acting_as(cast.editor.actor):
        Edition.objects.create(number=9, digest="x", content={})
    with acting_as(cast.reader.actor) as reader:
        assert Edition.objects.visible_to(reader).count() == 1
    stranger = Actor.stranger()
    with acting_as(stranger):
        assert not Edition.objects.visible_to(stranger).exists()
        assert not Edition.objects.unscoped(reason="the second lock").exists()


def test_a_visit_makes_no_edition(order: None, cast: Any) -> None:
    for path in ("", "wijzigingen/", "pdf/", "word/"):
        assert cast.focal_safety.client.get(PLACE + path).status_code == 200
    assert not Edition.objects.unscoped(reason="test").exists()


def test_the_edition_of_a_day_is_the_last_one_made_by_then(order: None, cast: Any) -> None:
    for number, day in enumerate(("2026-03-01", "2026-03-05"), 1):
        with time_machine.travel(f"{day} 12:00+00:00", tick=False):
            Article.objects.unscoped(reason="test").filter(slug="route").update(
                body=f"Dag {number}"
            )
            editions.make_edition()
    with acting_as(cast.coordinator.actor) as actor:
        found = [editions.edition_on(actor, dt.date(2026, 3, day)) for day in (4, 5)]
        assert [one.number for one in found if one] == [1, 2]
        assert editions.edition_on(actor, dt.date(2026, 2, 28)) is None


def test_what_an_edition_keeps_comes_back_as_it_was(order: None) -> None:
    dossier = made_as(READER)
    again = editions.dossier_of(editions.content_of(dossier))
    assert again.blocks == dossier.blocks
    assert [one.title for one in again.chapters] == ["Vormen", "Route"]


# -- Changes ------------------------------------------------------------------------------------


def test_changes_are_told_by_chapter_and_word(order: None, article: Any) -> None:
    before = made_as(READER)
    Article.objects.unscoped(reason="test").filter(slug="vormen").update(
        body="## Arbeid\n\nVeel dwang. Zie [meer](artikel:route) en [hier](#arbeid).\n"
    )
    article("nieuw", "Vers.")
    set_order(("Nieuw", [{"article": "nieuw"}]), ("Vormen", [{"article": "vormen"}]), version="2")
    found = changes.changes(before, made_as(READER))
    assert [(one.kind, one.title) for one in found] == [
        ("added", "Nieuw"),
        ("changed", "Vormen"),
        ("removed", "Route"),
    ]
    words = [(one.kind, one.text) for line in found[1].lines for one in line]
    assert ("added", "Veel dwang.") in words
    assert changes.changes(before, before) == []


def test_paper_tells_changes_in_words_as_its_last_chapter(order: None, cast: Any) -> None:
    with time_machine.travel("2026-03-01 12:00+00:00", tick=False):
        editions.make_edition()
    Article.objects.unscoped(reason="test").filter(slug="route").update(body="Bel het nieuwe punt.")
    query = {"sinds": "2026-03-02"}
    answer = cast.focal_safety.client.get(f"{PLACE}word/", query)
    texts = [one.text for one in docx.Document(BytesIO(answer.content)).paragraphs]
    assert "3. Wat er veranderde sinds versie 1 van 1 maart 2026" in texts
    assert any("[nieuw: " in text for text in texts)
    page = cast.focal_safety.client.get(f"{PLACE}wijzigingen/", query)
    check_page(page)
    html = page.content.decode()
    assert "<ins>" in html
    by_number = cast.focal_safety.client.get(f"{PLACE}wijzigingen/", {"versie": "1"})
    assert "<ins>" in by_number.content.decode()
    assert "Besloten" not in html


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"sinds": "2031-01-01"}, "error-summary"),
        ({"sinds": "gisteren"}, "error-summary"),
        ({"sinds": "2020-01-01"}, "Van die dag is geen versie bewaard"),
        ({"versie": "7"}, "Er is nog geen versie"),
    ],
)
def test_what_cannot_be_compared_is_said(
    order: None, cast: Any, asked: dict[str, str], told: str
) -> None:
    page = cast.focal_safety.client.get(f"{PLACE}wijzigingen/", asked)
    check_page(page)
    assert told in page.content.decode()
    assert cast.focal_safety.client.get(f"{PLACE}word/", asked).status_code == 200


# -- Pages --------------------------------------------------------------------------------------


def test_the_page_shows_chapters_contents_and_version(order: None, cast: Any) -> None:
    editions.make_edition()
    page = cast.focal_safety.client.get(PLACE)
    check_page(page)
    html = page.content.decode()
    assert 'href="#route"' in html
    assert "Versie 1 van" in html
    assert "Voor wie schrijft" not in html
    assert "besloten" in cast.editor.client.get(PLACE).content.decode()


def test_without_a_reading_order_the_page_says_so(cast: Any) -> None:
    page = cast.focal_safety.client.get(PLACE)
    check_page(page)
    assert "nog geen introductiedossier" in page.content.decode()
    assert cast.focal_safety.client.get(f"{PLACE}pdf/").status_code == 404
    with pytest.raises(DocumentMissing):
        made_as(READER)


def test_the_pdf_is_accessible_and_says_its_version(order: None, cast: Any) -> None:
    editions.make_edition()
    answer = cast.focal_safety.client.get(f"{PLACE}pdf/")
    assert b"pdfuaid:part" in answer.content
    reader = PdfReader(BytesIO(answer.content))
    assert "Versie 1 van" in reader.pages[0].extract_text()
    assert "versie-1" in answer["Content-Disposition"]


def test_a_page_costs_the_same_however_many_texts(
    order: None, article: Any, cast: Any, django_assert_max_num_queries: Any
) -> None:
    client = cast.focal_safety.client
    client.get(PLACE)
    parts = []
    for number in range(12):
        article(f"tekst-{number}", "Zie [de route](artikel:route).")
        parts.append({"article": f"tekst-{number}"})
    set_order(
        ("Veel", [*parts, {"article": "route"}]), ("Wie", [{"living": "contacts"}]), version="3"
    )
    with django_assert_max_num_queries(20):
        assert client.get(PLACE).status_code == 200


# -- Regions ------------------------------------------------------------------------------------


def test_another_region_gets_its_own_by_its_own_pack(db: None) -> None:
    load("voorbeeld")
    dossier = made_as(READER)
    assert dossier.title == "Introductiedossier Regio Duinland"
    assert "Rotterdam" not in facts.searchable(dossier)
    assert not dossier.gaps
