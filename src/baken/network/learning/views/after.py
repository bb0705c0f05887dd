"""After a session: an opinion, one's own trainings, the certificate and its check."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from baken.foundation.access.decorators import BakenRequest, public, requires
from baken.foundation.access.permissions import Permission
from baken.foundation.people import limits
from baken.network.learning import actions, queries
from baken.network.learning.forms.sessions import CodeForm, EvaluationForm
from baken.network.learning.models import Certificate, Enrolment
from baken.web.spreadsheet import spreadsheet_response
from baken.web.typesetting import as_pdf, pdf_response

from .common import attempt, posted, tabs, wants_spreadsheet

TEMPLATE = Path(__file__).parents[1] / "typst" / "certificate.typ"
# Wrong codes of one address. An office shares an address, so it is wide; a code has sixty random
# bits, so it need not be narrow.
ATTEMPTS = 20
WINDOW = 10 * limits.MINUTES


@requires(Permission.LEARNING_READ)
@require_http_methods(["GET", "HEAD", "POST"])
def evaluate(request: BakenRequest, attended_session_id: UUID) -> HttpResponse:
    """Ask somebody who was there what they think."""
    own = Enrolment.objects.visible_to(request.actor).select_related("session__training")
    enrolment = queries.get_or_404(
        own,
        session_id=attended_session_id,
        membership_id=request.actor.membership_id,
        attended=True,
    )
    form = EvaluationForm(posted(request))
    done = attempt(
        form,
        lambda: actions.evaluate(
            actor=request.actor, session_id=attended_session_id, opinion=form.opinion()
        ),
    )
    if done:
        messages.success(request, _("Thank you. Your opinion is kept without your name."))
        return redirect("learning:mine")
    context = {
        "form": form,
        "enrolment": enrolment,
        "session": enrolment.session,
        "tabs": tabs(request.actor, "mine"),
    }
    return render(request, "learning/evaluate.html", context)


@requires(Permission.LEARNING_READ)
@require_safe
def mine(request: BakenRequest) -> HttpResponse:
    """Show what the reader enrolled for, and the certificates."""
    found = queries.own_trainings(request.actor)
    if wants_spreadsheet(request):
        return _as_spreadsheet(found)
    now = timezone.now()
    running = [one for one in found if one.status != "cancelled"]
    context = {
        "tabs": tabs(request.actor, "mine"),
        "coming": [
            one for one in reversed(running) if one.session.is_planned and one.session.ends_at > now
        ],
        "done": [one for one in running if one.attended],
        "today": timezone.localdate(),
    }
    return render(request, "learning/mine.html", context)


def _as_spreadsheet(found: list[Enrolment]) -> HttpResponse:
    heads = (_("Training"), _("Day"), _("Status"), _("Was there"), _("Counts until"))
    rows = (
        (
            one.session.training.name,
            timezone.localdate(one.session.starts_at),
            one.get_status_display(),
            "" if one.attended is None else _("yes") if one.attended else _("no"),
            getattr(getattr(one, "certificate", None), "valid_until", None),
        )
        for one in found
    )
    return spreadsheet_response("mijn-trainingen.xlsx", _("My trainings"), heads, rows)


@requires(Permission.LEARNING_READ)
@require_safe
def certificate(request: BakenRequest, certificate_id: UUID) -> HttpResponse:
    """Return a certificate as an accessible PDF."""
    record: Certificate = queries.get_or_404(
        queries.certificates(request.actor), pk=certificate_id, withdrawn_at__isnull=True
    )
    return pdf_response(certificate_pdf(record), f"certificaat-{record.held_on}.pdf")


def certificate_pdf(record: Certificate) -> bytes:
    """Set one certificate; in Dutch, whatever the language of the screen."""
    member = record.enrolment.membership
    address = f"{settings.SITE_ADDRESS.rstrip('/')}{reverse('learning:check-certificate')}"
    with override("nl"):
        until = date_format(record.valid_until, "j F Y") if record.valid_until else ""
        data = {
            "title": _("Certificate"),
            "name": member.account.name,
            "organisation": member.organisation.name,
            "training": record.training_name,
            "took_part": _("took part in the training"),
            "on": _("on"),
            "date": date_format(record.held_on, "l j F Y"),
            "valid": _("Counts until and including %(day)s") % {"day": until} if until else "",
            "code_label": _("Code"),
            "code": record.shown_code,
            "check": _("Whoever has this code can check the certificate at"),
            "address": address,
        }
    return as_pdf(TEMPLATE, data)


@public
@csrf_exempt  # no cookie, no account: nothing that a foreign page could abuse
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Let anybody check a certificate by its code: training, day, and whether it counts."""
    form = CodeForm(posted(request))
    context: dict[str, object] = {"form": form}
    status = 200
    if form.is_bound and form.is_valid():
        if limits.is_over(request, "certificate", limit=ATTEMPTS):
            form.add_error(None, _("Too many attempts. Wait ten minutes and try again."))
            status = 429
        else:
            found = actions.check_certificate(form.cleaned_data["code"])
            context |= {"found": found, "is_asked": True}
            if found is None:
                limits.count(request, "certificate", seconds=WINDOW)
    return render(request, "learning/check_certificate.html", context, status=status)
