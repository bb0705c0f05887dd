"""The pages of a talk: the list, a new one, its parts with a preview, and the files."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from baken.foundation.access.actor import Actor
from baken.foundation.access.decorators import BakenRequest, requires
from baken.foundation.access.permissions import Permission
from baken.network.library.models import Talk
from baken.web.typesetting import pdf_response

from . import actions, arranging, making, paper, powerpoint
from .facts import own_organisation
from .forms import ChangeForm, TalkForm
from .proposals import OPENING_MINUTES, Item, made_to_fit, total

FORM = ["GET", "HEAD", "POST"]
ADDED_MINUTES = 2
"""Of a part without a time of its own."""


def tabs(actor: Actor, current: str) -> list[dict[str, Any]]:
    """Return the parts of the talk kit that open for the actor."""
    pages = (
        ("talks", _("Make a talk"), "library:talks", Permission.LIBRARY_READ_PARTNER),
        ("posters", _("Posters and cards"), "library:posters", Permission.LIBRARY_READ),
        ("reasons", _("Reasons not to report"), "library:reasons", Permission.LIBRARY_READ),
    )
    return [
        {"label": label, "url": reverse(name), "current": key == current}
        for key, label, name, permission in pages
        if actor.may(permission)
    ]


@requires(Permission.LIBRARY_READ_PARTNER)
@require_safe
def talks(request: BakenRequest) -> HttpResponse:
    """List the talks of the own organisation, the latest first."""
    found = Talk.objects.visible_to(request.actor).select_related("account")[:100]
    rows = [(talk, talk.account_id == request.actor.account_id) for talk in found]
    return render(
        request, "library/talk/talks.html", {"tabs": tabs(request.actor, "talks"), "rows": rows}
    )


@requires(Permission.LIBRARY_READ_PARTNER)
@require_http_methods(FORM)
def new_talk(request: BakenRequest) -> HttpResponse:
    """Ask for whom and how long, and propose the parts."""
    form = TalkForm(request.POST or None, own_municipality=_has_municipality(request))
    if request.method == "POST" and form.is_valid():
        made = actions.make_talk(
            actor=request.actor, details=form.details(), form_token=_token(request)
        )
        messages.success(request, _("The talk is ready. Change the order where you want."))
        return redirect("library:talk", made.pk)
    return render(
        request, "library/talk/new.html", {"tabs": tabs(request.actor, "talks"), "form": form}
    )


@requires(Permission.LIBRARY_READ_PARTNER)
@require_safe
def talk_page(request: BakenRequest, talk_id: UUID) -> HttpResponse:
    """Show the parts, the minutes, the slides as they are today, and the files."""
    made = making.make(request.actor, _find(request, talk_id))
    minutes = total([part.item for part in made.parts])
    context = {
        "tabs": tabs(request.actor, "talks"),
        "made": made,
        "talk": made.talk,
        "mine": made.talk.account_id == request.actor.account_id,
        "minutes": minutes,
        "opening_minutes": OPENING_MINUTES,
        "too_long": max(0, minutes - made.talk.length),
        "too_short": max(0, made.talk.length - minutes),
        "to_add": making.to_add(made),
        "missing": [part for part in made.parts if part.missing],
        "may_fill_contact": request.actor.may(Permission.REGION_EDIT_OWN),
    }
    return render(request, "library/talk/talk.html", context)


@requires(Permission.LIBRARY_READ_PARTNER)
@require_POST
def arrange(request: BakenRequest, talk_id: UUID) -> HttpResponse:
    """Keep what was typed and do what the pressed button says; works without a script."""
    talk = _find(request, talk_id)
    items, place = _asked(request, talk)
    try:
        actions.arrange(
            actor=request.actor, talk_id=talk.pk, items=items, version=_version(request)
        )
    except actions.EditConflict:
        messages.warning(request, _("The talk was changed in another window. Look again."))
    page = reverse("library:talk", args=[talk.pk])
    return redirect(f"{page}#deel-{place}" if place else f"{page}#onderdelen")


def _asked(request: BakenRequest, talk: Talk) -> tuple[list[Item], int]:
    """Return the parts that a posted form asks for, and the place to look at afterwards."""
    before = making.items_of(talk)
    button = request.POST.get("do", "")
    typed = {name: str(text) for name, text in request.POST.items()}
    if re.fullmatch(r"(up|down|drop)-[0-9]{1,2}", button):
        # A button speaks of the order that is on the page: places typed beside it stay out.
        minutes = {name: text for name, text in typed.items() if name.startswith("minutes-")}
        return arranging.stepped(arranging.as_posted(before, minutes), button)
    items = arranging.as_posted(before, typed)
    if button == "fit":
        fitting = made_to_fit(items, talk.length)
        if fitting is None:
            messages.warning(request, _("Take a part out first: there is no time for questions."))
        return fitting or items, 0
    if button == "add":
        return _added(request, talk, items)
    return items, 0


def _added(request: BakenRequest, talk: Talk, items: list[Item]) -> tuple[list[Item], int]:
    made = making.make(request.actor, talk)
    key = request.POST.get("part", "")
    if key not in dict(making.to_add(made)) or len(items) >= arranging.MOST_PARTS:
        return items, 0
    minutes = {block.key: block.minutes for block in made.blocks}
    at = max(len(items) - 1, 0)
    return [*items[:at], Item(key, minutes.get(key, ADDED_MINUTES)), *items[at:]], at + 1


@requires(Permission.LIBRARY_READ_PARTNER)
@require_http_methods(FORM)
def change_talk(request: BakenRequest, talk_id: UUID) -> HttpResponse:
    """Change title, date, meeting and the own slide; a colleague copies the talk instead."""
    talk = _find(request, talk_id)
    if talk.account_id != request.actor.account_id:
        messages.warning(request, _("A colleague made this talk. Copy it to change it."))
        return redirect("library:talk", talk.pk)
    form = ChangeForm(
        request.POST or None,
        own_municipality=_has_municipality(request),
        initial=ChangeForm.initial_of(talk),
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_details(
                actor=request.actor,
                talk_id=talk.pk,
                details=form.details(),
                own=form.own_slide(),
                version=form.cleaned_data["version"],
            )
        except actions.EditConflict:
            form.add_error(None, _("The talk was changed in another window. Look again."))
        else:
            messages.success(request, _("Saved."))
            return redirect("library:talk", talk.pk)
    context = {"tabs": tabs(request.actor, "talks"), "form": form, "talk": talk}
    return render(request, "library/talk/change.html", context)


@requires(Permission.LIBRARY_READ_PARTNER)
@require_POST
def copy_talk(request: BakenRequest, talk_id: UUID) -> HttpResponse:
    """Copy a talk for another meeting, and open it to change."""
    made = actions.copy_talk(actor=request.actor, talk_id=talk_id)
    messages.success(request, _("This is your copy. Give it its own title and date."))
    return redirect("library:change-talk", made.pk)


@requires(Permission.LIBRARY_READ_PARTNER)
@require_POST
def remove_talk(request: BakenRequest, talk_id: UUID) -> HttpResponse:
    """Remove an own talk for good."""
    actions.remove_talk(actor=request.actor, talk_id=_find(request, talk_id).pk)
    messages.success(request, _("The talk was removed."))
    return redirect("library:talks")


@requires(Permission.LIBRARY_READ_PARTNER)
@require_safe
def slides_powerpoint(request: BakenRequest, talk_id: UUID) -> HttpResponse:
    """Send the slides as PowerPoint."""
    made = making.make(request.actor, _find(request, talk_id))
    answer = HttpResponse(powerpoint.as_powerpoint(made), content_type=powerpoint.CONTENT_TYPE)
    name = paper.file_name(made, ".pptx")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _pdf(set_by: Callable[[making.Made], bytes], kind: str) -> Any:
    """Return a view that sends a talk as one kind of PDF."""

    @requires(Permission.LIBRARY_READ_PARTNER)
    @require_safe
    def view(request: BakenRequest, talk_id: UUID) -> HttpResponse:
        made = making.make(request.actor, _find(request, talk_id))
        return pdf_response(set_by(made), paper.file_name(made, kind))

    return view


slides_pdf = _pdf(paper.slides_pdf, ".pdf")
handout_pdf = _pdf(paper.handout_pdf, "-hand-out.pdf")


def _find(request: BakenRequest, talk_id: UUID) -> Talk:
    known = Talk.objects.visible_to(request.actor).select_related("account")
    found: Talk = get_object_or_404(known, pk=talk_id)
    return found


def _has_municipality(request: BakenRequest) -> bool:
    own = own_organisation(request.actor)
    return own is not None and own.is_municipality


def _version(request: BakenRequest) -> int:
    sent = request.POST.get("version", "")
    return int(sent) if re.fullmatch(r"[0-9]{1,9}", sent) else -1


def _token(request: BakenRequest) -> UUID:
    try:
        return UUID(request.POST.get("form_token", ""))
    except ValueError:
        return uuid4()
