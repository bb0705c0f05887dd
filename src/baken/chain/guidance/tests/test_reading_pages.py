"""Start page, forms, what may be shared, route card: what a stranger reads."""

from __future__ import annotations

import gzip
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse
from tests.pages import check_page

from baken.foundation.region.models import PackDocument

from .test_check_pages import SAFETY, SITUATION, WHOLE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded_region")]

BUDGET = 60_000
"""Bytes that a public page may take in all, compressed, with everything it links."""

READ = [
    "/",
    "/check/",
    "/vormen/",
    "/vormen/labour/",
    "/vormen/sexual/",
    "/vormen/marriage/",
    "/vormen/surrogacy/",
    "/vormen/smuggling/",
    "/wat-mag-ik-delen/",
    "/routekaart/",
]
POSTED: list[tuple[str, dict[str, Any]]] = [
    ("guidance:check-signs", SAFETY),
    ("guidance:check-situation", WHOLE),
    ("guidance:check-result", WHOLE),
    (
        "guidance:check-result",
        {
            **WHOLE,
            **SITUATION,
            "danger": "yes",
            "minor": "unknown",
            "forms": ["labour", "sexual", "criminal", "services", "begging", "marriage", "organ"],
            "residence_uncertain": "yes",
            "anonymous": "yes",
        },
    ),
]


def text_of(response: Any) -> str:
    return unescape(response.content.decode())


@pytest.mark.parametrize("address", READ)
def test_a_page_is_sound_and_sets_no_cookie(client: Client, address: str) -> None:
    response = client.get(address)

    check_page(response)
    assert not response.cookies


def all_pages(client: Client) -> list[tuple[str, Any]]:
    pages = [(address, client.get(address)) for address in READ]
    return pages + [(name, client.post(reverse(name), data)) for name, data in POSTED]


def test_every_public_page_stays_within_its_budget(client: Client) -> None:
    for address, response in all_pages(client):
        page = response.content.decode()
        linked = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page))
        parts = [response.content, *(_static(path) for path in linked)]
        total = sum(len(gzip.compress(part)) for part in parts)

        assert any(path.endswith(".css") for path in linked)
        assert total < BUDGET, f"{address}: {total} bytes"


def _static(address: str) -> bytes:
    path = finders.find(address.removeprefix("/static/"))
    assert path, address
    return Path(str(path)).read_bytes()


def test_no_public_page_asks_anything_of_a_third_party(client: Client) -> None:
    for address, response in all_pages(client):
        loaded = re.findall(
            r'<(?:script|img|iframe|source|video|audio|embed)[^>]+src="([^"]+)"|<link[^>]+href="([^"]+)"',
            response.content.decode(),
        )
        for one, other in loaded:
            assert (one or other).startswith("/"), f"{address}: {one or other}"


def test_a_page_needs_few_queries(client: Client, django_assert_max_num_queries: Any) -> None:
    for address in READ:
        client.get(address)
        with django_assert_max_num_queries(12):
            client.get(address)


@time_machine.travel("2026-11-24T10:00:00+01:00", tick=False)
def test_the_start_page_shows_numbers_that_answer_now(client: Client) -> None:
    page = text_of(client.get("/"))

    assert 'href="/check/"' in page
    for number in ("tel:112", "tel:09008844", "tel:+31102365256", "tel:08002000"):
        assert number in page.split("<main", 1)[1]
    assert page.count("Nu open") == 3
    assert "De regio moet ze nog toetsen" in page


@time_machine.travel("2026-11-24T23:10:00+01:00", tick=False)
def test_at_night_the_start_page_says_what_is_closed(client: Client) -> None:
    page = text_of(client.get("/"))

    assert page.count("Nu open") == 2
    assert "Weer open op woensdag 25 november, 08:30" in page


def test_smuggling_stands_apart_from_trafficking(client: Client) -> None:
    page = text_of(client.get("/vormen/"))
    apart = page.split("Iets anders, maar er dichtbij", 1)

    assert "Mensensmokkel" not in apart[0].split("<main", 1)[1]
    assert "Mensensmokkel" in apart[1]


def test_a_form_shows_definition_signs_sources_contacts_and_law(client: Client) -> None:
    page = text_of(client.get("/vormen/labour/"))

    assert "Bijvoorbeeld" in page
    assert "De werkgever bewaart paspoorten" in page
    assert "nog te toetsen" in page
    assert "Nederlandse Arbeidsinspectie, Herkennen en melden" in page
    assert "tel:08005151" in page
    assert "273f" in page


def test_forms_that_are_new_in_european_law_say_so(client: Client) -> None:
    assert "Nieuw in Europees recht" in text_of(client.get("/vormen/surrogacy/"))
    assert "Nieuw in Europees recht" not in text_of(client.get("/vormen/labour/"))


def test_a_forced_marriage_warns_against_talking_to_the_family(client: Client) -> None:
    assert "Praat nooit met ouders of familie" in text_of(client.get("/vormen/marriage/"))
    assert "Praat nooit met ouders of familie" not in text_of(client.get("/vormen/labour/"))


def test_a_form_that_does_not_exist_is_not_found(client: Client) -> None:
    assert client.get("/vormen/something/").status_code == 404


def test_both_public_positions_on_consent_are_shown(client: Client) -> None:
    page = text_of(client.get("/wat-mag-ik-delen/"))

    assert "Vraag eerst toestemming" in page
    assert "Melden mag ook zonder toestemming" in page
    assert "Openbare bronnen zeggen hier niet hetzelfde over" in page


def test_the_route_card_names_every_contact_of_the_route(client: Client) -> None:
    page = text_of(client.get("/routekaart/"))

    for number in ("112", "09008844", "08002000", "+31102365256", "08005151", "08007000"):
        assert f'href="tel:{number}"' in page
    assert "/routekaart/routekaart.pdf" in page


@pytest.mark.parametrize("address", READ)
def test_reading_pages_take_no_answers(client: Client, address: str) -> None:
    response = client.get(f"{address}?danger=yes&minor=yes")

    assert "danger=yes" not in response.content.decode()


@pytest.fixture
def empty_region(loaded_region: None) -> None:
    """Take the documents out of the database again, as before the first loading."""
    PackDocument.objects.all().delete()


def test_before_the_pack_was_loaded_the_pages_use_its_files(
    client: Client, empty_region: None
) -> None:
    assert "tel:+31102365256" in text_of(client.get("/"))
    assert client.post(reverse("guidance:check-result"), WHOLE).status_code == 200
