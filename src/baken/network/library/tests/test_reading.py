"""What a reader finds: the shelves, one text, the terms."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.pages import check_page, check_public_page

from baken.network.library.models import Article, Attachment, Audience, Kind, Term, Theme, Visit
from baken.network.library.shelving import shelve

pytestmark = pytest.mark.django_db

MOST_QUERIES = 15
BOOKKEEPING = ("SAVEPOINT", "RELEASE", "SET LOCAL", "SELECT set_config")


def publish(slug: str, title: str, body: str = "Een tekst.", **values: Any) -> Article:
    """Put a text on the shelf, as the pack does."""
    article = Article(slug=slug, title=title, body=body, **{"theme": Theme.FORMS, **values})
    article.save()
    shelve(article, written_by=None)
    return article


@pytest.fixture
def shelf() -> None:
    """Three texts for everybody and one for partners."""
    publish("vormen", "Vormen van uitbuiting", position=1)
    publish("signalen", "Signalen zien", theme=Theme.SIGNALS, position=2)
    publish(
        "rapport", "Rapport van de rapporteur", kind=Kind.DOCUMENT, url="https://voorbeeld.test/x",
        position=3,
    )  # fmt: skip
    publish("draaiboek", "Draaiboek van de keten", audience=Audience.PARTNERS, position=4)


def page(player: Any, name: str, *args: Any, query: str = "") -> Any:
    response = player.client.get(reverse(f"library:{name}", args=args) + query)
    assert response.status_code == 200
    check_page(response)
    return response.content.decode()


def test_a_stranger_reads_what_it_is_and_how_to_get_in(cast: Any, shelf: None) -> None:
    response = cast.stranger.get(reverse("library:home"))
    check_public_page(response)
    html = response.content.decode()
    assert "Inloggen" in html
    assert "Vormen van uitbuiting" in html
    assert reverse("library:article", args=["vormen"]) not in html


def test_home_shows_search_themes_with_counts_and_where_to_begin(cast: Any, shelf: None) -> None:
    html = page(cast.reader, "home")
    assert html.index('name="words"') < html.index("Signalen zien")
    assert "2 teksten" in html
    assert "1 tekst" in html
    assert "Draaiboek" not in html
    assert "3 teksten" in page(cast.focal_safety, "home")


def test_new_is_what_changed_since_the_visit_before(cast: Any, shelf: None) -> None:
    assert "Laatst gewijzigd" in page(cast.reader, "home")
    with time_machine.travel(timezone.now() + dt.timedelta(days=2), tick=False):
        assert "is er niets gewijzigd" in page(cast.reader, "home")
    with time_machine.travel(timezone.now() + dt.timedelta(days=2, hours=1), tick=False):
        publish("later", "Later geschreven", theme=Theme.CARE)
    with time_machine.travel(timezone.now() + dt.timedelta(days=3), tick=False):
        html = page(cast.reader, "home")
        assert "Nieuw sinds uw laatste bezoek" in html
        new = page(cast.reader, "everything", query="?new=on")
        assert "Later geschreven" in new
        assert "Signalen zien" not in new


def test_of_a_visit_only_the_moment_is_kept(cast: Any, shelf: None) -> None:
    for name, args in (("home", ()), ("article", ["vormen"]), ("theme", ["vormen"])):
        page(cast.reader, name, *args)
    (visit,) = Visit.objects.unscoped(reason="test")
    assert {field.name for field in Visit._meta.get_fields()} == {"account", "seen_at", "since"}
    assert visit.account_id == cast.reader.account.pk


def test_a_shelf_narrows_by_kind_and_audience(cast: Any, shelf: None) -> None:
    html = page(cast.focal_safety, "theme", "vormen", query="?kind=document")
    assert "Rapport van de rapporteur" in html
    assert "Draaiboek" not in html
    html = page(cast.focal_safety, "theme", "vormen", query="?audience=partners")
    assert "Draaiboek" in html
    assert "Rapport" not in html
    assert "audience" not in page(cast.reader, "theme", "vormen")
    assert "Niets" in page(cast.reader, "theme", "preventie", query="?kind=document")
    missing = cast.reader.client.get(reverse("library:theme", args=["bestaat-niet"]))
    assert missing.status_code == 404


def test_a_document_leads_to_where_it_is(cast: Any, shelf: None) -> None:
    html = page(cast.reader, "article", "rapport")
    assert re.search(r'<a class="button[^>]*href="https://voorbeeld.test/x"', html)
    assert "Document openen" in html


def test_a_text_says_when_it_was_checked_and_by_whom(cast: Any, shelf: None) -> None:
    assert "nog niet gecontroleerd" in page(cast.reader, "article", "vormen")
    Article.objects.unscoped(reason="test").filter(slug="vormen").update(
        last_checked_on=dt.date(2026, 3, 2), checked_by="Beleidsadviseur VAR",
        review_on=dt.date(2027, 3, 2), source="Dossier",
    )  # fmt: skip
    html = page(cast.reader, "article", "vormen")
    for words in ("2 maart 2026", "Beleidsadviseur VAR", "2 maart 2027", "Dossier"):
        assert words in html


def test_a_long_text_shows_its_contents_and_its_organisations(cast: Any) -> None:
    body = "## Een\n\nBel [ESSM](organisatie:essm).\n\n## Twee\n\nx\n\n## Drie\n\nx"
    file_id = uuid.uuid4()
    article = publish("lang", "Lang", f"{body}\n\nZie [het plan](bestand:{file_id}).")
    Attachment.objects.create(
        pk=file_id, article=article, name="kaart.pdf", title="De kaart",
        content_type="application/pdf", size=4, digest="0" * 64, content=b"%PDF",
    )  # fmt: skip
    html = page(cast.reader, "article", "lang")
    assert "Op deze pagina" in html
    assert '<a href="#twee">' in html
    assert html.count(reverse("region:organisation", args=["essm"])) == 2
    assert "De kaart" in html


def test_a_text_for_partners_is_not_there_for_a_reader(cast: Any, shelf: None) -> None:
    publish("wijst", "Wijst ernaar", "Lees [het draaiboek](artikel:draaiboek).")
    html = page(cast.reader, "article", "wijst")
    assert "het draaiboek" in html
    assert "artikelen/draaiboek" not in html
    assert "artikelen/draaiboek" in page(cast.focal_safety, "article", "wijst")


def queries(client: Any, name: str, *args: Any) -> int:
    """Return how many queries a page takes, without those around every request."""
    address = reverse(f"library:{name}", args=args)
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return sum(not one["sql"].startswith(BOOKKEEPING) for one in seen.captured_queries)


PAGES = [
    ("home",), ("theme", "vormen"), ("everything",), ("article", "tekst-3"), ("terms",),
    ("following",),
]  # fmt: skip


def test_lists_and_texts_take_few_queries_however_much_there_is(cast: Any, shelf: None) -> None:
    publish("tekst-3", "Tekst 3", "[vormen](artikel:vormen)")
    client = cast.focal_safety.client
    before = [queries(client, *one) for one in PAGES]
    links = " ".join(f"[tekst {number}](artikel:tekst-{number})" for number in range(10, 40))
    for number in range(10, 40):
        publish(f"tekst-{number}", f"Tekst {number}", links)
    publish("tekst-4", "Tekst 4", links)
    pages = [*PAGES[:3], ("article", "tekst-4"), *PAGES[4:]]
    after = [queries(client, *one) for one in pages]
    assert after == before
    assert max(before) <= MOST_QUERIES, dict(zip(PAGES, before, strict=True))


def term(
    slug: str, word: str, *also: str, explanation: str = "Wat dit betekent.", **more: Any
) -> Term:
    made: Term = Term.objects.create(
        slug=slug, word=word, also="\n".join(also), explanation=explanation, **more
    )
    return made


def test_terms_stand_from_a_to_z_and_lead_to_what_reader_may_read(cast: Any, shelf: None) -> None:
    term("zorgcoordinatie", "Zorgcoördinatie", article_slug="vormen")
    term("avim", "AVIM", "Afdeling Vreemdelingenpolitie", article_slug="draaiboek")
    html = page(cast.reader, "terms")
    assert html.index("AVIM") < html.index("Zorgcoördinatie")
    assert "Afdeling Vreemdelingenpolitie" in html
    assert "artikelen/vormen" in html
    assert "artikelen/draaiboek" not in html
