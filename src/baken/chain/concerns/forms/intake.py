"""Entering a concern that reached a focal point in person, and changing its outline."""

from __future__ import annotations

from typing import Any

from django.forms import (
    BooleanField,
    CharField,
    ChoiceField,
    EmailField,
    HiddenInput,
    IntegerField,
    MultipleChoiceField,
)
from django.utils.translation import gettext_lazy as _

from baken.chain.concerns import codes
from baken.chain.concerns.drafts import (
    ConcernDraft,
    DetailsDraft,
    LocationDraft,
    ReporterDraft,
)
from baken.chain.concerns.labels import UNKNOWN, Labels
from baken.chain.concerns.models import Channel, Concern, Subject, YesNoUnknown
from baken.chain.concerns.receipts import MINIMUM_TOKEN
from baken.web.forms import Choices, MultipleChoices

from .base import NOT_SAID, ConcernForm, LineField, TextField, pairs, with_empty

ENTERED_CHANNELS = [
    (channel.value, channel.label) for channel in Channel if channel != Channel.PUBLIC
]


class OutlineForm(ConcernForm):
    """What a list may show of a concern: no text, no person."""

    forms = MultipleChoiceField(
        label=_("What does it look like?"),
        help_text=_("Several forms at once is normal. In doubt: not known."),
        widget=MultipleChoices,
    )
    minor = ChoiceField(
        label=_("Is somebody under 18 involved?"),
        help_text=_("With a minor Veilig Thuis always joins in, and no coercion has to be shown."),
        choices=YesNoUnknown.choices,
        widget=Choices,
    )
    subject = ChoiceField(label=_("What is it about?"), choices=Subject.choices, widget=Choices)
    critical = BooleanField(
        label=_("There is a critical indicator"),
        help_text=_("Violence, threats, confinement, papers taken away. Shorter deadlines apply."),
        required=False,
    )
    reporter_function = ChoiceField(
        label=_("Function of the reporter"),
        help_text=_("A function and never a name: it tells how somebody came to see it."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("forms", list(Labels().forms.items()))
        functions = pairs(codes.reporter_functions())
        self._offer("reporter_function", with_empty(functions, NOT_SAID))

    def clean_forms(self) -> list[str]:
        """Leave "not known" out where a form was named beside it."""
        chosen: list[str] = self.cleaned_data["forms"]
        return [form for form in chosen if form != UNKNOWN] or chosen

    def _offer(self, name: str, choices: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, ChoiceField)
        field.choices = choices


class DetailsForm(OutlineForm):
    """The outline as it may be changed; ``version`` is the one that was on the screen."""

    version = IntegerField(widget=HiddenInput, min_value=1)

    @staticmethod
    def initial_of(concern: Concern) -> dict[str, Any]:
        """Return the form's initial values from a concern."""
        names = ("forms", "minor", "subject", "critical", "reporter_function", "version")
        return {name: getattr(concern, name) for name in names}

    def draft(self) -> DetailsDraft:
        """Return what was filled in."""
        data = self.cleaned_data
        return DetailsDraft(
            forms=tuple(data["forms"]),
            minor=YesNoUnknown(data["minor"]),
            subject=Subject(data["subject"]),
            critical=data["critical"],
            reporter_function=data["reporter_function"],
        )


class RegisterForm(OutlineForm):
    """A concern told by phone, by mail, in person or by a partner; ``token`` stops doubles."""

    token = CharField(widget=HiddenInput, min_length=MINIMUM_TOKEN, max_length=60)
    channel = ChoiceField(
        label=_("How did it reach you?"), choices=ENTERED_CHANNELS, widget=Choices
    )
    story = TextField(
        label=_("What was seen or heard?"),
        help_text=_(
            "As the reporter tells it, facts first. Names and numbers of people belong with the "
            "persons, which you add after this."
        ),
        rows=8,
    )
    when = LineField(label=_("When was it?"), required=False)
    where = LineField(
        label=_("Where was it?"),
        help_text=_("Stored sealed, the postcode too."),
        required=False,
    )
    anonymous = BooleanField(
        label=_("The reporter stays anonymous"),
        help_text=_("Then leave name and contact empty."),
        required=False,
    )
    reporter_name = LineField(label=_("Name of the reporter"), required=False)
    reporter_phone = LineField(label=_("Phone number"), width="medium", required=False)
    reporter_email = EmailField(label=_("Mail address"), required=False, max_length=254)
    reporter_safely = LineField(
        label=_("How and when is contact safe?"),
        help_text=_("You owe the reporter feedback; this says how to give it."),
        required=False,
    )
    with_channel = BooleanField(
        label=_("Make a reference with a secret code for the reporter"),
        help_text=_("The reporter can then read the feedback without an account. Shown once."),
        required=False,
    )
    take_it = BooleanField(label=_("I take this concern up myself"), required=False, initial=True)

    field_order = (
        "channel",
        "reporter_function",
        "story",
        "when",
        "where",
        "forms",
        "minor",
        "subject",
        "critical",
    )

    def draft(self) -> ConcernDraft:
        """Return what was filled in."""
        data = self.cleaned_data
        return ConcernDraft(
            channel=Channel(data["channel"]),
            forms=tuple(data["forms"]),
            minor=YesNoUnknown(data["minor"]),
            subject=Subject(data["subject"]),
            critical=data["critical"],
            reporter_function=data["reporter_function"],
            anonymous=data["anonymous"],
            story=data["story"],
            answers={"when": data["when"]} if data["when"] else {},
            reporter=ReporterDraft(
                name=data["reporter_name"],
                phone=data["reporter_phone"],
                email=data["reporter_email"],
                safely=data["reporter_safely"],
            ),
            location=LocationDraft(place=data["where"]),
        )
