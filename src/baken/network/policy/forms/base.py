"""What the forms of policy share: no personal data, blame from actions, conflicts of edits."""

from __future__ import annotations

from typing import Any

from django import forms

from baken.network.policy.errors import EditConflict, PolicyError
from baken.web.forms import VersionedForm


class PolicyForm(VersionedForm):
    """A form of policy; ``theirs`` holds what somebody else saved, after a conflict."""

    theirs: list[dict[str, object]] = []

    def blame(self, error: PolicyError) -> None:
        """Add what the action refused, at its field or above the form."""
        self.add_error(error.field if error.field in self.fields else None, str(error))

    def show_conflict(self, conflict: EditConflict) -> None:
        """Keep what was typed, show what stands there now, and let saving again succeed."""
        self.theirs = [{"label": k, "value": v} for k, v in conflict.theirs.items()]
        self.carry_version(conflict.version)
        self.add_error(None, str(conflict))


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
