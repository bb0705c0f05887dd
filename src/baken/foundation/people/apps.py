from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "baken.foundation.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register this room's audit events and listen to sign-in and sign-out."""
        from . import events, listeners

        events.register_events()
        listeners.connect()
