"""The self-check of one agreement, and the filter above the region's table."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from baken.foundation.vault.detect import points_at_a_person
from baken.network.policy.agreements.items import Agreements, Item
from baken.network.policy.models.agreements import CheckState
from baken.web.forms import BakenForm, Choices, DateField

HINTS = {
    CheckState.MET.value: _("It is arranged and works. Evidence below."),
    CheckState.PARTLY.value: _("Something is arranged. Say below what is missing."),
    CheckState.NOT_MET.value: _("Not arranged yet. Say below what you will do."),
    CheckState.NOT_APPLICABLE.value: _("It does not concern your municipality. Say below why."),
}


def without_numbers_of_persons(text: str) -> None:
    """Refuse what points at a person: this floor holds no such thing."""
    if points_at_a_person(text):
        raise ValidationError(
            _("This looks like a number of a person or a vehicle. Leave it out."),
            code="personal-data",
        )


class CheckForm(BakenForm):
    """How a municipality stands on one agreement. ``after``: the latest check it was shown."""

    state = forms.ChoiceField(label=_("State"), choices=CheckState.choices)
    evidence = forms.CharField(
        label=_("Evidence"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 6}),
        validators=[without_numbers_of_persons],
    )
    checked_on = DateField(
        past=True,
        label=_("Checked on"),
        help_text=_("The check holds from this day. Day-month-year, for example 27-03-2026."),
    )
    checked_by = forms.CharField(
        label=_("Checked by (function)"),
        max_length=120,
        help_text=_("The function, not the name: a colleague after you must understand it."),
        validators=[without_numbers_of_persons],
    )
    after = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, item: Item, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        state: Any = self.fields["state"]
        state.choices = [
            (value, label)
            for value, label in CheckState.choices
            if value != CheckState.NOT_APPLICABLE or item.may_not_apply
        ]
        state.label = item.question
        state.widget = Choices(choices=state.choices, hints=HINTS)
        self.fields["evidence"].help_text = item.evidence


class BoardFilter(BakenForm):
    """Narrows the map and the table to one agreement, and to who is behind."""

    item = forms.ChoiceField(label=_("Agreement"), required=False)
    behind = forms.BooleanField(label=_("Only what is left to do"), required=False)

    def __init__(self, *args: Any, agreements: Agreements, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["item"]
        field.choices = [("", _("All")), *((item.slug, item.title) for item in agreements)]

    @property
    def wanted(self) -> tuple[str, bool]:
        """Return item and whether only who is behind; what does not exist filters nothing."""
        cleaned = self.cleaned_data if self.is_valid() or hasattr(self, "cleaned_data") else {}
        return cleaned.get("item", ""), cleaned.get("behind", False)
