"""The forms of who lends: checks of items, defects, and the kinds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django import forms
from django.forms.boundfield import BoundField
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from baken.network.lending.actions import ItemCheck
from baken.network.lending.models import Condition, ItemKind, Loan
from baken.web.forms import Choices, MultipleChoices

from .base import LendingForm, PlainText

MOST_ACCESSORIES = 20
LONGEST_NAME = 80


class ChecksForm(LendingForm):
    """For each item: how it is, what is with it, a remark; coming back also whether it is here."""

    def __init__(
        self, *args: Any, loans: Iterable[Loan], coming_back: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.loans = list(loans)
        self.coming_back = coming_back
        for loan in self.loans:
            self._add(loan)
        self._speak_plainly()

    def _add(self, loan: Loan) -> None:
        number = loan.item_number
        if self.coming_back:
            self.fields[f"back-{number}"] = forms.BooleanField(
                label=format_lazy(_("{item} is back"), item=loan.item), required=False, initial=True
            )
        conditions = Condition.choices if self.coming_back else Condition.choices[:2]
        self.fields[f"condition-{number}"] = forms.ChoiceField(
            label=_("Condition"), choices=conditions, widget=Choices, initial=Condition.GOOD
        )
        names = loan.item.kind.accessories
        if names:
            self.fields[f"present-{number}"] = forms.MultipleChoiceField(
                label=_("What is with it?"),
                choices=[(name, name) for name in names],
                widget=MultipleChoices,
                required=False,
            )
        self.fields[f"remark-{number}"] = PlainText(
            label=_("Remark"), max_length=300, required=False
        )

    def parts(self) -> Iterator[tuple[Loan, list[BoundField]]]:
        """Return for each item its fields."""
        for loan in self.loans:
            ending = f"-{loan.item_number}"
            yield loan, [self[name] for name in self.fields if name.endswith(ending)]

    def checks(self) -> dict[UUID, ItemCheck]:
        """Return what was seen, for the items that are here; only after ``is_valid``."""
        data = self.cleaned_data
        return {
            loan.pk: ItemCheck(
                condition=data[f"condition-{loan.item_number}"],
                present=data.get(f"present-{loan.item_number}", []),
                remark=data[f"remark-{loan.item_number}"],
            )
            for loan in self.loans
            if not self.coming_back or data[f"back-{loan.item_number}"]
        }


class DefectForm(LendingForm):
    """What is wrong with an item."""

    description = PlainText(label=_("What is wrong?"), max_length=500, rows=3)


class MendForm(LendingForm):
    """How a defect was mended."""

    how = PlainText(label=_("What was done?"), max_length=300, required=False)


class RetireForm(LendingForm):
    """Why an item leaves the store."""

    remark = PlainText(label=_("Why does it go?"), max_length=300)


class KindForm(LendingForm):
    """What an editor may change of a kind; a newer region pack leaves it alone."""

    name = PlainText(label=_("Name of one"), max_length=120)
    plural = PlainText(label=_("Name of several"), max_length=120)
    description = PlainText(label=_("What is it?"), max_length=2_000, rows=5)
    accessories = PlainText(
        label=_("What belongs to it"),
        help_text=_("One thing a line. It is ticked off at hand-out and return."),
        required=False,
        rows=5,
    )
    cleaning_days = forms.IntegerField(
        label=_("Days for cleaning"),
        help_text=_("So many days after a loan it is not lent again."),
        min_value=0,
        max_value=30,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean_accessories(self) -> list[str]:
        """Return the lines as a list, without empty and double ones."""
        lines = [line.strip() for line in self.cleaned_data["accessories"].splitlines()]
        names = list(dict.fromkeys(line for line in lines if line))
        if len(names) > MOST_ACCESSORIES or any(len(name) > LONGEST_NAME for name in names):
            raise forms.ValidationError(_("At most 20 lines of 80 signs."))
        return names

    @staticmethod
    def initial_of(kind: ItemKind) -> dict[str, Any]:
        """Return what the form holds for a kind."""
        plain = ("name", "plural", "description", "cleaning_days", "version")
        return {name: getattr(kind, name) for name in plain} | {
            "accessories": "\n".join(kind.accessories)
        }
