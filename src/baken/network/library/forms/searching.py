"""The question, and the filters beside what was found."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from baken.foundation.vault.detect import points_at_a_person
from baken.network.library.models import Theme
from baken.web.forms import BakenForm

LONGEST_QUESTION = 120
SHORTEST_QUESTION = 2


class SearchForm(BakenForm):
    """A question in a few words; sent by POST, so that it stands in no address."""

    words = forms.CharField(
        label=_("What are you looking for?"),
        max_length=LONGEST_QUESTION,
        min_length=SHORTEST_QUESTION,
        widget=forms.TextInput({"type": "search", "autocomplete": "off", "spellcheck": "true"}),
    )

    def clean_words(self) -> str:
        """Refuse numbers of persons, cars and accounts: nothing of these is to be found here."""
        words: str = " ".join(self.cleaned_data["words"].split())
        if points_at_a_person(words):
            raise ValidationError(
                _(
                    "This looks like a number of a person, a car or an account. The knowledge"
                    " base holds no personal data. Search for a subject instead."
                ),
                code="personal",
            )
        return words


class Place:
    """What to search in; the values stand in the address."""

    ARTICLE, DOCUMENT, TERM, ORGANISATION = "article", "document", "term", "organisation"


PLACES = [
    ("", _("All")),
    (Place.ARTICLE, _("Articles")),
    (Place.DOCUMENT, _("Documents")),
    (Place.TERM, _("Terms")),
    (Place.ORGANISATION, _("Organisations")),
]


class FoundFilter(BakenForm):
    """Narrows what was found."""

    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=PLACES)
    theme = forms.ChoiceField(
        label=_("Theme"), required=False, choices=[("", _("All")), *Theme.choices]
    )

    def chosen(self) -> dict[str, str]:
        """Return the valid choices that narrow, by name."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
