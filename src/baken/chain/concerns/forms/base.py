"""What the forms of concerns share: choices from the region's lists, and errors from actions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from baken.chain.concerns import codes
from baken.chain.concerns.errors import ConcernError
from baken.chain.concerns.judging import MAXIMUM_LINE, MAXIMUM_TEXT
from baken.web.forms import BakenForm

Words = str | Promise
Pairs = list[tuple[str, Words]]


def pairs(entries: Iterable[codes.Code]) -> Pairs:
    """Return entries of a list of the region as choices."""
    return [(entry.slug, entry.label) for entry in entries]


def with_empty(choices: Iterable[tuple[Any, Words]], empty: Words) -> Pairs:
    """Return choices of a select with a first one that says nothing is chosen yet."""
    return [("", empty), *choices]


class TextField(forms.CharField):
    """Several lines of text; what is typed stays as it is, length is judged by the action too."""

    def __init__(self, *, rows: int = 5, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", MAXIMUM_TEXT)
        kwargs.setdefault("widget", forms.Textarea({"rows": rows}))
        super().__init__(**kwargs)


class LineField(forms.CharField):
    """One line of text; ``width`` is short or medium where the answer is."""

    def __init__(self, *, width: str = "", autocomplete: str = "off", **kwargs: Any) -> None:
        kwargs.setdefault("max_length", MAXIMUM_LINE)
        attributes = {"autocomplete": autocomplete, **({"data-width": width} if width else {})}
        kwargs.setdefault("widget", forms.TextInput(attributes))
        super().__init__(**kwargs)


class ConcernForm(BakenForm):
    """A form of concerns; ``blame`` shows an action's refusal at the field it belongs to."""

    blamed_as: Mapping[str, str] = {}
    """Names under which an action knows a field, where they differ from the form's."""

    def blame(self, error: ConcernError) -> None:
        """Add what the action refused, at its field or above the form."""
        name = self.blamed_as.get(error.field, error.field)
        self.add_error(name if name in self.fields else None, str(error))


NOT_SAID = _("Not said")
"""First choice of an optional select."""
