"""The face of Baken."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Layouts, components, tokens, charts and error pages; no domain."""

    name = "baken.web"
    label = "web"

    def ready(self) -> None:
        """Register the system checks."""
        from . import checks  # noqa: F401
