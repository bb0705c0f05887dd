"""The list of concerns of one's own organisation."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from baken.chain.concerns import queries
from baken.chain.concerns.forms.finding import ConcernListForm
from baken.chain.concerns.labels import Labels
from baken.foundation.access.decorators import BakenRequest, requires
from baken.foundation.access.permissions import Permission
from baken.foundation.people.queries import members_of


@requires(Permission.CONCERN_READ)
@require_GET
def concern_list(request: BakenRequest) -> HttpResponse:
    """List concerns with filters, order, counts and pages; the address holds the filters."""
    organisation_id = request.actor.organisation_id
    assert organisation_id is not None, "who reads concerns works for an organisation"
    labels = Labels()
    members = members_of(organisation_id, permission=Permission.CONCERN_ASSESS)
    colleagues = [one for one in members if one.pk != request.actor.membership_id]
    form = ConcernListForm(request.GET, labels=labels, colleagues=colleagues)
    page = queries.concern_list(request.actor, form.wanted(), form.page_number())
    context = {"form": form, "page": page, "labels": labels, "query": form.query()}
    return render(request, "concerns/list.html", context)
