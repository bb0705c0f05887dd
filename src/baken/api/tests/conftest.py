"""Fixtures: the region as it is loaded, concerns in any state, and programs with a token."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from tests.cast import Cast

from baken.chain.concerns.conftest import world as world
from baken.chain.guidance.tests.conftest import loaded_region as loaded_region
from baken.foundation.audit.models import AuditEvent
from baken.foundation.people.actions import tokens
from baken.foundation.people.models import TokenScope


@pytest.fixture
def region(loaded_region: None) -> None:
    """Load the real region, before the cast joins it."""
    cache.clear()


@pytest.fixture
def pack(region: None) -> None:
    """Stand in for the lists of concerns: they came with the region."""


@pytest.fixture
def cast(region: None) -> Cast:
    """Return the fixed cast, in the organisations of the real region."""
    return Cast.gather()


class Program:
    """A program that works for one player, by a token; ``None`` is a program of a stranger."""

    def __init__(self, secret: str | None = None) -> None:
        self.secret = secret
        self.client = Client(enforce_csrf_checks=True)

    def _headers(self, headers: dict[str, str]) -> dict[str, str]:
        token = {"Authorization": f"Bearer {self.secret}"} if self.secret else {}
        return {**token, **headers}

    def get(self, path: str, query: Any = None, **headers: str) -> Any:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.get(f"/api/v1{path}", query, headers=self._headers(named))

    def post(self, path: str, body: Any, **headers: str) -> Any:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.post(
            f"/api/v1{path}",
            body if isinstance(body, bytes) else json.dumps(body),
            content_type="application/json",
            headers=self._headers(named),
        )


@pytest.fixture
def program() -> Any:
    """Return a function that gives a player's program, by default one that may change things."""

    def build(player: Any = None, scope: TokenScope = TokenScope.WRITE) -> Program:
        if player is None:
            return Program()
        _token, secret = tokens.make(
            actor=player.actor, name="Zaaksysteem", scope=scope, days=30, second_factor=True
        )
        return Program(secret)

    return build


@pytest.fixture
def events() -> Any:
    """Return a function that gives the events of one name so far."""

    def named(name: str) -> list[AuditEvent]:
        rows = AuditEvent.objects.unscoped(reason="test").filter(event=name)
        return list(rows.order_by("at", "sequence"))

    return named
