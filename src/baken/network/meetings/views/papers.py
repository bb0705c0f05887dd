"""What goes out about a meeting, who has it, and agenda and minutes as files."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from baken.foundation.access.decorators import BakenRequest, requires
from baken.foundation.access.permissions import Permission
from baken.network.meetings import invitations, papers
from baken.network.meetings import letter_kinds as kinds
from baken.network.meetings.errors import MeetingError
from baken.network.meetings.minutes_pdf import agenda_as_pdf, minutes_as_pdf
from baken.network.meetings.sheets import agenda_sheet, minutes_sheet, status_of
from baken.web.typesetting import pdf_response

from .shared import meeting_or_404, press


@requires(Permission.BODY_PLAN)
@require_GET
def overview(request: BakenRequest, meeting_id: UUID) -> HttpResponse:
    """Show per member which letters they got and whether they come; send what is next."""
    meeting = meeting_or_404(request, meeting_id)
    rows = papers.account_of(meeting)
    is_open = meeting.counts and not meeting.is_held and meeting.ends_at > timezone.now()
    context = {
        "meeting": meeting,
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


@requires(Permission.BODY_PLAN)
@require_POST
def adopt_minutes(request: BakenRequest, meeting_id: UUID) -> HttpResponse:
    """Note that the minutes were adopted."""
    meeting_or_404(request, meeting_id)
    act = partial(papers.adopt_minutes, actor=request.actor, meeting_id=meeting_id)
    press(request, act, _("It is noted that the minutes were adopted."))
    return redirect("meetings:papers", meeting_id)


def _send(request: BakenRequest, meeting_id: UUID, act: Callable[..., int]) -> HttpResponse:
    """Run the action and say how many letters it made."""
    meeting_or_404(request, meeting_id)
    try:
        made = act(actor=request.actor, meeting_id=meeting_id)
    except MeetingError as error:
        messages.error(request, str(error))
    else:
        told = ngettext("%d letter is on its way.", "%d letters are on their way.", made) % made
        messages.success(request, told if made else _("Everybody has this already."))
    return redirect("meetings:papers", meeting_id)


@requires(Permission.BODY_READ)
@require_GET
def agenda_pdf(request: BakenRequest, meeting_id: UUID) -> HttpResponse:
    """Give the agenda as a file."""
    meeting = meeting_or_404(request, meeting_id)
    content = agenda_as_pdf(agenda_sheet(request.actor, meeting))
    return pdf_response(content, papers.file_name(meeting, kinds.AGENDA))


@requires(Permission.BODY_READ)
@require_GET
def minutes_pdf(request: BakenRequest, meeting_id: UUID) -> HttpResponse:
    """Give the minutes as a file; before the meeting was held they say that they are a draft."""
    meeting = meeting_or_404(request, meeting_id)
    content = minutes_as_pdf(minutes_sheet(request.actor, meeting))
    return pdf_response(content, papers.file_name(meeting, kinds.MINUTES))
