"""Merges what a pack says into a record, without losing what an editor changed.

For each field three values are compared: what the pack said last time, what it says now, and
what the record holds. Where the record still holds what the pack said last time, the new value
is taken; where it does not, an editor changed it, and it is kept and reported.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models

CHECK_FIELDS = frozenset({"last_checked_on", "checked_by"})
"""Say when a contact was checked. ``PackRecord.held_back`` decides on these; a check on screen
is no edit of the pack."""


@dataclass(frozen=True)
class KeptEdit:
    """A field that was changed on screen and that the pack wants otherwise."""

    record: str
    field: str
    kept: Any
    pack_value: Any


@dataclass
class MergeResult:
    """What merging did to one record."""

    changed: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    """Field → (old value, new value), both as JSON."""
    kept: list[KeptEdit] = field(default_factory=list)


def plain_value(record: models.Model, name: str) -> Any:
    """Return a field's value as JSON can hold it; a foreign key gives the parent's id."""
    return as_plain(getattr(record, column_of(record, name)))


def column_of(record: models.Model, name: str) -> str:
    """Return the attribute that holds a field's bare value (``merged_into_id``)."""
    field = record._meta.get_field(name)
    assert isinstance(field, models.Field)
    return field.attname


def as_plain(value: Any) -> Any:
    """Return dates and ids as text, and anything else unchanged."""
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    if isinstance(value, uuid.UUID):
        return str(value)
    return value


def merge(record: Any, values: Mapping[str, Any], *, label: str) -> MergeResult:
    """Set the fields of an existing record in memory; the caller saves it.

    Args:
        record: a ``PackRecord``; ``pack_values`` is brought up to date too.
        values: every field the pack decides on, as Python values.
        label: how a report names the record.
    """
    result = MergeResult()
    known = dict(record.pack_values)
    held_back = record.held_back(values)
    for name, value in values.items():
        wanted, held = as_plain(value), plain_value(record, name)
        if name in held_back or held == wanted:
            pass
        elif _is_edit(record, name, known):
            result.kept.append(KeptEdit(label, name, held, wanted))
        else:
            result.changed[name] = (held, wanted)
            setattr(record, column_of(record, name), value)
        known[name] = wanted
    record.pack_values = known
    return result


def _is_edit(record: Any, name: str, known: Mapping[str, Any]) -> bool:
    """Say whether an editor gave the field the value it has.

    A field the pack never decided on before counts as edited when it was filled; a field that
    no screen offers never does.
    """
    field = record._meta.get_field(name)
    if not field.editable or name in CHECK_FIELDS:
        return False
    held = plain_value(record, name)
    if name in known:
        return bool(held != known[name])
    return bool(held != as_plain(field.get_default()))
