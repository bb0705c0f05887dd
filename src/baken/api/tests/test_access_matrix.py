"""Every operation as every member of the cast and as a stranger.

The expectation follows from the rule that the operation carries and the table of roles, as for
the pages (``tests/test_role_matrix.py``); for a record the one question is who may know of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.urls import get_resolver, reverse
from tests.cast import PEOPLE
from tests.routes import all_routes

from baken.api.routing import OPERATIONS, operation_id
from baken.api.service import api
from baken.chain.guidance.tests.conftest import QUIET
from baken.foundation.access.permissions import Permission
from baken.foundation.access.roles import Role, permissions_of
from baken.foundation.people.models import Membership

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("region")]

FOCAL_POINTS = {"focal_safety", "focal_care"}
SEES = {
    "concern_id": FOCAL_POINTS,
    "referral_id": FOCAL_POINTS | {"advice_desk", "care_coordinator"},
}
ANSWERS = {"accept-referral", "refuse-referral", "complete-referral"}
RECEIVERS = {"advice_desk", "care_coordinator"}
"""Who may answer; the sender knows of the referral, so to them it is refused, not hidden."""

BODIES = {
    "explain-indicators": {"answers": {}, "forms": ["labour"], "minor": "no"},
    "route": QUIET,
    "register-concern": {"channel": "phone", "story": "Een busje om zes uur."},
    "accept-referral": {},
    "refuse-referral": {"reason": "not-our-task"},
    "complete-referral": {"outcome": "help-started"},
}
HEADERS = {"X_Purpose": "nagaan in een test", "Idempotency_Key": "a" * 24}


@dataclass(frozen=True)
class Asked:
    """One operation on the records of Vlaardingen."""

    name: str
    parameters: tuple[str, ...]

    @property
    def rule(self) -> str:
        return OPERATIONS[self.name].rule.name

    def expected(self, player: str) -> str:
        if self.rule == "public":
            return "open"
        if player == "stranger":
            return "unknown"
        if self.rule == "signed-in":
            return "open"
        if Permission(self.rule) not in permissions_of(PEOPLE[player][1]):
            return "refused"
        if any(player not in SEES[name] for name in self.parameters if name in SEES):
            return "hidden"
        return "refused" if self.name in ANSWERS and player not in RECEIVERS else "open"


def every_operation() -> list[Asked]:
    names = {operation_id(name): name for name in OPERATIONS}
    return [
        Asked(names[one.operation_id], tuple(one.signature.path_params_names))
        for bound in api._get_bound_routers()
        for view in bound.path_operations.values()
        for one in view.operations
    ]


EVERY = every_operation()


@pytest.fixture
def ask(world: Any) -> Callable[[Any, Asked], Any]:
    """Return a function that asks one operation about a record of Vlaardingen."""
    concern, referral = world.referred()
    _concern, to_refuse = world.referred()
    values = {"concern_id": concern.pk, "referral_id": referral.pk, "slug": "essm"}

    def asking(program: Any, asked: Asked) -> Any:
        given = {name: values[name] for name in asked.parameters}
        if asked.name == "refuse-referral":
            given["referral_id"] = to_refuse.pk
        path = reverse(f"api:{asked.name}", kwargs=given).removeprefix("/api/v1")
        if asked.name in BODIES:
            return program.post(path, BODIES[asked.name], **HEADERS)
        return program.get(path, **HEADERS)

    return asking


VERDICTS = {200: "open", 201: "open", 401: "unknown", 403: "refused", 404: "hidden"}


HOLDERS = [player for player in PEOPLE if player != "reader"]
"""Who can have a token; the next test but one says what a reader can do with an old one."""


@pytest.mark.parametrize("player", [*HOLDERS, "stranger"])
def test_each_operation_answers_each_role_as_the_table_says(cast, program, ask, player):
    asking = program(None if player == "stranger" else cast.players[player])
    found = {asked.name: VERDICTS.get(ask(asking, asked).status_code) for asked in EVERY}
    assert found == {asked.name: asked.expected(player) for asked in EVERY}


def test_who_became_a_reader_reaches_nothing_with_the_token_of_before(cast, program, ask):
    asking = program(cast.shelter_worker)
    Membership.objects.filter(pk=cast.shelter_worker.membership.pk).update(role=Role.READER)
    for asked in EVERY:
        expected = "open" if asked.rule == "public" else "refused"
        assert VERDICTS.get(ask(asking, asked).status_code) == expected, asked.name


def test_a_hidden_record_and_one_that_never_was_get_the_same_answer(cast, program, world):
    concern, referral = world.referred()
    nobody = "00000000-0000-4000-8000-000000000000"
    asking = program(cast.focal_schiedam)
    for path in ("/concerns/%s", "/concerns/%s/referrals", "/referrals/%s"):
        there = concern.pk if "concerns" in path else referral.pk
        answers = [asking.get(path % one, **HEADERS) for one in (there, nobody)]
        assert answers[0].status_code == answers[1].status_code == 404
        assert answers[0].content == answers[1].content


def test_schiedam_finds_nothing_of_vlaardingen_in_any_list(cast, program, world):
    concern, _referral = world.referred()
    asking = program(cast.focal_schiedam)
    for path, query in (
        ("/concerns", {"state": "all"}),
        ("/concerns", {"state": "all", "reference": concern.reference}),
        ("/concerns", {"state": "all", "holder": str(cast.focal_safety.membership.pk)}),
        ("/referrals", {"state": "all"}),
        ("/referrals", {"state": "all", "side": "sent"}),
    ):
        assert asking.get(path, query).json()["items"] == []
    assert asking.get("/work").json()["overdue"] == 0


def test_every_address_of_the_api_carries_the_rule_of_its_operation():
    routes = [route for route in all_routes() if route.pattern.startswith("api/")]
    rules = {route.name.removeprefix("api:"): route.rule for route in routes}
    pages = dict.fromkeys(("index", "openapi", "docs"), "public")
    assert rules == pages | {name: one.rule.name for name, one in OPERATIONS.items()}
    allowed = {"public", "signed-in", *Permission}
    assert set(rules.values()) <= allowed
    assert not any("ninja" in str(one) for one in get_resolver().namespace_dict)
