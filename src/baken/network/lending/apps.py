from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LendingConfig(AppConfig):
    name = "baken.network.lending"
    label = "lending"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Lending")

    def ready(self) -> None:
        """Make this room known: the pack's section, letters, navigation and reminders."""
        from baken.foundation.notices.reminders import register_reminder

        from . import mail, navigation, packs, reminders

        packs.register()
        mail.register()
        navigation.register()
        register_reminder("lending.return", reminders.remind)
