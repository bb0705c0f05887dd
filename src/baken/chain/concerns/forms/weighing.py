"""Weighing with a second pair of eyes, and deciding."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from baken.chain.concerns.models import Advice, Outcome, YesNoUnknown
from baken.chain.concerns.models.weighing import CRITERIA
from baken.chain.concerns.words import CRITERIA_WORDS
from baken.foundation.people.models import Membership
from baken.web.forms import Choices, MultipleChoices

from .base import ConcernForm, TextField

OUTCOME_HINTS = {
    Outcome.REFER: _("You choose the organisation in the next step."),
    Outcome.ADVICE: _("Without a name, for example at the advice desk."),
    Outcome.INVESTIGATE: _("First look whether sources know it at all, then what they know."),
    Outcome.RIEC: _("Against offenders and facilitators; not for the care of a victim."),
    Outcome.NO_ACTION: _("Cannot be combined. The reporter hears about it too."),
}


class RequestAssessmentForm(ConcernForm):
    """Ask a colleague to weigh along, of the other domain where there is one."""

    blamed_as = {"assessor_id": "assessor"}

    assessor = forms.ChoiceField(
        label=_("Who weighs along?"),
        help_text=_("Preferably somebody of the other domain: care and safety each see something."),
        widget=Choices,
    )
    question = TextField(
        label=_("Your question"),
        help_text=_("What do you hesitate about? Your colleague reads the whole concern."),
        rows=4,
        required=False,
    )

    def __init__(
        self, *args: Any, members: Sequence[Membership], own_domain: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["assessor"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(member.pk), member.account.name) for member in members]
        field.widget.hints = {
            str(member.pk): member.get_domain_display() if member.domain else ""
            for member in members
        }
        others = [member for member in members if member.domain != own_domain]
        if not self.is_bound and others:
            self.initial.setdefault("assessor", str(others[0].pk))


class GiveAssessmentForm(ConcernForm):
    """The answer of the second assessor: five questions, an advice, an explanation."""

    advice = forms.ChoiceField(label=_("Your advice"), choices=Advice.choices, widget=Choices)
    text = TextField(
        label=_("Explanation"),
        help_text=_("What carries your advice, and what is missing?"),
    )

    field_order = (*CRITERIA, "advice", "text")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in CRITERIA:
            self.fields[name] = forms.ChoiceField(
                label=CRITERIA_WORDS[name], choices=YesNoUnknown.choices, widget=Choices
            )
        self.order_fields(self.field_order)
        self._speak_plainly()

    def criteria(self) -> dict[str, str]:
        """Return the answers to the five questions."""
        return {name: self.cleaned_data[name] for name in CRITERIA}


class DecideForm(ConcernForm):
    """The decision and its motivation; without a second opinion also why not."""

    outcomes = forms.MultipleChoiceField(
        label=_("What do you decide?"),
        help_text=_("More than one is normal."),
        choices=Outcome.choices,
        widget=MultipleChoices(hints={key.value: hint for key, hint in OUTCOME_HINTS.items()}),
    )
    motivation = TextField(
        label=_("Why?"),
        help_text=_("So that you, a colleague or a judge can follow it later. Facts first."),
    )
    without_second_opinion = TextField(
        label=_("Why without a second assessor?"),
        help_text=_("No colleague has weighed along. That is allowed, with a reason."),
        rows=3,
    )

    def __init__(self, *args: Any, is_advised: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_advised:
            del self.fields["without_second_opinion"]
