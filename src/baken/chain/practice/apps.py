from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PracticeConfig(AppConfig):
    name = "baken.chain.practice"
    label = "practice"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Practising")

    def ready(self) -> None:
        """Put the entry in the navigation; the same word leads over here and round there."""
        from django.conf import settings

        from . import navigation

        navigation.register()
        if settings.IS_PRACTICE:
            from baken.web.navigation import narrow

            from .middleware import is_open

            narrow(is_open)
