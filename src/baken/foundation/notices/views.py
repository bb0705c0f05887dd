"""The messages of the person who is signed in."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from baken.foundation.access.decorators import BakenRequest, signed_in
from baken.foundation.access.permissions import Permission
from baken.foundation.people.actions.own import switch
from baken.foundation.people.models import Membership
from baken.foundation.people.sessions import work_under

from . import actions, catalogue
from .models import Notice

PAGE_SIZE = 25


@signed_in
@require_GET
def notice_list(request: BakenRequest) -> HttpResponse:
    """Show one's own notices: unread first, then the newest."""
    own = Notice.objects.visible_to(request.actor)
    page = Paginator(own.for_reading(), PAGE_SIZE).get_page(request.GET.get("pagina"))
    names = catalogue.names_of(request.actor, page.object_list)
    context = {
        "page": page,
        "rows": [(notice, names.get(notice.subject_id, "")) for notice in page.object_list],
        "has_unread": any(not notice.is_read for notice in page.object_list),
        "has_several_roles": len({notice.membership_id for notice in page.object_list}) > 1,
        "is_mail_off": not settings.MAIL_CONFIGURED
        and request.actor.may(Permission.ACCOUNT_MANAGE),
    }
    return render(request, "notices/list.html", context)


@signed_in
@require_POST
def notice_open(request: BakenRequest, notice_id: UUID) -> HttpResponse:
    """Mark a notice as read and go to what it is about, in the role it was sent to."""
    notice = get_object_or_404(Notice.objects.visible_to(request.actor), pk=notice_id)
    actions.mark_read(actor=request.actor, notice=notice)
    if notice.membership_id != request.actor.membership_id:
        try:
            work_under(request, switch(actor=request.actor, membership_id=notice.membership_id))
        except Membership.DoesNotExist:
            return redirect("notices:list")  # a role that has ended; its work went to others
    return redirect(notice.path)


@signed_in
@require_POST
def notice_read_all(request: BakenRequest) -> HttpResponse:
    """Mark everything as read."""
    actions.mark_all_read(actor=request.actor)
    return redirect("notices:list")
