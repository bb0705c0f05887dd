"""Composing the agenda, and what members ask for."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from baken.foundation.access.decorators import BakenRequest, requires
from baken.foundation.access.permissions import Permission
from baken.network.meetings import actions
from baken.network.meetings import presentation as show
from baken.network.meetings.errors import MeetingError
from baken.network.meetings.forms.agenda import AnswerForm, AskForm, PointForm
from baken.network.meetings.models import AgendaItem, Meeting
from baken.network.meetings.queries import next_meetings

from .shared import (
    Step,
    attempt,
    body_or_404,
    meeting_or_404,
    posted,
    press,
    step_page,
    to_body,
    token_of,
)


def _item_or_404(request: BakenRequest, item_id: UUID, **where: object) -> AgendaItem:
    rows = AgendaItem.objects.visible_to(request.actor).select_related("body", "asked_by__account")
    found: AgendaItem = get_object_or_404(rows, pk=item_id, **where)
    return found


def _to_agenda(meeting_id: UUID, anchor: str = "") -> HttpResponse:
    response = redirect("meetings:agenda", meeting_id)
    response["Location"] += f"#{anchor}" if anchor else ""
    return response


@requires(Permission.BODY_PLAN)
@require_http_methods(["GET", "POST"])
def compose(request: BakenRequest, meeting_id: UUID) -> HttpResponse:
    """Show the agenda with its order; add a point."""
    meeting = meeting_or_404(request, meeting_id)
    form = PointForm(posted(request))
    if attempt(
        form,
        lambda: actions.add_point(
            actor=request.actor,
            meeting_id=meeting.pk,
            values=form.values(),
            token=token_of(request),
        ),
    ):
        messages.success(request, _("The point is on the agenda."))
        return _to_agenda(meeting.pk)
    return render(request, "meetings/agenda.html", _agenda_context(request, meeting, form))


def _agenda_context(request: BakenRequest, meeting: Meeting, form: PointForm) -> dict[str, object]:
    points = AgendaItem.objects.visible_to(request.actor).select_related(
        "asked_by__account", "asked_by__organisation", "about_meeting"
    )
    items = list(points.on_the_agenda().filter(meeting=meeting))
    return {
        "meeting": meeting,
        "body": meeting.body,
        "items": items,
        "minutes": show.minutes_of(meeting, items),
        "waiting": points.waiting().filter(body=meeting.body),
        "form": form,
        "has_own_address": True,
    }


@requires(Permission.BODY_PLAN)
@require_POST
def take_over(request: BakenRequest, meeting_id: UUID) -> HttpResponse:
    """Put previous minutes, open actions and what members asked on the agenda."""
    meeting = meeting_or_404(request, meeting_id)
    try:
        number = actions.take_over(actor=request.actor, meeting_id=meeting.pk)
    except MeetingError as error:
        messages.error(request, str(error))
    else:
        words = ngettext("%d point was added.", "%d points were added.", number) % number
        messages.success(request, words if number else _("There was nothing new to add."))
    return _to_agenda(meeting.pk)


@requires(Permission.BODY_PLAN)
@require_POST
def move(request: BakenRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """Move a point up or down."""
    meeting = meeting_or_404(request, meeting_id)
    item = _item_or_404(request, item_id, meeting=meeting)
    is_up = request.POST.get("to") == "up"
    press(request, lambda: actions.move_point(actor=request.actor, item_id=item.pk, up=is_up))
    return _to_agenda(meeting.pk, f"point-{item.pk}")


@requires(Permission.BODY_PLAN)
@require_http_methods(["GET", "POST"])
def edit(request: BakenRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """Change a point."""
    meeting = meeting_or_404(request, meeting_id)
    item = _item_or_404(request, item_id, meeting=meeting)
    names = ("version", "title", "text", "minutes_allotted", "reference")
    initial = {name: getattr(item, name) for name in names}
    form = PointForm(posted(request), initial=initial, is_change=True)
    if attempt(
        form,
        lambda: actions.edit_point(
            actor=request.actor,
            item_id=item.pk,
            version=form.cleaned_data["version"] or 0,
            values=form.values(),
        ),
    ):
        messages.success(request, _("The point was changed."))
        return _to_agenda(meeting.pk, f"point-{item.pk}")
    step = Step(
        title=gettext_lazy("Change the point"),
        submit=gettext_lazy("Save"),
        kicker=meeting.body.name,
        back=reverse("meetings:agenda", args=[meeting.pk]),
    )
    return step_page(request, form, step)


@requires(Permission.BODY_PLAN)
@require_POST
def remove(request: BakenRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """Take a point off the agenda."""
    meeting = meeting_or_404(request, meeting_id)
    item = _item_or_404(request, item_id, meeting=meeting)
    words = _("The point is off the agenda.")
    press(request, lambda: actions.remove_point(actor=request.actor, item_id=item.pk), words)
    return _to_agenda(meeting.pk)


@requires(Permission.BODY_READ)
@require_http_methods(["GET", "POST"])
def ask(request: BakenRequest, body_slug: str) -> HttpResponse:
    """Ask for a point, as a member."""
    found = body_or_404(request, body_slug)
    form = AskForm(posted(request))
    if attempt(
        form,
        lambda: actions.ask_point(
            actor=request.actor, body_id=found.pk, values=form.values(), token=token_of(request)
        ),
    ):
        messages.success(request, _("Your point was sent. You hear when it comes on the agenda."))
        return to_body(found)
    step = Step(
        title=gettext_lazy("Ask for a point on the agenda"),
        submit=gettext_lazy("Send"),
        lead=gettext_lazy("The coordinator puts it on an agenda, or says why not."),
        kicker=found.name,
        back=reverse("meetings:body", args=[found.slug]),
    )
    return step_page(request, form, step, token="yes")  # noqa: S106 - draws a form token


@requires(Permission.BODY_READ)
@require_POST
def take_back(request: BakenRequest, item_id: UUID) -> HttpResponse:
    """Take back what one asked."""
    item = _item_or_404(request, item_id)
    words = _("Your point was taken back.")
    press(request, lambda: actions.take_back_point(actor=request.actor, item_id=item.pk), words)
    return to_body(item.body)


@requires(Permission.BODY_PLAN)
@require_http_methods(["GET", "POST"])
def answer(request: BakenRequest, item_id: UUID) -> HttpResponse:
    """Put what a member asked on an agenda, or say why not."""
    item = _item_or_404(request, item_id)
    meetings = [one for one in next_meetings(request.actor, 60) if one.body_id == item.body_id]
    form = AnswerForm(posted(request), meetings=meetings)
    if attempt(
        form,
        lambda: actions.answer_point(
            actor=request.actor,
            item_id=item.pk,
            meeting_id=UUID(form.cleaned_data["meeting"]) if form.cleaned_data["meeting"] else None,
            answer=form.cleaned_data["answer"],
        ),
    ):
        messages.success(request, _("Your answer was sent."))
        return to_body(item.body)
    step = Step(
        title=gettext_lazy("Answer a request"),
        submit=gettext_lazy("Send the answer"),
        kicker=item.body.name,
        back=reverse("meetings:body", args=[item.body.slug]),
    )
    return step_page(request, form, step, item=item)
