"""Links to the public route: ``route:``, ``route:kaart``, ``route:melden`` ..."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from baken.web.documents.links import Target, register_scheme

ROUTES: dict[str, tuple[str | Promise, str]] = {
    "check": (_("Do the check"), "guidance:check"),
    "kaart": (_("Route card"), "guidance:route-card"),
    "vormen": (_("Forms of exploitation"), "guidance:forms"),
    "delen": (_("What may I share?"), "guidance:sharing"),
}
"""Word in the address → what it is called, and the page (by name: that room stands elsewhere)."""


def register() -> None:
    """Make the scheme known; called once, when the app is ready."""
    register_scheme("route", _route)


def _route(name: str) -> Target | None:
    label, url_name = ROUTES.get(name or "check", ("", ""))
    try:
        return Target(reverse(url_name), str(label)) if url_name else None
    except NoReverseMatch:
        return None
