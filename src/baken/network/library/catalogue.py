"""The notices of the workshop, and how their subjects are called in the list of messages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from baken.foundation.access.actor import Actor
from baken.foundation.notices.catalogue import register_names, register_notice

from .models import Article

NOTICES = {
    "library.to-read": _("A text of the knowledge base waits for a second reader"),
    "library.returned": _("Your text came back with a remark"),
    "library.approved": _("Your text was approved"),
    "library.check-soon": _("A text of the knowledge base is to be checked again soon"),
    "library.check-late": _("A text of the knowledge base should have been checked again"),
    "library.links": _("Links in the knowledge base stopped working"),
}


def register() -> None:
    """Make the sentences known; from ``AppConfig.ready``."""
    for kind, sentence in NOTICES.items():
        register_notice(kind, sentence)
    register_names("library-article", _names)


def _names(actor: Actor, ids: Iterable[UUID]) -> Mapping[UUID, str]:
    return dict(Article.objects.visible_to(actor).filter(pk__in=ids).values_list("pk", "title"))
