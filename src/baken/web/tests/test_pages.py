"""The pages of the house itself: what holds for each, as a stranger sees them."""

from __future__ import annotations

import gzip
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse
from tests.pages import check_public_page, read_page

pytestmark = pytest.mark.django_db
NAMES = ("about", "privacy", "accessibility", "style")


@pytest.mark.parametrize("name", NAMES)
def test_a_page_of_the_house_holds_what_public_pages_promise(name: str) -> None:
    response = Client().get(reverse(f"web:{name}"))
    assert response.status_code == 200
    check_public_page(response)


def test_every_page_of_the_house_has_its_own_title() -> None:
    titles = [read_page(Client().get(reverse(f"web:{name}"))).title for name in NAMES]
    assert len(set(titles)) == len(NAMES)


def test_pages_take_no_form_by_post() -> None:
    for name in NAMES:
        assert Client().post(reverse(f"web:{name}")).status_code == 405


def test_the_quick_exit_works_without_a_script_and_tells_nobody_where_from() -> None:
    page = read_page(Client().get(reverse("web:about")))
    (link,) = [one for one in page.all("a") if "data-quick-exit" in one.attrs]
    assert link.attrs["href"].startswith("https://")
    assert "noreferrer" in link.attrs["rel"]


def test_the_first_link_skips_to_the_content() -> None:
    page = read_page(Client().get(reverse("web:about")))
    assert page.all("a")[0].attrs["href"] == "#main"
    assert page.all("main")[0].attrs["id"] == "main"


def test_112_is_on_every_public_page() -> None:
    for name in NAMES:
        page = read_page(Client().get(reverse(f"web:{name}")))
        assert any(link.attrs.get("href") == "tel:112" for link in page.all("a")), name


def test_the_style_page_is_not_for_search_engines() -> None:
    assert b'name="robots" content="noindex"' in Client().get(reverse("web:style")).content


def test_a_page_with_everything_it_loads_stays_far_below_60_kilobytes() -> None:
    response = Client().get(reverse("web:privacy"))
    page = read_page(response)
    addresses = [
        element.attrs.get("href") or element.attrs.get("src", "")
        for element in page.all("link", "script", "img")
    ]
    total = len(gzip.compress(response.content))
    for address in addresses:
        path = finders.find(address.removeprefix("/static/"))
        assert path, address
        with open(str(path), "rb") as stream:
            total += len(gzip.compress(stream.read()))
    assert total < 25 * 1024


def test_the_session_is_kept_alive_only_for_somebody_who_is_signed_in(cast: Any) -> None:
    address = reverse("web:stay")
    assert cast.stranger.get(address).status_code == 302
    assert cast.focal_safety.client.get(address).status_code == 204


def test_the_frame_of_staff_shows_the_role_and_only_what_the_role_opens(cast: Any) -> None:
    privacy = cast.privacy_officer.client.get("/berichten/").content.decode()
    focal = cast.focal_safety.client.get("/berichten/").content.decode()
    assert "Gemeente Vlaardingen" in focal
    assert reverse("audit:register") in privacy
    assert reverse("audit:register") not in focal


def test_the_frame_of_staff_costs_one_query_the_count_of_messages(
    cast: Any, django_assert_num_queries: Any
) -> None:
    request: Any = RequestFactory().get("/berichten/")
    request.user = cast.focal_safety.account
    request.actor = cast.focal_safety.actor
    request.membership = cast.focal_safety.membership
    request.memberships = [cast.focal_safety.membership]
    with django_assert_num_queries(1):
        render_to_string("web/staff.html", {}, request=request)
