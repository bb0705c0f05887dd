"""The entry in the navigation: in the real product to go over, while practising the tasks."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from baken.foundation.access.permissions import Permission
from baken.web.navigation import NavItem, register_staff


def register() -> None:
    """Register the entry; called once, when the app is ready."""
    register_staff(NavItem(_("Practise"), "practice:start", Permission.CONCERN_CREATE, 45, "edit"))
