"""What the forms share: a refusal shown at its field, and no personal data in free text."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from baken.foundation.vault.detect import points_at_a_person
from baken.network.lending.errors import LendingRefused
from baken.web.forms import BakenForm


class PlainText(forms.CharField):
    """Free text that refuses numbers of persons; ``rows`` 0 is one line."""

    detect = "yes"

    def __init__(self, *, rows: int = 0, **kwargs: Any) -> None:
        if rows:
            kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        """Refuse what looks like a number of a person."""
        text = super().clean(value)
        if points_at_a_person(text):
            raise forms.ValidationError(
                _("This seems to hold personal data. Lending needs none: leave it out.")
            )
        return text


class LendingForm(BakenForm):
    """A form of lending; ``blame`` shows an action's refusal at the field it belongs to."""

    def blame(self, error: LendingRefused) -> None:
        """Add what the action refused, at its field or above the form."""
        self.add_error(error.field if error.field in self.fields else None, str(error))
