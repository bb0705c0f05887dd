"""The messages of the person who is signed in."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from baken.foundation.access.decorators import BakenRequest, signed_in

from . import actions
from .models import Notice

PAGE_SIZE = 25


@signed_in
@require_GET
def notice_list(request: BakenRequest) -> HttpResponse:
    """Show own notices, unread first, then by date."""
    notices = (
        Notice.objects.visible_to(request.actor)
        .select_related("membership__organisation")
        .order_by("read_at__isnull", "-created_at")
        .reverse()
    )
    page = Paginator(notices, PAGE_SIZE).get_page(request.GET.get("pagina"))
    return render(request, "notices/list.html", {"page": page})


@signed_in
@require_POST
def notice_open(request: BakenRequest, notice_id: UUID) -> HttpResponse:
    """Mark a notice as read and go to what it is about."""
    notice = get_object_or_404(Notice.objects.visible_to(request.actor), pk=notice_id)
    actions.mark_read(actor=request.actor, notice=notice)
    return redirect(notice.path)


@signed_in
@require_POST
def notice_read_all(request: BakenRequest) -> HttpResponse:
    """Mark everything as read."""
    actions.mark_all_read(actor=request.actor)
    return redirect("notices:list")
