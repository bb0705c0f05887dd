"""Two people changed the same thing: both versions side by side, and one form to merge them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from baken.chain.concerns.errors import EditConflict
from baken.chain.concerns.forms.base import ConcernForm
from baken.chain.concerns.forms.facts import ObservationForm
from baken.chain.concerns.forms.intake import DetailsForm
from baken.chain.concerns.models import Concern, Observation
from baken.foundation.access.decorators import BakenRequest


def details_conflict(
    request: BakenRequest, concern: Concern, form: DetailsForm, conflict: EditConflict
) -> HttpResponse:
    """Show both versions of the outline; saving again is on top of the colleague's version."""
    data = request.POST.copy()
    data["version"] = str(concern.version)
    merged = DetailsForm(data)
    return _page(request, concern, merged, conflict, action="")


def fact_conflict(
    request: BakenRequest, concern: Concern, conflict: EditConflict, action: str
) -> HttpResponse:
    """Show both corrections of a fact; saving again corrects the colleague's correction."""
    return _page(request, concern, ObservationForm(request.POST), conflict, action=action)


def _page(
    request: BakenRequest,
    concern: Concern,
    form: ConcernForm,
    conflict: EditConflict,
    *,
    action: str,
) -> HttpResponse:
    context = {
        "concern": concern,
        "form": form,
        "rows": rows_of(form, conflict.mine, conflict.theirs),
        "action": action,
        "message": str(conflict),
    }
    return render(request, "concerns/conflict.html", context, status=409)


def rows_of(
    form: ConcernForm, mine: Mapping[str, object], theirs: Mapping[str, object]
) -> list[dict[str, Any]]:
    """Return the two versions question by question, in the words of the form."""
    rows = []
    for name, field in form.fields.items():
        if name not in theirs:
            continue
        words = dict(getattr(field, "choices", ()))
        rows.append(
            {
                "label": field.label,
                "mine": _shown(mine.get(name), words),
                "theirs": _shown(theirs[name], words),
                "differs": _plain(mine.get(name)) != _plain(theirs[name]),
            }
        )
    return rows


def _plain(value: object) -> object:
    return list(value) if isinstance(value, list | tuple) else value or ""


def _shown(value: object, words: Mapping[Any, Any]) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, list | tuple):
        return ", ".join(str(words.get(one, one)) for one in value)
    if isinstance(value, dt.date):
        return date_format(value, "j F Y")
    return str(words.get(value, value)) if value else ""


def newest_of(observation: Observation, concern: Concern) -> Observation:
    """Return the last correction of a fact; a fact was corrected a handful of times at most."""
    by_replaced = {row.replaces_id: row for row in concern.observations.all()}
    while observation.pk in by_replaced:
        observation = by_replaced[observation.pk]
    return observation
