"""What every page knows. Everything costly is lazy: a public page asks for none of it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from baken.foundation.access.actor import Actor
from baken.foundation.people.landing import start_page
from baken.foundation.people.models import Membership

from . import navigation, theme

EXIT_ADDRESS = "https://www.buienradar.nl/"
"""Where the quick exit goes: a site nobody is asked about."""


class Page:
    """The frame around a page, for the layouts: navigation, membership, mode."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self._path = request.path
        self._actor: Actor = getattr(request, "actor", None) or Actor.stranger()

    exit_address = EXIT_ADDRESS

    @property
    def is_demonstration(self) -> bool:
        """True where everybody is invented and the banner says so."""
        return settings.IS_DEMONSTRATION

    @property
    def idle_seconds(self) -> int:
        """Seconds without a request after which the session ends."""
        return settings.SESSION_COOKIE_AGE

    @property
    def theme_version(self) -> str:
        """Version of the municipality's own tokens, or empty where there are none."""
        return theme.version()

    @property
    def public_navigation(self) -> list[navigation.Entry]:
        """Return the entries of the public pages."""
        return navigation.public_entries(self._path)

    @property
    def staff_navigation(self) -> list[navigation.Entry]:
        """Return the entries this actor may follow."""
        return navigation.staff_entries(self._actor, self._path)

    @property
    def membership(self) -> Membership | None:
        """Return the membership somebody works under, set on the request by ``people``."""
        found: Membership | None = getattr(self._request, "membership", None)
        return found

    @property
    def home(self) -> str:
        """Return the page that the mark in the header leads to: where this role begins."""
        return start_page(self.membership)

    @property
    def other_memberships(self) -> list[Membership]:
        """Return the running memberships somebody may switch to. No query."""
        running: list[Membership] = getattr(self._request, "memberships", [])
        return [one for one in running if one != self.membership]


def page(request: HttpRequest) -> dict[str, Any]:
    """Return the actor, the mode and the frame (``page_frame``) for the layouts."""
    return {
        "actor": getattr(request, "actor", None),
        "is_demonstration": settings.IS_DEMONSTRATION,
        "is_practice": settings.IS_PRACTICE,
        "page_frame": SimpleLazyObject(lambda: Page(request)),
    }
