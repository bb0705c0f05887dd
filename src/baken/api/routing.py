"""How an operation is declared: with a name, one access rule and words, or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .rules import Rule


@dataclass(frozen=True)
class Declared:
    """What an operation says of itself."""

    rule: Rule
    summary: str
    description: str


OPERATIONS: dict[str, Declared] = {}
"""All operations by their name in the URL configuration."""


def operation(name: str, rule: Rule, summary: str, description: str = "") -> dict[str, Any]:
    """Return what a router needs for an operation. Every operation is declared through here.

    ``summary`` and ``description`` are English texts, marked with ``gettext_noop``: the
    document is English, the page about it Dutch.
    """
    assert name not in OPERATIONS, f"two operations are called {name}"
    OPERATIONS[name] = Declared(rule, summary, description)
    return {
        "url_name": name,
        "operation_id": operation_id(name),
        "auth": rule,
        "summary": summary,
    }


def operation_id(name: str) -> str:
    """Return the name as generators of client code like it."""
    return name.replace("-", "_")
