"""Every route as every member of the cast and as a stranger.

The expectation follows from the access rule on the view and the table of roles; for a record
the one question is who may know of it. The world belongs to Vlaardingen, with one referral to
the advice desk: whoever is not named in ``SEES`` must get 404, as if nothing existed.
"""

from __future__ import annotations

import datetime as dt
import re
from importlib import import_module
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from baken.foundation.access.permissions import Permission
from baken.foundation.access.roles import permissions_of
from tests.cast import PEOPLE
from tests.pages import check_page
from tests.routes import Route, all_routes

ROUTES = all_routes()
FOCAL_POINTS = {"focal_safety", "focal_care"}
OPEN_RULES = {"public", "signed-in", "own-account"}
SEES = {
    "concern_id": FOCAL_POINTS,
    "referral_id": FOCAL_POINTS | {"advice_desk", "care_coordinator"},
    "notice_id": {"focal_safety"},
    "token_id": {"focal_safety"},
    "subject_id": FOCAL_POINTS,
    "request_id": {"editor", "coordinator"},
}
"""Who may know of the record in the address. Other parameters name public records."""
NETWORK = [
    import_module(f"baken.network.{room}.tests.examples")
    for room in ("letters", "meetings", "policy", "learning", "lending", "library", "onboarding")
]
for _room in NETWORK:
    SEES |= _room.SEES

OK = 200
METHOD_NOT_ALLOWED = 405
UUIDS = {"UUIDConverter", "UUIDStrConverter"}
"""Django's own, and the one of django-ninja, which also takes the text of an id."""
KEBAB = re.compile(r"^[a-z0-9-]*(\.(css|json|pdf))?$")


@pytest.fixture
def region(db: None) -> None:
    """Load the real region, as ``baken region load`` does."""
    from baken.foundation.region.loading import load_pack
    from baken.foundation.region.pack import read_pack

    load_pack(read_pack(settings.REGIONS_FOLDER / "rotterdam"))


@pytest.fixture
def examples(region: None, cast: Any) -> dict[str, str]:
    """Return one value for each parameter in an address; records belong to Vlaardingen."""
    from baken.chain.concerns.tests.world import World
    from baken.foundation.notices.models import Notice
    from baken.foundation.people.actions import tokens
    from baken.foundation.people.models import ReaderRequest, TokenScope
    from baken.foundation.region.models import ContactPoint
    from baken.foundation.retention.actions import place_hold

    world = World(cast)
    concern = world.in_assessment()
    fact = world.add_fact(concern)
    assessment = world.ask_colleague(concern)
    decided, referral = world.referred()
    hold = place_hold(
        actor=cast.focal_safety.actor,
        subject=("concern", concern.pk),
        reason="complaint",
        until=timezone.localdate() + dt.timedelta(days=30),
    )
    token, _secret = tokens.make(
        actor=cast.focal_safety.actor,
        name="Zaaksysteem",
        scope=TokenScope.READ,
        days=7,
        second_factor=True,
    )
    asked = ReaderRequest.objects.create(email="kim@x.test", name="Kim", state="waiting")
    notice = Notice.objects.unscoped(reason="an example").filter(
        membership=cast.focal_safety.membership
    )
    of_network = [room.examples(cast) for room in NETWORK]
    return {name: value for found in of_network for name, value in found.items()} | {
        "concern_id": str(concern.pk),
        "observation_id": str(fact.pk),
        "assessment_id": str(assessment.pk),
        "referral_id": str(referral.pk),
        "notice_id": str(notice.values_list("pk", flat=True)[0]),
        "contact_id": str(ContactPoint.objects.values_list("pk", flat=True)[0]),
        "account_id": str(cast.focal_schiedam.account.pk),
        "membership_id": str(cast.focal_schiedam.membership.pk),
        "hold_id": str(hold.pk),
        "token_id": str(token.pk),
        "request_id": str(asked.pk),
        "kind": "concern",
        "subject_id": str(concern.pk),
        "receiver": "essm",
        "slug": "essm",
        "field": "name",
        "name": "organisations",
        "version": "x",
        "pk": "1",
        "decided_concern_id": str(decided.pk),
    }


def values_for(route: Route, examples: dict[str, str]) -> dict[str, str]:
    """Return the parameters of a route; a child is always asked under its own parent."""
    values = {name: examples[name] for name in route.parameters}
    if {"concern_id", "referral_id"} <= values.keys():
        values["concern_id"] = examples["decided_concern_id"]
    if route.name == "guidance:form":
        values["slug"] = "labour"
    return values


