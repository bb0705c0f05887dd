"""Searching: what is found, for whom, and that the question stays out of addresses and logs."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.pages import check_page

from baken.foundation.access.lock import acting_as
from baken.network.library.models import Article, Audience, Kind, Theme
from baken.network.library.search.finding import search
from baken.network.library.search.passages import as_passage
from baken.network.library.search.sealed import open_question, seal_question
from baken.network.library.text import plain_body

from .test_reading import BOOKKEEPING, MOST_QUERIES, publish, term

pytestmark = pytest.mark.django_db
ADDRESS = "/kennisbank/zoeken/"


@pytest.fixture
def shelf() -> None:
    """Texts for everybody, one for partners and one that nobody may read."""
    publish("arbeid", "Arbeidsuitbuiting", "Een baas die paspoorten bewaart.")
    publish("zorg", "Zorgcoördinatie", "De zorgcoördinator helpt bij crisisopvang.")
    publish("rapport", "Rapport", kind=Kind.DOCUMENT, url="https://voorbeeld.test/", theme="law")
    publish("keten", "Kruidenbitter", "Alleen partners.", audience=Audience.PARTNERS)
    hidden = publish("weg", "Wintergroen", "Niet meer op de plank.")
    Article.objects.unscoped(reason="test").filter(pk=hidden.pk).update(is_published=False)


def found(player: Any, question: str, **chosen: str) -> Any:
    with acting_as(player.actor) as actor:
        return search(actor, question, chosen)


def slugs(player: Any, question: str, **chosen: str) -> list[str]:
    return [hit.article.slug for hit in found(player, question, **chosen).hits]


def ask(player: Any, words: str, **more: str) -> Any:
    return player.client.post(ADDRESS, {"words": words, **more})


def test_inflections_compounds_accents_and_errors_are_found(cast: Any, shelf: None) -> None:
    for question, slug in (
        ("uitbuiting", "arbeid"), ("uitbuitingen", "arbeid"), ("paspoort", "arbeid"),
        ("zorgcoordinatie", "zorg"), ("ZORGCOÖRDINATIE", "zorg"), ("opvang", "zorg"),
        ("arbeidsuitbuting", "arbeid"), ("crisis opvang", "zorg"),
    ):  # fmt: skip
        assert slug in slugs(cast.reader, question), question


def test_a_hidden_text_is_not_found_and_lends_no_word(cast: Any, shelf: None) -> None:
    assert slugs(cast.focal_safety, "kruidenbitter") == ["keten"]
    # A partner asked first, so the words of partners are kept; a reader gets other ones.
    for question in ("kruidenbitter", "kruidenbiter", "kruiden", "wintergroen", "wintergroem"):
        answer = found(cast.reader, question)
        assert (answer.count, answer.suggestion) == (0, ""), question
    assert found(cast.focal_safety, "kruidenbiter").suggestion == "kruidenbitter"
    assert found(cast.editor, "wintergroem").count == 0


def test_a_word_goes_when_its_text_goes(cast: Any, shelf: None) -> None:
    assert found(cast.reader, "arbeidsuitbuting").suggestion == "arbeidsuitbuiting"
    article = Article.objects.unscoped(reason="test").filter(slug="arbeid")
    article.update(is_published=False)
    assert found(cast.reader, "arbeidsuitbuting").suggestion == ""


def test_a_word_of_the_street_finds_the_text_of_its_term(cast: Any, shelf: None) -> None:
    assert slugs(cast.reader, "koppelbaas") == []
    term("chef", "Chef", "koppelbaas", article_slug="arbeid")
    assert slugs(cast.reader, "koppelbaas") == ["arbeid"]
    assert [one.slug for one in found(cast.reader, "koppelbaas").terms] == ["chef"]


def test_what_has_all_words_comes_and_else_what_has_some(cast: Any, shelf: None) -> None:
    assert not found(cast.reader, "baas paspoorten").is_loose
    loose = found(cast.reader, "baas crisisopvang")
    assert loose.is_loose
    assert {hit.article.slug for hit in loose.hits} == {"arbeid", "zorg"}


def test_filters_narrow_by_kind_and_theme(cast: Any, shelf: None) -> None:
    assert slugs(cast.reader, "rapport", kind="document") == ["rapport"]
    assert slugs(cast.reader, "rapport", kind="article") == []
    assert slugs(cast.reader, "rapport", theme=Theme.CARE) == []
    assert found(cast.reader, "essm", kind="organisation").organisations[0].slug == "essm"


@pytest.mark.parametrize(
    "question",
    [
        "'",
        "a'b",
        "!&|()<->:*",
        "\\",
        "%_",
        "'; DROP TABLE x; --",
        "((",
        "é" * 60,
        "de het een",
        "a",
    ],
)
def test_no_question_is_read_as_syntax(cast: Any, shelf: None, question: str) -> None:
    assert found(cast.reader, question).count >= 0


def test_a_passage_is_marked_with_its_accents_and_nothing_else_is_html() -> None:
    body = "Eén <b>zin</b> over coördinatie & meer."
    plain = plain_body(body)
    marked = plain.replace("coordinatie", "\ue000coordinatie\ue001")
    assert str(as_passage(marked, body, plain, "")) == (
        "Eén &lt;b&gt;zin&lt;/b&gt; over <mark>coördinatie</mark> &amp; meer."
    )


def test_the_answer_stands_at_an_address_that_tells_nothing(cast: Any, shelf: None) -> None:
    sent = ask(cast.reader, "paspoorten", kind="article")
    assert sent.status_code == 302
    assert "paspoort" not in sent["Location"]
    assert sent["Location"].endswith("kind=article")
    page = cast.reader.client.get(sent["Location"])
    check_page(page)
    html = page.content.decode()
    assert "<mark>paspoorten</mark>" in html
    assert "1 resultaat" in html


def test_the_question_stands_in_no_log_line(
    cast: Any, shelf: None, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    sent = ask(cast.reader, "kruidnagelkoek")
    cast.reader.client.get(sent["Location"])
    assert "kruidnagelkoek" not in caplog.text + "".join(capfd.readouterr())


def test_a_sealed_question_opens_for_its_asker_during_some_hours(cast: Any) -> None:
    reader, other = cast.reader.actor, cast.editor.actor
    sealed = seal_question(reader, "opvang")
    assert open_question(reader, sealed) == "opvang"
    for wrong in ("", "x", sealed[:-3], "é" * 9, "a" * 3000):
        assert open_question(reader, wrong) == ""
    assert open_question(other, sealed) == ""
    with time_machine.travel(timezone.now() + dt.timedelta(hours=5)):
        assert open_question(reader, sealed) == ""
    html = cast.editor.client.get(f"{ADDRESS}?vraag={sealed}").content.decode()
    assert "Stel uw vraag opnieuw" in html


@pytest.mark.parametrize("words", ["bsn 111222333", "NL91ABNA0417164300", "16-XX-BD"])
def test_numbers_of_persons_and_cars_are_refused_in_clear_words(
    cast: Any, shelf: None, words: str
) -> None:
    answer = ask(cast.reader, words)
    assert answer.status_code == 200
    check_page(answer)
    assert "geen persoonsgegevens" in answer.content.decode()


def test_nothing_found_says_what_to_do(cast: Any, shelf: None) -> None:
    from .reading_examples import fill_shelves

    fill_shelves("voorbeeld")
    answer = cast.reader.client.get(ask(cast.reader, "xylofoon")["Location"])
    check_page(answer)
    html = answer.content.decode()
    assert "Niets gevonden" in html
    assert "tel:+31102365252" in html
    assert "kennisbank/themas/" in html


def test_a_stranger_is_sent_to_the_door(cast: Any) -> None:
    for answer in (cast.stranger.get(ADDRESS), cast.stranger.post(ADDRESS, {"words": "x"})):
        assert answer["Location"].startswith(reverse("account_login"))


def test_pages_follow_each_other_and_queries_stay_few(cast: Any, shelf: None) -> None:
    for number in range(24):
        publish(f"kalmoes-{number}", f"Kalmoes {number}")
    client = cast.reader.client
    address = client.post(ADDRESS, {"words": "kalmoes"})["Location"]
    pages = [client.get(f"{address}&page={number}").content.decode() for number in (1, 2, 3)]
    assert [page.count('class="text-item"') for page in pages] == [10, 10, 4]
    with CaptureQueriesContext(connection) as seen:
        client.get(address)
    count = sum(not one["sql"].startswith(BOOKKEEPING) for one in seen.captured_queries)
    assert count <= MOST_QUERIES
