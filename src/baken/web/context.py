"""What every page knows. Everything costly is lazy: a public page asks for none of it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from baken.foundation.access.actor import Actor
from baken.foundation.people.models import Membership

from . import navigation, theme

EXIT_ADDRESS = "https://www.buienradar.nl/"
"""Where the quick exit goes: a site nobody is asked about."""


class Page:
    """The frame around a page, for the layouts: navigation, membership, mode."""

    def __init__(self, request: HttpRequest) -> None:
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
    def memberships(self) -> list[Membership]:
        """Return the running memberships of the account, the active one first. One query."""
        if self._actor.account_id is None:
            return []
        today = timezone.localdate()
        running = [
            membership
            for membership in Membership.objects.filter(
                account_id=self._actor.account_id, starts_on__lte=today
            ).select_related("organisation", "account")
            if membership.ends_on is None or membership.ends_on >= today
        ]
        return sorted(running, key=lambda one: one.pk != self._actor.membership_id)


def page(request: HttpRequest) -> dict[str, Any]:
    """Return the actor, the mode and the frame (``page_frame``) for the layouts."""
    return {
        "actor": getattr(request, "actor", None),
        "is_demonstration": settings.IS_DEMONSTRATION,
        "page_frame": SimpleLazyObject(lambda: Page(request)),
    }