def address(route: Route, examples: dict[str, str]) -> str:
    """Return the address of a route; a parameter without an example fails with its name."""
    missing = [name for name in route.parameters if name not in examples]
    assert not missing, f"{route.name}: add an example for {missing} to the fixture"
    return reverse(route.name, kwargs=values_for(route, examples))


def expected(route: Route, player: str) -> str:
    """Return ``open``, ``login``, ``refused`` or ``hidden``."""
    if route.rule == "public":
        return "open"
    if player == "stranger":
        return "login"
    if route.rule in OPEN_RULES:
        sees = SEES.get(route.parameters[0]) if route.parameters else None
        return "open" if sees is None or player in sees else "hidden"
    if Permission(route.rule) not in permissions_of(PEOPLE[player][1]):
        return "refused"
    hidden = any(player not in SEES[name] for name in route.parameters if name in SEES)
    return "hidden" if hidden else "open"


def verdict(response: Any) -> str:
    """Return what the product did, in the words of ``expected``."""
    if response.status_code == 302 and response["Location"].startswith("/account/inloggen/"):
        return "login"
    return {403: "refused", 404: "hidden"}.get(response.status_code, "open")


def test_every_route_has_one_rule_that_exists() -> None:
    unknown = [
        f"{route.pattern}: {route.rule or 'no rule'}"
        for route in ROUTES
        if route.rule not in OPEN_RULES | {permission.value for permission in Permission}
    ]
    assert unknown == []


def test_addresses_are_kebab_case_and_records_have_uuids() -> None:
    for route in ROUTES:
        for part in route.pattern.split("/"):
            assert "<" in part or KEBAB.match(part), f"{route.pattern}: {part!r}"
        for name, kind in route.converters:
            if name.endswith("_id"):
                assert kind in UUIDS, f"{route.pattern}: {name} must be a uuid"


@pytest.mark.parametrize("player", [*PEOPLE, "stranger"])
def test_every_route_answers_each_role_as_the_table_says(
    player: str, cast: Any, examples: dict[str, str]
) -> None:
    client = cast.stranger if player == "stranger" else getattr(cast, player).client
    wrong = []
    for route in ROUTES:
        if route.pattern.startswith("api/") or route.name in NOT_WALKED:
            continue
        if route.name in SLOW and player not in WALK_SLOWLY:
            continue
        want = expected(route, player)
        url = address(route, examples)
        response = client.get(url)
        assert response.status_code < 500, f"{url} as {player}: {response.status_code}"
        answers = [verdict(response)] if response.status_code != METHOD_NOT_ALLOWED else []
        if want != "open":
            posted = client.post(url)
            answers += [verdict(posted)] if posted.status_code != METHOD_NOT_ALLOWED else []
            assert answers, f"{url} takes neither GET nor POST"
        elif route.name in MAY_BE_ABSENT:
            continue
        wrong += [f"{route.name} as {player}: {got}, not {want}" for got in answers if got != want]
        if response.status_code == OK and response["Content-Type"].startswith("text/html"):
            check_page(response, fragment=route.name in FRAGMENTS)
    assert wrong == []


FRAGMENTS = {"people:role-choice"}
"""Parts of a page that a script asks for."""

NOT_WALKED = {"people:end-sessions", "account_logout"}
"""They end the session that walks."""

SLOW = {"library:dossier-pdf", "library:dossier-word"}
WALK_SLOWLY = {"focal_safety", "reader", "administrator", "stranger"}
"""Documents that take a second are for these; their page, of the same rule, is for everybody."""

MAY_BE_ABSENT = {
    "web:theme",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "mfa_edit_webauthn",
    "mfa_remove_webauthn",
    "mfa_download_recovery_codes",
    "mfa_view_recovery_codes",
    "mfa_deactivate_totp",
}
"""A theme that is not configured, second steps that were not set up or asked for."""


def test_the_matrix_would_notice_a_view_without_a_rule() -> None:
    route = ROUTES[0]
    bare = Route(route.pattern, route.name, "", route.converters, route.callback)
    assert bare.rule not in OPEN_RULES
    with pytest.raises(ValueError, match="not a valid Permission"):
        expected(bare, "focal_safety")
