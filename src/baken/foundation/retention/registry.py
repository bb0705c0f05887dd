"""What is kept for a time and then shredded: each room registers its models.

The room says what is due and how to take it apart; this room decides nothing about content,
and the room decides nothing about holds, keys, tombstones or the register.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.utils.functional import Promise

from baken.foundation.access.actor import Actor
from baken.foundation.vault.models import DataKey, SealedModel

Fact = str | int | bool | list[str]

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NAME = re.compile(r"[a-z][a-z_]*")
LARGEST = 9_999
"""A count in a tombstone has at most four figures, so that no number of a person fits."""


class NotAFact(ValueError):
    """A tombstone was given something other than slugs, small counts, yes or no."""


@dataclass(frozen=True)
class Remains:
    """What is left of a shredded record: nothing that leads to a person.

    ``data_keys`` are destroyed by the runner. ``facts`` become the tombstone, for the
    figures: slugs of the region pack, small counts, yes or no.
    """

    organisation_id: UUID
    data_keys: Iterable[DataKey]
    opened_on: dt.date
    closed_on: dt.date
    reason: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


DueQuery = Callable[[dt.date], "models.QuerySet[Any]"]
Shred = Callable[[Any, Actor], Remains]
Find = Callable[[Actor, UUID], Any]
Path = Callable[[UUID], str]


@dataclass(frozen=True)
class Retained:
    """A model with a retention term.

    Args:
        kind: the subject's kind in the register, such as ``concern``.
        label: its words on the screen.
        model_label: such as ``concerns.Concern``; its primary key is a UUID.
        due: the records whose term ended before or on a day, whoever they belong to. Called
            as the system actor.
        shred: takes one locked record apart, deletes it with everything under it, and says
            what remains. Runs in the transaction that destroys the key.
        find: the record that an actor may know of, or None; for the page of holds.
        path: the address of the record's own page, to go back to.
    """

    kind: str
    label: str | Promise
    model_label: str
    due: DueQuery
    shred: Shred
    find: Find
    path: Path | None = None

    @property
    def model(self) -> type[models.Model]:
        """Return the model itself."""
        return apps.get_model(self.model_label)


_retained: dict[str, Retained] = {}


def register_retained(
    model_label: str,
    due_queryset: DueQuery,
    shred: Shred,
    *,
    kind: str,
    label: str | Promise,
    find: Find,
    path: Path | None = None,
) -> None:
    """Make a model known, from ``AppConfig.ready``. Twice the same kind raises ``ValueError``."""
    known = _retained.get(kind)
    if known is not None and known.model_label != model_label:
        raise ValueError(f"the kind {kind!r} is registered by {known.model_label}")
    _retained[kind] = Retained(kind, label, model_label, due_queryset, shred, find, path)


def all_retained() -> list[Retained]:
    """Return what is registered, by kind."""
    return [_retained[kind] for kind in sorted(_retained)]


def retained(kind: str) -> Retained:
    """Return the entry of a kind; an unknown one raises ``LookupError``."""
    try:
        return _retained[kind]
    except KeyError:
        raise LookupError(f"nothing of kind {kind!r} is retained") from None


def check_facts(facts: Mapping[str, object]) -> None:
    """Raise ``NotAFact`` for anything that could hold somebody's words or number."""
    for name, value in facts.items():
        values = value if isinstance(value, list) else [value]
        if not _NAME.fullmatch(name) or not all(_is_fact(item) for item in values):
            raise NotAFact(f"{name!r} does not belong in a tombstone")


def _is_fact(value: object) -> bool:
    if isinstance(value, str):
        return len(value) <= 40 and bool(_SLUG.fullmatch(value)) and not value.isdigit()
    return isinstance(value, int) and abs(value) <= LARGEST


def without_term(walked: Iterable[type[models.Model]]) -> list[str]:
    """Return the models with sealed columns that no retained model takes along when it goes.

    A sealed model is covered when it is registered itself, or when a foreign key that cascades
    leads from it to a covered model.
    """
    covered = {entry.model for entry in _retained.values()}
    waiting = [model for model in walked if issubclass(model, SealedModel)]
    return sorted(model._meta.label for model in waiting if not _leads_to(model, covered))


def _leads_to(model: type[models.Model], covered: set[type[models.Model]]) -> bool:
    if model in covered:
        return True
    return any(
        isinstance(relation, models.ForeignKey)
        and relation.remote_field.on_delete is models.CASCADE
        and relation.related_model is not model
        and _leads_to(relation.related_model, covered)
        for relation in model._meta.fields
    )
