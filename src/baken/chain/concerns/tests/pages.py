"""Short words for the page tests of concerns."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.pages import Page, check_page, read_page


def address(name: str, *args: Any, **query: str) -> str:
    """Return an address of this room."""
    tail = "?" + "&".join(f"{key}={value}" for key, value in query.items()) if query else ""
    return reverse(f"concerns:{name}", args=args) + tail


def opened(client: Client, name: str, *args: Any, **query: str) -> Page:
    """Fetch a page, which must be there and sound, and return it."""
    response = client.get(address(name, *args, **query))
    assert response.status_code == 200, f"{name}: {response.status_code}"
    return check_page(response)


def sent(client: Client, name: str, *args: Any, **data: Any) -> Any:
    """Send a form and follow to the next page, which must be sound."""
    response = client.post(address(name, *args), data, follow=True)
    check_page(response)
    return response


BOOKKEEPING = ("SAVEPOINT", "RELEASE", "SET LOCAL", "SELECT set_config")
BUDGET = 15


def queries_of(client: Client, name: str, *args: Any, **query: str) -> int:
    """Return how many questions a page asks, after the caches of the process are filled.

    Without the transaction's own bookkeeping and the three of session and account.
    """
    url = address(name, *args, **query)
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    asked = [q["sql"] for q in captured if not q["sql"].startswith(BOOKKEEPING)]
    return len(asked) - 3


def links(page: Page) -> set[str]:
    """Return all addresses a page leads or sends to."""
    found = {element.attrs.get("href", "") for element in page.all("a")}
    return found | {element.attrs.get("action", "") for element in page.all("form")}


def text_of(response: Any) -> str:
    """Return the text that people read in the main part."""
    page = read_page(response)
    return " ".join(page.all("main")[0].text.split())


def wrong_fields(response: Any) -> list[str]:
    """Return the names of the fields that are marked as wrong."""
    page = read_page(response)
    marked = [e.attrs["name"] for e in page.elements if e.attrs.get("aria-invalid") == "true"]
    return list(dict.fromkeys(marked))


def hidden(page: Page) -> dict[str, Any]:
    """Return the hidden fields of a page, the way a browser would send them back."""
    found: dict[str, Any] = {}
    for element in page.all("input"):
        if element.attrs.get("type") == "hidden":
            found.setdefault(element.attrs["name"], []).append(element.attrs.get("value", ""))
    found.pop("csrfmiddlewaretoken", None)
    return {name: values if len(values) > 1 else values[0] for name, values in found.items()}
