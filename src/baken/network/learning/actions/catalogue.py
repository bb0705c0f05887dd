"""Keeping the catalogue: adding, changing, no longer offering, and the pack's value back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import action
from baken.foundation.access.permissions import Permission
from baken.foundation.region.merge import as_plain, column_of
from baken.network.learning.errors import EditConflict, LearningRefused
from baken.network.learning.models import Training

from .base import demand

RESERVED = frozenset({"nieuw", "export"})
"""Words of addresses of their own."""


@action
def add_training(*, actor: Actor, values: Mapping[str, Any]) -> Training:
    """Add a training that no pack has; raises ``LearningRefused`` when the name is taken."""
    demand(actor, Permission.LEARNING_MANAGE)
    slug = slugify(values["name"])[:60].strip("-")
    taken = Training.objects.visible_to(actor).filter(slug=slug).exists()
    if not slug or slug in RESERVED or taken:
        raise _taken()
    try:
        with transaction.atomic():
            training: Training = Training.objects.create(slug=slug, **values)
    except IntegrityError as error:  # somebody added it at this very moment
        raise _taken() from error
    return training


def _taken() -> LearningRefused:
    return LearningRefused(_("There is already a training with this name."), "name")


@action
def edit_training(
    *, actor: Actor, training_slug: str, values: Mapping[str, Any], version: int
) -> list[str]:
    """Change a training and return the fields that changed; raises ``EditConflict``."""
    demand(actor, Permission.LEARNING_MANAGE)
    found = Training.objects.visible_to(actor).select_for_update()
    training: Training = found.get(slug=training_slug)
    if training.version != version:
        raise EditConflict(_("Somebody else changed this training in the meantime."))
    return _apply(training, values)


@action
def take_pack_value(*, actor: Actor, training_slug: str, field: str) -> None:
    """Give one field the value of the region pack back."""
    demand(actor, Permission.LEARNING_MANAGE)
    found = Training.objects.visible_to(actor).select_for_update()
    training: Training = found.get(slug=training_slug)
    if field not in training.edited_fields():
        raise LearningRefused(_("This was not changed on screen."))
    _apply(training, {field: training.pack_values[field]})


def _apply(training: Training, values: Mapping[str, Any]) -> list[str]:
    changed = [
        name
        for name, value in values.items()
        if as_plain(getattr(training, column_of(training, name))) != as_plain(value)
    ]
    for name in changed:
        setattr(training, name, values[name])
    if changed:
        training.version += 1
        training.save(update_fields=[*changed, "version"])
    return changed
