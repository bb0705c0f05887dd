"""What both forms of the account say around the chapters."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .document import Document


def title_of(document: Document) -> str:
    """Return the title of the document."""
    return _("Account of the regional approach of human trafficking %(year)d") % {
        "year": document.year
    }


def lead_of(document: Document) -> str:
    """Say for whom it is, of which region, and as of when."""
    values = {"region": document.region, "made": date_format(document.made_on, "j F Y")}
    if document.final_on is None:
        return _("%(region)s, for the RVO. Draft, as on %(made)s.") % values
    values["final"] = date_format(document.final_on, "j F Y")
    return _("%(region)s, for the RVO. Made final on %(final)s.") % values


def foot_of(document: Document) -> str:
    """Return the line at the foot of each page."""
    state = _("draft") if document.final_on is None else _("final")
    return f"{title_of(document)} · {state}"


def file_name(document: Document, ending: str) -> str:
    """Return the name under which a browser saves the document."""
    state = "concept" if document.final_on is None else "definitief"
    return f"verantwoording-{document.year}-{state}.{ending}"
