"""The forms of the yearly account."""

from __future__ import annotations

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from baken.web.forms import BakenForm

from .agreements import without_numbers_of_persons


class WordsForm(BakenForm):
    """The own words of one chapter. ``after``: the version that was shown."""

    text = forms.CharField(
        label=_("Own words"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("Plain text; an empty line begins a new paragraph."),
        validators=[without_numbers_of_persons],
    )
    after = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class YearForm(BakenForm):
    """The year of a new account."""

    year = forms.IntegerField(label=_("Year"), min_value=2000)

    def clean_year(self) -> int:
        """Refuse a year that has not begun."""
        year: int = self.cleaned_data["year"]
        if year > timezone.localdate().year:
            raise forms.ValidationError(_("This year has not begun yet."))
        return year
