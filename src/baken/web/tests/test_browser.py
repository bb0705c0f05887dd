"""The style page and the frames of the layouts, as Chromium and axe see them."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from .browser import axe_violations, open_page, opened_browser

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
PAGES = ("/stijl/", "/over/", "/privacy/", "/toegankelijkheid/", "/bestaat-niet/")


@pytest.fixture(scope="module")
def browser() -> Any:
    with opened_browser() as browser:
        yield browser


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_and_nothing_sticks_out(
    browser: Any, width: int, scheme: str, settings: Any
) -> None:
    settings.IS_DEMONSTRATION = scheme == "light"
    page = open_page(browser, Client(), width=width, color_scheme=scheme)
    for path in PAGES:
        page.goto(path)
        assert axe_violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    assert [one for one in page.complaints if "404" not in one] == []
    page.context.close()


def test_nothing_sticks_out_at_four_times_the_size(browser: Any, cast: Any) -> None:
    for client, paths in ((Client(), PAGES), (cast.focal_safety.client, ("/berichten/",))):
        page = open_page(browser, client, width=320)
        for path in paths:
            page.goto(path)
            assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
        page.context.close()


def test_axe_finds_nothing_on_a_page_of_staff(browser: Any, cast: Any) -> None:
    for width in (360, 1280):
        page = open_page(browser, cast.focal_safety.client, width=width)
        page.goto("/berichten/")
        assert page.locator("h1").count() == 1
        assert axe_violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.complaints == []
        page.context.close()
