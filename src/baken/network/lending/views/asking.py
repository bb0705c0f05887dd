"""The pages of who asks: the list, a request, and the steps an asker can take."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from baken.foundation.access.decorators import BakenRequest, requires
from baken.foundation.access.permissions import Permission
from baken.foundation.region.models import Organisation
from baken.network.lending import actions, queries
from baken.network.lending.access import keeps_the_store
from baken.network.lending.availability import store_for
from baken.network.lending.errors import LendingRefused
from baken.network.lending.forms.asking import (
    ExtensionForm,
    ProblemForm,
    ReachForm,
    ReasonForm,
    RequestForm,
    number_field,
)
from baken.network.lending.models import LoanRequest, LoanState, RequestState
from baken.network.lending.packs import rules
from baken.network.lending.words import join_words, wish_words
from baken.network.lending.workflow import EXTENDABLE, may_become
from baken.web.spreadsheet import spreadsheet_response

from .base import Step, find, tabs, take_step

PAGE_SIZE = 25


@requires(Permission.LENDING_REQUEST)
@require_safe
def request_list(request: BakenRequest) -> HttpResponse:
    """List the own requests, or all for who lends; what waits for a decision first."""
    state = request.GET.get("state", "running")
    known = {"running": _("Running"), "": _("All"), **dict(RequestState.choices)}
    state = state if state in known else "running"
    found = queries.requests(request.actor, state=state)
    kinds = queries.kinds(request.actor)
    if request.GET.get("as") == "spreadsheet":
        return _as_spreadsheet(found, kinds)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    today = timezone.localdate()
    context = {
        "tabs": tabs("requests"),
        "page": page,
        "rows": [
            (one, wish_words(one.wishes, kinds), one.is_late(today)) for one in page.object_list
        ],
        "states": [
            {"label": label, "url": f"?state={key}", "current": key == state}
            for key, label in known.items()
        ],
        "state": state,
        "keeps": keeps_the_store(request.actor),
        "waiting": queries.waiting(request.actor),
        "late": queries.late(request.actor, today),
    }
    return render(request, "lending/requests.html", context)


def _as_spreadsheet(found: Any, kinds: Any) -> HttpResponse:
    heads = (
        *(_("Reference"), _("Organisation"), _("What"), _("From"), _("Until"), _("Status")),
        *(_("Purpose"), _("Audience"), _("Place"), _("Supervision")),
        *(_("Expected"), _("Reached"), _("Asked on")),
    )
    rows = (
        (
            *(one.reference, one.organisation.name, wish_words(one.wishes, kinds)),
            *(one.starts_on, one.ends_on, one.get_state_display()),
            *(one.purpose, one.audience, one.place, one.supervisor),
            *(one.expected_reach, one.actual_reach, one.created_at),
        )
        for one in found[:10_000]
    )
    return spreadsheet_response("uitleen-aanvragen.xlsx", _("Requests"), heads, rows)


@requires(Permission.LENDING_REQUEST)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: BakenRequest) -> HttpResponse:
    """Ask for items; dates and numbers may come from the calendar's search."""
    store = store_for(request.actor)
    form = RequestForm(
        request.POST or None,
        store=store,
        for_others=keeps_the_store(request.actor),
        initial=_from_search(request, store),
    )
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data.get("organisation")
        try:
            asked = actions.ask(
                actor=request.actor,
                wanted=form.wanted(),
                form_token=_token(request),
                organisation_id=chosen.pk if chosen else None,
            )
        except LendingRefused as problem:
            form.blame(problem)
        else:
            messages.success(
                request, _("Your request was sent. You get a mail when it is decided.")
            )
            return redirect("lending:request", asked.pk)
    context = {"form": form, "rules": rules(), "store": store, "back": reverse("lending:requests")}
    return render(request, "lending/ask.html", context)


def _token(request: BakenRequest) -> UUID:
    try:
        return UUID(request.POST.get("form_token", ""))
    except ValueError:
        return uuid4()


def _from_search(request: BakenRequest, store: Any) -> dict[str, Any]:
    """Return what the form begins with: the search of the calendar, and the own municipality."""
    asked = request.GET
    initial: dict[str, Any] = {
        number_field(slug): asked[number_field(slug)]
        for slug in store.kinds
        if asked.get(number_field(slug), "").isdecimal()
    }
    for name in ("starts_on", "ends_on"):
        initial[name] = _day(asked.get(name, ""))
    own = Organisation.objects.filter(memberships=request.actor.membership_id).first()
    if own is not None and own.is_municipality:
        initial["municipality"] = own
    return initial


def _day(text: str) -> Any:
    try:
        return parse_date(text)
    except ValueError:
        return None


@requires(Permission.LENDING_REQUEST)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: BakenRequest, loan_request_id: UUID) -> HttpResponse:
    """Change a request that nobody decided on yet."""
    found = find(request, loan_request_id)
    back = reverse("lending:request", args=[found.pk])
    if found.state != RequestState.ASKED:
        messages.warning(request, _("The request was decided on and cannot be changed any more."))
        return redirect(back)
    store = store_for(request.actor)
    form = RequestForm(request.POST or None, store=store, initial=RequestForm.initial_of(found))
    step = Step(title=_("Change the request"), submit=_("Save"), done=_("Saved."))

    def act(data: dict[str, Any]) -> object:
        return actions.change(
            actor=request.actor,
            request_id=found.pk,
            wanted=form.wanted(),
            version=data["version"] or 0,
        )

    more = {"store": store, "rules": rules(), "changing": found}
    return take_step(request, form, step, act, back, template="lending/ask.html", more=more)


