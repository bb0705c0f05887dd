"""Forms with which the region's data is changed on screen."""

from __future__ import annotations

from typing import Any

from django import forms


def as_typed(form: forms.Form) -> dict[str, Any]:
    """Return what was sent, unjudged, as initial values to show the form again."""
    return {
        name: field.widget.value_from_datadict(form.data, form.files, form.add_prefix(name))
        for name, field in form.fields.items()
    }
