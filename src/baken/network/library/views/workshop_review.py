"""A version as the second reader sees it, and the steps that somebody takes with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from baken.foundation.access.decorators import BakenRequest, requires
from baken.foundation.access.permissions import Permission
from baken.network.library.actions import drafts, reviewing
from baken.network.library.forms.writing import DayForm, RemarkForm
from baken.network.library.models import OPEN_STATES, Revision, RevisionState
from baken.web.documents.html import as_html
from baken.web.documents.links import broken
from baken.web.documents.markdown import blocks_of
from baken.web.documents.readability import readability_of

from .workshop import compared
from .workshop_base import Words, attempt, posted, press, say, the_revision


@requires(Permission.LIBRARY_EDIT)
@require_http_methods(["GET", "POST"])
def review(request: BakenRequest, revision_id: UUID) -> HttpResponse:
    """Show a version; approve it, or return it with a remark."""
    version = the_revision(request, revision_id)
    is_return = request.POST.get("step") == "return"
    days = DayForm(
        None if is_return else posted(request),
        initial={"publish_on": version.publish_on, "version": version.version},
    )
    remark = RemarkForm(posted(request) if is_return else None)
    if is_return and attempt(remark, lambda data: _return(request, version, data)):
        say(request, _("The writer gets it back with your remark."))
        return redirect("library:workshop")
    if not is_return and attempt(days, lambda data: _approve(request, version, data)):
        published = the_revision(request, version.pk).state == RevisionState.PUBLISHED
        say(request, _("Approved and published.") if published else _("Approved and planned."))
        return redirect("library:text", version.article.slug)
    return _page(request, version, days, remark)


def _return(request: BakenRequest, version: Revision, data: dict[str, Any]) -> Revision:
    return reviewing.give_back(actor=request.actor, revision_id=version.pk, remark=data["remark"])


def _approve(request: BakenRequest, version: Revision, data: dict[str, Any]) -> Revision:
    if version.state == RevisionState.APPROVED:
        return reviewing.plan(
            actor=request.actor, revision_id=version.pk, publish_on=data["publish_on"]
        )
    return reviewing.approve(
        actor=request.actor,
        revision_id=version.pk,
        version=data["version"] or 0,
        publish_on=data["publish_on"],
    )


def _page(
    request: BakenRequest, version: Revision, days: DayForm, remark: RemarkForm
) -> HttpResponse:
    blocks = blocks_of(version.body)
    before = (
        Revision.objects.visible_to(request.actor)
        .filter(article=version.article_id, state=RevisionState.PUBLISHED)
        .exclude(pk=version.pk)
        .first()
    )
    return render(
        request,
        "library/workshop/review.html",
        {
            "version": version,
            "is_open": version.state in OPEN_STATES,
            "is_own": reviewing.is_own(request.actor, version),
            "preview": as_html(blocks),
            "reads": readability_of(blocks),
            "broken": broken(blocks),
            "before": before,
            # The pack, or somebody else, published after this version was begun.
            "is_overtaken": before is not None and before.number > version.number,
            "fields": compared(before, version) if before else [],
            "days": days,
            "remark": remark,
        },
        status=409 if days.theirs else 200,
    )


STEPS: dict[str, tuple[Callable[..., Revision], Words, str]] = {
    "send": (reviewing.send_to_reader, _("Sent to the other editors."), "library:review"),
    "take-back": (reviewing.take_back, _("This is a draft again."), "library:write"),
    "withdraw": (drafts.withdraw, _("The draft is withdrawn."), "library:workshop"),
}


@requires(Permission.LIBRARY_EDIT)
@require_POST
def step(request: BakenRequest, revision_id: UUID) -> HttpResponse:
    """Take a step of one press."""
    version = the_revision(request, revision_id)
    chosen = STEPS.get(request.POST.get("step", ""))
    if chosen is None:
        raise Http404
    act, done, following = chosen
    if not press(request, lambda: act(actor=request.actor, revision_id=version.pk), done):
        return redirect("library:review", version.pk)
    if following == "library:workshop":
        return redirect(following)
    return redirect(following, version.pk)


@requires(Permission.LIBRARY_EDIT)
@require_http_methods(["GET"])
def withdraw(request: BakenRequest, revision_id: UUID) -> HttpResponse:
    """Ask before a draft is withdrawn."""
    version = the_revision(request, revision_id)
    return render(request, "library/workshop/withdraw.html", {"version": version})
