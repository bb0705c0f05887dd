"""What who lends does with the items: clean, mend, add, take out of the store."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.foundation.access.actor import Actor
from baken.foundation.region.merge import as_plain
from baken.network.lending.availability import HOLDS
from baken.network.lending.errors import EditConflict, LendingRefused
from baken.network.lending.models import Defect, Item, ItemKind

from .base import member, require_keeper

EDITABLE = ("name", "plural", "description", "accessories", "cleaning_days")


def _item(actor: Actor, item_id: UUID) -> Item:
    found = Item.objects.visible_to(actor).select_for_update().filter(pk=item_id).first()
    if found is None:
        raise Http404
    item: Item = found
    return item


@transaction.atomic
def mark_clean(*, actor: Actor, item_id: UUID) -> Item:
    """Say that an item was cleaned; it may be handed out again."""
    require_keeper(actor)
    item = _item(actor, item_id)
    item.needs_cleaning = False
    item.save(update_fields=["needs_cleaning"])
    return item


@transaction.atomic
def report_defect(*, actor: Actor, item_id: UUID, description: str) -> Defect:
    """Note that an item is broken; it is lent to nobody until it is mended."""
    require_keeper(actor)
    defect: Defect = Defect.objects.create(
        item=_item(actor, item_id),
        description=description[:500],
        reported_by_id=member(actor),
    )
    return defect


@transaction.atomic
def mend(*, actor: Actor, item_id: UUID, defect_id: UUID, how: str = "") -> Defect:
    """Note that a defect was mended; doing it twice changes nothing."""
    require_keeper(actor)
    item = _item(actor, item_id)
    defect = item.defects.select_for_update().filter(pk=defect_id).first()
    if defect is None:
        raise Http404
    if defect.mended_at is None:
        defect.mended_at, defect.mended_how = timezone.now(), how[:300]
        defect.save(update_fields=["mended_at", "mended_how"])
    return defect


@transaction.atomic
def retire(*, actor: Actor, item_id: UUID, remark: str = "") -> Item:
    """Take an item out of the store for good; not while it is promised or lent out."""
    require_keeper(actor)
    item = _item(actor, item_id)
    if item.loans.filter(state__in=HOLDS).exists():
        raise LendingRefused(_("This item is promised or lent out. Exchange it there first."))
    item.retired_on, item.remark = timezone.localdate(), remark[:300]
    item.save(update_fields=["retired_on", "remark"])
    return item


@transaction.atomic
def bring_back(*, actor: Actor, item_id: UUID) -> Item:
    """Put an item back in the store that was taken out of it."""
    require_keeper(actor)
    item = _item(actor, item_id)
    item.retired_on = None
    item.save(update_fields=["retired_on"])
    return item


@transaction.atomic
def add_item(*, actor: Actor, kind_id: UUID) -> Item:
    """Add one more item of a kind, with the next number."""
    require_keeper(actor)
    # The kinds are locked, so that two people who add get two numbers.
    kinds = ItemKind.objects.visible_to(actor).select_for_update().order_by("pk")
    kind = next((one for one in kinds if one.pk == kind_id), None)
    if kind is None:
        raise Http404
    items = Item.objects.visible_to(actor)
    last = items.aggregate(last=Max("number"))["last"] or 0
    label = items.filter(kind=kind).aggregate(last=Max("label"))["last"] or 0
    item: Item = Item.objects.create(kind=kind, number=last + 1, label=label + 1)
    return item


@transaction.atomic
def edit_kind(*, actor: Actor, kind_id: UUID, values: Mapping[str, Any], version: int) -> ItemKind:
    """Change what is editable of a kind; a later pack leaves it alone. Raises ``EditConflict``."""
    require_keeper(actor)
    found = ItemKind.objects.visible_to(actor).select_for_update().filter(pk=kind_id).first()
    if found is None:
        raise Http404
    kind: ItemKind = found
    if kind.version != version:
        raise EditConflict(_("Somebody else changed this while you were busy."))
    changed = {
        name: (as_plain(getattr(kind, name)), as_plain(values[name]))
        for name in EDITABLE
        if name in values and getattr(kind, name) != values[name]
    }
    if changed:
        for name in changed:
            setattr(kind, name, values[name])
        kind.version += 1
        kind.save(update_fields=[*changed, "version"])
    return kind
