"""Who changed what in the region's data: one row per field, shown on the editor's screens."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from .models import RegionChange

PACK_AUTHOR = "region pack"
"""The author of what a pack changed; screens translate it."""


def note_changes(
    record: Any,
    changes: Mapping[str, tuple[Any, Any]],
    *,
    author: str,
    membership_id: uuid.UUID | None = None,
) -> None:
    """Add one row per changed field.

    Args:
        record: the organisation, contact point or other record.
        changes: field → (old value, new value), both as JSON.
        author: role and organisation, or ``PACK_AUTHOR``; never a person's name.
        membership_id: the membership of the person who changed it.
    """
    now = timezone.now()
    RegionChange.objects.bulk_create(
        RegionChange(
            at=now,
            record_kind=record._meta.model_name,
            record_id=record.pk,
            field=name,
            old=old,
            new=new,
            membership_id=membership_id,
            changed_by=author,
        )
        for name, (old, new) in changes.items()
    )
