"""Loads the pack's policy into the database; what was edited on screen wins over a later load.

Runs as the owner of the database, within the transaction of ``load_pack``. A period that has
ended in the database is left alone: it is a record of what was.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils import timezone

from baken.foundation.region.merge import as_plain, column_of, merge
from baken.foundation.region.models import Organisation
from baken.foundation.region.pack import Pack

from .models import (
    ActionEvent,
    ActionIndicator,
    ActionPartner,
    Framework,
    Goal,
    HistoryKind,
    PlannedAction,
    Task,
    TaskGoal,
)

if TYPE_CHECKING:
    from baken.foundation.region.loading import LoadReport

REASON = "the region pack is loaded by the owner of the tables"
CENTS = Decimal("0.01")


def load_policy(pack: Pack, report: LoadReport) -> None:
    """Load all frameworks of the pack. O(records), one query for each kind and framework."""
    organisations = dict(Organisation.objects.values_list("slug", "pk"))
    for item in pack.items("policy", "frameworks"):
        _load_framework(item, organisations, report)


def _load_framework(
    item: dict[str, Any], organisations: Mapping[str, UUID], report: LoadReport
) -> None:
    known = {one.slug: one for one in Framework.objects.unscoped(reason=REASON)}
    values = _picked(item, "name", "description", "state", "website") | {
        "starts_on": _day(item["starts_on"]),
        "ends_on": _day(item["ends_on"]),
        "adopted_on": _day(item.get("adopted_on")),
    }
    framework = known.get(item["slug"])
    if framework is not None and not framework.is_open:
        return
    framework = _put(Framework, framework, item["slug"], values, "framework", report)
    goals = _load_goals(framework, item["goals"], report)
    tasks = _load_tasks(framework, item["tasks"], goals, report)
    _load_actions(framework, item["tasks"], tasks, organisations, report)


def _load_goals(
    framework: Framework, items: Iterable[dict[str, Any]], report: LoadReport
) -> dict[str, Goal]:
    known = {one.slug: one for one in framework.goals.all()}
    found = {}
    for item in items:
        values = _picked(item, "level", "number", "short", "text")
        found[item["slug"]] = _put(
            Goal, known.get(item["slug"]), item["slug"], values, "goal", report, framework=framework
        )
    _retire(known, found, "goal", report)
    return found


def _load_tasks(
    framework: Framework,
    items: Iterable[dict[str, Any]],
    goals: Mapping[str, Goal],
    report: LoadReport,
) -> dict[str, Task]:
    known = {one.slug: one for one in framework.tasks.all()}
    found = {}
    for item in items:
        values = _picked(item, "number", "title", "short", "description")
        is_new = item["slug"] not in known
        task = _put(
            Task, known.get(item["slug"]), item["slug"], values, "task", report, framework=framework
        )
        found[item["slug"]] = task
        if is_new:
            TaskGoal.objects.bulk_create(
                TaskGoal(framework=framework, task=task, goal=goals[slug]) for slug in item["goals"]
            )
    _retire(known, found, "task", report)
    return found


def _load_actions(
    framework: Framework,
    items: Iterable[dict[str, Any]],
    tasks: Mapping[str, Task],
    organisations: Mapping[str, UUID],
    report: LoadReport,
) -> None:
    known = {one.slug: one for one in framework.actions.exclude(slug="")}
    found = {}
    for task_item in items:
        for number, item in enumerate(task_item.get("actions", []), start=1):
            task = tasks[task_item["slug"]]
            slug = item["slug"]
            found[slug] = _load_action(known.get(slug), task, number, item, organisations, report)
    _retire(known, found, "action", report)


def _load_action(
    known: PlannedAction | None,
    task: Task,
    number: int,
    item: dict[str, Any],
    organisations: Mapping[str, UUID],
    report: LoadReport,
) -> PlannedAction:
    values = _picked(item, "title", "description") | {
        "task": task.pk,
        "owner": organisations.get(item.get("owner", "")),
        "starts_on": _day(item.get("starts_on")),
        "ends_on": _day(item.get("ends_on")),
        "to_be_supplied": item.get("to_be_supplied", False),
    }
    extra: dict[str, Any] = {
        "framework_id": task.framework_id,
        "state": item.get("state", "planned"),
        "state_since": timezone.localdate(),
        "position": number * 10,
    }
    planned: PlannedAction = _put(
        PlannedAction, known, item["slug"], values, "action", report, **extra
    )
    if known is None:
        _load_children_of_new(planned, item, organisations)
    _load_indicators(planned, item.get("indicators", []), report)
    return planned


def _load_children_of_new(
    planned: PlannedAction, item: dict[str, Any], organisations: Mapping[str, UUID]
) -> None:
    """Partners and the first line of history; later both belong to the screen."""
    ActionPartner.objects.bulk_create(
        ActionPartner(
            framework_id=planned.framework_id,
            action=planned,
            organisation_id=organisations[slug],
        )
        for slug in item.get("partners", [])
    )
    ActionEvent.objects.create(
        framework_id=planned.framework_id,
        action=planned,
        kind=HistoryKind.LOADED,
        state=planned.state,
    )


def _load_indicators(
    planned: PlannedAction, items: Iterable[dict[str, Any]], report: LoadReport
) -> None:
    known = {one.slug: one for one in planned.indicators.exclude(slug="")}
    found = {}
    for number, item in enumerate(items, start=1):
        values = _picked(item, "name", "unit") | {
            "base": _number(item.get("base")),
            "target": _number(item.get("target")),
            "direction": item.get("direction", "up"),
            "every_months": item.get("every_months", 6),
        }
        found[item["slug"]] = _put(
            ActionIndicator,
            known.get(item["slug"]),
            item["slug"],
            values,
            "indicator",
            report,
            framework_id=planned.framework_id,
            action=planned,
            position=number * 10,
        )
    _retire(known, found, "indicator", report)


def _put(
    model: Any,
    record: Any,
    slug: str,
    values: dict[str, Any],
    kind: str,
    report: LoadReport,
    **extra: Any,
) -> Any:
    """Create the record, or merge what the pack says into it; ``extra`` is for new ones only."""
    values = {**values, "is_current": True}
    label = f"{kind} {slug}"
    if record is None:
        record = model(slug=slug, **extra)
        for name, value in values.items():
            setattr(record, column_of(record, name), value)
        record.pack_values = {name: _plain(value) for name, value in values.items()}
        record.save(force_insert=True)
        report.created.append(label)
        return record
    plain = {name: _plain(v) if isinstance(v, Decimal) else v for name, v in values.items()}
    return _merge(record, plain, label, report)


def _merge(record: Any, values: dict[str, Any], label: str, report: LoadReport) -> Any:
    before = dict(record.pack_values)
    _numbers_as_text(record, values)
    result = merge(record, values, label=label)
    report.kept.extend(result.kept)
    if result.changed or record.pack_values != before:
        record.version += bool(result.changed)
        record.save(update_fields=["pack_values", "version", *result.changed])
    if result.changed:
        report.updated.append(label)
    return record


def _numbers_as_text(record: Any, values: Iterable[str]) -> None:
    """Compare numbers as the text that JSON keeps of them; the database turns them back."""
    for name in values:
        held = getattr(record, column_of(record, name))
        if isinstance(held, Decimal):
            setattr(record, name, _plain(held))


def _retire(
    known: Mapping[str, Any], found: Mapping[str, Any], kind: str, report: LoadReport
) -> None:
    """Take out of use what the pack brought and no longer has."""
    for slug, record in known.items():
        if slug in found or not record.pack_values.get("is_current"):
            continue
        record.is_current = False
        record.pack_values = {**record.pack_values, "is_current": False}
        record.save(update_fields=["is_current", "pack_values"])
        report.retired.append(f"{kind} {slug}")


def _picked(item: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """Return fields that stand in the file under their own name, source and verification too."""
    return {name: item.get(name, "") for name in (*names, "source", "verification")}


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, Decimal) else as_plain(value)


def _number(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value)).quantize(CENTS)


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
