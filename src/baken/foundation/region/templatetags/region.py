"""Words for the editor's screens; no query for the reader and no rule lives here."""

from __future__ import annotations

from django import template
from django.apps import apps
from django.utils.translation import gettext as _

from baken.foundation.region.history import PACK_AUTHOR
from baken.foundation.region.models import RegionChange
from baken.foundation.region.queries import label_of, words_for

register = template.Library()


@register.filter
def with_field(address: str, field: str) -> str:
    """Put the name of a field in an address that was made with ``FIELD``."""
    return address.replace("FIELD", field)


@register.simple_tag
def change_words(change: RegionChange) -> dict[str, str]:
    """Return field, old value, new value and author of a change, in words."""
    model = apps.get_model("region", change.record_kind)
    is_pack = change.changed_by == PACK_AUTHOR
    return {
        "field": label_of(model, change.field).capitalize(),
        "old": words_for(model, change.field, change.old),
        "new": words_for(model, change.field, change.new),
        "who": _("region pack") if is_pack else change.changed_by,
    }
