"""The page about the API and those of tokens, in Chromium and judged by axe."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from baken.foundation.people.tests.door import PASSWORD, sign_in, with_app
from baken.web.tests.browser import axe_violations, one_connection, open_page, opened_browser

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture
def chromium(cast: Any) -> Iterator[Any]:
    with opened_browser() as browser:
        yield browser


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
def test_axe_finds_nothing_on_the_page_about_the_api(
    chromium: Any, width: int, scheme: str
) -> None:
    page = open_page(chromium, Client(), width=width, color_scheme=scheme)
    page.goto("/api/v1/docs/")
    for summary in page.query_selector_all("main summary"):
        summary.click()
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.complaints == []
    one_connection()


def test_a_token_is_made_on_a_phone_and_revoked(chromium: Any, cast: Any) -> None:
    client = sign_in(with_app(cast.focal_care))
    page = open_page(chromium, client, width=360)
    page.goto("/account/api-sleutels/")
    assert axe_violations(page) == []
    client.post("/account/bevestigen/", {"password": PASSWORD})
    page.click("text=Een sleutel maken")
    assert axe_violations(page) == []
    page.fill("input[name=name]", "Zaaksysteem")
    page.click("main button:has-text('De sleutel maken')")
    assert "baken_" in page.inner_text(".copy-text")
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.click("text=Ik heb hem gekopieerd")
    page.click("main button:has-text('Intrekken')")
    assert "Ingetrokken" in page.inner_text("main")
    assert axe_violations(page) == []
    assert page.complaints == []
    one_connection()
