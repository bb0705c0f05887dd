"""The agreements per municipality: the region's map and table, one municipality, one check."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from baken.foundation.access.decorators import BakenRequest, requires
from baken.foundation.access.permissions import Permission
from baken.foundation.access.roles import Domain
from baken.foundation.region.models import Organisation
from baken.network.policy.access_agreements import checks_own, sees_region
from baken.network.policy.actions.agreements import record_check
from baken.network.policy.agreements import boards, queries
from baken.network.policy.agreements.items import Item, current_agreements
from baken.network.policy.agreements.steps import EditConflict
from baken.network.policy.forms.agreements import BoardFilter, CheckForm
from baken.web.spreadsheet import spreadsheet_response


@requires(Permission.POLICY_READ)
@require_safe
def agreements(request: BakenRequest) -> HttpResponse:
    """Show the region, or the own municipality with the region's counts, or the counts alone."""
    today, agreed = timezone.localdate(), current_agreements()
    places = queries.visible_places(request.actor, today)
    board = queries.lines(request.actor, agreed, places, today)
    if request.GET.get("as") == "spreadsheet":
        return spreadsheet_response(
            "afspraken.xlsx", _("Agreements"), boards.HEADS, boards.sheet_rows(board)
        )
    if sees_region(request.actor):
        return _region(request, agreed, board)
    context = {
        "agreed": agreed,
        "own": board[0] if board else None,
        "counts": queries.count_region(agreed, today),
        "may_check": checks_own(request.actor) and bool(board),
    }
    return render(request, "policy/agreements/own.html", context)


def _region(request: BakenRequest, agreed: Any, board: list[queries.Line]) -> HttpResponse:
    form = BoardFilter(request.GET, agreements=agreed)
    item, behind = form.wanted
    chosen = agreed.find(item)
    shown = boards.narrowed(board, item if chosen else "", behind=behind)
    context = {
        "agreed": agreed,
        "form": form,
        "chosen": chosen,
        "is_filtered": bool(chosen or behind),
        "lines": shown,
        "items": [chosen] if chosen else list(agreed),
        "total": len(board),
        "all_in_order": sum(not line.behind for line in board),
        "expiring": sum(cell.expires_soon for line in board for cell in line.cells),
        "differing": [line for line in board if any(cell.differs for cell in line.cells)],
        "tiles": boards.tile_rows(board, chosen),
        "highest": boards.HIGHEST if chosen else len(agreed.items),
        "counts": queries.counts_of(board, agreed),
    }
    return render(request, "policy/agreements/region.html", context)


def _place(request: BakenRequest, slug: str) -> Organisation:
    """Return a municipality whose checks the actor may see, or 404."""
    for place in queries.visible_places(request.actor):
        if place.slug == slug:
            return place
    raise Http404


def _item(slug: str) -> Item:
    found = current_agreements().find(slug)
    if found is None:
        raise Http404
    return found


@requires(Permission.POLICY_READ)
@require_safe
def agreements_of(request: BakenRequest, agreements_of: str) -> HttpResponse:
    """Show how one municipality stands on every agreement."""
    place, agreed = _place(request, agreements_of), current_agreements()
    (own,) = queries.lines(request.actor, agreed, [place], timezone.localdate())
    context = {"agreed": agreed, "own": own, "may_check": _may_check(request, place)}
    return render(request, "policy/agreements/municipality.html", context)


def _may_check(request: BakenRequest, place: Organisation) -> bool:
    return checks_own(request.actor) and request.actor.organisation_id == place.pk


@requires(Permission.POLICY_READ)
@require_safe
def agreement(request: BakenRequest, agreements_of: str, agreement: str) -> HttpResponse:
    """Show one agreement of one municipality with all its checks."""
    place, item = _place(request, agreements_of), _item(agreement)
    (own,) = queries.lines(request.actor, current_agreements(), [place], timezone.localdate())
    context = {
        "place": place,
        "item": item,
        "line": own,
        "cell": next(cell for cell in own.cells if cell.item.slug == item.slug),
        "history": queries.history(request.actor, place, item.slug),
        "may_check": _may_check(request, place),
    }
    return render(request, "policy/agreements/agreement.html", context)


@requires(Permission.POLICY_EDIT_OWN)
@require_http_methods(["GET", "HEAD", "POST"])
def check_agreement(request: BakenRequest, agreements_of: str, agreement: str) -> HttpResponse:
    """Record how the own municipality stands on an agreement."""
    place, item = _place(request, agreements_of), _item(agreement)
    if not _may_check(request, place):
        raise Http404
    latest = next(iter(queries.history(request.actor, place, item.slug)), None)
    form = CheckForm(request.POST or None, item=item, initial=_initial(request, latest))
    conflict = False
    if request.method == "POST" and form.is_valid():
        try:
            record_check(actor=request.actor, item=item.slug, **form.cleaned_data)
        except EditConflict:
            conflict = True
            sent = request.POST.copy()
            sent["after"] = str(latest.number if latest else 0)
            form = CheckForm(sent, item=item)
        else:
            messages.success(request, _("The self-check is recorded."))
            return redirect(reverse("policy:agreement", args=[place.slug, item.slug]))
    context = {"place": place, "item": item, "form": form, "latest": latest, "conflict": conflict}
    return render(request, "policy/agreements/check.html", context)


def _initial(request: BakenRequest, latest: Any) -> dict[str, Any]:
    """Return what the form starts with: the latest answer, today, and the own function."""
    actor = request.actor
    function = str(actor.role.label) if actor.role else ""
    if actor.domain:
        function = f"{function} ({str(Domain(actor.domain).label).lower()})"
    initial = {"checked_on": timezone.localdate(), "checked_by": function, "after": 0}
    if latest is not None:
        initial |= {"state": latest.state, "evidence": latest.evidence, "after": latest.number}
    return initial
