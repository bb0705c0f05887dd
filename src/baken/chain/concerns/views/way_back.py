"""The way back for a reporter: status and feedback with reference and secret, one answer.

Reference and secret travel in forms only, never in an address. A wrong reference and a wrong
secret get the same answer, and an address that keeps guessing is stopped for a while.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from baken.chain.concerns import actions
from baken.chain.concerns.errors import ConcernError
from baken.chain.concerns.forms.report import ReplyForm, WayBackForm
from baken.chain.concerns.labels import Labels
from baken.chain.concerns.models import ConcernStatus, FeedbackDirection
from baken.chain.concerns.reading import OpenedChannel, read_channel
from baken.chain.concerns.receipts import reporter_actor
from baken.chain.concerns.words import FOR_REPORTER
from baken.foundation.access.actor import Actor
from baken.foundation.access.decorators import public
from baken.foundation.access.lock import acting_as
from baken.foundation.people import limits

from .stepping import Words

ATTEMPTS = 10
WINDOW = 10 * limits.MINUTES


@public
@require_GET
def way_back(request: HttpRequest) -> HttpResponse:
    """Ask for reference and secret."""
    return render(request, "concerns/way_back.html", {"form": WayBackForm()})


@public
@csrf_exempt  # no cookie, no account: nothing that a foreign page could abuse
@require_http_methods(["GET", "POST"])
def way_back_read(request: HttpRequest) -> HttpResponse:
    """Show status and feedback to who has reference and secret."""
    if request.method == "GET":
        return redirect("concerns:way-back")
    form = WayBackForm(request.POST)
    if not form.is_valid():
        return render(request, "concerns/way_back.html", {"form": form})
    actor = _reporter(request, form)
    if actor is None:
        return _refused(request, form)
    data = form.cleaned_data
    reply = ReplyForm(initial={"reference": data["reference"], "secret": data["secret"]})
    return _channel(request, actor, reply)


@public
@csrf_exempt  # as above
@require_http_methods(["GET", "POST"])
def way_back_reply(request: HttpRequest) -> HttpResponse:
    """Store the one answer of the reporter."""
    if request.method == "GET":
        return redirect("concerns:way-back")
    entrance = WayBackForm(request.POST)
    actor = _reporter(request, entrance) if entrance.is_valid() else None
    if actor is None:
        return _refused(request, entrance)
    form = ReplyForm(request.POST)
    is_sent = False
    if form.is_valid():
        try:
            actions.reporter_reply(actor=actor, text=form.cleaned_data["text"])
            is_sent = True
        except ConcernError as error:
            form.blame(error)
    return _channel(request, actor, form, is_sent=is_sent)


def _reporter(request: HttpRequest, form: WayBackForm) -> Actor | None:
    if limits.is_over(request, "way-back", limit=ATTEMPTS):
        return None
    actor = reporter_actor(form.cleaned_data["reference"], form.cleaned_data["secret"])
    if actor is None:
        limits.count(request, "way-back", seconds=WINDOW)
    return actor


def _refused(request: HttpRequest, form: WayBackForm) -> HttpResponse:
    """Say the same for a wrong reference and a wrong secret; other words only when too fast."""
    if limits.is_over(request, "way-back", limit=ATTEMPTS):
        form.add_error(None, _("Too many attempts. Wait ten minutes and try again."))
        return render(request, "concerns/way_back.html", {"form": form}, status=429)
    if form.is_valid():
        form.add_error(
            None,
            _(
                "We find no report with this reference and this secret code. Check both. A report "
                "can be read for a limited time."
            ),
        )
    return render(request, "concerns/way_back.html", {"form": form})


def _channel(
    request: HttpRequest, actor: Actor, form: ReplyForm, *, is_sent: bool = False
) -> HttpResponse:
    with acting_as(actor):
        reading = read_channel(actor)
    context = {
        "reading": reading,
        "form": form,
        "is_sent": is_sent,
        "standing": _standing(reading),
        "told": _told(reading),
    }
    return render(request, "concerns/way_back_read.html", context)


def _standing(reading: OpenedChannel) -> Words:
    """Return where the report stands, in plain words, by the last step that was shown."""
    statuses = [event.to_status for event in reading.events if event.to_status]
    return FOR_REPORTER[ConcernStatus(statuses[-1] if statuses else ConcernStatus.RECEIVED)]


def _told(reading: OpenedChannel) -> list[dict[str, object]]:
    """Return the messages both ways; a set text and own words are one message."""
    texts = Labels().feedback
    return [
        {
            "is_own": one.row.direction == FeedbackDirection.FROM_REPORTER,
            "at": one.row.written_at,
            "text": "\n\n".join(
                part
                for part in (texts.get(one.row.standard, one.row.standard), one.texts["text"])
                if part
            ),
        }
        for one in reading.feedback
    ]
