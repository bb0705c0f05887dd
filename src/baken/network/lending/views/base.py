"""What the pages share: fetching a request, and a page with one form that takes one step."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from baken.foundation.access.decorators import BakenRequest
from baken.network.lending.errors import EditConflict, LendingRefused
from baken.network.lending.forms.base import LendingForm
from baken.network.lending.models import LoanRequest


@dataclass(frozen=True)
class Step:
    """The words of a page with one form."""

    title: str
    submit: str
    done: str
    lead: str = ""
    kicker: str = ""
    variant: str = "primary"


def tabs(current: str) -> list[dict[str, Any]]:
    """Return the parts of lending."""
    pages = (
        ("requests", _("Requests"), "lending:requests"),
        ("calendar", _("Calendar"), "lending:calendar"),
        ("items", _("Items"), "lending:items"),
        ("figures", _("Figures"), "lending:figures"),
    )
    return [
        {"label": label, "url": reverse(name), "current": key == current}
        for key, label, name in pages
    ]


def find(request: BakenRequest, loan_request_id: UUID) -> LoanRequest:
    """Return a request the actor may know of; raises ``Http404``."""
    known = LoanRequest.objects.visible_to(request.actor).select_related(
        "organisation", "municipality", "membership__account", "membership__organisation"
    )
    found: LoanRequest = get_object_or_404(known, pk=loan_request_id)
    return found


def take_step(
    request: BakenRequest,
    form: LendingForm,
    step: Step,
    act: Callable[[dict[str, Any]], object],
    back: str,
    *,
    template: str = "lending/step.html",
    more: dict[str, Any] | None = None,
) -> HttpResponse:
    """Show the form, or do ``act`` with what was typed and go ``back``.

    What the action refuses is shown at its field, and the form comes back filled.
    """
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except LendingRefused as problem:
            form.blame(problem)
        else:
            messages.success(request, step.done)
            return redirect(back)
    context = {"form": form, "step": step, "back": back, **(more or {})}
    return render(request, template, context)


def do(request: BakenRequest, act: Callable[[], object], done: str, back: str) -> HttpResponse:
    """Do what a button says, and go back with what came of it."""
    try:
        act()
    except (EditConflict, LendingRefused) as problem:
        messages.warning(request, str(problem))
    else:
        messages.success(request, done)
    return redirect(back)


def version_of(request: BakenRequest) -> int:
    """Return the version that a button was drawn with; -1 when it says nothing sensible."""
    sent = request.POST.get("version", "")
    return int(sent) if re.fullmatch(r"[0-9]{1,9}", sent) else -1
