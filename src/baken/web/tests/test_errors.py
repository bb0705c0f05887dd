"""The pages for when something goes wrong help, and ask nothing of what may be broken."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from tests.pages import Page

from baken.web import errors

STATUSES = ("400", "403", "403_csrf", "404", "413", "429", "500", "503")


@pytest.mark.parametrize("name", STATUSES)
def test_an_error_page_needs_no_database_and_says_whom_to_call(name: str) -> None:
    page = Page(render_to_string(f"{name}.html"))
    assert page.broken == []
    assert len(page.all("h1")) == 1
    numbers = [link.attrs["href"] for link in page.all("a") if "tel:" in link.attrs["href"]]
    assert numbers == ["tel:112", "tel:09008844"]
    assert page.title.endswith("– Baken")


def test_error_pages_differ_in_title() -> None:
    assert len({Page(render_to_string(f"{name}.html")).title for name in STATUSES}) == len(STATUSES)


def test_what_is_too_large_gets_its_own_answer() -> None:
    request = RequestFactory().post("/")
    assert errors.bad_request(request, RequestDataTooBig()).status_code == 413
    assert errors.bad_request(request, SuspiciousOperation()).status_code == 400


@pytest.mark.django_db
def test_an_address_that_is_not_there_gives_our_page() -> None:
    response = Client().get("/bestaat-niet/")
    assert response.status_code == 404
    assert "Deze pagina is er niet" in response.content.decode()
    assert response["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_a_page_of_another_role_gives_our_page(cast: Any) -> None:
    response = cast.focal_safety.client.get("/logboek/")
    assert response.status_code == 403
    assert "hoort niet bij uw rol" in response.content.decode()


def test_a_fault_tells_nothing_of_itself() -> None:
    response = errors.server_error(RequestFactory().get("/?secret=1"))
    assert response.status_code == 500
    assert "secret" not in response.content.decode()


def test_an_old_form_gives_advice_and_hides_the_reason() -> None:
    response = errors.csrf_failure(RequestFactory().post("/"), reason="CSRF cookie not set.")
    assert response.status_code == 403
    assert "cookie not set" not in response.content.decode()
