"""What is noted during a meeting, and what happens with decisions and actions afterwards."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy

from baken.foundation.people.models import Membership
from baken.foundation.region.models import ConsultationBody, Organisation
from baken.network.meetings.models import (
    Action,
    ActionState,
    AgendaItem,
    Assignment,
    AssignmentKind,
    AssignmentState,
    Decision,
    Meeting,
)
from baken.web.forms import Choices, DateField

from .base import NOTHING, LineField, MeetingForm, TextField, in_words, person_label, with_empty

SHORT = 70


def _choices(form: forms.Form, name: str, pairs: Iterable[tuple[Any, Any]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = with_empty(pairs, NOTHING)


def _id(value: str) -> UUID | None:
    return UUID(value) if value else None


class OutcomeForm(MeetingForm):
    """What came out of one point."""

    model = AgendaItem
    detect = frozenset({"outcome"})
    version = forms.IntegerField(widget=forms.HiddenInput)
    outcome = TextField(label=gettext_lazy("What came out of it"), required=False, rows=3)


class GuestForm(MeetingForm):
    """Somebody present without a seat."""

    function = LineField(
        label=gettext_lazy("Function"), help_text=gettext_lazy("Not a name: “policy officer care”.")
    )
    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Organisation"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=NOTHING,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.filter(is_current=True)  # type: ignore[attr-defined]


class DecisionForm(MeetingForm):
    """A decision under a point, maybe in place of an older one."""

    model = Decision
    detect = frozenset({"text"})
    text = TextField(label=gettext_lazy("Decision"), rows=3)
    item = forms.ChoiceField(label=gettext_lazy("Under which point"), required=False)
    replaces = forms.ChoiceField(label=gettext_lazy("Takes the place of"), required=False)

    def __init__(
        self,
        *args: Any,
        items: Iterable[AgendaItem] = (),
        decisions: Iterable[Decision] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "item", [(one.pk, one.title) for one in items])
        older = [
            (one.pk, f"{one.reference}: {Truncator(one.text).chars(SHORT)}") for one in decisions
        ]
        _choices(self, "replaces", older)

    def values(self) -> dict[str, Any]:
        """Return what ``actions.decide`` takes."""
        data = self.cleaned_data
        return {
            "text": data["text"],
            "item_id": _id(data["item"]),
            "replaces_id": _id(data["replaces"]),
        }


class ActionForm(MeetingForm):
    """Who does what before when."""

    model = Action
    detect = frozenset({"text"})
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = TextField(label=gettext_lazy("What has to be done"), rows=2)
    owner = forms.ChoiceField(label=gettext_lazy("Who does it"), required=False)
    owner_function = LineField(
        label=gettext_lazy("Or a function, for who does not work with Baken"), required=False
    )
    due_on = DateField(label=gettext_lazy("Before"))
    item = forms.ChoiceField(label=gettext_lazy("Under which point"), required=False)
    decision = forms.ChoiceField(label=gettext_lazy("From which decision"), required=False)

    def __init__(
        self,
        *args: Any,
        people: Iterable[Membership] = (),
        items: Iterable[AgendaItem] = (),
        decisions: Iterable[Decision] = (),
        is_change: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(one.pk): one for one in people}
        _choices(self, "owner", [(key, person_label(one)) for key, one in self.people.items()])
        if is_change:
            del self.fields["item"], self.fields["decision"]
        else:
            _choices(self, "item", [(one.pk, one.title) for one in items])
            made = [
                (one.pk, f"{one.reference}: {Truncator(one.text).chars(SHORT)}")
                for one in decisions
            ]
            _choices(self, "decision", made)

    def values(self) -> dict[str, Any]:
        """Return fields of ``Action``; a chosen person goes before a function."""
        data = self.cleaned_data
        owner = self.people.get(data["owner"])
        return {
            "text": data["text"],
            "due_on": data["due_on"],
            "owner": owner,
            "owner_function": "" if owner else data["owner_function"],
        }

    @property
    def links(self) -> dict[str, UUID | None]:
        """Return the point and the decision it comes from."""
        data = self.cleaned_data
        return {"item_id": _id(data["item"]), "decision_id": _id(data["decision"])}


class CloseActionForm(MeetingForm):
    """What became of an action."""

    model = Action
    detect = frozenset({"reason"})
    version = forms.IntegerField(widget=forms.HiddenInput)
    state = forms.ChoiceField(
        label=gettext_lazy("What became of it"),
        choices=[
            (ActionState.DONE.value, ActionState.DONE.label),
            (ActionState.DROPPED.value, ActionState.DROPPED.label),
        ],
        widget=Choices,
    )
    reason = LineField(
        label=gettext_lazy("In a few words"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Needed when the action is dropped."),
    )


class WithdrawForm(MeetingForm):
    """Why a decision is withdrawn."""

    reason = LineField(label=gettext_lazy("Why is the decision withdrawn?"), max_length=300)


class AssignmentForm(MeetingForm):
    """What one body prepares for, or commissions from, another."""

    model = Assignment
    detect = frozenset({"text"})
    kind = forms.ChoiceField(
        label=gettext_lazy("What is it"), choices=AssignmentKind.choices, widget=Choices
    )
    other = forms.ChoiceField(
        label=gettext_lazy("For which body, or from which"),
    )
    text = TextField(label=gettext_lazy("What"))
    target = forms.ChoiceField(label=gettext_lazy("For which meeting"), required=False)

    def __init__(
        self,
        *args: Any,
        body: ConsultationBody,
        others: Iterable[ConsultationBody],
        meetings: Iterable[Meeting],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.body = body
        self.others = {str(one.pk): one for one in others}
        self.meetings = {str(one.pk): one for one in meetings}
        _choices(self, "other", [(key, one.name) for key, one in self.others.items()])
        days = [
            (key, f"{one.body.name}, {in_words(one.starts_at)}")
            for key, one in self.meetings.items()
        ]
        _choices(self, "target", days)

    def clean(self) -> dict[str, Any]:
        """The meeting is one of the other body."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        meeting = self.meetings.get(data.get("target", ""))
        if meeting is not None and str(meeting.body_id) != data.get("other"):
            self.add_error("target", gettext_lazy("Choose a meeting of the other body."))
        return data

    def values(self) -> dict[str, Any]:
        """Return fields of ``Assignment``."""
        data = self.cleaned_data
        return {
            "kind": data["kind"],
            "by_body": self.body,
            "for_body": self.others[data["other"]],
            "text": data["text"],
            "target_meeting": self.meetings.get(data["target"]),
        }


class AssignmentStateForm(MeetingForm):
    """What became of it."""

    model = Assignment
    detect = frozenset({"text", "outcome"})
    version = forms.IntegerField(widget=forms.HiddenInput)
    text = TextField(label=gettext_lazy("What"))
    state = forms.ChoiceField(
        label=gettext_lazy("State"), choices=AssignmentState.choices, widget=Choices
    )
    outcome = TextField(label=gettext_lazy("What came of it"), required=False)
