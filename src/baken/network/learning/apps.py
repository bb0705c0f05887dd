from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LearningConfig(AppConfig):
    name = "baken.network.learning"
    label = "learning"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Learning")

    def ready(self) -> None:
        """Make this room known to the others."""
        from . import messages, navigation, packs

        messages.register()
        navigation.register()
        packs.register()
