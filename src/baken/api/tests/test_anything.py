"""Anything may be sent to the open operations: the answer is never our own failure."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from baken.api.document import document, operations
from baken.api.problems import MEDIA_TYPE
from baken.chain.guidance.answers import QUESTIONS
from baken.chain.guidance.tests.conftest import QUIET

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("region")]

OPEN = [
    (path, method, one) for path, method, one in operations(document()) if one["security"] == []
]
GETS = [(path, one) for path, method, one in OPEN if method == "get" and one["parameters"]]
POSTS = [path for path, method, _one in OPEN if method == "post"]

MEDIA_TYPES = ["application/json", "a/b+json", "text/plain", "", "multipart/form-data; x", "/"]

RUN = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

text = st.text(max_size=40) | st.sampled_from(["labour", "GM0622", "\x00", "\ud800", "seen", ""])
scalars = st.none() | st.booleans() | st.integers() | st.floats() | text
json_values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(text, inner, max_size=4),
    max_leaves=12,
)
"""JSON as Python writes it, NaN and lone halves of characters included."""


def answers_nearly_right() -> Any:
    """Return answers of which each field may be left out, right, or anything."""
    fields = {name: st.sampled_from(values) | scalars for name, values in QUESTIONS.items()} | {
        "forms": st.lists(st.sampled_from(["labour", "sexual"]) | text, max_size=3) | json_values,
        "municipality": st.just(QUIET["municipality"]) | text,
        "at": st.just(QUIET["at"]) | st.datetimes().map(str) | text,
    }
    return st.fixed_dictionaries({}, optional=fields)


def explanations() -> Any:
    """Return requests for an explanation that may be right."""
    return st.fixed_dictionaries(
        {},
        optional={
            "answers": st.dictionaries(text, st.sampled_from(["seen", "no"]) | scalars, max_size=4)
            | json_values,
            "forms": st.lists(st.sampled_from(["labour", "marriage"]) | text, max_size=3)
            | json_values,
            "minor": st.sampled_from(["yes", "no", "unknown"]) | scalars,
        },
    )


def judged(answer: Any) -> None:
    """Assert that an answer is data or a problem, and never a failure of ours."""
    assert answer.status_code < 500, answer.content
    if answer.status_code >= 400:
        assert answer["Content-Type"] == MEDIA_TYPE
        assert answer.json()["status"] == answer.status_code
    else:
        assert isinstance(answer.json(), dict | list)
    assert not answer.cookies


@pytest.mark.parametrize("path", POSTS)
@RUN
@given(body=json_values | answers_nearly_right() | explanations())
def test_any_json_is_answered(path, body):
    judged(Client().post(path, json.dumps(body), content_type="application/json"))


@pytest.mark.parametrize("path", POSTS)
@RUN
@given(body=st.binary(max_size=200), media_type=st.sampled_from(MEDIA_TYPES))
def test_any_bytes_are_answered(path, body, media_type):
    judged(Client().generic("POST", path, body, content_type=media_type))


@pytest.mark.parametrize(("path", "described"), GETS, ids=[path for path, _one in GETS])
@RUN
@given(data=st.data())
def test_any_question_in_an_address_is_answered(path, described, data):
    names = [one["name"] for one in described["parameters"] if one["in"] == "query"]
    words = st.text(st.characters(codec="utf-8"), max_size=30)
    query = data.draw(st.dictionaries(st.sampled_from([*names, "x"]), words, max_size=3))
    slug = data.draw(st.sampled_from(["essm", "x-y"]) | st.from_regex(r"[-a-zA-Z0-9_]{1,20}\Z"))
    judged(Client().get(path.replace("{slug}", slug.strip()), query))


@RUN
@given(
    header=st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=60),
    scheme=st.sampled_from(["Bearer ", "bearer baken_", "Basic ", ""]),
)
def test_any_token_is_answered(header, scheme):
    answer = Client().get("/api/v1/me", headers={"Authorization": scheme + header})
    assert answer.status_code == 401
    judged(answer)


@RUN
@given(cursor=text | st.text(alphabet="abcXYZ019:_-.=", max_size=80), limit=text)
def test_any_cursor_is_answered(cast, world, program, cursor, limit):
    asking = program_of(cast, program)
    query = {"cursor": sendable(cursor), "limit": sendable(limit)}
    for path in ("/concerns", "/referrals"):
        judged(asking.get(path, query))


def sendable(value: str) -> bytes:
    """Return a text as an address can hold it."""
    return value.encode("utf-8", "replace")


_programs: dict[int, Any] = {}


def program_of(cast: Any, program: Any) -> Any:
    """Return one program for all examples of a test: a person has at most ten tokens."""
    if id(cast) not in _programs:
        _programs.clear()
        _programs[id(cast)] = program(cast.focal_care)
    return _programs[id(cast)]
