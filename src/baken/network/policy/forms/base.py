"""What the forms of policy share: no personal data, blame from actions, conflicts of edits."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from baken.foundation.vault.detect import points_at_a_person
from baken.network.policy.errors import EditConflict, PolicyError
from baken.web.forms import BakenForm


class PolicyForm(BakenForm):
    """A form of policy; ``theirs`` holds what somebody else saved, after a conflict."""

    theirs: list[dict[str, object]] = []

    def clean(self) -> dict[str, Any]:
        """Refuse numbers that point at a person in every text."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for name, value in list(data.items()):
            if isinstance(value, str) and points_at_a_person(value):
                self.add_error(
                    name, _("This looks like a number of a person or a vehicle. Leave it out.")
                )
        return data

    def blame(self, error: PolicyError) -> None:
        """Add what the action refused, at its field or above the form."""
        self.add_error(error.field if error.field in self.fields else None, str(error))

    def show_conflict(self, conflict: EditConflict) -> None:
        """Keep what was typed, show what stands there now, and let saving again succeed."""
        self.theirs = [{"label": k, "value": v} for k, v in conflict.theirs.items()]
        data = cast("QueryDict", self.data).copy()
        data["version"] = str(conflict.version)
        self.data = data
        self.add_error(None, str(conflict))


class Version(forms.IntegerField):
    """The version that was seen, carried along out of sight."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.HiddenInput, min_value=0, **kwargs)


class Token(forms.UUIDField):
    """Makes the same form sent twice count once."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.HiddenInput, **kwargs)


def text(label: Any, *, rows: int = 4, longest: int = 4000, **kwargs: Any) -> forms.CharField:
    """Return a field for several lines."""
    return forms.CharField(
        label=label, max_length=longest, widget=forms.Textarea({"rows": rows}), **kwargs
    )


def line(label: Any, *, longest: int = 200, **kwargs: Any) -> forms.CharField:
    """Return a field for one line, which browsers do not fill in."""
    return forms.CharField(
        label=label,
        max_length=longest,
        widget=forms.TextInput({"autocomplete": "off"}),
        **kwargs,
    )
