"""What agreements and the yearly account make known to the foundation and to the web."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from baken.foundation.access.permissions import Permission
from baken.foundation.people.demo import register_demonstration
from baken.web.navigation import NavItem, register_staff


def register() -> None:
    """Register section, reminder, chapters, navigation, demonstration; from ``AppConfig.ready``."""
    from baken.network.policy.account import chapters

    from . import demonstration, packs, reminders

    packs.register()
    reminders.register()
    chapters.register()
    # After the actions of the region, which the accounts tell of.
    register_demonstration("agreements", demonstration.load, order=90)
    register_staff(
        NavItem(_("Agreements"), "policy:agreements", Permission.POLICY_READ, 63, "check"),
        NavItem(_("Account to the RVO"), "policy:accounts", Permission.POLICY_READ, 64, "file"),
    )
