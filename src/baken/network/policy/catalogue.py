"""The notices of policy, and how their subjects are called in the list of messages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from baken.foundation.access.actor import Actor
from baken.foundation.notices.catalogue import register_names, register_notice

from .models import MunicipalPlan, PlannedAction

NOTICES = {
    "policy.expected": _("Your organisation is the owner of an action of the region"),
    "policy.state-changed": _("The state of an action of your organisation was changed"),
    "policy.due-soon": _("An action of your organisation is due soon"),
    "policy.overdue": _("An action of your organisation is overdue"),
    "policy.measurement-missing": _("An indicator of your organisation waits for a value"),
    "policy.item-due-soon": _("A part of your own plan is due soon"),
    "policy.item-overdue": _("A part of your own plan is overdue"),
}


def register() -> None:
    """Make the sentences known; from ``AppConfig.ready``."""
    for kind, sentence in NOTICES.items():
        register_notice(kind, sentence)
    register_names("policy-action", _action_names)
    register_names("policy-plan", _plan_names)


def _action_names(actor: Actor, ids: Iterable[UUID]) -> Mapping[UUID, str]:
    found = PlannedAction.objects.visible_to(actor).filter(pk__in=ids)
    return dict(found.values_list("pk", "title"))


def _plan_names(actor: Actor, ids: Iterable[UUID]) -> Mapping[UUID, str]:
    found = MunicipalPlan.objects.visible_to(actor).filter(pk__in=ids).select_related("framework")
    return {plan.pk: plan.framework.name for plan in found}
