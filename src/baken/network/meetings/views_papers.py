"""What goes out about a meeting, who has it, and agenda and minutes as files."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from baken.foundation.access.actor import Actor
from baken.foundation.access.decorators import BakenRequest, requires
from baken.foundation.access.permissions import Permission
from baken.web.typesetting import pdf_response

from . import invitations, papers
from . import letter_kinds as kinds
from .errors import MeetingError
from .feeds import meeting_path
from .minutes_pdf import agenda_as_pdf, minutes_as_pdf
from .models import Meeting
from .sheets import agenda_sheet, minutes_sheet, status_of


def _meeting_or_404(actor: Actor, meeting_id: UUID) -> Meeting:
    rows = Meeting.objects.visible_to(actor).select_related("body", "noted_by__account")
    found: Meeting = get_object_or_404(rows, pk=meeting_id)
    return found


@requires(Permission.BODY_PLAN)
@require_GET
def overview(request: BakenRequest, meeting_id: UUID) -> HttpResponse:
    """Show per member which letters they got and whether they come; send what is next."""
    meeting = _meeting_or_404(request.actor, meeting_id)
    rows = papers.account_of(meeting)
    is_open = meeting.counts and not meeting.is_held and meeting.ends_at > timezone.now()
    context = {
        "meeting": meeting,
        "meeting_path": meeting_path(meeting),
        "words": invitations.words_of(meeting),
        "rows": rows,
        "is_open": is_open,
        "uninvited": sum(row.invitation is None for row in rows),
        "points": len(invitations.agenda_titles(meeting)),
        "status": status_of(meeting),
    }
    return render(request, "meetings/papers.html", context)


@requires(Permission.BODY_PLAN)
@require_POST
def send_invitations(request: BakenRequest, meeting_id: UUID) -> HttpResponse:
    """Invite the members who have no invitation."""
    return _send(request, meeting_id, invitations.invite)


@requires(Permission.BODY_PLAN)
@require_POST
def send_agenda(request: BakenRequest, meeting_id: UUID) -> HttpResponse:
    """Send the agenda to the members."""
    return _send(request, meeting_id, papers.send_agenda)


@requires(Permission.BODY_PLAN)
@require_POST
def send_minutes(request: BakenRequest, meeting_id: UUID) -> HttpResponse:
    """Send the minutes to the members."""
    return _send(request, meeting_id, papers.send_minutes)


def _send(request: BakenRequest, meeting_id: UUID, act: Callable[..., int]) -> HttpResponse:
    """Run the action and say how many letters it made."""
    _meeting_or_404(request.actor, meeting_id)
    try:
        made = act(actor=request.actor, meeting_id=meeting_id)
    except MeetingError as error:
        messages.error(request, str(error))
    else:
        told = ngettext(
            "%d letter is on its way.", "%d letters are on their way. Who had it gets none.", made
        )
        messages.success(request, told % made)
    return redirect("meetings:papers", meeting_id)


@requires(Permission.BODY_READ)
@require_GET
def agenda_pdf(request: BakenRequest, meeting_id: UUID) -> HttpResponse:
    """Give the agenda as a file."""
    meeting = _meeting_or_404(request.actor, meeting_id)
    content = agenda_as_pdf(agenda_sheet(request.actor, meeting))
    return pdf_response(content, papers.file_name(meeting, kinds.AGENDA))


@requires(Permission.BODY_READ)
@require_GET
def minutes_pdf(request: BakenRequest, meeting_id: UUID) -> HttpResponse:
    """Give the minutes as a file; before the meeting was held they say that they are a draft."""
    meeting = _meeting_or_404(request.actor, meeting_id)
    content = minutes_as_pdf(minutes_sheet(request.actor, meeting))
    return pdf_response(content, papers.file_name(meeting, kinds.MINUTES))
