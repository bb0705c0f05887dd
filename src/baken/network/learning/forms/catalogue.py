"""Filters of the catalogue, and the form for one training."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from baken.network.learning.models import (
    Training,
    TrainingAudience,
    TrainingForm,
    TrainingPlace,
)
from baken.web.forms import BakenForm, Choices, MultipleChoices

from .base import LearningForm, TextField, number_field

ALL = ("", _("All"))


class CatalogueFilter(BakenForm):
    """What somebody looks for in the catalogue."""

    words = forms.CharField(label=_("Search word"), required=False, max_length=100)
    audience = forms.ChoiceField(
        label=_("For whom"), required=False, choices=[ALL, *TrainingAudience.choices]
    )
    form = forms.ChoiceField(label=_("Form"), required=False, choices=[ALL, *TrainingForm.choices])
    place = forms.ChoiceField(
        label=_("Where"),
        required=False,
        choices=[ALL, ("on-site", TrainingPlace.ON_SITE.label), ("online", _("Online"))],
    )
    free = forms.BooleanField(label=_("Free of charge only"), required=False)

    def wanted(self) -> dict[str, Any]:
        """Return the filters; a filter that makes no sense is left out."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) or "" for name in self.fields} | {
            "free": bool(self.cleaned_data.get("free"))
        }


class TrainingEditForm(LearningForm):
    """Everything an organiser may say of a training."""

    name = forms.CharField(label=_("Name"), max_length=200)
    summary = TextField(label=_("What it is"), max_length=2000)
    learn = TextField(
        label=_("What is treated"),
        required=False,
        max_length=2000,
        rows=4,
        help_text=_("One subject on each line."),
    )
    audiences = forms.MultipleChoiceField(
        label=_("For whom"), choices=TrainingAudience.choices, widget=MultipleChoices
    )
    audience_note = forms.CharField(label=_("For whom exactly"), required=False, max_length=300)
    form = forms.ChoiceField(label=_("Form"), choices=TrainingForm.choices)
    place = forms.ChoiceField(label=_("Where"), choices=TrainingPlace.choices, widget=Choices)
    duration = forms.CharField(label=_("Duration"), required=False, max_length=120)
    cost = forms.CharField(label=_("Cost"), required=False, max_length=120)
    is_free = forms.BooleanField(label=_("Free of charge"), required=False)
    provider = forms.CharField(label=_("Given by"), max_length=200)
    group_minimum = number_field(_("Group: at least"), required=False, min_value=1)
    group_maximum = number_field(_("Group: at most"), required=False, min_value=1)
    accreditation = forms.CharField(label=_("Accreditation"), required=False, max_length=200)
    languages = forms.CharField(label=_("Languages"), required=False, max_length=200)
    condition = forms.CharField(label=_("Requirement"), required=False, max_length=300)
    contact = forms.CharField(label=_("How to ask for it"), required=False, max_length=300)
    email = forms.EmailField(
        label=_("Mail address"),
        required=False,
        max_length=254,
        help_text=_("Of a team or an organisation, not of one person."),
    )
    website = forms.CharField(label=_("Website"), required=False, max_length=300)
    renewal_months = number_field(
        _("Counts for how many months?"),
        required=False,
        min_value=1,
        max_value=240,
        help_text=_("After this time people are asked to renew it. Empty: it has no end."),
    )
    renewal_note = forms.CharField(
        label=_("Where does this term come from?"), required=False, max_length=300
    )
    staff_share = number_field(
        _("Percentage of the staff for a certificate"),
        required=False,
        min_value=1,
        max_value=100,
        help_text=_("Only for trainings with which a business is certified."),
    )
    source = forms.CharField(
        label=_("Source"), max_length=500, help_text=_("Where can somebody check this?")
    )
    is_current = forms.BooleanField(label=_("Is offered now"), required=False, initial=True)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    detected = ("summary", "learn")

    GROUPS = (
        (_("What it is"), ("name", "summary", "learn", "provider")),
        (_("For whom"), ("audiences", "audience_note", "group_minimum", "group_maximum")),
        (_("How"), ("form", "place", "duration", "languages", "condition")),
        (_("Cost and proof"), ("is_free", "cost", "accreditation", "staff_share")),
        (_("Renewal"), ("renewal_months", "renewal_note")),
        (_("How to ask for it"), ("contact", "email", "website")),
        (_("Source"), ("source", "is_current")),
    )

    @classmethod
    def of(cls, training: Training, data: Any = None) -> TrainingEditForm:
        """Return the form with what the training has now."""
        names = [*(name for _title, group in cls.GROUPS for name in group), "version"]
        return cls(data, initial={name: getattr(training, name) for name in names})

    @property
    def groups(self) -> list[tuple[Any, list[Any]]]:
        """Return the fields in groups with a title."""
        return [(title, [self[name] for name in names]) for title, names in self.GROUPS]

    def clean_website(self) -> str:
        """Return the address with its scheme."""
        text: str = self.cleaned_data["website"].strip()
        if not text:
            return ""
        address = text if "://" in text else f"https://{text}"
        message = _("Write a web address such as https://www.example.org.")
        URLValidator(schemes=["https", "http"], message=message)(address)
        return address

    def clean(self) -> dict[str, Any]:
        """A group goes up, and a term has an origin."""
        cleaned = super().clean()
        low, high = cleaned.get("group_minimum"), cleaned.get("group_maximum")
        if low and high and high < low:
            self.add_error("group_maximum", _("This is less than the least of the group."))
        if cleaned.get("renewal_months") and not cleaned.get("renewal_note"):
            self.add_error("renewal_note", _("Say where the term comes from."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """Return the fields to store."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}
