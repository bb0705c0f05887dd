"""Passing on: choose the receiver, choose what it sees, look at exactly that, send.

Three pages and no state between them: what was filled in travels from page to page in the
form, so that going back loses nothing and nothing half-finished is stored.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baken.chain.concerns import actions, codes, deadlines, next_steps
from baken.chain.concerns.drafts import ReferralDraft
from baken.chain.concerns.errors import ConcernError
from baken.chain.concerns.forms.base import Pairs
from baken.chain.concerns.forms.referring import ReferForm
from baken.chain.concerns.labels import Labels
from baken.chain.concerns.models import (
    Concern,
    ConcernStatus,
    PersonKind,
    Referral,
    ReferralKind,
    ReferralStatus,
    SourceKind,
)
from baken.chain.concerns.reading import Opened, OpenedConcern, read_concern
from baken.foundation.access.decorators import BakenRequest, requires
from baken.foundation.access.permissions import Permission

from .stepping import concern_of, done, to_concern


def allowed_kinds(concern: Concern, choice: codes.ReceiverChoice) -> list[str]:
    """Return what may be asked of this receiver now: advice only, until it was decided."""
    if concern.status == ConcernStatus.IN_ASSESSMENT:
        return [kind for kind in choice.kinds if kind == ReferralKind.ADVICE]
    return list(choice.kinds)


@requires(Permission.CONCERN_REFER)
@require_GET
def refer(request: BakenRequest, concern_id: UUID) -> HttpResponse:
    """Choose the organisation: those that fit first, the others with the reason."""
    concern = concern_of(request, concern_id)
    choices = [one for one in codes.receiver_choices(concern) if allowed_kinds(concern, one)]
    waiting = {
        receiver_id
        for receiver_id, status in concern.referrals.values_list("receiver_id", "status")
        if status in (ReferralStatus.SENT, ReferralStatus.ACCEPTED)
    }
    context = {
        "concern": concern,
        "fitting": [one for one in choices if one.fits],
        "others": [one for one in choices if not one.fits],
        "waiting": waiting,
        "is_open": next_steps.is_possible("refer", concern, request.actor),
        "advice_only": concern.status == ConcernStatus.IN_ASSESSMENT,
    }
    return render(request, "concerns/refer.html", context)


@requires(Permission.CONCERN_REFER)
@require_http_methods(["GET", "POST"])
def refer_to(request: BakenRequest, concern_id: UUID, receiver: str) -> HttpResponse:
    """Fill in what goes along. A POST comes back from the preview, to change something."""
    concern = concern_of(request, concern_id)
    choice = _choice(concern, receiver)
    reading = read_concern(request.actor, concern, purpose="refer")
    form = _form(request, concern, choice, reading)
    return _compose(request, concern, choice, form)


@requires(Permission.CONCERN_REFER)
@require_POST
def refer_preview(request: BakenRequest, concern_id: UUID, receiver: str) -> HttpResponse:
    """Show exactly what the receiver will see, and until when it has to answer."""
    concern = concern_of(request, concern_id)
    choice = _choice(concern, receiver)
    reading = read_concern(request.actor, concern, purpose="refer")
    form = _form(request, concern, choice, reading)
    if not form.is_valid():
        return _compose(request, concern, choice, form)
    return _preview(request, concern, choice, form, reading)


@requires(Permission.CONCERN_REFER)
@require_POST
def refer_send(request: BakenRequest, concern_id: UUID, receiver: str) -> HttpResponse:
    """Send it."""
    concern = concern_of(request, concern_id)
    choice = _choice(concern, receiver)
    reading = read_concern(request.actor, concern, purpose="refer")
    form = _form(request, concern, choice, reading)
    if not form.is_valid():
        return _compose(request, concern, choice, form)
    try:
        actions.refer(
            actor=request.actor,
            concern_id=concern.pk,
            draft=_draft(form, choice),
            token=form.cleaned_data["token"],
        )
    except ConcernError as error:
        form.blame(error)
        return _compose(request, concern, choice, form)
    done(
        request,
        _("Sent to %(organisation)s. You see the answer here and in My work.")
        % {"organisation": choice.organisation.name},
    )
    return to_concern(concern.pk, "referrals")


def _choice(concern: Concern, receiver: str) -> codes.ReceiverChoice:
    for choice in codes.receiver_choices(concern):
        if choice.organisation.slug == receiver and allowed_kinds(concern, choice):
            return choice
    raise Http404


def _form(
    request: BakenRequest, concern: Concern, choice: codes.ReceiverChoice, reading: OpenedConcern
) -> ReferForm:
    labels = Labels()
    return ReferForm(
        request.POST if request.method == "POST" else None,
        initial={"token": uuid4().hex},
        choice=choice,
        kinds=allowed_kinds(concern, choice),
        facts=[(str(one.row.pk), fact_line(one, labels)) for one in reading.observations],
        people=_people(reading),
    )


def fact_line(opened: Opened, labels: Labels) -> str:
    """Return one fact on one line, with when, where and how it was known."""
    row = opened.row
    details = [
        date_format(row.observed_on, "j F Y") if row.observed_on else "",
        opened.texts.get("place", ""),
        str(SourceKind(row.source).label),
        labels.functions.get(row.observed_by, row.observed_by),
    ]
    shown = "; ".join(detail for detail in details if detail)
    return f"{opened.texts['text']} ({shown})"


def _people(reading: OpenedConcern) -> Pairs:
    pairs: Pairs = []
    for one in reading.persons:
        name = one.texts.get("name") or _("Somebody without a name")
        pairs.append((str(one.row.pk), f"{name} ({PersonKind(one.row.kind).label})"))
    return pairs


def _compose(
    request: BakenRequest, concern: Concern, choice: codes.ReceiverChoice, form: ReferForm
) -> HttpResponse:
    context = {"concern": concern, "choice": choice, "form": form}
    return render(request, "concerns/refer_to.html", context)


def _draft(form: ReferForm, choice: codes.ReceiverChoice) -> ReferralDraft:
    data = form.cleaned_data
    return ReferralDraft(
        receiver_id=choice.organisation.pk,
        kind=ReferralKind(data["kind"]),
        ground=data["ground"],
        reason=data["reason"],
        message=data["message"],
        observation_ids=tuple(UUID(one) for one in data.get("observations", ())),
        person_ids=tuple(UUID(one) for one in data.get("persons", ())),
    )


def _preview(
    request: BakenRequest,
    concern: Concern,
    choice: codes.ReceiverChoice,
    form: ReferForm,
    reading: OpenedConcern,
) -> HttpResponse:
    draft = _draft(form, choice)
    now = timezone.now()
    referral = Referral(
        concern=concern,
        organisation=concern.organisation,
        receiver=choice.organisation,
        kind=draft.kind,
        ground=draft.ground,
        forms=concern.forms,
        minor=concern.minor,
        subject=concern.subject,
        critical=concern.critical,
        sent_at=now,
    )
    due = deadlines.due_of_referral(referral, now)
    assert due is not None, "a referral that is about to be sent waits for an answer"
    referral.due_on = due.on
    words: dict[str, Any] = {"reason": draft.reason, "message": draft.message}
    context = {
        "concern": concern,
        "choice": choice,
        "form": form,
        "labels": Labels(),
        "referral": referral,
        "content": Opened(None, words),
        "observations": [o for o in reading.observations if o.row.pk in draft.observation_ids],
        "persons": [one for one in reading.persons if one.row.pk in draft.person_ids],
    }
    return render(request, "concerns/refer_preview.html", context)
