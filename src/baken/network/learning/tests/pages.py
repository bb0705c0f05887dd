"""Short words for the page tests of this room."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.urls import reverse
from openpyxl import load_workbook
from tests.pages import check_page


def text_of(response: Any) -> str:
    return " ".join(check_page(response).all("main")[0].text.split())


def opened(client: Any, name: str, /, *args: Any, **query: str) -> str:
    response = client.get(reverse(f"learning:{name}", args=args), query)
    assert response.status_code == 200, response.status_code
    return text_of(response)


def sent(client: Any, name: str, /, *args: Any, **data: Any) -> Any:
    response = client.post(reverse(f"learning:{name}", args=args), data, follow=True)
    check_page(response)
    return response


def sheet(client: Any, name: str, *args: Any, **query: str) -> list[tuple[Any, ...]]:
    response = client.get(reverse(f"learning:{name}", args=args), {**query, "as": "spreadsheet"})
    return list(load_workbook(BytesIO(response.content)).active.iter_rows(values_only=True))
