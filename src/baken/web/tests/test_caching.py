"""What the browser may keep: nothing of a page, whatever came of the request."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from baken.web.caching import NoStoreMiddleware

pytestmark = pytest.mark.django_db


def answered(**headers: str) -> HttpResponse:
    """Pass an answer with these headers through the middleware."""
    return NoStoreMiddleware(lambda request: HttpResponse(headers=headers))(
        RequestFactory().get("/")
    )


@pytest.mark.parametrize("address", ["/mijn-werk/", "/signalen/", "/account/", "/berichten/"])
def test_a_page_behind_the_door_does_not_stay_behind_on_the_machine(
    cast: Any, address: str
) -> None:
    response = cast.focal_safety.client.get(address)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("address", ["/over/", "/terugkoppeling/", "/is-er-niet/", "/mijn-werk/"])
def test_neither_does_a_public_page_a_refusal_or_the_way_to_the_door(address: str) -> None:
    assert "no-store" in Client().get(address)["Cache-Control"]


def test_a_view_that_wants_to_be_kept_says_so_itself() -> None:
    assert answered()["Cache-Control"] == "no-store"
    assert (
        answered(**{"Cache-Control": "public, immutable"})["Cache-Control"] == "public, immutable"
    )
