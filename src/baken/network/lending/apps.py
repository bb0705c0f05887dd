from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LendingConfig(AppConfig):
    name = "baken.network.lending"
    label = "lending"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Lending")

    def ready(self) -> None:
        """Make this room known to the others."""
        from baken.foundation.notices.reminders import register_reminder
        from baken.foundation.people.demo import register_demonstration

        from . import (
            account_chapter,
            calendar_dates,
            demonstration,
            living,
            mail,
            navigation,
            open_points,
            packs,
            reminders,
        )

        packs.register()
        open_points.register()
        mail.register()
        navigation.register()
        register_reminder("lending.return", reminders.remind)
        register_demonstration("lending", demonstration.load)
        account_chapter.register()
        calendar_dates.register()
        living.register()
