from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "baken.network.meetings"
    label = "meetings"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Meetings")

    def ready(self) -> None:
        """Make this room known to the foundation: words, pack, reminders, letters."""
        from baken.foundation.notices.reminders import register_reminder
        from baken.foundation.people.demo import register_demonstration

        from . import (
            account_chapter,
            catalogue,
            changes,
            demonstration,
            feeds,
            invitations,
            letter_kinds,
            navigation,
            open_points,
            packs,
            reminders,
        )

        catalogue.register()
        navigation.register()
        packs.register()
        open_points.register()
        register_reminder("meetings.actions", reminders.remind_of_actions)
        register_reminder("meetings.minimum", reminders.remind_of_minimum)
        register_reminder("meetings.unnoted", reminders.remind_of_unnoted)
        letter_kinds.register()
        changes.register_listener(invitations.hear)
        feeds.register_feed("meetings", feeds.meeting_dates)
        register_demonstration("meetings", demonstration.load, order=60)
        account_chapter.register()
