"""What is known: facts, what they may mean, people, notes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from baken.chain.concerns import codes
from baken.chain.concerns.drafts import ObservationDraft, PersonDraft
from baken.chain.concerns.models import PersonKind, SourceKind
from baken.web.forms import Choices, DateField

from .base import NOT_SAID, ConcernForm, LineField, TextField, pairs, with_empty


class ObservationForm(ConcernForm):
    """One fact: what, when, where, by whom, from which source."""

    text = TextField(
        label=_("What was observed?"),
        help_text=_(
            "One fact at a time, without your judgement: “Six mattresses in the storeroom”, not "
            "“they are being exploited”. Names belong with the persons."
        ),
        rows=4,
    )
    observed_on = DateField(
        label=_("When?"),
        help_text=_("Day-month-year. Leave empty when it is not known."),
        past=True,
        required=False,
    )
    place = LineField(
        label=_("Where?"),
        help_text=_("Address, room or place. A partner must be able to find it again."),
        required=False,
    )
    observed_by = forms.ChoiceField(
        label=_("Observed by"),
        help_text=_("The function, never the name."),
        required=False,
    )
    source = forms.ChoiceField(
        label=_("How did the observer come to know it?"),
        help_text=_("A partner weighs what was seen otherwise than what was told."),
        choices=SourceKind.choices,
        widget=Choices,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["observed_by"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = with_empty(pairs(codes.reporter_functions()), NOT_SAID)

    def draft(self) -> ObservationDraft:
        """Return what was filled in."""
        data = self.cleaned_data
        return ObservationDraft(
            text=data["text"],
            source=SourceKind(data["source"]),
            place=data["place"],
            observed_on=data["observed_on"],
            observed_by=data["observed_by"],
        )


class InterpretationForm(ConcernForm):
    """What a professional thinks the facts mean."""

    text = TextField(
        label=_("What do you think the facts mean?"),
        help_text=_("Your own view. It is kept apart from the facts and never goes to a partner."),
    )


class NoteForm(ConcernForm):
    """A working note."""

    text = TextField(
        label=_("Note for your colleagues"),
        help_text=_("Agreements and things to do. Only your own organisation reads this."),
    )


class PersonForm(ConcernForm):
    """Somebody in the concern: only what is needed, and why each thing may be."""

    kind = forms.ChoiceField(
        label=_("What does this person seem to be?"),
        help_text=_("An impression and not a finding. In doubt: not clear."),
        choices=PersonKind.choices,
        widget=Choices,
    )
    name = LineField(
        label=_("Name"),
        help_text=_("To recognise whether it is about the same person."),
        required=False,
    )
    birth_date = DateField(
        label=_("Date of birth"),
        help_text=_("With the name you can look up exactly. It also shows who is a minor."),
        past=True,
        required=False,
    )
    address = LineField(
        label=_("Address"),
        help_text=_("Only when help or an inspection has to find somebody."),
        required=False,
    )
    phone = LineField(
        label=_("Phone number"),
        help_text=_("Numbers come back in other concerns; you can look them up exactly."),
        width="medium",
        required=False,
    )
    email = forms.EmailField(
        label=_("Mail address"),
        help_text=_("Only when contact by mail is needed and safe."),
        required=False,
        max_length=254,
    )
    plate = LineField(
        label=_("Licence plate"),
        help_text=_("Vehicles come back at other addresses."),
        width="short",
        required=False,
    )
    iban = LineField(
        label=_("Bank account (IBAN)"),
        help_text=_("Where pay or rent goes to, when that is known."),
        width="medium",
        required=False,
    )
    remark = TextField(
        label=_("What else must be known?"),
        help_text=_("For example language, and what makes contact safe or unsafe."),
        rows=3,
        required=False,
    )

    def draft(self) -> PersonDraft:
        """Return what was filled in."""
        data = dict(self.cleaned_data)
        return PersonDraft(kind=PersonKind(data.pop("kind")), **data)
