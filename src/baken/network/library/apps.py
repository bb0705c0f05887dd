from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LibraryConfig(AppConfig):
    name = "baken.network.library"
    label = "library"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Knowledge base")

    def ready(self) -> None:
        """Make this room known to the others."""
        from baken.foundation.notices.reminders import register_reminder

        from . import (
            catalogue,
            digest,
            link_targets,
            living,
            navigation,
            packs,
            reminders,
            route_links,
            workshop_demonstration,
        )
        from .dossier import living as region_parts
        from .dossier import packs as dossier_packs
        from .talk import demonstration as talk_demonstration

        digest.register()
        link_targets.register()
        navigation.register()
        packs.register()
        catalogue.register()
        reminders.register()
        route_links.register()
        workshop_demonstration.register()
        talk_demonstration.register()
        dossier_packs.register()
        living.register()
        region_parts.register()
        register_reminder("library.digest", digest.send_digests)
