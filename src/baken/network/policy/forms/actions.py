"""Forms about actions of the region, their indicators, measurements and notes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from baken.foundation.region.models import Organisation, OrganisationKind
from baken.network.policy import workflow
from baken.network.policy.actions.editing import ActionDraft
from baken.network.policy.actions.reporting import IndicatorDraft
from baken.network.policy.models import ActionIndicator, ActionState, Direction, PlannedAction, Task
from baken.web.forms import Choices, DateField, MultipleChoices, Version

from .base import PolicyForm, Token, line, text


def organisations() -> Any:
    """Return the organisations that may own or take part in an action. One query."""
    return (
        Organisation.objects.filter(is_current=True)
        .exclude(kind=OrganisationKind.EMERGENCY)
        .order_by("name")
    )


class ActionForm(PolicyForm):
    """An action of the region, new or known."""

    version = Version(initial=0)
    token = Token(initial=uuid4)
    task = forms.ChoiceField(label=_("Task it belongs to"), widget=Choices)
    title = line(_("Title"))
    description = text(
        _("Description"),
        required=False,
        help_text=_("What is done, and what is there when it is done. No names of victims."),
    )
    owner = forms.ModelChoiceField(
        label=_("Owner of the action"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("Not known yet"),
        help_text=_("The organisation that sees to it that it happens."),
    )
    starts_on = DateField(label=_("Starts"), required=False)
    ends_on = DateField(label=_("To be done by"), required=False)
    partners = forms.ModelMultipleChoiceField(
        label=_("Partners"),
        queryset=Organisation.objects.none(),
        required=False,
        widget=MultipleChoices,
        help_text=_("Organisations that take part. They see it under “Expected of us”."),
    )

    def __init__(self, *args: Any, tasks: Iterable[Task], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choices("task").choices = [(str(task.pk), str(task)) for task in tasks]
        for name in ("owner", "partners"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = organisations()

    def _choices(self, name: str) -> forms.ChoiceField:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        return field

    def draft(self) -> ActionDraft:
        """Return what was filled in; call after ``is_valid``."""
        data = self.cleaned_data
        return ActionDraft(
            task_id=data["task"],
            title=data["title"],
            description=data["description"],
            owner_id=data["owner"].pk if data["owner"] else None,
            partner_ids=frozenset(one.pk for one in data["partners"]),
            starts_on=data["starts_on"],
            ends_on=data["ends_on"],
        )

    @staticmethod
    def initial_of(planned: PlannedAction) -> dict[str, Any]:
        """Return the answers as they stand now."""
        return {
            "version": planned.version,
            "task": str(planned.task_id),
            "title": planned.title,
            "description": planned.description,
            "owner": planned.owner_id,
            "partners": [one.pk for one in planned.partners.all()],
            "starts_on": planned.starts_on,
            "ends_on": planned.ends_on,
        }


class StateForm(PolicyForm):
    """The next state of an action, with the reason."""

    version = Version()
    state = forms.ChoiceField(label=_("New state"), widget=Choices)
    reason = text(
        _("Reason"),
        rows=3,
        longest=1000,
        required=False,
        help_text=_("Needed when it is delayed or stopped, or taken up again."),
    )

    def __init__(self, *args: Any, state: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["state"]
        assert isinstance(field, forms.ChoiceField)
        possible = workflow.ACTION[state]
        field.choices = [(s, label) for s, label in ActionState.choices if s in possible]


class IndicatorForm(PolicyForm):
    """What is measured of an action."""

    version = Version(initial=0)
    token = Token(initial=uuid4)
    name = line(_("What is measured"))
    unit = line(_("Unit"), longest=40, required=False, help_text=_("For example: municipalities."))
    direction = forms.ChoiceField(
        label=_("Which way should it go?"), choices=Direction.choices, widget=Choices
    )
    base = forms.DecimalField(
        label=_("Value at the start"), max_digits=12, decimal_places=2, required=False,
        localize=True,
    )  # fmt: skip
    target = forms.DecimalField(
        label=_("Target"), max_digits=12, decimal_places=2, required=False, localize=True
    )
    every_months = forms.IntegerField(
        label=_("Measure every … months"), min_value=1, max_value=60, initial=6
    )

    def draft(self) -> IndicatorDraft:
        """Return what was filled in; call after ``is_valid``."""
        names = ("name", "unit", "base", "target", "direction", "every_months")
        return IndicatorDraft(**{name: self.cleaned_data[name] for name in names})

    @staticmethod
    def initial_of(indicator: ActionIndicator) -> dict[str, Any]:
        """Return the answers as they stand now."""
        names = ("version", "name", "unit", "base", "target", "direction", "every_months")
        return {name: getattr(indicator, name) for name in names}


class MeasureForm(PolicyForm):
    """One measured value."""

    measured_on = DateField(label=_("Measured on"), past=True)
    value = forms.DecimalField(label=_("Value"), max_digits=12, decimal_places=2, localize=True)
    note = line(
        _("Note"), longest=300, required=False, help_text=_("How it was counted, if that matters.")
    )


class ReasonForm(PolicyForm):
    """Only a reason."""

    reason = text(_("Reason"), rows=3, longest=300)


class NoteForm(PolicyForm):
    """How an action goes, in words."""

    token = Token(initial=uuid4)
    text = text(
        _("How does it go?"),
        rows=5,
        help_text=_("Everybody who takes part reads this. Write nothing about persons."),
    )
