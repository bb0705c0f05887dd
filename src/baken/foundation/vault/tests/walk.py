"""Walks models: a column that can hold text is sealed, or says why it need not be."""

from collections.abc import Iterable, Iterator

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models

from baken.foundation.vault.models import SealedField

TEXT = (models.CharField, models.TextField, models.JSONField, models.FileField)


def models_of(package: str) -> list[type[models.Model]]:
    """Return the concrete models defined below a package, such as ``baken.chain``."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith(f"{package}.")
    ]


def can_hold_text(field: models.Field) -> bool:
    """Say whether somebody's words could end up in this column unsealed."""
    if isinstance(field, SealedField) or field.choices:
        return False
    if isinstance(field, ArrayField):
        return can_hold_text(field.base_field)
    return isinstance(field, TEXT)


def unsealed_text(walked: Iterable[type[models.Model]]) -> Iterator[str]:
    """Yield what is wrong, one line each: a field is personal until declared otherwise."""
    for model in walked:
        declared = getattr(model, "not_personal", {})
        holding = {field.name for field in model._meta.local_fields if can_hold_text(field)}
        for name in sorted(holding - set(declared)):
            yield f"{model._meta.label}.{name}: seal it, or say in not_personal why it need not be"
        for name, reason in declared.items():
            if name not in holding:
                yield f"{model._meta.label}.not_personal names {name!r}, which holds no open text"
            elif len(reason) < 10:
                yield f"{model._meta.label}.not_personal[{name!r}] gives no reason"
