"""Forms about periods, their goals and tasks, and what becomes of an action."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from baken.network.policy.actions.periods import FrameworkDraft
from baken.network.policy.models import CarryDecision, Framework, Goal, GoalLevel
from baken.web.forms import Choices, DateField, MultipleChoices, Version

from .base import PolicyForm, Token, line, text


class FrameworkForm(PolicyForm):
    """A period of policy."""

    version = Version(initial=0)
    name = line(_("Name"), help_text=_("For example: Regional policy framework 2027-2030."))
    starts_on = DateField(label=_("From"))
    ends_on = DateField(label=_("Until"))
    description = text(_("Description"), required=False)

    def draft(self) -> FrameworkDraft:
        """Return what was filled in; call after ``is_valid``."""
        names = ("name", "starts_on", "ends_on", "description")
        return FrameworkDraft(**{name: self.cleaned_data[name] for name in names})

    @staticmethod
    def initial_of(framework: Framework) -> dict[str, Any]:
        """Return the answers as they stand now."""
        names = ("version", "name", "starts_on", "ends_on", "description")
        return {name: getattr(framework, name) for name in names}


class DecisionForm(PolicyForm):
    """What becomes of an action in the next period."""

    version = Version()
    decision = forms.ChoiceField(
        label=_("What becomes of this action?"),
        choices=[
            (CarryDecision.CARRIED, _("Carry over to the next period")),
            (CarryDecision.FINISHED, _("Finish: it is done")),
            (CarryDecision.DROPPED, _("Drop it")),
        ],
        widget=Choices(
            hints={
                "carried": _("A new action points back to this one. This one stays readable."),
                "dropped": _("Say why."),
            }
        ),
    )
    reason = text(_("Reason"), rows=3, longest=1000, required=False)


class TaskForm(PolicyForm):
    """A task of the region and the goals it serves."""

    version = Version(initial=0)
    token = Token(initial=uuid4)
    number = forms.IntegerField(label=_("Number"), min_value=1, max_value=99)
    title = line(_("Title"))
    short = line(_("In a few words"), longest=60, help_text=_("Stands in the picture."))
    description = text(_("Description"), required=False)
    goals = forms.MultipleChoiceField(
        label=_("Goals it serves"), widget=MultipleChoices, required=False
    )

    def __init__(self, *args: Any, goals: Iterable[Goal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["goals"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(goal.pk), f"{goal}: {goal.short}") for goal in goals]


class GoalForm(PolicyForm):
    """A goal."""

    version = Version(initial=0)
    token = Token(initial=uuid4)
    level = forms.ChoiceField(label=_("Level"), choices=GoalLevel.choices, widget=Choices)
    number = forms.IntegerField(label=_("Number"), min_value=1, max_value=99)
    short = line(_("In a few words"), longest=60, help_text=_("Stands in the picture."))
    text = text(_("Text"))
