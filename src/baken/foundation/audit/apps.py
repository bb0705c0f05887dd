"""The audit register."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    """Registers the events about the register itself."""

    name = "baken.foundation.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register events and the warning."""
        from baken.foundation.access.roles import Domain, Role
        from baken.foundation.notices.catalogue import register_notice

        from .catalogue import register_event, register_subject, register_values

        register_event(
            "audit.exported",
            label=_("Exported the audit register"),
            details={"events": _("number of events")},
        )
        register_subject("data-key", _("data key"))
        register_subject("organisation", _("organisation"))
        register_values("role", lambda: dict(Role.choices))
        register_values("domain", lambda: dict(Domain.choices))
        register_notice("audit.broken", _("The audit register no longer proves that it is whole"))
