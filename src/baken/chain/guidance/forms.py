"""The three steps of the check as forms. Nothing here is kept: answers travel in the page."""

from __future__ import annotations

from typing import Any

from django.forms import ChoiceField, MultipleChoiceField
from django.utils.translation import gettext_lazy as _

from baken.web.forms import BakenForm, Choices, MultipleChoices

from .sources import Guidance

YES_NO = [("yes", _("Yes")), ("no", _("No"))]
YES_NO_UNKNOWN = [*YES_NO, ("unknown", _("I do not know"))]


class SafetyForm(BakenForm):
    """Step 1. These answers overrule everything."""

    danger = ChoiceField(
        label=_("Is someone in danger right now?"),
        help_text=_("For example: violence, a threat, someone locked in, or a child at risk."),
        choices=YES_NO,
        widget=Choices,
    )
    minor = ChoiceField(
        label=_("Is the person possibly younger than 18?"),
        help_text=_("For children there is another route, and coercion need not be proved."),
        choices=YES_NO_UNKNOWN,
        widget=Choices,
    )
    alone = ChoiceField(
        label=_("Can you speak with the person alone?"),
        help_text=_("So that we can tell you what to say, and when to say nothing."),
        choices=YES_NO_UNKNOWN,
        widget=Choices,
    )


class SignsForm(BakenForm):
    """Step 2. What is it about; the indicators themselves are read by ``check``."""

    subject = ChoiceField(
        label=_("Is it about a person or about a place?"),
        choices=[
            ("person", _("A person")),
            ("place", _("A place, a company or an offender")),
        ],
        widget=Choices,
    )
    forms = MultipleChoiceField(
        label=_("What does it look like?"),
        help_text=_("More than one answer is possible. A gut feeling is enough."),
        widget=MultipleChoices,
        error_messages={
            "required": _("Choose what it looks like. You may also choose “I do not know yet”.")
        },
    )
    observer = ChoiceField(
        label=_("What is your work?"),
        help_text=_("Then you see the signs that people in your work come across."),
        required=False,
        widget=Choices,
    )

    def __init__(self, guidance: Guidance, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = self.fields["forms"]
        named.choices = [(form.slug, form.name) for form in guidance.forms.values()]  # type: ignore[attr-defined]
        named.widget.hints = {form.slug: form.short for form in guidance.forms.values()}
        self.fields["observer"].choices = [  # type: ignore[attr-defined]
            ("", _("Show all signs")),
            *guidance.catalogue.observers.items(),
        ]


class SituationForm(BakenForm):
    """Step 3. Where, and what the person wants. The person's questions only for a person."""

    municipality = ChoiceField(
        label=_("In which municipality?"),
        help_text=_("Where the person is or works, or where the place is."),
    )
    wants_help = ChoiceField(
        label=_("Does the person want help?"),
        help_text=_("Help is voluntary. Without a wish for help you can still ask for advice."),
        choices=YES_NO_UNKNOWN,
        widget=Choices,
        initial="unknown",
    )
    wants_police_report = ChoiceField(
        label=_("Does the person want to talk to the police?"),
        choices=YES_NO_UNKNOWN,
        widget=Choices,
        initial="unknown",
    )
    residence_uncertain = ChoiceField(
        label=_("Is it uncertain whether the person may stay in the Netherlands?"),
        help_text=_("Then the police can offer time to think. You need not ask the person."),
        choices=YES_NO_UNKNOWN,
        widget=Choices,
        initial="unknown",
    )
    anonymous = ChoiceField(
        label=_("Do you want to stay anonymous?"),
        help_text=_("We do not ask your name. This only decides which numbers you see."),
        choices=[("no", _("No, they may know who I am")), ("yes", _("Yes, without my name"))],
        widget=Choices,
        initial="no",
    )

    PERSONAL = ("wants_help", "wants_police_report", "residence_uncertain")

    def __init__(self, guidance: Guidance, subject: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["municipality"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose a municipality")),
            *guidance.municipalities.items(),
        ]
        if subject != "person":
            for name in self.PERSONAL:
                del self.fields[name]
