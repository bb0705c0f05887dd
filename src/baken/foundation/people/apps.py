from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "baken.foundation.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register this room's audit events, listeners, checks and part of the demonstration."""
        from . import checks, demo, demonstration, events, listeners  # noqa: F401

        events.register_events()
        listeners.connect()
        demo.register_demonstration("people", demonstration.load_cast, order=10)
