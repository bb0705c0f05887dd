"""Where a step leads. A page of a room that this installation lacks gives no address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Page:
    """An address with what is behind it."""

    address: str
    label: str | Promise


_KINDS = {
    "article": ("library:article", "article_slug", _("Read the article")),
    "organisation": ("region:organisation", "slug", _("See the organisation")),
    "training": ("learning:training", "training", _("See the training")),
}


def page_of(page: Mapping[str, str]) -> Page | None:
    """Return the page that a step of the pack names, or None."""
    for name, value in page.items():
        if name == "url_name":
            address = safe_reverse(value)
            return Page(address, _("Open the page")) if address else None
        url_name, parameter, label = _KINDS[name]
        address = safe_reverse(url_name, **{parameter: value})
        return Page(address, label) if address else None
    return None


def safe_reverse(name: str, **values: str) -> str:
    """Return the address of a page, empty where it is not there."""
    try:
        return reverse(name, kwargs=values)
    except NoReverseMatch:
        return ""
