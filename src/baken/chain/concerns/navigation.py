"""What concerns add to the navigation, of the public pages and of people who are signed in."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from baken.foundation.access.permissions import Permission
from baken.web.navigation import NavItem, register_public, register_staff


def register() -> None:
    """Register the entries; called once, when the app is ready."""
    register_public(NavItem(_("Feedback"), "concerns:way-back", order=60))
    register_staff(
        NavItem(_("My work"), "concerns:my-work", Permission.WORK_READ, 10, "home"),
        NavItem(_("Concerns"), "concerns:list", Permission.CONCERN_READ, 20, "list"),
        NavItem(
            _("Referrals received"), "concerns:referrals", Permission.REFERRAL_READ, 30, "send"
        ),
        NavItem(_("Look up"), "concerns:look-up", Permission.CONCERN_LOOK_UP, 40, "search"),
        NavItem(_("Overview"), "concerns:overview", Permission.OUTLINE_READ_REGION, 50, "chart"),
        NavItem(
            _("Overview"),
            "concerns:municipality-overview",
            Permission.OUTLINE_READ_MUNICIPALITY,
            50,
            "chart",
        ),
    )
