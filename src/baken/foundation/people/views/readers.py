"""Who asks to read and was not recognised: an editor lets them in, or says why not."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from baken.foundation.access.decorators import BakenRequest, requires
from baken.foundation.access.permissions import Permission
from baken.foundation.people.actions import readers as actions
from baken.foundation.people.errors import PeopleError
from baken.foundation.people.forms.readers import AdmitForm, RefuseForm
from baken.foundation.people.models import ReaderRequest, RequestState
from baken.foundation.region.mail_domains import EVERYBODY
from baken.foundation.region.models import Organisation


@requires(Permission.READER_ADMIT)
@require_GET
def request_list(request: BakenRequest) -> HttpResponse:
    """List what waits, the oldest first, and what was decided in the last days."""
    found = list(ReaderRequest.objects.visible_to(request.actor).select_related("organisation"))
    decided = [one for one in found if one.state != RequestState.WAITING]
    context = {
        "waiting": [one for one in found if one.state == RequestState.WAITING],
        "decided": sorted(decided, key=lambda one: one.decided_at, reverse=True),
    }
    return render(request, "people/readers/list.html", context)


@requires(Permission.READER_ADMIT)
@require_GET
def request_page(request: BakenRequest, request_id: UUID) -> HttpResponse:
    """Show one request with both answers."""
    return _page(request, _asked(request, request_id))


@requires(Permission.READER_ADMIT)
@require_POST
def admit(request: BakenRequest, request_id: UUID) -> HttpResponse:
    """Let somebody in for an organisation."""
    asked = _asked(request, request_id)
    form = AdmitForm(request.POST)
    if not form.is_valid():
        return _page(request, asked, admit_form=form)
    try:
        is_in = actions.admit(
            actor=request.actor, request=asked, organisation=form.cleaned_data["organisation"]
        )
        if is_in:
            messages.success(request, _("Let in. The applicant gets a mail with a link."))
        else:
            messages.info(request, _("This person has an account meanwhile. Nothing was changed."))
    except PeopleError as refusal:
        messages.error(request, refusal.message)
    return redirect("people:reader-requests")


@requires(Permission.READER_ADMIT)
@require_POST
def refuse(request: BakenRequest, request_id: UUID) -> HttpResponse:
    """Turn somebody away, with a reason."""
    asked = _asked(request, request_id)
    form = RefuseForm(request.POST)
    if not form.is_valid():
        return _page(request, asked, refuse_form=form)
    try:
        actions.refuse(actor=request.actor, request=asked, reason=form.cleaned_data["reason"])
        messages.success(request, _("Refused. The applicant gets a mail with the reason."))
    except PeopleError as refusal:
        messages.error(request, refusal.message)
    return redirect("people:reader-requests")


def _asked(request: BakenRequest, request_id: UUID) -> ReaderRequest:
    found: ReaderRequest = get_object_or_404(
        ReaderRequest.objects.visible_to(request.actor), pk=request_id
    )
    return found


def _page(
    request: BakenRequest,
    asked: ReaderRequest,
    admit_form: AdmitForm | None = None,
    refuse_form: RefuseForm | None = None,
) -> HttpResponse:
    domain = asked.email.rpartition("@")[2]
    likely = Organisation.objects.filter(name__iexact=asked.organisation_text).first()
    context: dict[str, Any] = {
        "asked": asked,
        "domain": domain,
        "is_for_everybody": domain in EVERYBODY,
        "is_waiting": asked.state == RequestState.WAITING,
        "admit_form": admit_form or AdmitForm(initial={"organisation": likely}),
        "refuse_form": refuse_form or RefuseForm(),
        "form": admit_form or refuse_form,
    }
    return render(request, "people/readers/request.html", context)
