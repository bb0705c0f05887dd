"""The directory tells everybody who can help, without a cookie and without a script."""

from __future__ import annotations

import datetime as dt
import gzip
import json

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from jsonschema import Draft202012Validator
from tests.pages import check_public_page

from baken.foundation.region.loading import load_pack
from baken.foundation.region.models import ContactPoint, Organisation

from .conftest import own_pack

pytestmark = pytest.mark.django_db

TUESDAY_NIGHT = dt.datetime(2026, 11, 24, 22, 10, tzinfo=dt.UTC)
TUESDAY_MORNING = dt.datetime(2026, 11, 24, 9, 0, tzinfo=dt.UTC)


@pytest.fixture
def rotterdam():
    """Load the real region."""
    load_pack(own_pack("rotterdam"))


@pytest.fixture
def page(rotterdam):
    """Return a function that opens a public page as a stranger and checks it."""

    def _page(address: str) -> str:
        response = Client().get(address)
        assert response.status_code == 200
        check_public_page(response)
        return response.content.decode()

    return _page


PAGES = ["/organisaties/", "/organisaties/essm/", "/organisaties/vlaardingen/", "/samenwerking/"]


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_sound_small_and_sets_no_cookie(page, address):
    assert len(gzip.compress(page(address).encode())) < 20_000


@time_machine.travel(TUESDAY_NIGHT, tick=False)
def test_at_night_the_directory_shows_who_answers(page):
    html = page("/organisaties/")
    assert html.count("Nu open") == 4
    assert html.count("Nu gesloten") == 3
    assert 'href="tel:+31102365256"' in html
    assert 'href="tel:112"' in html


@time_machine.travel(TUESDAY_NIGHT, tick=False)
def test_a_closed_contact_says_when_it_opens_and_whom_to_call_instead(page):
    html = page("/organisaties/essm/")
    assert "Gaat open: morgen om 08:30." in html
    assert "Krijgt u niemand te pakken? Neem dan contact op met Politie:" in html
    assert 'href="tel:09008844"' in html
    assert "ouder nummer" in html


@time_machine.travel(TUESDAY_NIGHT, tick=False)
def test_a_fallback_that_is_closed_too_is_passed_over(page):
    html = page("/organisaties/fairwork/")
    assert "Neem dan contact op met" not in html
    ContactPoint.objects.filter(organisation__slug="fairwork").update(phone="")
    assert "Neem dan contact op met Politie:" in page("/organisaties/fairwork/")
    assert "Neem dan contact op met Politie:" in page("/organisaties/vlaardingen/")
    ContactPoint.objects.filter(organisation__slug__in=["police", "emergency"]).update(hours=None)
    assert "Neem dan contact op met NLA:" in page("/organisaties/fairwork/")


@time_machine.travel(TUESDAY_MORNING, tick=False)
def test_an_open_contact_shows_no_detour(page):
    html = page("/organisaties/essm/")
    assert "Nu open" in html
    assert "Krijgt u niemand te pakken" not in html


def test_what_nobody_checked_says_so_and_what_was_read_has_its_date(page):
    assert "Nog te controleren" in page("/organisaties/essm/")
    assert "23 november 2026" in page("/organisaties/comensha/")


@time_machine.travel(TUESDAY_MORNING, tick=False)
def test_a_municipality_without_a_number_says_so_and_points_to_the_advice_desk(page):
    html = page("/organisaties/vlaardingen/")
    assert "nog niet ingevuld" in html
    assert 'href="tel:+31102365256"' in html


@pytest.mark.parametrize(
    ("query", "found", "absent"),
    [
        ("010 2365256", "ESSM", "FairWork"),
        ("uitbuiting bij werk", "Nederlandse Arbeidsinspectie", "Veilig Thuis</a>"),
        ("coordinatie", "CoMensha", "Nidos"),
        ("0800-2000", "Veilig Thuis", "FairWork"),
        ("08002000", "Veilig Thuis", "FairWork"),
        ("IJSSEL", "Capelle aan den IJssel", "Schiedam"),
        ("<script>", "Niets gevonden", "<script>alert"),
    ],
)
def test_searching_finds_by_name_need_and_number(page, query, found, absent):
    response = Client().get("/organisaties/", {"q": query})
    check_public_page(response)
    html = response.content.decode()
    assert found in html
    assert absent not in html


@pytest.mark.parametrize("address", PAGES)
def test_a_page_takes_at_most_five_queries(page, address):
    page(address)
    with CaptureQueriesContext(connection) as queries:
        page(address)
    assert len([query for query in queries if " FROM " in query["sql"]]) <= 5


def test_the_directory_asks_three_questions_of_the_database(rotterdam, django_assert_num_queries):
    from django.utils import timezone

    from baken.foundation.region.presentation import current_region

    now = timezone.localtime()
    current_region(now)
    with django_assert_num_queries(3):
        current_region(now)


def test_what_does_not_exist_or_is_not_in_use_is_not_found(page):
    Organisation.objects.filter(slug="fier").update(is_current=False)
    for address in ("/organisaties/nergens/", "/organisaties/fier/", "/regio/schema/x.json"):
        assert Client().get(address).status_code == 404
    assert Client().post("/organisaties/").status_code == 405


def test_a_merged_municipality_points_to_its_successor(page):
    new = Organisation.objects.get(slug="vlaardingen")
    Organisation.objects.filter(slug="maassluis").update(
        valid_until=dt.date(2025, 12, 31), merged_into=new
    )
    html = page("/organisaties/maassluis/")
    assert "31 december 2025" in html
    assert "/organisaties/vlaardingen/" in html
    assert "Maassluis" not in page("/organisaties/")


def test_bodies_and_roles_are_shown_with_their_frequency(page):
    html = page("/samenwerking/")
    assert "Ten minste 3 keer per jaar" in html
    assert "Verbindende schakel tussen zorg en veiligheid" in html


def test_the_invented_region_warns_that_nothing_exists():
    load_pack(own_pack("voorbeeld"))
    response = Client().get("/organisaties/")
    check_public_page(response)
    html = response.content.decode()
    assert "Deze regio is verzonnen" in html
    assert "Rotterdam" not in html.split("<main", 1)[1].split("</main", 1)[0]


def test_every_schema_is_published_and_is_a_schema(db):
    for name in ("organisations", "contacts", "municipalities", "region", "calendar", "roles"):
        response = Client().get(f"/regio/schema/{name}.json")
        assert response["Content-Type"] == "application/schema+json"
        Draft202012Validator.check_schema(json.loads(response.content))


def test_everything_works_before_a_pack_was_loaded(db):
    for address in ("/organisaties/", "/samenwerking/"):
        check_public_page(Client().get(address))
    assert ContactPoint.objects.count() == 0
