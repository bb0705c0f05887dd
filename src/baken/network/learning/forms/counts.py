"""Forms for numbers: trained staff per function, businesses, outreach."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from baken.foundation.region.models import Organisation
from baken.network.learning.actions import BusinessDraft, CountDraft, OutreachDraft
from baken.network.learning.models import (
    BusinessKind,
    FunctionCount,
    Outreach,
    OutreachAudience,
    StaffFunction,
    TakingPart,
    Training,
)
from baken.web.forms import BakenForm, Choices, DateField

from .base import LearningForm, TextField, number_field, slugs

MOST = 1_000_000


class TrainingChoice(BakenForm):
    """Which training a page is about."""

    training = forms.ChoiceField(label=_("Training"))

    def __init__(self, data: Any, *, trainings: Iterable[Training]) -> None:
        super().__init__(data)
        field = self.fields["training"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.slug, one.name) for one in trainings]


class CountsForm(LearningForm):
    """For each function: how many there are, how many were trained, and when."""

    def __init__(self, data: Any = None, *, counts: Mapping[str, FunctionCount]) -> None:
        super().__init__(data)
        for function in StaffFunction:
            held = counts.get(function.value)
            self._add(function, held)
        self._speak_plainly()

    def _add(self, function: StaffFunction, held: FunctionCount | None) -> None:
        name = function.value
        self.fields[f"{name}_staff"] = number_field(
            _("How many people work here?"), required=False, max_value=MOST
        )
        self.fields[f"{name}_trained"] = number_field(
            _("How many of them did this training?"), required=False, max_value=MOST
        )
        self.fields[f"{name}_on"] = DateField(label=_("When were they trained?"), required=False)
        if held is not None:
            self.initial = dict(self.initial) | {
                f"{name}_staff": held.staff,
                f"{name}_trained": held.trained,
                f"{name}_on": held.trained_on,
            }

    @property
    def groups(self) -> list[tuple[Any, list[Any]]]:
        """Return the three fields of each function under its name."""
        return [
            (one.label, [self[f"{one.value}_{part}"] for part in ("staff", "trained", "on")])
            for one in StaffFunction
        ]

    def drafts(self) -> list[CountDraft]:
        """Return the functions of which the staff was filled in."""
        data = self.cleaned_data
        return [
            CountDraft(
                function=one.value,
                staff=data[f"{one.value}_staff"],
                trained=data[f"{one.value}_trained"] or 0,
                trained_on=data[f"{one.value}_on"],
            )
            for one in StaffFunction
            if data[f"{one.value}_staff"] is not None
        ]

    def clean(self) -> dict[str, Any]:
        """Who were trained are part of somebody: the staff is asked first."""
        cleaned = super().clean()
        for one in StaffFunction:
            if cleaned.get(f"{one.value}_trained") and cleaned.get(f"{one.value}_staff") is None:
                self.add_error(f"{one.value}_staff", _("Fill in how many people work here too."))
        return cleaned


class BusinessForm(LearningForm):
    """A business that takes part."""

    name = forms.CharField(
        label=_("Name of the business"),
        max_length=200,
        help_text=_("The business, never somebody who works there."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=BusinessKind.choices, widget=Choices)
    municipality = forms.ChoiceField(label=_("Municipality"))
    training = forms.ChoiceField(label=_("Training"))
    detected = ("name",)

    def __init__(
        self, data: Any = None, *, places: Iterable[Organisation], trainings: Iterable[Training]
    ) -> None:
        super().__init__(data)
        self.places = {one.slug: one for one in places}
        self.trainings = {one.slug: one for one in trainings}
        self.fields["municipality"].choices = slugs(self.places.values())  # type: ignore[attr-defined]
        self.fields["training"].choices = [  # type: ignore[attr-defined]
            (slug, one.name) for slug, one in self.trainings.items()
        ]

    def draft(self) -> BusinessDraft:
        """Return what was filled in."""
        data = self.cleaned_data
        return BusinessDraft(
            name=data["name"],
            kind=data["kind"],
            municipality_id=self.places[data["municipality"]].pk,
            training_id=self.trainings[data["training"]].pk,
        )


class BusinessEditForm(LearningForm):
    """What may change of a business."""

    name = forms.CharField(label=_("Name of the business"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=BusinessKind.choices, widget=Choices)
    has_stopped = forms.BooleanField(label=_("Takes part no longer"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)
    detected = ("name",)

    @classmethod
    def of(cls, business: TakingPart, data: Any = None) -> BusinessEditForm:
        """Return the form with what the business has now."""
        names = ("name", "kind", "has_stopped", "version")
        return cls(data, initial={name: getattr(business, name) for name in names})


class FinishedForm(LearningForm):
    """How many of a staff had finished on a day."""

    counted_on = DateField(label=_("On which day?"), past=True)
    staff = number_field(_("How many people work there?"), min_value=1, max_value=MOST)
    finished = number_field(_("How many of them finished the training?"), max_value=MOST)

    @classmethod
    def to_enter(cls, staff: int | None, data: Any = None) -> FinishedForm:
        """Return the form with today and the last known staff."""
        return cls(data, initial={"counted_on": timezone.localdate(), "staff": staff})


class OutreachFilter(BakenForm):
    """Which year and for whom."""

    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)
    audience = forms.ChoiceField(
        label=_("For whom"), required=False, choices=[("", _("All")), *OutreachAudience.choices]
    )
    municipality = forms.ChoiceField(label=_("Municipality"), required=False)

    def __init__(self, data: Any, *, years: Iterable[int], places: Iterable[Organisation]) -> None:
        super().__init__(data)
        self.fields["year"].choices = [  # type: ignore[attr-defined]
            ("", _("All")),
            *((str(year), str(year)) for year in years),
        ]
        self.fields["municipality"].choices = [("", _("All")), *slugs(places)]  # type: ignore[attr-defined]

    def wanted(self) -> dict[str, Any]:
        """Return the filters; one that makes no sense is left out."""
        self.is_valid()
        data = self.cleaned_data
        return {
            "year": data.get("year"),
            "audience": data.get("audience", ""),
            "municipality": data.get("municipality", ""),
        }


class OutreachForm(LearningForm):
    """One activity."""

    title = forms.CharField(
        label=_("What was done?"),
        max_length=200,
        help_text=_("For example: guest lesson, market stall, evening for hotels."),
    )
    audience = forms.ChoiceField(
        label=_("For whom?"), choices=OutreachAudience.choices, widget=Choices
    )
    on = DateField(label=_("When?"), past=True)
    place = forms.CharField(label=_("Where?"), max_length=200)
    municipality = forms.ChoiceField(label=_("In which municipality?"), required=False)
    organisation = forms.ChoiceField(label=_("By which organisation?"))
    partners = forms.CharField(label=_("Together with"), required=False, max_length=200)
    training = forms.ChoiceField(label=_("With which training or tool?"), required=False)
    reached = number_field(
        _("How many people did it reach?"),
        max_value=MOST,
        help_text=_("A number; an estimate is fine."),
    )
    note = TextField(
        label=_("Note"),
        required=False,
        max_length=1000,
        help_text=_("What worked, what did not. Nothing about a person who was there."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    detected = ("title", "place", "partners", "note")

    def __init__(
        self,
        data: Any = None,
        *,
        places: Iterable[Organisation],
        organisations: Iterable[Organisation],
        trainings: Iterable[Training],
        initial: Any = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.places = {one.slug: one for one in places}
        self.organisations = {one.slug: one for one in organisations}
        self.trainings = {one.slug: one for one in trainings}
        self.fields["municipality"].choices = [  # type: ignore[attr-defined]
            ("", _("The whole region")),
            *slugs(self.places.values()),
        ]
        self.fields["organisation"].choices = slugs(self.organisations.values())  # type: ignore[attr-defined]
        self.fields["training"].choices = [  # type: ignore[attr-defined]
            ("", _("None of these")),
            *((slug, one.name) for slug, one in self.trainings.items()),
        ]

    @staticmethod
    def initial_of(outreach: Outreach) -> dict[str, Any]:
        """Return what the form shows of an activity."""
        names = ("title", "audience", "on", "place", "partners", "reached", "note", "version")
        return {name: getattr(outreach, name) for name in names} | {
            name: getattr(getattr(outreach, name), "slug", "")
            for name in ("municipality", "organisation", "training")
        }

    def draft(self) -> OutreachDraft:
        """Return what was filled in."""
        data = self.cleaned_data
        place = self.places.get(data["municipality"])
        training = self.trainings.get(data["training"])
        return OutreachDraft(
            on=data["on"],
            audience=data["audience"],
            title=data["title"].strip(),
            place=data["place"].strip(),
            organisation_id=self.organisations[data["organisation"]].pk,
            reached=data["reached"],
            municipality_id=place.pk if place else None,
            training_id=training.pk if training else None,
            partners=data["partners"].strip(),
            note=data["note"].strip(),
        )
