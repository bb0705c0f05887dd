from django.apps import AppConfig


class RegionConfig(AppConfig):
    name = "baken.foundation.region"
    label = "region"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the region's own sections of a pack and its audit events known."""
        from . import events, sections

        sections.register()
        events.register()
