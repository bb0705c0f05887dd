"""Every page shows what it promises, to whom it promises it."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.pages import check_page

from baken.network.policy.models import Measurement, MunicipalPlan, PlannedAction, ProgressNote

from .world import WHY, PolicyWorld

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(cast: Any) -> PolicyWorld:
    return PolicyWorld(cast)


def page(player: Any, name: str, *arguments: Any, **query: str) -> Any:
    response = player.client.get(reverse(f"policy:{name}", args=arguments), query)
    assert response.status_code == 200, response.status_code
    check_page(response)
    return response.content.decode()


def test_the_tree_is_a_picture_and_a_table_with_the_same_actions(
    cast: Any, world: PolicyWorld
) -> None:
    html = page(cast.police, "start")
    assert html.count(reverse("policy:action", args=[world.planned.pk])) == 2
    assert "tree-chart" in html
    assert "acties/nieuw" not in html
    assert "acties/nieuw" in page(cast.coordinator, "start")


def test_without_policy_the_page_says_what_to_do(cast: Any) -> None:
    assert "policy.yaml" in page(cast.coordinator, "start")


def test_a_period_in_preparation_is_for_the_coordinator_only(cast: Any) -> None:
    world = PolicyWorld(cast, state="draft")
    address = reverse("policy:framework", args=[world.framework.pk])
    assert cast.coordinator.client.get(address).status_code == 200
    assert cast.police.client.get(address).status_code == 404


def test_a_partner_sees_what_is_expected(cast: Any, world: PolicyWorld) -> None:
    assert world.planned.title in page(cast.police, "expected")
    assert world.planned.title in page(cast.advice_desk, "expected")
    assert world.planned.title not in page(cast.riec, "expected")
    assert world.planned.title in page(cast.riec, "expected", organisatie="essm")


def test_the_page_of_an_action_offers_each_role_its_own_steps(
    cast: Any, world: PolicyWorld
) -> None:
    measure = reverse("policy:measure", args=[world.planned.pk, world.indicator.pk])
    edit = reverse("policy:edit-action", args=[world.planned.pk])
    for player, may_measure, may_edit in (
        (cast.coordinator, True, True),
        (cast.advice_desk, True, False),
        (cast.police, False, False),
    ):
        html = page(player, "action", world.planned.pk)
        assert (measure in html, edit in html) == (may_measure, may_edit)


def test_the_owner_measures_and_writes_and_others_cannot(cast: Any, world: PolicyWorld) -> None:
    measure = reverse("policy:measure", args=[world.planned.pk, world.indicator.pk])
    filled = {"measured_on": "01-03-2025", "value": "12,5", "note": ""}
    assert cast.police.client.post(measure, filled).status_code == 403
    assert cast.advice_desk.client.post(measure, filled).status_code == 302
    assert [m.value for m in Measurement.objects.unscoped(reason=WHY)] == [12.5]
    html = page(cast.police, "action", world.planned.pk)
    assert "line-chart" in html
    assert "62" in html  # per cent of the way
    note = reverse("policy:add-note", args=[world.planned.pk])
    token = "6f1c6a9e-31c4-4f0e-9a1e-0d6f3c1f8b11"
    for _press in range(2):
        cast.advice_desk.client.post(note, {"text": "Het loopt goed.", "token": token})
    assert ProgressNote.objects.unscoped(reason=WHY).count() == 1


def test_a_number_of_a_person_is_refused_and_the_form_comes_back_filled(
    cast: Any, world: PolicyWorld
) -> None:
    note = reverse("policy:add-note", args=[world.planned.pk])
    token = "6f1c6a9e-31c4-4f0e-9a1e-0d6f3c1f8b11"
    sent = {"text": "Zie BSN 111222333.", "token": token}
    response = cast.coordinator.client.post(note, sent)
    assert response.status_code == 200
    assert "Zie BSN 111222333." in response.content.decode()
    assert not ProgressNote.objects.unscoped(reason=WHY).exists()


def test_an_edit_that_comes_second_is_shown_both_versions(cast: Any, world: PolicyWorld) -> None:
    edit = reverse("policy:edit-action", args=[world.planned.pk])
    filled = {"version": "1", "task": str(world.task.pk), "title": "Van de een",
              "token": "6f1c6a9e-31c4-4f0e-9a1e-0d6f3c1f8b11"}  # fmt: skip
    assert cast.coordinator.client.post(edit, filled).status_code == 302
    second = cast.coordinator.client.post(edit, filled | {"title": "Van de ander"})
    html = second.content.decode()
    assert second.status_code == 409
    assert "Van de een" in html
    assert "Van de ander" in html
    again = filled | {"title": "Van de ander", "version": "2"}
    assert cast.coordinator.client.post(edit, again).status_code == 302
    world.planned.refresh_from_db()
    assert world.planned.title == "Van de ander"


def test_a_focal_point_fills_the_own_plan_and_sees_no_other(cast: Any, world: PolicyWorld) -> None:
    start = reverse("policy:start-plan", args=[world.framework.pk])
    assert cast.focal_safety.client.post(start).status_code == 302
    plan = MunicipalPlan.objects.unscoped(reason=WHY).get()
    add = reverse("policy:add-item", args=[plan.pk])
    filled = {"version": "0", "token": "6f1c6a9e-31c4-4f0e-9a1e-0d6f3c1f8b11",
              "task": str(world.task.pk), "title": "Balie trainen", "state": "planned"}  # fmt: skip
    assert cast.focal_safety.client.post(add, filled).status_code == 302
    for player in (cast.focal_care, cast.mayor, cast.coordinator):
        assert "Balie trainen" in page(player, "plan", plan.pk)
    for player in (cast.focal_schiedam, cast.police, cast.portfolio_holder):
        address = reverse("policy:plan", args=[plan.pk])
        assert player.client.get(address).status_code == 404
    assert cast.mayor.client.post(add, filled).status_code == 403


def test_moving_an_action_changes_the_order(cast: Any, world: PolicyWorld) -> None:
    second = world.add("Tweede", position=600)
    move = reverse("policy:move-action", args=[second.pk])
    cast.coordinator.client.post(move, {"to": "up"})
    found = PlannedAction.objects.unscoped(reason=WHY).values_list("title", flat=True)
    assert list(found) == ["Tweede", "Alle balies getraind"]


def test_ending_a_period_is_asked_first_and_refused_while_actions_are_open(
    cast: Any, world: PolicyWorld
) -> None:
    end = reverse("policy:end-framework", args=[world.framework.pk])
    client = cast.coordinator.client
    check_page(client.get(end))
    assert client.post(end).status_code == 200
    world.framework.refresh_from_db()
    assert world.framework.state == "in-force"
    PlannedAction.objects.unscoped(reason=WHY).update(state="done")
    assert client.post(end).status_code == 302
    world.framework.refresh_from_db()
    assert world.framework.state == "ended"
    assert "acties/nieuw" not in page(cast.coordinator, "framework", world.framework.pk)


@pytest.mark.parametrize(
    ("player", "name"),
    [
        ("coordinator", "progress"),
        ("coordinator", "periods"),
        ("coordinator", "plans"),
        ("mayor", "plans"),
        ("police", "plans"),
        ("police", "progress"),
        ("police", "export-items"),
        ("coordinator", "export-actions"),
        ("coordinator", "export-measurements"),
    ],
)
def test_the_overviews_open(cast: Any, world: PolicyWorld, player: str, name: str) -> None:
    world.plan()
    response = getattr(cast, player).client.get(reverse(f"policy:{name}"))
    assert response.status_code == 200
    if response["Content-Type"].startswith("text/html"):
        check_page(response)


@pytest.mark.parametrize(
    "name",
    ["add-action", "edit-framework", "start-next", "carry", "add-goal", "add-task"],
)
def test_the_steps_of_a_period_open_for_the_coordinator_only(
    cast: Any, world: PolicyWorld, name: str
) -> None:
    address = reverse(f"policy:{name}", args=[world.framework.pk])
    check_page(cast.coordinator.client.get(address))
    assert cast.advice_desk.client.get(address).status_code == 403


BOOKKEEPING = ("SAVEPOINT", "RELEASE", "SET LOCAL", "SELECT set_config")


def queries_of(client: Any, name: str) -> int:
    """Return how many questions a page asks, without the bookkeeping of the transaction."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(reverse(f"policy:{name}")).status_code == 200
    return sum(not query["sql"].startswith(BOOKKEEPING) for query in captured)


@pytest.mark.parametrize("name", ["start", "expected", "progress", "plans"])
def test_a_list_costs_the_same_for_many_rows(cast: Any, world: PolicyWorld, name: str) -> None:
    client = cast.coordinator.client
    world.plan("schiedam")
    queries_of(client, name)
    before = queries_of(client, name)
    for number in range(20):
        world.add(f"Actie {number}", owner="var", partner="essm")
    world.plan()
    assert queries_of(client, name) == before <= 15


@pytest.mark.parametrize("day", ["31-12-9999", "01-01-0001"])
def test_a_year_that_nobody_means_is_refused(cast: Any, world: PolicyWorld, day: str) -> None:
    """With such a day the page of the action and all reminders of measurements would fail."""
    data = {
        "version": world.planned.version,
        "token": str(world.planned.pk),
        "task": str(world.task.pk),
        "title": "Alle balies getraind",
        "starts_on": day,
    }
    url = reverse("policy:edit-action", args=[world.planned.pk])
    answer = cast.coordinator.client.post(url, data)
    assert "starts_on" in answer.context["form"].errors
