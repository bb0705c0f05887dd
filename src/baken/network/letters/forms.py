"""The form for the text of a letter, and the filter of the box."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from baken.foundation.vault.detect import points_at_a_person
from baken.web.forms import BakenForm

from . import catalogue
from .actions import unknown_words
from .models import LetterState

"""What no text on this floor may hold; phone and mail are those of professionals."""


class TextForm(BakenForm):
    """Subject and text; between braces only placeholders of this letter, and no one's number."""

    subject = forms.CharField(label=_("Subject"), max_length=200)
    body = forms.CharField(
        label=_("Text"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text=_("Plain text. What stands between braces is filled in for each letter."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, kind: catalogue.Kind, **kwargs: Any) -> None:
        self.kind = kind
        super().__init__(*args, **kwargs)

    def _known_only(self, name: str) -> str:
        text: str = self.cleaned_data[name]
        unknown = catalogue.unknown_placeholders(text, self.kind.placeholders)
        if unknown:
            raise forms.ValidationError(unknown_words(self.kind, unknown))
        if points_at_a_person(text):
            raise forms.ValidationError(
                _("This looks like a number that belongs to a person. Leave it out here.")
            )
        return text

    def clean_subject(self) -> str:
        """Refuse unknown placeholders, with the list of known ones."""
        return self._known_only("subject")

    def clean_body(self) -> str:
        """Refuse unknown placeholders, with the list of known ones."""
        return self._known_only("body")


class BoxFilter(BakenForm):
    """Narrows the box by state and by letter."""

    state = forms.ChoiceField(
        label=_("Status"), required=False, choices=[("", _("All")), *LetterState.choices]
    )
    letter = forms.ChoiceField(label=_("Letter"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["letter"]
        field.choices = [("", _("All")), *((one.key, one.label) for one in catalogue.all_kinds())]

    def wanted(self) -> dict[str, str]:
        """Return what was chosen; a value that does not exist filters nothing."""
        cleaned = self.cleaned_data if self.is_valid() or hasattr(self, "cleaned_data") else {}
        return {"state": cleaned.get("state", ""), "key": cleaned.get("letter", "")}
