"""Placing a hold."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import HoldReason

DATE_FORMATS = ["%d-%m-%Y", "%d/%m/%Y", "%Y-%m-%d"]


class HoldForm(forms.Form):
    """Why something is kept longer, and until when."""

    reason = forms.ChoiceField(
        label=_("Why must this be kept longer?"),
        choices=HoldReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose why this must be kept longer.")},
    )
    until = forms.DateField(
        label=_("Up to and including which day?"),
        input_formats=DATE_FORMATS,
        help_text=_("Day-month-year, at most a year from now. You can do it again later."),
        widget=forms.DateInput(
            {"inputmode": "numeric", "autocomplete": "off", "data-width": "short"},
            format="%d-%m-%Y",
        ),
        error_messages={
            "required": _("Fill in until when this must be kept."),
            "invalid": _("Write the date as day-month-year, such as 27-03-2026."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
