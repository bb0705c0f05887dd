"""Handing over to a successor: writing, looking, giving; reading as the successor."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from baken.foundation.access.decorators import BakenRequest, requires
from baken.foundation.access.permissions import Permission
from baken.network.onboarding import handing_over
from baken.network.onboarding.actions import handover as actions
from baken.network.onboarding.errors import EditConflict, OnboardingRefused
from baken.network.onboarding.forms.handover import HandoverForm
from baken.network.onboarding.models import Handover
from baken.network.onboarding.path import own_membership
from baken.web.documents.html import as_html
from baken.web.documents.pdf import as_document
from baken.web.documents.tree import Document
from baken.web.documents.word import CONTENT_TYPE, as_word
from baken.web.typesetting import pdf_response

from .common import tabs


@requires(Permission.ONBOARDING_WALK)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: BakenRequest) -> HttpResponse:
    """Write the own document; below it what was received."""
    own = _own(request)
    people = actions.successors_of(own_membership(request.actor))
    data = request.POST if request.method == "POST" else None
    form = HandoverForm(data, handover=own, successors=people)
    if data is not None and form.is_valid() and _write(request, form):
        return redirect("onboarding:handover")
    received = Handover.objects.visible_to(request.actor).filter(
        successor_id=request.actor.membership_id, given_at__isnull=False
    )
    context = {
        "tabs": tabs(request.actor, "handover"),
        "form": form,
        "own": own,
        "received": list(received.select_related("author").order_by("-given_at")),
        "kept_days": handing_over.KEPT_DAYS,
    }
    return render(request, "onboarding/handover.html", context)


def _own(request: BakenRequest) -> Handover | None:
    own = Handover.objects.visible_to(request.actor)
    found: Handover | None = (
        own.filter(author_id=request.actor.membership_id)
        .select_related("successor__account")
        .first()
    )
    return found


def _write(request: BakenRequest, form: HandoverForm) -> bool:
    """Save; False when the page must be shown again, filled in."""
    try:
        actions.write(actor=request.actor, draft=form.draft(), version=form.cleaned_data["version"])
    except EditConflict as conflict:
        newest = _own(request)
        data: Any = request.POST.copy()
        data["version"] = str(newest.version if newest else 0)
        form.data = data
        form.add_error(None, f"{conflict} {_('Look what changed, then save again.')}")
        return False
    except OnboardingRefused as refused:
        form.add_error(refused.field or None, str(refused))
        return False
    messages.success(request, _("Saved."))
    return True


@requires(Permission.ONBOARDING_WALK)
@require_safe
def show(request: BakenRequest, handover_id: UUID) -> HttpResponse:
    """The whole document as a page."""
    handover, document = _document(request, handover_id)
    context = {
        "handover": handover,
        "document": document,
        "text": as_html(document.blocks),
        "is_own": handover.author_id == request.actor.membership_id,
    }
    return render(request, "onboarding/handover_page.html", context)


@requires(Permission.ONBOARDING_WALK)
@require_safe
def as_pdf(request: BakenRequest, handover_id: UUID) -> HttpResponse:
    """The document as an accessible PDF."""
    _handover, document = _document(request, handover_id)
    return pdf_response(as_document(document), _("hand-over.pdf"), keep=True)


@requires(Permission.ONBOARDING_WALK)
@require_safe
def as_docx(request: BakenRequest, handover_id: UUID) -> HttpResponse:
    """The document as a Word file."""
    _handover, document = _document(request, handover_id)
    response = HttpResponse(as_word(document), content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{_("hand-over.docx")}"'
    return response


def _document(request: BakenRequest, handover_id: UUID) -> tuple[Handover, Document]:
    """Return a document that the reader may know of: as it was given, or as it is now."""
    known = Handover.objects.visible_to(request.actor).filter(pk=handover_id)
    handover = known.select_related("author__organisation").first()
    if handover is None:
        raise Http404
    if handover.given_at is not None:
        blocks = handing_over.kept_blocks(handover)
    else:
        blocks = handing_over.blocks_now(request.actor, handover.author, handover)
    return handover, handing_over.document_of(handover, handover.author, blocks)


@requires(Permission.ONBOARDING_WALK)
@require_POST
def give(request: BakenRequest) -> HttpResponse:
    """Let the successor read the own document."""
    handover = actions.give(actor=request.actor)
    given = _("Given. Your successor can read it now.")
    waits = _("Given. Your successor can read it as soon as there is one.")
    messages.success(request, given if handover.successor_id else waits)
    return redirect("onboarding:handover")


@requires(Permission.ONBOARDING_WALK)
@require_POST
def take_back(request: BakenRequest) -> HttpResponse:
    """Take the own document back."""
    actions.take_back(actor=request.actor)
    messages.success(request, _("Taken back. Only you can read it."))
    return redirect("onboarding:handover")


@requires(Permission.ONBOARDING_WALK)
@require_POST
def delete(request: BakenRequest) -> HttpResponse:
    """Delete the own document."""
    actions.delete(actor=request.actor)
    messages.success(request, _("Deleted."))
    return redirect("onboarding:handover")
