"""The form with which an organisation asks for items, and the small forms around it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from baken.foundation.region.models import Organisation, OrganisationKind
from baken.network.lending.availability import Store
from baken.network.lending.errors import LendingRefused
from baken.network.lending.judging import Wanted
from baken.network.lending.models import Loan, LoanRequest
from baken.network.lending.words import join_words
from baken.web.forms import DateField, MultipleChoices

from .base import LendingForm, PlainText

MOST = 100_000


def number_field(slug: str) -> str:
    """Return the name of the field that asks how many of a kind."""
    return f"number-{slug}"


class RequestForm(LendingForm):
    """What, when, for whom and why. ``for_others`` lets who lends choose the organisation."""

    starts_on = DateField(label=_("First day"))
    ends_on = DateField(
        label=_("Last day"), help_text=_("Everything must be back on this day, before closing.")
    )
    experiences = forms.MultipleChoiceField(
        label=_("Which experience will you use?"), required=False, widget=MultipleChoices
    )
    supervisor = PlainText(
        label=_("Which professional guides the participants?"),
        help_text=_(
            "Needed for headsets. The function, such as “youth worker”; no name. The experience can"
            " be intense, so headsets are lent only under professional supervision, with time to"
            " talk afterwards."
        ),
        max_length=200,
        required=False,
    )
    purpose = PlainText(
        label=_("What for?"),
        help_text=_("For example an information evening or a lesson. No names of participants."),
        max_length=1_000,
        rows=3,
    )
    audience = PlainText(
        label=_("For whom?"), help_text=_("For example “pupils, third year”."), max_length=200
    )
    expected_reach = forms.IntegerField(
        label=_("How many people do you expect?"), min_value=1, max_value=MOST
    )
    place = PlainText(label=_("Where?"), max_length=200)
    municipality = forms.ModelChoiceField(
        label=_("In which municipality?"),
        help_text=_("So that the region sees where people are reached."),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("In several, or elsewhere"),
    )
    organisation = forms.ModelChoiceField(
        label=_("For which organisation?"),
        help_text=_("Only when you enter a request that came by phone or mail."),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("My own organisation"),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, store: Store, for_others: bool = False, **kwargs: Any) -> None:
        self.store = store
        super().__init__(*args, **kwargs)
        self._add_numbers()
        names = {
            one["slug"]: one["name"] for kind in store.kinds.values() for one in kind.experiences
        }
        chosen: Any = self.fields["experiences"]
        chosen.choices = list(names.items())
        with_film = [kind.plural for kind in store.kinds.values() if kind.experiences]
        chosen.help_text = format_lazy(_("Needed for: {kinds}."), kinds=join_words(with_film))
        municipality: Any = self.fields["municipality"]
        here = Organisation.objects.filter(is_current=True).order_by("name")
        municipality.queryset = here.filter(kind=OrganisationKind.MUNICIPALITY)
        organisation: Any = self.fields["organisation"]
        organisation.queryset = here
        if not for_others:
            del self.fields["organisation"]

    def _add_numbers(self) -> None:
        for slug, kind in self.store.kinds.items():
            there = len(self.store.busy[slug])
            self.fields[number_field(slug)] = forms.IntegerField(
                label=format_lazy(_("How many: {kind}"), kind=kind.plural),
                help_text=format_lazy(_("0 to {number}."), number=there),
                min_value=0,
                max_value=max(there, 0),
                required=False,
                widget=forms.NumberInput(attrs={"data-width": "short"}),
            )

    @property
    def numbers(self) -> Iterable[BoundField]:
        """Return the fields that ask how many, in the order of the kinds."""
        return [self[number_field(slug)] for slug in self.store.kinds]

    def wanted(self) -> Wanted:
        """Return what was asked; only after ``is_valid``."""
        data = self.cleaned_data
        numbers = {slug: data.get(number_field(slug)) or 0 for slug in self.store.kinds}
        wishes = {slug: number for slug, number in numbers.items() if number}
        fitting = {one["slug"] for slug in wishes for one in self.store.kinds[slug].experiences}
        return Wanted(
            purpose=data["purpose"],
            audience=data["audience"],
            place=data["place"],
            expected_reach=data["expected_reach"],
            starts_on=data["starts_on"],
            ends_on=data["ends_on"],
            wishes=wishes,
            experiences=[slug for slug in data["experiences"] if slug in fitting],
            supervisor=data["supervisor"],
            municipality_id=data["municipality"].pk if data["municipality"] else None,
        )

    def blame(self, error: LendingRefused) -> None:
        """Show a refusal of the wishes at the first number."""
        if error.field == "wishes" and self.store.kinds:
            self.add_error(number_field(next(iter(self.store.kinds))), str(error))
        else:
            super().blame(error)

    @staticmethod
    def initial_of(request: LoanRequest) -> dict[str, Any]:
        """Return what the form holds for a request that is changed."""
        plain = ("starts_on", "ends_on", "experiences", "supervisor", "purpose", "audience")
        more = ("expected_reach", "place", "municipality", "version")
        return {name: getattr(request, name) for name in (*plain, *more)} | {
            number_field(slug): number for slug, number in request.wishes.items()
        }


class ReasonForm(LendingForm):
    """Why; the other side reads it."""

    reason = PlainText(label=_("Reason"), max_length=500, rows=3)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class RemarkForm(LendingForm):
    """A word with an approval, such as where and when to collect."""

    reason = PlainText(
        label=_("Word with it"),
        help_text=_("For example where and when everything can be collected."),
        max_length=500,
        rows=3,
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ExtensionForm(LendingForm):
    """Until when, and why."""

    until = DateField(label=_("New last day"))
    reason = PlainText(label=_("Why longer?"), max_length=500, rows=3)


class ReachForm(LendingForm):
    """How many people were reached."""

    number = forms.IntegerField(
        label=_("How many people were reached?"),
        help_text=_("A number only. The region uses it for the yearly account."),
        min_value=0,
        max_value=MOST,
    )


class ProblemForm(LendingForm):
    """Which item, and what is wrong with it."""

    loan = forms.ChoiceField(label=_("Which item?"))
    description = PlainText(label=_("What is wrong?"), max_length=500, rows=3)

    def __init__(self, *args: Any, loans: Iterable[Loan], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["loan"]
        field.choices = [(str(loan.pk), str(loan.item)) for loan in loans]
