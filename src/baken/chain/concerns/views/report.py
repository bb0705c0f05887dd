"""The public report: open to everybody, without a cookie; nothing of it stands in an address.

The check hands its answers over by POST. The report is sent by POST too, and the confirmation
is drawn in the answer to it, since a redirect would need an address or a cookie that knows it.
"""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

from django.core import signing
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from baken.chain.concerns import actions, deadlines
from baken.chain.concerns.check import Check, read_check
from baken.chain.concerns.drafts import ConcernDraft, LocationDraft, Receipt, ReporterDraft
from baken.chain.concerns.errors import ConcernError
from baken.chain.concerns.forms.report import ANONYMOUS, KIND_WORDS, ReportForm
from baken.chain.concerns.models import DueKind
from baken.chain.guidance.sources import DatabaseGuidance
from baken.foundation.access.actor import Actor
from baken.foundation.access.decorators import public
from baken.foundation.access.permissions import Permission
from baken.foundation.people import limits
from baken.foundation.people.queries import members_of
from baken.foundation.region.documents import DocumentMissing
from baken.foundation.region.models import Organisation, OrganisationKind
from baken.foundation.retention.terms import all_terms

TOKEN_SALT = "concerns.report"  # noqa: S105 - a name, no secret
TOKEN_SECONDS = 24 * 60 * limits.MINUTES
REPORTS_PER_HOUR = 40
HOUR = 60 * limits.MINUTES


def new_token() -> str:
    """Return the signed, random mark of one form; it makes a double submit harmless."""
    return signing.TimestampSigner(salt=TOKEN_SALT).sign(uuid4().hex)


def _initial(check: Check) -> dict[str, str]:
    """Return what the check knows already."""
    initial = {"token": new_token()}
    if check.handoff is not None:
        initial["answers"] = check.handoff.text()
        initial["municipality"] = check.handoff.answers.municipality
        if check.handoff.answers.anonymous:
            initial["name_choice"] = ANONYMOUS
    return initial


def _kept() -> str:
    """Return how long a handled report is kept, in words, from the region's terms."""
    try:
        months = [term.months for term in all_terms() if term.kind == "concern"]
    except DocumentMissing:
        return ""
    years = -(-max(months, default=0) // 12)
    return ngettext("%(years)d year", "%(years)d years", years) % {"years": years} if years else ""


def _page(
    request: HttpRequest, form: ReportForm, check: Check, *, status: int = 200, **more: object
) -> HttpResponse:
    context = {"form": form, "check": check, "kept": _kept(), **more}
    return render(request, "concerns/report.html", context, status=status)


# Without CSRF protection on purpose: there is no account and no cookie here that a foreign
# page could abuse, and the token that protects would itself need a cookie.
@public
@csrf_exempt
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """Show the form, filled with what the check handed over by POST."""
    guidance = DatabaseGuidance()
    text = request.POST.get("answers", "")
    check = read_check(text, guidance)
    form = ReportForm(initial=_initial(check), municipalities=guidance.municipalities)
    return _page(request, form, check, is_check_lost=bool(text) and check.handoff is None)


@public
@csrf_exempt  # as above: no cookie, no account, nothing to abuse
@require_http_methods(["GET", "POST"])
def report_send(request: HttpRequest) -> HttpResponse:
    """Store the report and show the reference and the secret, once."""
    if request.method == "GET":
        return redirect("concerns:report")
    guidance = DatabaseGuidance()
    data = request.POST.copy()
    check = read_check(data.get("answers", ""), guidance)
    form = ReportForm(data, municipalities=guidance.municipalities)
    if limits.is_over(request, "report", limit=REPORTS_PER_HOUR):
        return _page(request, form, check, status=429, is_too_fast=True)
    if not (form.is_valid() and _is_token_good(form)):
        return _page(request, form, check)
    kinds = form.personal_data()
    if kinds:
        # Shown once; sending again as it is passes. A bound form draws what its data holds.
        data["warned"] = ",".join(sorted(kinds | set(data.get("warned", "").split(","))))
        warnings = [KIND_WORDS[kind] for kind in sorted(kinds)]
        return _page(request, form, check, warnings=warnings)
    receiver = _receiver(form)
    if receiver is None:
        return _page(request, form, check)
    return _stored(request, form, receiver, check)


def _is_token_good(form: ReportForm) -> bool:
    """Say whether the token is one of ours; else give the form a new one and ask once more."""
    try:
        signing.TimestampSigner(salt=TOKEN_SALT).unsign(
            form.cleaned_data["token"], max_age=TOKEN_SECONDS
        )
    except signing.BadSignature:
        assert isinstance(form.data, QueryDict)
        form.data["token"] = new_token()
        message = _("This form was open for a long time. Check it and send it once more.")
        form.add_error(None, message)
        return False
    return True


def _receiver(form: ReportForm) -> Organisation | None:
    """Return the municipality, when somebody there reads reports; else say whom to call."""
    organisation = Organisation.objects.get(
        kind=OrganisationKind.MUNICIPALITY,
        is_current=True,
        municipality_code=form.cleaned_data["municipality"],
    )
    if members_of(organisation.pk, permission=Permission.CONCERN_ASSESS).exists():
        return organisation
    form.add_error(
        "municipality",
        _("%(municipality)s cannot receive reports here yet. Call an organisation instead.")
        % {"municipality": organisation.name},
    )
    return None


def _draft(form: ReportForm, check: Check) -> ConcernDraft:
    data = form.cleaned_data
    outline = check.outline()
    when = {"when": data["when"]} if data["when"] else {}
    return replace(
        outline,
        reporter_function=data["reporter_function"],
        anonymous=data["name_choice"] == ANONYMOUS,
        story=data["story"],
        answers={**outline.answers, **when},
        reporter=ReporterDraft(
            name=data["reporter_name"],
            phone=data["reporter_phone"],
            email=data["reporter_email"],
            safely=data["reporter_safely"],
        ),
        location=LocationDraft(place=data["where"]),
    )


def _stored(
    request: HttpRequest, form: ReportForm, receiver: Organisation, check: Check
) -> HttpResponse:
    draft = _draft(form, check)
    try:
        receipt = actions.receive_from_public(
            actor=Actor.intake(receiver.pk), draft=draft, token=form.cleaned_data["token"]
        )
    except ConcernError as error:
        form.blame(error)
        return _page(request, form, check)
    limits.count(request, "report", seconds=HOUR)
    return _confirmation(request, receipt, receiver, draft)


def _confirmation(
    request: HttpRequest, receipt: Receipt, receiver: Organisation, draft: ConcernDraft
) -> HttpResponse:
    now = timezone.now()
    context = {
        "receipt": receipt,
        "municipality": receiver,
        "is_known": bool(draft.reporter),
        "first_look": deadlines.due(DueKind.FIRST_LOOK, now, critical=draft.critical).on,
        "expires_at": deadlines.channel_expires(now),
        "today": timezone.localdate(),
        "way_back_address": f"{request.get_host()}{reverse('concerns:way-back')}",
    }
    return render(request, "concerns/report_sent.html", context)
