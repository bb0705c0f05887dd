"""Says in plain words where data does not fit its JSON Schema: what is wrong, what was expected."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

from .yaml_lines import JsonPath

SchemaError = Any
"""A ``jsonschema.ValidationError``; its own types say "or unset" of every attribute."""

_formats = FormatChecker(formats=())


@_formats.checks("date")
def _is_date(value: object) -> bool:
    if not isinstance(value, str):
        return True
    try:
        return dt.date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


@_formats.checks("web-address")
def _is_web_address(value: object) -> bool:
    return not isinstance(value, str) or (
        value.startswith(("https://", "http://")) and " " not in value
    )


_TYPES = {
    "string": "a text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "a group of fields",
    "null": "empty",
}

_FORMATS = {
    "date": "a date that exists, written as 2026-12-31",
    "web-address": "a web address that starts with https://",
}


def schema_faults(content: Any, schema: Mapping[str, Any]) -> Iterator[tuple[JsonPath, str]]:
    """Yield the place and a plain message for everything that does not fit."""
    validator = Draft202012Validator(schema, format_checker=_formats)
    for error in validator.iter_errors(content):
        yield from _explain(error)


def _explain(error: SchemaError) -> Iterator[tuple[JsonPath, str]]:
    path: JsonPath = tuple(error.absolute_path)
    if error.validator in {"oneOf", "anyOf"} and "description" not in error.schema:
        # The branch that got furthest is what the writer meant.
        yield from _explain(_best_branch(error))
    elif error.validator == "required":
        yield from (
            (path, f"'{name}' is missing")
            for name in error.validator_value
            if name not in error.instance
        )
    elif error.validator == "additionalProperties":
        yield from _unknown_fields(error, path)
    else:
        explain = _MESSAGES.get(str(error.validator), _own_words)
        yield path, f"{_field(path)}{explain(error)}"


def _best_branch(error: SchemaError) -> SchemaError:
    branches = list(error.context or ())
    return max(branches, key=lambda e: len(e.absolute_path)) if branches else error


def _unknown_fields(error: SchemaError, path: JsonPath) -> Iterator[tuple[JsonPath, str]]:
    known = sorted(error.schema.get("properties", {}))
    for name in error.instance:
        if name not in known:
            yield (*path, name), f"unknown field '{name}'; expected one of: {', '.join(known)}"


def _field(path: JsonPath) -> str:
    names = [part for part in path if isinstance(part, str)]
    return f"'{names[-1]}' " if names else ""


def _shown(value: Any) -> str:
    text = repr(value) if not isinstance(value, dict | list) else "this"
    return text if len(text) <= 60 else f"{text[:57]}..."


def _expected(error: SchemaError, otherwise: str) -> str:
    """Prefer the schema's own words on what belongs here."""
    return str(error.schema.get("description", otherwise))


def _type(error: SchemaError) -> str:
    wanted = error.validator_value
    kinds = [wanted] if isinstance(wanted, str) else list(wanted)
    words = " or ".join(_TYPES[kind] for kind in kinds)
    hint = ""
    if "string" in kinds and isinstance(error.instance, int | float):
        hint = "; put it between quotes"
    return f"must be {words}, not {_shown(error.instance)}{hint}"


def _format(error: SchemaError) -> str:
    expected = _FORMATS.get(error.validator_value, error.validator_value)
    return f"must be {expected}, not {_shown(error.instance)}"


def _own_words(error: SchemaError) -> str:
    return str(error.message)


_MESSAGES: dict[str, Callable[[SchemaError], str]] = {
    "type": _type,
    "format": _format,
    "enum": lambda e: (
        f"must be one of: {', '.join(str(v) for v in e.validator_value)}; not {_shown(e.instance)}"
    ),
    "const": lambda e: f"must be {e.validator_value!r}, not {_shown(e.instance)}",
    "pattern": lambda e: (
        f"does not have the right form: {_shown(e.instance)}; expected: "
        f"{_expected(e, 'the pattern ' + str(e.validator_value))}"
    ),
    "minLength": lambda e: "must not be empty",
    "maxLength": lambda e: f"is longer than {e.validator_value} characters",
    "minItems": lambda e: f"needs at least {e.validator_value} item(s)",
    "maxItems": lambda e: f"has more than {e.validator_value} item(s)",
    "uniqueItems": lambda e: "holds the same item twice",
    "minimum": lambda e: f"must be at least {e.validator_value}, not {_shown(e.instance)}",
    "maximum": lambda e: f"must be at most {e.validator_value}, not {_shown(e.instance)}",
    "oneOf": lambda e: f"does not have the right form; expected: {_expected(e, 'see the schema')}",
    "anyOf": lambda e: f"does not have the right form; expected: {_expected(e, 'see the schema')}",
}
