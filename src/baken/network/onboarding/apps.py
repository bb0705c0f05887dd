from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OnboardingConfig(AppConfig):
    name = "baken.network.onboarding"
    label = "onboarding"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("First hundred days")

    def ready(self) -> None:
        """Make this room known to the others."""
        from . import navigation, packs

        navigation.register()
        packs.register()
