"""Retention: terms, holds, shredding, tombstones."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RetentionConfig(AppConfig):
    """Registers the terms of the region pack and what is written in the register."""

    name = "baken.foundation.retention"
    label = "retention"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register section, events and the words for reasons."""
        from baken.foundation.audit.catalogue import register_event, register_reason

        from . import terms
        from .models import HoldReason

        terms.register()
        register_event(
            "retention.shredded",
            label=_("Shredded at the end of the retention term"),
            details={"closing_reason": _("closing reason")},
        )
        register_event(
            "retention.hold-placed", label=_("Kept longer"), details={"until": _("until")}
        )
        register_event("retention.hold-released", label=_("No longer kept longer"))
        register_reason("term-ended", _("The retention term ended"))
        for code, label in HoldReason.choices:
            register_reason(code, label)
