"""What consultation adds to the navigation of people who are signed in."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from baken.foundation.access.permissions import Permission
from baken.web.navigation import NavItem, register_staff


def register() -> None:
    """Register the entry; called once, when the app is ready."""
    register_staff(NavItem(_("Consultation"), "meetings:start", Permission.BODY_READ, 55, "users"))
