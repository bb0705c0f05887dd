"""The filters above a shelf."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from baken.foundation.access.actor import Actor
from baken.network.library.access import PARTNERS, ArticleQuerySet, audiences_of
from baken.network.library.models import Audience, Theme
from baken.network.library.shelves import READ
from baken.web.forms import BakenForm

ALL = ("", _("All"))
KINDS = [ALL, *((kind.value, kind.label) for kind in READ)]


class ShelfFilter(BakenForm):
    """Narrows a shelf; what nobody offered counts as not asked."""

    theme = forms.ChoiceField(
        label=_("Theme"), required=False, choices=[ALL, *Theme.choices], initial=""
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=KINDS)
    audience = forms.ChoiceField(
        label=_("For whom"), required=False, choices=[ALL, *Audience.choices]
    )
    new = forms.BooleanField(label=_("Only what is new since my last visit"), required=False)

    def __init__(
        self,
        data: Any,
        *,
        actor: Actor,
        since: dt.datetime | None,
        is_one_theme: bool = False,
    ) -> None:
        super().__init__(data)
        self._since = since
        if is_one_theme:
            del self.fields["theme"]
        if PARTNERS not in audiences_of(actor):
            del self.fields["audience"]
        if since is None:
            del self.fields["new"]

    def chosen(self) -> dict[str, Any]:
        """Return the valid choices that narrow, by name."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def narrowed(self, shelf: ArticleQuerySet) -> ArticleQuerySet:
        """Return what of the shelf was asked for."""
        chosen = self.chosen()
        for name in ("theme", "kind", "audience"):
            if name in chosen:
                shelf = shelf.filter(**{name: chosen[name]})
        if "new" in chosen:
            shelf = shelf.filter(changed_at__gt=self._since)
        return shelf
