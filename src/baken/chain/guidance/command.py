"""``baken route --json FILE``: the same route for machines, with or without a database."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection

from .answers import AnswerError, Answers
from .route import decide
from .sources import DatabaseGuidance, FolderGuidance, Guidance, PackInvalid
from .wire import route_as_json

OK, WRONG = 0, 2
MAXIMUM_BYTES = 100_000


def run(source: str, *, use_database: bool) -> int:
    """Print the route for the answers in ``source`` (``-`` is standard input).

    With a database the contacts are those an editor last saved; when it does not answer or is
    empty, the files of the pack are used, and ``contacts_from`` in the output says so.

    Returns:
        0, or 2 with one line on standard error that names what is wrong.
    """
    try:
        data = read_answers(source)
        guidance = find_guidance(use_database=use_database)
        answers = Answers.read(
            data, forms=tuple(guidance.forms), municipalities=guidance.municipalities
        )
    except (AnswerError, PackInvalid) as error:
        sys.stderr.write(f"{' '.join(str(error).split())}\n")
        return WRONG
    route = decide(answers, answers.at, guidance.table, guidance.book)
    json.dump(route_as_json(route), sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")
    return OK


def find_guidance(*, use_database: bool) -> Guidance:
    """Return the guidance of the database when it has one, else that of the pack folder."""
    if use_database:
        try:
            found = DatabaseGuidance()
            if found.is_loaded:
                return found
        except DatabaseError:
            connection.close()
    return FolderGuidance(Path(settings.REGIONS_FOLDER) / settings.REGION)


def read_answers(source: str) -> Any:
    """Return the JSON data of a file or of standard input.

    Raises:
        AnswerError: when it cannot be read; the message names the file.
    """
    name = "standard input" if source == "-" else source
    try:
        raw = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
    except OSError as error:
        raise AnswerError(name, f"cannot be read ({error.strerror or error})") from None
    if len(raw) > MAXIMUM_BYTES:
        raise AnswerError(name, f"is larger than {MAXIMUM_BYTES} bytes")
    try:
        return json.loads(raw.decode("utf-8-sig"), object_pairs_hook=_no_doubles)
    except UnicodeDecodeError:
        raise AnswerError(name, "is not UTF-8 text") from None
    except json.JSONDecodeError as error:
        message = f"is not valid JSON (line {error.lineno}: {error.msg})"
        raise AnswerError(name, message) from None
    except RecursionError:
        raise AnswerError(name, "is nested too deeply") from None


def _no_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for key, value in pairs:
        if key in data:
            raise AnswerError(key, "stands there twice")
        data[key] = value
    return data