@requires(Permission.LENDING_REQUEST)
@require_safe
def request_page(request: BakenRequest, loan_request_id: UUID) -> HttpResponse:
    """Show a request with its items, its history and the steps that are possible now."""
    found = find(request, loan_request_id)
    kinds = queries.kinds(request.actor)
    loans = list(queries.loans_of(request.actor, found))
    names = [
        name
        for slug in found.wishes
        if slug in kinds
        for name in kinds[slug].experience_names(found.experiences)
    ]
    context = {
        "asked": found,
        "what": wish_words(found.wishes, kinds),
        "experiences": join_words(names),
        "loans": loans,
        "away": queries.still_away(request.actor, found, loans),
        "events": found.events.select_related("membership__organisation"),
        "is_late": found.is_late(timezone.localdate()),
        **_possible(request, found, loans),
    }
    return render(request, "lending/request.html", context)


def _possible(request: BakenRequest, found: LoanRequest, loans: list[Any]) -> dict[str, Any]:
    """Return which steps are offered; the actions judge again."""
    keeps = keeps_the_store(request.actor)
    state = found.state
    short: list[Any] = []
    if keeps and state == RequestState.ASKED:
        store = store_for(request.actor)
        wishes = {slug: n for slug, n in found.wishes.items() if slug in store.kinds}
        short = store.short(wishes, (found.starts_on, found.ends_on))
    return {
        "keeps": keeps,
        "short": short,
        "may_decide": keeps and may_become(state, RequestState.APPROVED),
        "may_hand_out": keeps and may_become(state, RequestState.OUT),
        "may_take_back": keeps and may_become(state, RequestState.RETURNED),
        "may_change": state == RequestState.ASKED,
        "may_cancel": may_become(state, RequestState.CANCELLED),
        "may_extend": state in EXTENDABLE and found.asked_until is None,
        "may_tell_reach": state in {RequestState.OUT, RequestState.RETURNED},
        "may_report": any(loan.state == LoanState.OUT for loan in loans),
    }


@requires(Permission.LENDING_REQUEST)
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: BakenRequest, loan_request_id: UUID) -> HttpResponse:
    """Withdraw a request."""
    found = find(request, loan_request_id)
    step = Step(
        title=_("Withdraw the request"),
        submit=_("Withdraw"),
        done=_("The request was withdrawn. What was reserved is free again."),
        kicker=found.reference,
        variant="danger",
    )

    def act(data: dict[str, Any]) -> object:
        return actions.cancel(actor=request.actor, request_id=found.pk, reason=data["reason"])

    form = ReasonForm(request.POST or None)
    return take_step(request, form, step, act, _page(found))


@requires(Permission.LENDING_REQUEST)
@require_http_methods(["GET", "HEAD", "POST"])
def ask_extension(request: BakenRequest, loan_request_id: UUID) -> HttpResponse:
    """Ask to keep everything longer."""
    found = find(request, loan_request_id)
    step = Step(
        title=_("Ask for extension"),
        submit=_("Ask for extension"),
        done=_("Your question was sent. You get a mail when it is decided."),
        kicker=found.reference,
    )

    def act(data: dict[str, Any]) -> object:
        return actions.ask_extension(actor=request.actor, request_id=found.pk, **data)

    return take_step(request, ExtensionForm(request.POST or None), step, act, _page(found))


@requires(Permission.LENDING_REQUEST)
@require_http_methods(["GET", "HEAD", "POST"])
def reach(request: BakenRequest, loan_request_id: UUID) -> HttpResponse:
    """Tell how many people were reached."""
    found = find(request, loan_request_id)
    step = Step(
        title=_("Number reached"), submit=_("Save"), done=_("Saved."), kicker=found.reference
    )

    def act(data: dict[str, Any]) -> object:
        return actions.set_reach(actor=request.actor, request_id=found.pk, **data)

    form = ReachForm(request.POST or None, initial={"number": found.actual_reach})
    return take_step(request, form, step, act, _page(found))


@requires(Permission.LENDING_REQUEST)
@require_http_methods(["GET", "HEAD", "POST"])
def problem(request: BakenRequest, loan_request_id: UUID) -> HttpResponse:
    """Report that a borrowed item is broken."""
    found = find(request, loan_request_id)
    step = Step(
        title=_("Report a problem"),
        submit=_("Report it"),
        done=_("Thank you. The item is lent to nobody else until it is mended."),
        kicker=found.reference,
    )

    def act(data: dict[str, Any]) -> object:
        return actions.report_problem(
            actor=request.actor,
            request_id=found.pk,
            loan_id=UUID(data["loan"]),
            description=data["description"],
        )

    loans = found.loans.filter(state=LoanState.OUT).select_related("item__kind")
    return take_step(
        request, ProblemForm(request.POST or None, loans=loans), step, act, _page(found)
    )


def _page(found: LoanRequest) -> str:
    return reverse("lending:request", args=[found.pk])
