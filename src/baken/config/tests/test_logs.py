"""Nothing about a person gets into a log line."""

from __future__ import annotations

import io
import json
import logging
import logging.config
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
import structlog
from django.http import HttpResponse
from django.test import RequestFactory
from hypothesis import given, settings
from hypothesis import strategies as st

from baken.config import logs


@pytest.fixture
def lines() -> Iterator[Any]:
    """Give a function that returns what was written, one dictionary per line."""
    written = io.StringIO()
    formatter: Any = logs.configure("INFO")["formatters"]["json"]
    handler = logging.StreamHandler(written)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=formatter["foreign_pre_chain"], processors=formatter["processors"]
        )
    )
    root = logging.root
    before, root.handlers = root.handlers, [handler]
    level = root.level
    root.setLevel("INFO")
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    root.handlers = before
    root.setLevel(level)


def test_ids_and_numbers_stay_and_text_is_withheld(lines: Any) -> None:
    structlog.get_logger("test").info(
        "concern.received", concern="7d0b1a9e-0000", count=3, ok=True, text="Jansje zag het"
    )
    (line,) = lines()
    assert line["event"] == "concern.received"
    assert (line["concern"], line["count"], line["ok"]) == ("7d0b1a9e-0000", 3, True)
    assert line["text"] == logs.WITHHELD


def test_words_of_a_library_lose_addresses_numbers_and_queries(lines: Any) -> None:
    logging.warning("Mail to jan@voorbeeld.test (0612345678) failed at /zoeken/?q=Jansje")
    assert lines()[0]["event"] == "Mail to [mail] ([number]) failed at /zoeken/?[query]"


def test_an_error_is_its_class_and_places_without_its_message(lines: Any) -> None:
    def fail() -> None:
        try:
            raise KeyError("Jansje")
        except KeyError as error:
            raise ValueError("bij Jansje thuis") from error

    try:
        fail()
    except ValueError:
        logging.exception("It failed")
    (line,) = lines()
    assert line["error"]["class"] == "builtins.ValueError"
    assert line["error"]["cause"]["class"] == "builtins.KeyError"
    assert any("test_logs.py" in frame for frame in line["error"]["frames"])
    assert "Jansje" not in json.dumps(line)


def test_what_a_library_adds_to_a_record_is_dropped(lines: Any) -> None:
    logging.error("Internal Server Error: %s", "/over/", extra={"request": "POST Jansje"})
    assert "Jansje" not in json.dumps(lines())


@given(st.text(min_size=1))
@settings(max_examples=60)
def test_no_text_passes_unless_it_is_a_short_code(text: str) -> None:
    kept = logs.withhold_text(None, "info", {"event": "x", "value": text})["value"]
    assert kept == logs.WITHHELD or (kept == text and " " not in text and "@" not in text)


def answer_with(status: int, request: Any, match: object = object()) -> HttpResponse:
    request.resolver_match = match
    return logs.RequestLogMiddleware(lambda _: HttpResponse(status=status))(request)


def test_a_request_is_a_line_without_its_query(lines: Any) -> None:
    response = answer_with(200, RequestFactory().get("/zoeken/?naam=Jansje"))
    (line,) = lines()
    assert (line["method"], line["path"], line["status"]) == ("GET", "/zoeken/", 200)
    assert line["request"] == response["X-Request-Id"]
    assert "Jansje" not in json.dumps(line)


def test_an_address_nobody_made_is_not_kept(lines: Any) -> None:
    answer_with(404, RequestFactory().get("/Jansje/"), match=None)
    assert lines()[0]["path"] == "unknown"


def test_the_secret_in_the_address_of_a_calendar_is_not_kept(lines: Any) -> None:
    secret = "Jp4_-" * 8 + "abc"
    match = SimpleNamespace(kwargs={"secret": secret})
    answer_with(404, RequestFactory().get(f"/agenda/{secret}.ics"), match=match)
    logging.error("Internal Server Error: %s", f"/agenda/{secret}.ics")
    first, second = lines()
    assert (first["path"], first["status"]) == ("/agenda/secret.ics", 404)
    assert second["event"] == "Internal Server Error: /agenda/[secret].ics"


def test_an_id_in_the_words_of_a_library_stays(lines: Any) -> None:
    logging.error("Internal Server Error: /signalen/0b9f1c1e-77c5-4a53-9d1f-2f3f0a1b2c3d/")
    assert "0b9f1c1e-77c5-4a53-9d1f-2f3f0a1b2c3d" in lines()[0]["event"]


@pytest.mark.parametrize("path", ["/static/web/public.css", "/health/ready"])
def test_what_machines_ask_all_day_is_not_written(lines: Any, path: str) -> None:
    answer_with(200, RequestFactory().get(path))
    assert lines() == []
