"""A practice installation inside the test's own transaction, in the one database of the tests."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.test import Client, override_settings

from baken.chain.practice import ground, tickets
from baken.chain.practice.middleware import is_open
from baken.chain.practice.models import Installation, Practiser
from baken.config.start import fresh_key
from baken.foundation.access.roles import Role
from baken.foundation.people.sessions import actor_of
from baken.foundation.region.loading import load_pack
from baken.foundation.region.pack import Pack, read_pack
from baken.web import navigation

SECRET = "only-for-tests-and-long-enough-to-sign-a-ticket"
REAL = "http://testserver"
KEYS = fresh_key("practice-1")


NETWORK = (
    "agreements", "bodies", "dossier", "lending", "library", "meetings", "onboarding", "policy",
    "terms", "trainings",
)  # fmt: skip


@cache
def chain_part() -> Pack:
    """Return the invented region, read once, without what nobody practises with."""
    pack = read_pack(settings.REGIONS_FOLDER / "voorbeeld")
    for section in NETWORK:
        pack.files.pop(section, None)
    return pack


@pytest.fixture
def shared_secret() -> Iterator[None]:
    """Let both sides believe each other's tickets."""
    with override_settings(PRACTICE_SECRET=SECRET):
        yield


@pytest.fixture
def practice(db: None, shared_secret: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Turn the database into one for practising, and the settings into those of practising."""
    Installation.objects.create(kind="practice")
    ground.lay()
    monkeypatch.setattr(navigation, "_narrowing", [is_open])
    middleware = [*settings.MIDDLEWARE, "baken.chain.practice.middleware.PracticeMiddleware"]
    templates = [{**settings.TEMPLATES[0]}]
    options = {**templates[0]["OPTIONS"]}
    options["context_processors"] = [
        *options["context_processors"],
        "baken.chain.practice.context.practice",
    ]
    templates[0]["OPTIONS"] = options
    with override_settings(
        IS_PRACTICE=True,
        BAKEN_MODE="practice",
        VAULT_KEYS=KEYS,
        VAULT_SECRETS=KEYS,
        REGION="voorbeeld",
        ROOT_URLCONF="baken.config.urls_practice",
        SESSION_COOKIE_NAME="baken_practice_session",
        MIDDLEWARE=middleware,
        TEMPLATES=templates,
    ):
        load_pack(chain_part())
        yield


class Visitor:
    """Somebody who goes over with a ticket, and her browser on the other side."""

    def __init__(self, number: int) -> None:
        self.account_id = UUID(int=number)
        self.client = Client()

    def ticket(self) -> str:
        """Return a fresh ticket of hers."""
        return tickets.issue(self.account_id, Role.FOCAL_POINT, came_from=REAL)

    def go_in(self, text: str = "", **headers: str) -> Any:
        """Show a ticket at the door."""
        return self.client.post(
            "/oefenen/binnen/",
            {"ticket": text or self.ticket()},
            headers={"Origin": REAL, **headers},
        )

    @property
    def practiser(self) -> Practiser:
        """Return what the practice side keeps of her."""
        code = tickets.code_of(self.account_id)
        return Practiser.objects.unscoped(reason="the test looks").get(code=code)

    @property
    def actor(self) -> Any:
        """Return her as an actor on the practice side."""
        return actor_of(self.practiser.membership)

    def begin(self, scenario: str = "kas") -> None:
        """Choose a story."""
        self.client.post("/oefenen/verhaal/", {"scenario": scenario})


@pytest.fixture
def noor(practice: None) -> Visitor:
    """Return a visitor who is in."""
    visitor = Visitor(7)
    visitor.go_in()
    return visitor
