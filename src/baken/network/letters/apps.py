from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LettersConfig(AppConfig):
    name = "baken.network.letters"
    label = "letters"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Letters")

    def ready(self) -> None:
        """Put the box in the navigation of who may edit letters."""
        from baken.foundation.access.permissions import Permission
        from baken.web.navigation import NavItem, register_staff

        register_staff(NavItem(_("Letters"), "letters:box", Permission.LETTER_EDIT, 78, "mail"))
