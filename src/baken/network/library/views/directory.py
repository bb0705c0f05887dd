"""The public directory as a spreadsheet. Here, since the room that has it lies below ``web``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from baken.foundation.access.decorators import public
from baken.foundation.region.directory import Contact, Listed
from baken.foundation.region.models import ChainRole, Situation
from baken.foundation.region.presentation import current_region
from baken.foundation.region.searching import situations_of
from baken.web.spreadsheet import spreadsheet_response


@public
@require_safe
def directory_sheet(request: HttpRequest) -> HttpResponse:
    """Send all organisations, one line for each way to reach them. Public, as the page is."""
    region = current_region(timezone.localtime())
    heads = [
        _("Organisation"),
        _("Place in the chain"),
        _("When to call"),
        _("What for"),
        _("Contact point"),
        _("Phone"),
        _("Mail"),
        _("Website"),
        _("Open"),
        _("Last checked"),
        _("Checked by"),
        _("Source"),
    ]
    rows = [row for listed in region.directory.organisations.values() for row in _rows(listed)]
    return spreadsheet_response("organisaties.xlsx", _("Organisations"), heads, rows)


def _rows(listed: Listed) -> Iterator[list[Any]]:
    for contact in listed.contacts or (Contact(listed.slug, "", ""),):
        yield [
            listed.name,
            str(ChainRole(listed.chain_role).label) if listed.chain_role else "",
            "; ".join(str(Situation(value).label) for value in situations_of(listed)),
            contact.purpose or listed.serves,
            contact.name,
            contact.phone_display,
            contact.email,
            contact.website or listed.website,
            contact.hours.describe() if contact.hours.known else contact.hours_note,
            contact.last_checked_on,
            contact.checked_by,
            contact.source or listed.source,
        ]
