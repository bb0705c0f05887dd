"""Invented actions, values and plans for a demonstration, told by the product's own actions.

Every title says that it is an example, so that nobody takes it for what the region decided.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils import timezone

from baken.foundation.access.actor import Actor
from baken.foundation.access.roles import Role
from baken.foundation.people.models import Membership
from baken.foundation.region.models import Organisation

from . import queries
from .actions import editing, periods, plans, reporting
from .models import ActionState, CarryDecision, Framework, PlannedAction

ACTIONS: tuple[tuple[int, str, str, tuple[str, ...], int, str, str], ...] = (
    # task, title, owner, partners, days until the last one, state, reason
    (1, "Signalen van woningcontroles bundelen", "police", ("riec",), 120, "running", ""),
    (2, "Afspraken over vervanging van aandachtsfunctionarissen", "var", (), -20, "running", ""),
    (3, "Alle publieksbalies getraind", "essm", ("rotterdam", "vlaardingen"), 60, "running", ""),
    (3, "Lesaanbod op alle mbo-locaties", "rotterdam", ("schiedam",), 30, "delayed",
     "De scholen konden pas na de zomer beginnen."),
    (4, "Controles in de vleesverwerking", "nla", ("police", "riec"), 90, "planned", ""),
    (5, "Opvangplek voor mannen verkennen", "essm", ("var",), 8, "running", ""),
    (5, "Folder voor slachtoffers in acht talen", "essm", (), -60, "done", ""),
)  # fmt: skip
ITEMS = (
    (1, "Elk kwartaal signalen van de toezichthouders bespreken", "running", 40),
    (3, "Baliemedewerkers van het stadhuis trainen", "running", -5),
    (5, "Ook vanuit het sociaal domein een aandachtsfunctionaris benoemen", "done", -100),
)
VALUES = ((540, 4), (360, 9), (180, 13))
"""Days ago and number of municipalities."""


def load() -> str:
    """Tell the examples; what was told before is left alone."""
    coordinator = _actor(Role.REGIONAL_COORDINATOR)
    if coordinator is None:
        return "nobody of the cast keeps the policy"
    framework = queries.present_framework(coordinator)
    if framework is None or framework.actions.filter(pk=_token(framework, ACTIONS[0][1])).exists():
        return "the examples of policy were there already, or there is no policy"
    today = timezone.localdate()
    for row in ACTIONS:
        _tell_action(coordinator, framework, row, today)
    told = sum(
        _tell_plan(member, framework, today)
        for slug in ("vlaardingen", "dordrecht", "duinhaven")
        if (member := _actor(Role.FOCAL_POINT, slug)) is not None
    )
    _prepare_next(coordinator, framework)
    return f"{len(ACTIONS)} invented actions and {told} municipal plans"


def _actor(role: Role, slug: str = "") -> Actor | None:
    members = Membership.objects.running(timezone.localdate()).filter(
        role=role, account__is_demonstration=True
    )
    member = (members.filter(organisation__slug=slug) if slug else members).first()
    if member is None:
        return None
    return Actor.person(
        account_id=member.account_id,
        membership_id=member.pk,
        organisation_id=member.organisation_id,
        role=member.role,
        domain=member.domain,
    )


def _token(framework: Framework, title: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"{framework.pk} {title}")


def _task_id(framework: Framework, number: int) -> UUID:
    """Return the task with this number, or the last one where a region has fewer."""
    tasks = list(framework.tasks.filter(is_current=True))
    chosen: UUID = next((one.pk for one in tasks if one.number == number), tasks[-1].pk)
    return chosen


def _tell_action(actor: Actor, framework: Framework, row: Any, today: dt.date) -> None:
    number, title, owner, partners, days, state, reason = row
    organisations = dict(Organisation.objects.values_list("slug", "pk"))
    planned = editing.add_action(
        actor=actor,
        framework_id=framework.pk,
        draft=editing.ActionDraft(
            task_id=_task_id(framework, number),
            title=f"Voorbeeld: {title[0].lower()}{title[1:]}",
            description="Verzonnen actie, om te laten zien hoe de pagina werkt.",
            owner_id=organisations.get(owner) or actor.organisation_id,
            partner_ids=frozenset(
                organisations[slug] for slug in partners if slug in organisations
            ),
            starts_on=today - dt.timedelta(days=560),
            ends_on=today + dt.timedelta(days=days),
        ),
        token=_token(framework, title),
    )
    if state != ActionState.PLANNED:
        editing.change_state(
            actor=actor, action_id=planned.pk, version=planned.version, state=state, reason=reason
        )
    if title.startswith("Alle publieksbalies"):
        _tell_values(actor, planned, today)


def _tell_values(actor: Actor, planned: PlannedAction, today: dt.date) -> None:
    draft = reporting.IndicatorDraft(
        name="Gemeenten waarvan de balie is getraind",
        unit="gemeenten",
        base=Decimal(2),
        target=Decimal(23),
        every_months=6,
    )
    indicator = reporting.set_indicator(
        actor=actor,
        action_id=planned.pk,
        draft=draft,
        indicator_id=_token(planned.framework, "indicator"),
    )
    for days, value in VALUES:
        reporting.measure(
            actor=actor,
            action_id=planned.pk,
            indicator_id=indicator.pk,
            measured_on=today - dt.timedelta(days=days),
            value=Decimal(value),
        )
    reporting.write_note(
        actor=actor,
        action_id=planned.pk,
        text="Vier gemeenten plannen de training dit najaar. De overige hebben een datum gekozen.",
        token=_token(planned.framework, "note"),
    )


def _tell_plan(actor: Actor, framework: Framework, today: dt.date) -> int:
    plan = plans.start_plan(actor=actor, framework_id=framework.pk)
    for number, title, state, days in ITEMS:
        plans.add_item(
            actor=actor,
            plan_id=plan.pk,
            draft=plans.ItemDraft(
                task_id=_task_id(framework, number),
                title=f"Voorbeeld: {title[0].lower()}{title[1:]}",
                owner_function="beleidsadviseur openbare orde en veiligheid",
                due_on=today + dt.timedelta(days=days),
                state=state,
            ),
            token=_token(framework, f"{plan.pk} {title}"),
        )
    return 1


def _prepare_next(actor: Actor, framework: Framework) -> None:
    """Prepare the period that follows, and carry one action over."""
    begin = framework.ends_on + dt.timedelta(days=1)
    periods.start_next(
        actor=actor,
        framework_id=framework.pk,
        draft=periods.FrameworkDraft(
            name=f"Voorbeeld: beleidskader {begin.year}-{begin.year + 3}",
            starts_on=begin,
            ends_on=dt.date(begin.year + 3, 12, 31),
            description="Verzonnen volgende periode, in voorbereiding.",
        ),
    )
    planned = framework.actions.filter(pk=_token(framework, ACTIONS[0][1])).first()
    if planned is not None:
        periods.decide(
            actor=actor,
            action_id=planned.pk,
            version=planned.version,
            decision=CarryDecision.CARRIED,
            reason="Loopt door in de volgende periode.",
        )
