"""Words that explain themselves: add one, change it, give the pack's value back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import action
from baken.network.library.errors import LibraryError
from baken.network.library.models import Term

from .base import check_version, refuse_personal_data, writer

FIELDS = ("word", "also", "explanation", "article_slug", "is_current")


@action
def add_term(*, actor: Actor, values: Mapping[str, Any]) -> Term:
    """Add a word that no pack has; raises ``LibraryError`` when it is there already."""
    writer(actor)
    refuse_personal_data(values)
    slug = slugify(values["word"])[:60].strip("-")
    if not slug or Term.objects.visible_to(actor).filter(slug=slug).exists():
        raise _taken()
    try:
        with transaction.atomic():
            made: Term = Term.objects.create(slug=slug, **values)
    except IntegrityError as error:  # somebody added it at this very moment
        raise _taken() from error
    return made


def _taken() -> LibraryError:
    return LibraryError(_("This word is there already."), field="word")


@action
def edit_term(*, actor: Actor, slug: str, values: Mapping[str, Any], version: int) -> Term:
    """Change a word; raises ``EditConflict`` when somebody else did so first."""
    writer(actor)
    refuse_personal_data(values)
    found: Term = Term.objects.visible_to(actor).select_for_update().get(slug=slug)
    changed = [name for name in values if getattr(found, name) != values[name]]
    if changed:
        check_version(found, version, changed)
        _set(found, {name: values[name] for name in changed})
    return found


@action
def take_term_value(*, actor: Actor, slug: str, field: str) -> Term:
    """Give one field of a word the value of the region pack back."""
    writer(actor)
    found: Term = Term.objects.visible_to(actor).select_for_update().get(slug=slug)
    if field not in found.edited_fields():
        raise LibraryError(_("This was not changed on screen."))
    _set(found, {field: found.pack_values[field]})
    return found


def _set(term: Term, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(term, name, value)
    term.version += 1
    term.save(update_fields=[*values, "version"])
