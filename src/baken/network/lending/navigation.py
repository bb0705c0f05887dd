"""What lending adds to the navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from baken.foundation.access.permissions import Permission
from baken.web.navigation import NavItem, register_staff

from .queries import waiting


def register() -> None:
    """Register the entry; called once, when the app is ready."""
    register_staff(
        NavItem(
            _("Lending"), "lending:requests", Permission.LENDING_REQUEST, 66, "swap", count=waiting
        )
    )
