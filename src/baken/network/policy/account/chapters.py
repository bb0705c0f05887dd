"""The chapters that policy itself tells: goals and actions, agreements, and where figures will be.

Introduction and outlook are the coordinator's own words and nothing else.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from baken.foundation.access.actor import Actor
from baken.network.policy.agreements.items import Agreements, current_agreements
from baken.network.policy.agreements.queries import (
    RegionCount,
    counts_of,
    focal_points,
    lines,
    municipalities,
)
from baken.network.policy.agreements.standing import FocalPoints, Standing
from baken.network.policy.models import ActionState, AgreementCheck, Framework, PlannedAction

from .registry import Chapter, Figure, Table, register_chapter

COLUMNS = (
    Standing.MET,
    Standing.PARTLY,
    Standing.NOT_MET,
    Standing.NOT_APPLICABLE,
    Standing.EXPIRED,
    Standing.NEVER,
)


def register() -> None:
    """Register the chapters of this room; from ``AppConfig.ready``."""
    register_chapter("introduction", 10, gettext_lazy("Introduction"), only_words)
    register_chapter("policy", 30, gettext_lazy("Goals, tasks and actions"), policy_chapter)
    register_chapter("agreements", 40, gettext_lazy("Agreements per municipality"), agreements)
    register_chapter("figures", 80, gettext_lazy("Figures"), figures_chapter)
    register_chapter("outlook", 90, gettext_lazy("Looking ahead"), only_words)


def last_day(year: int) -> dt.date:
    """Return the day on which an account over ``year`` looks: its last one, or today."""
    return min(dt.date(year, 12, 31), timezone.localdate())


def only_words(_year: int, _actor: Actor) -> Chapter:
    """Return a chapter in which only the coordinator speaks."""
    return Chapter()


def figures_chapter(_year: int, _actor: Actor) -> Chapter:
    """Say that there is no monitor yet; numbers of other sources belong in the own words."""
    return Chapter(
        missing=_(
            "The regional monitor is not part of this product yet. This account therefore holds no"
            " figures on concerns or victims. Figures from another source stand in the own words of"
            " this chapter, with that source."
        )
    )


# -- Goals, tasks and actions -------------------------------------------------------------------


def policy_chapter(year: int, actor: Actor) -> Chapter:
    """Tell how the actions stand under each task. Two queries.

    States are those of the moment of making: what an action was on the last day of a year that
    is over is not kept, except for the day on which it was done.
    """
    frameworks = list(
        Framework.objects.visible_to(actor)
        .filter(starts_on__year__lte=year, ends_on__year__gte=year)
        .exclude(state="draft")
        .order_by("starts_on")
    )
    if not frameworks:
        return Chapter(missing=_("No policy framework holds in %(year)d.") % {"year": year})
    actions = list(
        PlannedAction.objects.visible_to(actor)
        .in_use()
        .filter(framework__in=frameworks)
        .select_related("task", "owner", "framework")
    )
    day = date_format(timezone.localdate(), "j F Y")
    paragraphs = [
        _("The policy framework %(name)s runs from %(start)s to %(end)s.")
        % {
            "name": one.name,
            "start": date_format(one.starts_on, "j F Y"),
            "end": date_format(one.ends_on, "j F Y"),
        }
        for one in frameworks
    ]
    if not actions:
        return Chapter(paragraphs=paragraphs, missing=_("There are no actions in it yet."))
    done = [one for one in actions if _was_done(one, year)]
    counted = ngettext("%(count)d action", "%(count)d actions", len(actions))
    paragraphs.append(
        _("It holds %(actions)s; %(done)d of them became done in %(year)d. States as on %(day)s.")
        % {
            "actions": counted % {"count": len(actions)},
            "done": len(done),
            "year": year,
            "day": day,
        }
    )
    return Chapter(paragraphs, _policy_tables(actions, done, year), _policy_figures(actions))


def _was_done(action: PlannedAction, year: int) -> bool:
    return action.state == ActionState.DONE and action.state_since.year == year


def _by_task(actions: Iterable[PlannedAction]) -> dict[str, list[PlannedAction]]:
    found: dict[str, list[PlannedAction]] = {}
    for action in sorted(actions, key=lambda one: (one.framework.starts_on, one.task.number)):
        found.setdefault(str(action.task), []).append(action)
    return found


def _policy_tables(
    actions: Sequence[PlannedAction], done: Sequence[PlannedAction], year: int
) -> list[Table]:
    states = list(ActionState)
    rows = []
    for task, held in _by_task(actions).items():
        counts = Counter(action.state for action in held)
        rows.append([task, *(str(counts[state.value]) for state in states)])
    heads = [_("Task"), *(str(state.label) for state in states)]
    tables = [Table(_("Actions by task"), heads, rows, tuple(range(1, len(heads))))]
    if done:
        tables.append(_action_table(_("Done in %(year)d") % {"year": year}, done))
    setbacks = [one for one in actions if one.state in (ActionState.DELAYED, ActionState.STOPPED)]
    if setbacks:
        heads = [_("Action"), _("State"), _("Reason")]
        told = [[one.title, str(one.get_state_display()), one.state_reason] for one in setbacks]
        tables.append(Table(_("Delayed or stopped"), heads, told))
    return tables


def _action_table(caption: str, actions: Sequence[PlannedAction]) -> Table:
    rows = [
        [
            one.title,
            one.owner.short_name or one.owner.name if one.owner else _("still to be supplied"),
            date_format(one.state_since, "j F Y"),
        ]
        for one in sorted(actions, key=lambda one: one.state_since)
    ]
    return Table(caption, [_("Action"), _("Owner"), _("Since")], rows)


def _policy_figures(actions: Sequence[PlannedAction]) -> list[Figure]:
    rows = [
        (task, round(100 * sum(one.state == ActionState.DONE for one in held) / len(held)))
        for task, held in _by_task(actions).items()
    ]
    return [Figure(_("Share of the actions that is done, by task"), rows, "%")]


# -- Agreements ---------------------------------------------------------------------------------


def agreements(year: int, actor: Actor) -> Chapter:
    """Tell how many municipalities stand where on each agreement, without saying which."""
    day = last_day(year)
    agreed = current_agreements(day)
    if not agreed:
        return Chapter(missing=_("The region pack has no agreements for this year."))
    places = municipalities(day)
    counts = counts_of(lines(actor, agreed, places, day), agreed)
    recorded = AgreementCheck.objects.visible_to(actor).filter(checked_on__year=year).count()
    paragraphs = [
        _(
            "Each municipality judges itself on each agreement, with evidence, for a fixed term."
            " The counts below are about %(number)d municipalities and as on %(day)s; in %(year)d"
            " %(recorded)d self-checks were filled in."
        )
        % {
            "number": len(places),
            "day": date_format(day, "j F Y"),
            "year": year,
            "recorded": recorded,
        },
        _("Which municipality stands where is for that municipality and the region to know."),
        *_measured(list(focal_points([one.pk for one in places], agreed, day).values()), agreed),
    ]
    return Chapter(paragraphs, [_agreement_table(counts)], [_agreement_figure(counts)])


def _measured(found: Sequence[FocalPoints], agreed: Agreements) -> list[str]:
    if not any(item.is_measured for item in agreed):
        return []
    return [
        _(
            "Counted from the accounts: %(minimum)d of %(total)d municipalities have the agreed"
            " number of focal points, and %(asked)d have one in every domain the region asks for."
        )
        % {
            "minimum": sum(one.meets_minimum for one in found),
            "total": len(found),
            "asked": sum(one.meets_minimum and not one.missing_domains for one in found),
        }
    ]


def _agreement_table(counts: Sequence[RegionCount]) -> Table:
    heads = [_("Agreement"), *(str(standing.label) for standing in COLUMNS)]
    rows: list[Any] = [
        [one.item.title, *(str(one.counts.get(standing, 0)) for standing in COLUMNS)]
        for one in counts
    ]
    caption = _("Self-checks: number of municipalities")
    return Table(caption, heads, rows, tuple(range(1, len(heads))))


def _agreement_figure(counts: Sequence[RegionCount]) -> Figure:
    rows: list[tuple[str, float | None]] = [(one.item.title, one.met) for one in counts]
    return Figure(_("Municipalities that meet the agreement"), rows)
