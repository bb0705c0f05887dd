"""The calendar as a picture with its table, the search for a free period, and the figures."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from baken.foundation.access.decorators import BakenRequest, requires
from baken.foundation.access.permissions import Permission
from baken.foundation.region.calendar import add_working_days
from baken.network.lending import figures as counting
from baken.network.lending import picture
from baken.network.lending.availability import Store, store_for
from baken.network.lending.forms.asking import number_field
from baken.network.lending.forms.searching import SearchForm
from baken.network.lending.packs import rules
from baken.network.lending.words import period_words, wish_words
from baken.web.spreadsheet import spreadsheet_response

from .base import tabs


@requires(Permission.LENDING_REQUEST)
@require_safe
def calendar(request: BakenRequest) -> HttpResponse:
    """Show when everything is taken, as a picture and a table, and search a free period."""
    today = timezone.localdate()
    view = request.GET.get("view", "dagen")
    view = view if view in picture.VIEWS else "dagen"
    first = _first_day(request.GET.get("from", ""), today)
    store = store_for(request.actor)
    searching = any(key.startswith("number-") for key in request.GET)
    form = SearchForm(request.GET if searching else None, store=store)
    context = {
        "tabs": tabs("calendar"),
        "picture": picture.draw(request.actor, first=first, view=view, today=today),
        "views": [
            {"label": label, "url": f"?{urlencode({'view': key, 'from': first})}"}
            | {"current": key == view}
            for key, label in (("dagen", _("Five weeks, by day")), ("weken", _("Half a year")))
        ],
        "view": view,
        "legend": picture.LEGEND,
        "form": form,
        "search": _search(form, store) if searching and form.is_valid() else None,
        "is_now": first - first.weekday() * dt.timedelta(1)
        == today - today.weekday() * dt.timedelta(1),
    }
    return render(request, "lending/calendar.html", context)


def _first_day(text: str, today: dt.date) -> dt.date:
    try:
        asked = parse_date(text)
    except ValueError:
        asked = None
    far = dt.timedelta(days=3 * 366)
    return asked if asked and today - far < asked < today + far else today


def _search(form: SearchForm, store: Store) -> dict[str, Any]:
    """Return the first free period for what was searched, with the address that asks for it."""
    wanted, days = form.wanted(), form.cleaned_data["days"]
    first = add_working_days(timezone.localdate(), rules().ask_working_days_ahead)
    begin = max(form.cleaned_data["starts_on"] or first, first)
    start = store.next_start(wanted, days, begin)
    found: dict[str, Any] = {"what": wish_words(wanted, store.kinds), "days": days, "period": ""}
    if start is not None:
        end = start + dt.timedelta(days=days - 1)
        values = {number_field(slug): number for slug, number in wanted.items()}
        found["period"] = period_words(start, end)
        found["query"] = urlencode({**values, "starts_on": start, "ends_on": end})
    return found


@requires(Permission.LENDING_REQUEST)
@require_safe
def figures(request: BakenRequest) -> HttpResponse:
    """Show use and reach of a year, in parts, as bars and as a table."""
    today = timezone.localdate()
    years = counting.years(request.actor) or [today.year]
    asked = request.GET.get("year", "")
    year = next((one for one in years if str(one) == asked), years[0])
    found = counting.of_year(request.actor, year, today)
    if request.GET.get("as") == "spreadsheet":
        return _as_spreadsheet(found, year)
    parts = (
        (_("By item"), found.by_kind),
        (_("By organisation"), found.by_organisation),
        (_("By municipality"), found.by_municipality),
    )
    context = {
        "tabs": tabs("figures"),
        "years": [{"label": one, "url": f"?year={one}", "current": one == year} for one in years],
        "year": year,
        "total": found.total,
        "parts": [
            (title, uses, [{"label": use.label, "value": use.requests} for use in uses])
            for title, uses in parts
        ],
    }
    return render(request, "lending/figures.html", context)


def _as_spreadsheet(found: counting.Figures, year: int) -> HttpResponse:
    heads = (
        *(_("Part"), _("Name"), _("Times lent"), _("Days times items")),
        *(_("Expected"), _("Reached"), _("Told how many")),
    )
    parts = (
        (_("Total"), [found.total]),
        (_("By item"), found.by_kind),
        (_("By organisation"), found.by_organisation),
        (_("By municipality"), found.by_municipality),
    )
    rows = (
        (title, use.label, use.requests, use.item_days, use.expected, use.reached, use.told)
        for title, uses in parts
        for use in uses
    )
    title = _("Lending %(year)s") % {"year": year}
    return spreadsheet_response(f"uitleen-cijfers-{year}.xlsx", title, heads, rows)
