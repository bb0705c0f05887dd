"""Chromium over the test client: each request of the browser is answered in this process.

No server and no second connection to the database, so a test sees its own transaction, and
the real headers (Content-Security-Policy included) hold in the browser.

Playwright runs an event loop in this thread, and Django gives each loop a connection of its
own; ``one_connection`` puts the connection of the test in its place.
"""

from __future__ import annotations

import mimetypes
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.db import connections
from django.test import Client

HOST = "http://localhost"
_connection: list[Any] = []


def chromium_path() -> str:
    """Return the Chromium to use, or skip the test where there is none."""
    names = [os.environ.get("BAKEN_CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome"]
    found = next((path for name in names if name and (path := shutil.which(name))), "")
    if not found:
        pytest.skip("no Chromium on this machine")
    return found


def one_connection() -> None:
    """Use the connection of the test, whatever loop or greenlet asks."""
    if _connection:
        connections["default"] = _connection[0]


@contextmanager
def opened_browser() -> Iterator[Any]:
    """Start Chromium; Django may be called although Playwright runs a loop in this thread."""
    from playwright.sync_api import sync_playwright

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    _connection[:] = [connections["default"]]
    try:
        with sync_playwright() as playwright:
            one_connection()
            browser = playwright.chromium.launch(
                executable_path=chromium_path(), args=["--no-sandbox"]
            )
            yield browser
            browser.close()
    finally:
        _connection.clear()
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def open_page(browser: Any, client: Client, *, width: int = 1280, **options: Any) -> Any:
    """Return a page whose requests go to ``client``; ``page.complaints`` gathers errors."""
    context = browser.new_context(
        viewport={"width": width, "height": 800}, locale="nl-NL", base_url=HOST, **options
    )
    page = context.new_page()
    page.complaints = []
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on(
        "console",
        lambda message: page.complaints.append(message.text) if message.type == "error" else None,
    )
    page.route("**/*", lambda route: _answer(route, client))
    return page


def _answer(route: Any, client: Client) -> None:
    one_connection()
    request = route.request
    address = urlsplit(request.url)
    if not request.url.startswith(HOST):
        route.abort()
    elif address.path.startswith("/static/"):
        path = finders.find(address.path.removeprefix("/static/"))
        kind = mimetypes.guess_type(address.path)[0] or "application/octet-stream"
        route.fulfill(status=200 if path else 404, path=path, content_type=kind)
    else:
        route.fulfill(**_from_client(request, address, client))


def _from_client(request: Any, address: Any, client: Client) -> dict[str, Any]:
    path = f"{address.path}?{address.query}" if address.query else address.path
    headers = {"accept": request.headers.get("accept", "*/*")}
    if "hx-request" in request.headers:
        headers["hx-request"] = request.headers["hx-request"]
    if request.method == "POST":
        response = client.post(
            path,
            request.post_data or "",
            content_type=request.headers["content-type"],
            headers=headers,
        )
    else:
        response = client.get(path, headers=headers)
    while response.status_code in {301, 302, 303}:
        response = client.get(response.headers["Location"])
    return {
        "status": response.status_code,
        "headers": {name.lower(): value for name, value in response.items()},
        "body": response.content,
    }


def axe_violations(page: Any) -> list[str]:
    """Run axe on the page as it is now; return one line per element with a violation."""
    from axe_playwright_python.sync_playwright import Axe

    results = Axe().run(page).response
    return [
        f"{violation['id']}: {node['target']} {node['failureSummary']}"
        for violation in results["violations"]
        for node in violation["nodes"]
    ]
