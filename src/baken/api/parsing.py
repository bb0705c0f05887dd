"""Reads what came in, strictly: JSON in UTF-8, each field once, no numbers that are none."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.parser import Parser

from .problems import Problem

MAXIMUM_BYTES = 200_000
"""More than the longest concern; a body is read into memory as a whole."""


class StrictParser(Parser):
    """The parser of every body. Raises ``Problem``, which ninja hands over as a cause."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Return the JSON data of the body."""
        media_type = request.content_type or ""
        if media_type != "application/json" and not media_type.endswith("+json"):
            raise Problem("wrong-media-type")
        return parse(request.body)


def parse(raw: bytes) -> Any:
    """Return JSON data; raise ``Problem`` for anything two programs could read differently."""
    if len(raw) > MAXIMUM_BYTES:
        raise Problem("too-large")
    try:
        return json.loads(
            raw.decode("utf-8"), object_pairs_hook=_each_once, parse_constant=_no_number
        )
    except UnicodeDecodeError:
        raise Problem("bad-request", _("The body is not UTF-8 text.")) from None
    except RecursionError:
        raise Problem("bad-request", _("The body is nested too deeply.")) from None
    except ValueError:
        raise Problem("bad-request", _("The body is not valid JSON.")) from None


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) < len(pairs):
        raise Problem("bad-request", _("A field stands there twice."))
    return data


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)
