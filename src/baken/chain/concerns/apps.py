from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConcernsConfig(AppConfig):
    name = "baken.chain.concerns"
    label = "concerns"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Concerns")

    def ready(self) -> None:
        """Make this room known to the foundation: words, sections, reminders, hand-over."""
        from baken.foundation.notices.reminders import register_reminder
        from baken.foundation.people.demo import register_demonstration
        from baken.foundation.people.handover import register_holdings
        from baken.foundation.retention.registry import register_retained

        from . import (
            catalogue,
            demonstration,
            navigation,
            open_points,
            packs,
            reminders,
            retention,
        )
        from .actions.handling import count_holdings, transfer_holdings
        from .steps import concern_path

        catalogue.register()
        navigation.register()
        packs.register()
        open_points.register()
        register_reminder("concerns.concerns", reminders.remind_of_concerns)
        register_reminder("concerns.referrals", reminders.remind_of_referrals)
        register_holdings(
            "concerns",
            label=_("Open concerns"),
            count=count_holdings,
            transfer=transfer_holdings,
        )
        register_retained(
            "concerns.Concern",
            retention.due,
            retention.shred,
            kind="concern",
            label=_("Concern"),
            find=retention.find,
            path=concern_path,
        )
        register_demonstration("concerns", demonstration.load)
