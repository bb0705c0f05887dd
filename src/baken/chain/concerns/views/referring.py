"""Passing on: choose the receiver, choose what it sees, look at exactly that, send.

Three pages and no state between them: what was filled in travels from page to page in the
form, so that going back loses nothing and nothing half-finished is stored.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Receiver:
    """An organisation with what may be asked of it now: advice only, until it was decided."""

    choice: codes.ReceiverChoice
    kinds: tuple[str, ...]
    is_waiting: bool = False

    @property
    def is_municipality(self) -> bool:
        """Say whether this is another municipality of the region."""
        return self.choice.organisation.is_municipality


def receivers(concern: Concern, waiting: Collection[UUID] = ()) -> list[Receiver]:
    """Return who may be asked something now, in the region's order."""
    advice_only = concern.status == ConcernStatus.IN_ASSESSMENT
    found = [
        Receiver(
            choice,
            tuple(k for k in choice.kinds if k == ReferralKind.ADVICE or not advice_only),
            choice.organisation.pk in waiting,
        )
        for choice in codes.receiver_choices(concern)
    ]
    return [receiver for receiver in found if receiver.kinds]


@requires(Permission.CONCERN_REFER)
@require_GET
def refer(request: BakenRequest, concern_id: UUID) -> HttpResponse:
    """Choose the organisation: those that fit first, the others with the reason."""
    concern = concern_of(request, concern_id)
    waiting = {
        receiver_id
        for receiver_id, status in concern.referrals.values_list("receiver_id", "status")
        if status in (ReferralStatus.SENT, ReferralStatus.ACCEPTED)
    }
    found = receivers(concern, waiting)
    context = {
        "concern": concern,
        "fitting": [one for one in found if one.choice.fits and not one.is_municipality],
        "others": [one for one in found if not one.choice.fits],
        "municipalities": [one for one in found if one.choice.fits and one.is_municipality],
        "is_open": next_steps.is_possible("refer", concern, request.actor),
        "advice_only": concern.status == ConcernStatus.IN_ASSESSMENT,
    }
    return render(request, "concerns/refer.html", context)


@requires(Permission.CONCERN_REFER)
@require_http_methods(["GET", "POST"])
def refer_to(request: BakenRequest, concern_id: UUID, receiver: str) -> HttpResponse:
    """Fill in what goes along. A POST comes back from the preview, to change something."""
    concern = concern_of(request, concern_id)
    found = _receiver(concern, receiver)
    reading = read_concern(request.actor, concern, purpose="refer")
    form = _form(request, found, reading)
    return _compose(request, concern, found.choice, form)


@requires(Permission.CONCERN_REFER)
@require_POST
def refer_preview(request: BakenRequest, concern_id: UUID, receiver: str) -> HttpResponse:
    """Show exactly what the receiver will see, and until when it has to answer."""
    concern = concern_of(request, concern_id)
    found = _receiver(concern, receiver)
    reading = read_concern(request.actor, concern, purpose="refer")
    form = _form(request, found, reading)
    if not form.is_valid():
        return _compose(request, concern, found.choice, form)
    return _preview(request, concern, found.choice, form, reading)


@requires(Permission.CONCERN_REFER)
@require_POST
def refer_send(request: BakenRequest, concern_id: UUID, receiver: str) -> HttpResponse:
    """Send it."""
    concern = concern_of(request, concern_id)
    found = _receiver(concern, receiver)
    reading = read_concern(request.actor, concern, purpose="refer")
    form = _form(request, found, reading)
    if not form.is_valid():
        return _compose(request, concern, found.choice, form)
    try:
        actions.refer(
            actor=request.actor,
            concern_id=concern.pk,
            draft=_draft(form, found.choice),
            token=form.cleaned_data["token"],
        )
    except ConcernError as error:
        form.blame(error)
        return _compose(request, concern, found.choice, form)
    done(
        request,
        _("Sent to %(organisation)s. You see the answer here and in My work.")
        % {"organisation": found.choice.organisation.name},
    )
    return to_concern(concern.pk, "referrals")


def _receiver(concern: Concern, slug: str) -> Receiver:
    for receiver in receivers(concern):
        if receiver.choice.organisation.slug == slug:
            return receiver
    raise Http404


def _form(request: BakenRequest, receiver: Receiver, reading: OpenedConcern) -> ReferForm:
    labels = Labels()
    asked = request.POST.get("kind") or request.GET.get("kind")
    return ReferForm(
        request.POST if request.method == "POST" else None,
        initial={"token": uuid4().hex},
        choice=receiver.choice,
        kind=ReferralKind(asked if asked in receiver.kinds else receiver.kinds[0]),
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
    is_advice = form["kind"].value() == ReferralKind.ADVICE
    context = {"concern": concern, "choice": choice, "form": form, "is_advice": is_advice}
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
        "filled": [(name, one) for name in form.fields for one in request.POST.getlist(name)],
        "labels": Labels(),
        "referral": referral,
        "content": Opened(None, words),
        "observations": [o for o in reading.observations if o.row.pk in draft.observation_ids],
        "persons": [one for one in reading.persons if one.row.pk in draft.person_ids],
    }
    return render(request, "concerns/refer_preview.html", context)
