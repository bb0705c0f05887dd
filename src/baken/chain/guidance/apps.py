from django.apps import AppConfig


class GuidanceConfig(AppConfig):
    name = "baken.chain.guidance"
    label = "guidance"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the sections of the region pack and the entries of the navigation known."""
        from . import living, navigation, sections

        sections.register()
        navigation.register()
        living.register()
