"""The vault: sealed personal data, and the keys that open it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VaultConfig(AppConfig):
    """Registers what the vault writes in the audit register."""

    name = "baken.foundation.vault"
    label = "vault"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register events and system checks."""
        from baken.foundation.audit.catalogue import register_event

        from . import checks  # noqa: F401 - registers itself

        register_event(
            "vault.read",
            label=_("Read sealed data"),
            details={"values": _("number of values")},
        )
        register_event(
            "vault.key-destroyed", label=_("Destroyed the key: data unreadable for good")
        )
        register_event(
            "vault.rotated",
            label=_("Wrapped all keys with a new key"),
            details={"keys": _("number of keys"), "wrapped_by": _("wrapping key")},
        )
