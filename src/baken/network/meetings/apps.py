from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "baken.network.meetings"
    label = "meetings"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Meetings")

    def ready(self) -> None:
        """Make this room known: its dates in people's calendars."""
        from . import feeds

        feeds.register_feed("meetings", feeds.meeting_dates)
