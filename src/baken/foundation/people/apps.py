from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "baken.foundation.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register this room's audit events, listeners, checks and part of the demonstration."""
        from baken.foundation.notices.catalogue import register_notice

        from . import checks, demo, demonstration, events, listeners  # noqa: F401

        events.register_events()
        register_notice(
            "membership.given",
            _("Somebody was given a role in your organisation. Check that you know this person"),
        )
        register_notice("reader.waits", _("Somebody asks to read the knowledge base"))
        listeners.connect()
        demo.register_demonstration("people", demonstration.load_cast, order=10)
