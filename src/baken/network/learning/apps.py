from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LearningConfig(AppConfig):
    name = "baken.network.learning"
    label = "learning"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Learning")

    def ready(self) -> None:
        """Make this room known to the others: words, section, entry, reminders, invented data."""
        from baken.foundation.notices.reminders import register_reminder
        from baken.foundation.people.demo import register_demonstration

        from . import (
            account_chapter,
            calendar_dates,
            demonstration,
            living,
            messages,
            navigation,
            open_points,
            packs,
            reminders,
        )

        messages.register()
        navigation.register()
        packs.register()
        open_points.register()
        register_reminder("learning.sessions", reminders.remind_of_sessions)
        register_reminder("learning.few", reminders.remind_of_few)
        register_reminder("learning.certificates", reminders.remind_of_certificates)
        register_reminder("learning.counts", reminders.remind_of_counts)
        register_demonstration("learning", demonstration.load)
        account_chapter.register()
        calendar_dates.register()
        living.register()
