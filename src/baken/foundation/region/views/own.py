"""The one screen on which a focal point keeps the own municipality reachable."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from baken.foundation.access.decorators import BakenRequest, requires
from baken.foundation.access.permissions import Permission
from baken.foundation.region import queries
from baken.foundation.region.access import own_contacts
from baken.foundation.region.forms.records import OwnContactForm

from .editing import ContactEditor


@requires(Permission.REGION_EDIT_OWN)
@require_http_methods(["GET", "HEAD", "POST"])
def own_municipality(request: BakenRequest) -> HttpResponse:
    """Change how colleagues and partners reach the focal point of the own municipality."""
    record = own_contacts(request.actor).first()
    if record is None:
        raise Http404
    editor = ContactEditor(request, record, OwnContactForm)
    if request.method == "POST" and editor.save():
        return redirect("region:own")
    context = editor.context() | {"history": queries.history_of(record)}
    return render(request, "region/manage/own.html", context)
