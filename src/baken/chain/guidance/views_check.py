"""The check in three steps and its outcome: stateless, without cookie, without script.

Every step is posted; answers are never in an address. A page that was reached with a faulty
earlier step shows that step again, filled in, with what is wrong.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from baken.foundation.access.decorators import public
from baken.foundation.region.internal_routes import route_by_code
from baken.web.forms import BakenForm
from baken.web.typesetting import pdf_response

from . import pdf
from .check import Check, Outcome, without_repeats
from .sources import Guidance, current_guidance

# No CSRF token below: the check knows no session and keeps nothing, so there is no authority
# that another site could abuse, and a token would need a cookie.


@public
@csrf_exempt
@cache_control(no_store=True)
@require_http_methods(["GET", "HEAD", "POST"])
def safety(request: HttpRequest) -> HttpResponse:
    """Step 1: the safety questions; also shown filled in when somebody goes back."""
    check = Check(current_guidance(), request.POST)
    return _step(request, check, "safety", check.form("safety", bound=False))


@public
@csrf_exempt
@cache_control(no_store=True)
@require_http_methods(["GET", "HEAD", "POST"])
def signs(request: HttpRequest) -> HttpResponse:
    """Step 2: what is it about and what was seen."""
    return _show(request, "signs")


@public
@csrf_exempt
@cache_control(no_store=True)
@require_http_methods(["GET", "HEAD", "POST"])
def situation(request: HttpRequest) -> HttpResponse:
    """Step 3: where, and what the person wants."""
    return _show(request, "situation")


@public
@csrf_exempt
@cache_control(no_store=True)
@require_http_methods(["GET", "HEAD", "POST"])
def result(request: HttpRequest) -> HttpResponse:
    """Whom to contact now, in order, and what was seen, explained."""
    if request.method != "POST":
        return redirect("guidance:check")
    check = Check(current_guidance(), request.POST)
    fault = check.first_fault("result")
    if fault is not None:
        return _step(request, check, *fault)
    return render(request, "guidance/result.html", _result_context(check))


@public
@csrf_exempt
@cache_control(no_store=True)
@require_http_methods(["GET", "HEAD", "POST"])
def result_pdf(request: HttpRequest) -> HttpResponse:
    """The outcome as PDF: to print or to save, without personal data."""
    if request.method != "POST":
        return redirect("guidance:check")
    check = Check(current_guidance(), request.POST)
    fault = check.first_fault("result")
    if fault is not None:
        return _step(request, check, *fault)
    outcome = check.outcome(timezone.localtime())
    content = pdf.outcome_as_pdf(check.guidance, outcome)
    return pdf_response(content, _("contacts.pdf"), keep=True)


def _show(request: HttpRequest, step: str) -> HttpResponse:
    if request.method != "POST":
        return redirect("guidance:check")
    check = Check(current_guidance(), request.POST)
    fault = check.first_fault(step)
    if fault is not None:
        return _step(request, check, *fault)
    return _step(request, check, step, check.form(step, bound=False))


def _step(request: HttpRequest, check: Check, step: str, form: BakenForm) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "hidden": list(check.hidden(step)),
        "steps": [_("Safety"), _("What do you see?"), _("The situation")],
        "is_danger": check.data.get("danger") == "yes",
        "emergency": check.guidance.book.find(check.guidance.table.emergency, ""),
    }
    if step == "signs":
        context["groups"] = check.sign_groups()
    status = 422 if form.errors else 200
    return render(request, f"guidance/step_{step}.html", context, status=status)


def _result_context(check: Check) -> dict[str, Any]:
    outcome = check.outcome(timezone.localtime())
    guidance = check.guidance
    return {
        "outcome": outcome,
        "route": outcome.route,
        "advices": list(without_repeats(outcome.route)),
        "findings": outcome.findings,
        "catalogue": guidance.catalogue,
        "reading": guidance.document("indicators")["reading"],
        "municipality": guidance.municipalities[outcome.answers.municipality],
        "internal_route": route_by_code(outcome.answers.municipality),
        "named_forms": [guidance.forms[slug].name for slug in outcome.answers.forms],
        "categories": _by_category(outcome, guidance),
        "open_questions": outcome.findings.open_questions[:6],
        "hidden": list(check.hidden("result")),
        "report_address": _report_address(),
    }


def _by_category(outcome: Outcome, guidance: Guidance) -> list[tuple[str, list[Any]]]:
    names = guidance.catalogue.categories
    groups = outcome.findings.by_category
    return [(label, groups[name]) for name, label in names.items() if name in groups]


def _report_address() -> str:
    """Return where a concern can be sent to the focal point, empty where that is not offered."""
    try:
        return reverse("concerns:report")
    except NoReverseMatch:
        return ""
