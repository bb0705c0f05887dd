from django.apps import AppConfig


class PlatformConfig(AppConfig):
    """The platform as an app, so that Django knows its system checks."""

    name = "baken.config"
    label = "platform"

    def ready(self) -> None:
        """Register the checks."""
        from . import apart, checks  # noqa: F401 - importing registers them
