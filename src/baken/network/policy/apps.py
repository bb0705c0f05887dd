from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PolicyConfig(AppConfig):
    name = "baken.network.policy"
    label = "policy"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Policy")

    def ready(self) -> None:
        """Make this room known to the foundation and the navigation."""
        from .agreements import room as agreements

        agreements.register()
