"""Filters of the registers; they live in the address and hold no personal data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from baken.foundation.region.models import ConsultationBody
from baken.network.meetings.models import ActionState, DecisionState
from baken.web.forms import BakenForm

from .base import with_empty

ALL = gettext_lazy("All")
LATE = "late"


class RegisterForm(BakenForm):
    """What both registers ask; an unknown value counts as none, so an old link still works."""

    body = forms.ChoiceField(label=gettext_lazy("Body"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)
    words = forms.CharField(label=gettext_lazy("Words"), max_length=80, required=False)
    states: Iterable[tuple[Any, Any]] = ()

    def __init__(self, *args: Any, bodies: Iterable[ConsultationBody], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        body, state = self.fields["body"], self.fields["state"]
        assert isinstance(body, forms.ChoiceField)
        assert isinstance(state, forms.ChoiceField)
        body.choices = with_empty([(one.slug, one.name) for one in bodies], ALL)
        state.choices = with_empty(self.states, ALL)

    def wanted(self) -> dict[str, str]:
        """Return what was asked for and makes sense."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class DecisionFilter(RegisterForm):
    """Filters of the register of decisions."""

    states = DecisionState.choices
    year = forms.IntegerField(
        label=gettext_lazy("Year"),
        required=False,
        min_value=2000,
        max_value=2100,
        widget=forms.NumberInput({"data-width": "short"}),
    )


class ActionFilter(RegisterForm):
    """Filters of the register of actions."""

    states = [*ActionState.choices, (LATE, gettext_lazy("Overdue"))]
    mine = forms.BooleanField(label=gettext_lazy("Only mine"), required=False)
