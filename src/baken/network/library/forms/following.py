"""Which themes somebody follows."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from baken.network.library.actions.following import EVERYTHING
from baken.network.library.models import Theme
from baken.network.library.themes import MEANINGS
from baken.web.forms import BakenForm, MultipleChoices

ALL_OF_IT = "all"
"""Stands for everything in a form, where an empty value would be no answer."""


class FollowForm(BakenForm):
    """Themes to follow; none is an answer too."""

    themes = forms.MultipleChoiceField(
        label=_("What do you want to hear about?"),
        help_text=_("You get one mail a week at most, and none when nothing is new."),
        required=False,
        widget=MultipleChoices(hints={theme.value: MEANINGS[theme] for theme in Theme}),
        choices=[(ALL_OF_IT, _("Everything")), *Theme.choices],
    )

    def __init__(self, data: Any = None, *, followed: Collection[str] = ()) -> None:
        shown = [ALL_OF_IT if theme == EVERYTHING else theme for theme in followed]
        super().__init__(data, initial={"themes": shown})

    def chosen(self) -> list[str]:
        """Return the themes; everything stands for all."""
        themes: list[str] = self.cleaned_data["themes"]
        return [EVERYTHING] if ALL_OF_IT in themes else themes
