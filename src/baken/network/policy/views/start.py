"""The tree of a period, what is expected of an organisation, and how far everything is."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from baken.foundation.access.decorators import BakenRequest, requires
from baken.foundation.access.permissions import Permission
from baken.foundation.region.models import Organisation
from baken.network.policy import queries
from baken.network.policy.models import ActionState, Framework
from baken.network.policy.picture import picture_of

from .base import tabs


@requires(Permission.POLICY_READ)
@require_GET
def start(request: BakenRequest) -> HttpResponse:
    """Show the tree of the period that holds today."""
    return _tree(request, queries.present_framework(request.actor))


@requires(Permission.POLICY_READ)
@require_GET
def framework(request: BakenRequest, framework_id: UUID) -> HttpResponse:
    """Show the tree of one period, also of one that has ended."""
    return _tree(request, queries.get_framework(request.actor, framework_id))


def _tree(request: BakenRequest, shown: Framework | None) -> HttpResponse:
    actor = request.actor
    context: dict[str, Any] = {
        "framework": shown,
        "tabs": tabs(request, "start"),
        "others": [one for one in queries.frameworks(actor) if one != shown],
        "can_edit": actor.may(Permission.POLICY_EDIT) and shown is not None and shown.is_open,
    }
    if shown is not None:
        tree = queries.tree_of(actor, shown)
        context |= {"tree": tree, "drawing": picture_of(tree)}
    return render(request, "policy/start.html", context)


@requires(Permission.POLICY_READ)
@require_GET
def expected(request: BakenRequest) -> HttpResponse:
    """Show what is expected of the own organisation, or of another one by its slug."""
    organisations = queries.organisations_with_work(request.actor)
    assert request.actor.organisation_id is not None, "who reads policy works for an organisation"
    own = Organisation.objects.get(pk=request.actor.organisation_id)
    slug = request.GET.get("organisatie", "")
    chosen = next((one for one in organisations if one.slug == slug), None) if slug else own
    if chosen is None:
        raise Http404
    context = {
        "expected": queries.expected_of(request.actor, chosen),
        "is_own": chosen == own,
        "organisations": organisations,
        "tabs": tabs(request, "expected"),
    }
    return render(request, "policy/expected.html", context)


@requires(Permission.POLICY_READ)
@require_GET
def progress(request: BakenRequest) -> HttpResponse:
    """Count actions by task and state, and by owner."""
    shown = queries.present_framework(request.actor)
    actions = queries.tree_of(request.actor, shown).actions if shown else []
    states = [(state, label) for state, label in ActionState.choices]
    context = {
        "framework": shown,
        "actions": actions,
        "states": states,
        "by_task": queries.counted(actions, lambda one: one.task),
        "by_owner": queries.counted(actions, lambda one: one.owner or _("No owner yet")),
        "by_state": [
            {"label": label, "value": sum(one.state == state for one in actions)}
            for state, label in states
        ],
        "overdue": [one for one in actions if one.is_overdue()],
        "unknown": [one for one in actions if one.to_be_supplied],
        "tabs": tabs(request, "progress"),
    }
    return render(request, "policy/progress.html", context)
