"""What the forms of the workshop share: no personal data, blame from actions, conflicts."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from baken.foundation.vault.detect import points_at_a_person
from baken.network.library.errors import EditConflict, LibraryError
from baken.web.forms import BakenForm


class WorkshopForm(BakenForm):
    """A form of the workshop; ``theirs`` holds what somebody else saved, after a conflict."""

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

    def blame(self, error: LibraryError) -> None:
        """Add what the action refused, at its field or above the form."""
        if isinstance(error, EditConflict):
            self._show_conflict(error)
        self.add_error(error.field if error.field in self.fields else None, str(error))

    def _show_conflict(self, conflict: EditConflict) -> None:
        """Keep what was typed, show what stands there now, and let saving again succeed."""
        self.theirs = [
            {"name": name, "label": self.fields[name].label, "value": value}
            for name, value in conflict.theirs.items()
            if name in self.fields
        ]
        data = cast("QueryDict", self.data).copy()
        data["version"] = str(conflict.version)
        self.data = data


class Version(forms.IntegerField):
    """The version that was seen, carried along out of sight."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.HiddenInput, min_value=0, **kwargs)
