"""The exact look-up: by POST only, so that what was sought stands in no address and no log."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from baken.chain.concerns import actions
from baken.chain.concerns.forms.finding import LookUpForm
from baken.chain.concerns.labels import Labels
from baken.chain.concerns.models import Concern, IdentifierKind
from baken.foundation.access.decorators import BakenRequest, requires
from baken.foundation.access.permissions import Permission

from .stepping import attempt, posted


@requires(Permission.CONCERN_LOOK_UP)
@require_http_methods(["GET", "POST"])
def look_up(request: BakenRequest) -> HttpResponse:
    """Find concerns of the own organisation in which exactly this occurs; it is logged."""
    form = LookUpForm(posted(request))
    hits: list[Concern] = []
    is_done = attempt(
        form,
        lambda data: hits.extend(
            actions.look_up(
                actor=request.actor,
                kind=IdentifierKind(data["kind"]),
                value=data["value"],
                birth_date=data["birth_date"],
            )
        ),
    )
    context = {"form": form, "hits": hits, "is_done": is_done, "labels": Labels()}
    return render(request, "concerns/look_up.html", context)
