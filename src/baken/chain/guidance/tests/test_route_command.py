"""``baken route``: the same route for machines, with and without a database."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from baken.foundation.region.models import ContactPoint

from .conftest import QUIET, TUESDAY_NIGHT


@pytest.fixture
def ask(capsys: Any, tmp_path: Path) -> Any:
    """Return a function that asks for a route and gives status, output and error line."""

    def run(data: Any, *options: str) -> tuple[int, Any, str]:
        path = tmp_path / "answers.json"
        text = data if isinstance(data, str) else json.dumps(data)
        path.write_text(text, encoding="utf-8")
        status = 0
        try:
            call_command("route_json", "--json", str(path), *options)
        except SystemExit as stop:
            status = int(stop.code or 0)
        out, error = capsys.readouterr()
        return status, json.loads(out) if out else None, error

    return run


def test_the_example_of_the_documentation(ask: Any) -> None:
    status, route, error = ask(QUIET | {"at": TUESDAY_NIGHT}, "--no-database")

    assert (status, error) == (0, "")
    assert route["route_version"]
    assert route["contacts_from"] == "pack"
    assert route["call_now"] == "police"
    first = route["contacts"][0]
    assert first["organisation"] == "essm"
    assert first["phone"] == "+31102365256"
    assert first["open"] is False
    assert first["next_open"] == "2026-11-25T08:30:00+01:00"
    assert first["reason"]
    assert first["may_share"]["level"] == "with-consent"
    assert first["instead"]["organisation"] == "police"
    assert route["obligations"][0]["text"]
    assert route["warnings"][0]["sources"]
    assert route["do_not"]


@pytest.mark.parametrize(
    ("data", "word"),
    [
        ({key: value for key, value in QUIET.items() if key != "minor"}, "minor"),
        (QUIET | {"minor": "perhaps"}, "minor"),
        (QUIET | {"forms": ["other"]}, "forms"),
        (QUIET | {"municipality": "GM0363"}, "municipality"),
        (QUIET | {"at": "now"}, "at"),
        (QUIET | {"extra": 1}, "extra"),
        ('{"danger": true, "danger": false}', "danger"),
        ("{", "not valid JSON"),
        ("[]", "answers"),
        ("[" * 60_000, "answers.json"),
        ("1" * 200_000, "larger than"),
    ],
)
def test_a_wrong_answer_is_one_line_and_status_2(ask: Any, data: Any, word: str) -> None:
    status, route, error = ask(data, "--no-database")

    assert status == 2
    assert route is None
    assert word in error
    assert error.count("\n") == 1


def test_a_file_that_is_not_there_is_named(capsys: Any) -> None:
    with pytest.raises(SystemExit) as stop:
        call_command("route_json", "--json", "/nowhere/answers.json", "--no-database")

    assert stop.value.code == 2
    assert "/nowhere/answers.json" in capsys.readouterr().err


def test_standard_input_is_read(capsys: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    text = json.dumps(QUIET).encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text)))

    call_command("route_json", "--json", "-", "--no-database")

    assert json.loads(capsys.readouterr().out)["contacts"][0]["organisation"] == "essm"


def test_with_a_database_the_edited_contacts_are_used(ask: Any, loaded_region: Any) -> None:
    point = ContactPoint.objects.get(organisation__slug="essm", slug="advice")
    point.phone = "+31101234567"
    point.save(update_fields=["phone"])

    _status, route, _error = ask(QUIET)

    assert route["contacts_from"] == "database"
    assert route["contacts"][0]["phone"] == "+31101234567"


@pytest.mark.django_db
def test_an_empty_database_falls_back_on_the_pack(ask: Any) -> None:
    status, route, _error = ask(QUIET)

    assert status == 0
    assert route["contacts_from"] == "pack"
