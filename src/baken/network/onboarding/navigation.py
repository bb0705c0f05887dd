"""What this room adds to the navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from baken.foundation.access.permissions import Permission
from baken.web.navigation import NavItem, register_staff


def register() -> None:
    """Register the entry; called once, when the app is ready."""
    register_staff(
        NavItem(
            _("First hundred days"), "onboarding:home", Permission.LIBRARY_READ_PARTNER, 67, "check"
        )
    )
