"""What agreements and the yearly account make known to the foundation and to the web."""

from __future__ import annotations


def register() -> None:
    """Register pack section, notices, reminder, chapters; from ``AppConfig.ready``."""
    from baken.network.policy.account import chapters

    from . import packs, reminders

    packs.register()
    reminders.register()
    chapters.register()
