"""Searching a free period: how many of what, for how many days, from when."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from baken.network.lending.availability import Store
from baken.web.forms import DateField

from .asking import number_field
from .base import LendingForm


class SearchForm(LendingForm):
    """All fields are optional but at least one number is needed."""

    days = forms.IntegerField(
        label=_("How many days?"),
        min_value=1,
        max_value=366,
        initial=3,
        widget=forms.NumberInput(attrs={"data-width": "short"}),
    )
    starts_on = DateField(label=_("Not before"), required=False, help_text="")

    def __init__(self, *args: Any, store: Store, **kwargs: Any) -> None:
        self.store = store
        super().__init__(*args, **kwargs)
        numbers: dict[str, forms.Field] = {
            number_field(slug): forms.IntegerField(
                label=kind.plural,
                min_value=0,
                max_value=500,
                required=False,
                widget=forms.NumberInput(attrs={"data-width": "short"}),
            )
            for slug, kind in store.kinds.items()
        }
        self.fields = {**numbers, **self.fields}

    def clean(self) -> dict[str, Any]:
        """Ask for at least one number."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not self.wanted():
            raise forms.ValidationError(_("Fill in how many you need of at least one thing."))
        return cleaned

    def wanted(self) -> dict[str, int]:
        """Return the numbers by kind, without zeros."""
        found = {slug: self.cleaned_data.get(number_field(slug)) or 0 for slug in self.store.kinds}
        return {slug: number for slug, number in found.items() if number}
