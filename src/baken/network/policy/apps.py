from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PolicyConfig(AppConfig):
    name = "baken.network.policy"
    label = "policy"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Policy")

    def ready(self) -> None:
        """Make this room known to the foundation and the navigation."""
        from baken.foundation.access.permissions import Permission
        from baken.foundation.notices.reminders import register_reminder
        from baken.foundation.people.demo import register_demonstration
        from baken.web.navigation import NavItem, register_staff

        from . import catalogue, demonstration, living, open_points, packs, reminders
        from .agreements import room as agreements

        packs.register()
        open_points.register()
        catalogue.register()
        register_reminder("policy.actions", reminders.remind_of_actions)
        register_reminder("policy.measurements", reminders.remind_of_measurements)
        register_reminder("policy.plans", reminders.remind_of_items)
        register_staff(NavItem(_("Policy"), "policy:start", Permission.POLICY_READ, 62, "flag"))
        register_demonstration("policy", demonstration.load, order=60)
        agreements.register()
        living.register()
