"""Forms with which a role ends or an account closes, and open work gets a new holder."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from baken.foundation.people.actions.endings import Leaving
from baken.foundation.people.models import Membership

from .administration import DayInput, ReasonForm


def _successor_field(plan: Leaving, label: Any) -> forms.TypedChoiceField:
    """Return the choice of who takes over; one colleague is chosen beforehand."""
    choices = [(str(one.pk), _described(one)) for one in plan.successors]
    only = choices[0][0] if len(choices) == 1 else None
    return forms.TypedChoiceField(
        label=label, choices=choices, coerce=UUID, initial=only, widget=forms.RadioSelect
    )


def _described(membership: Membership) -> str:
    domain = membership.get_domain_display() if membership.domain else ""
    return f"{membership.account.name} ({domain})" if domain else membership.account.name


def _queue_field() -> forms.BooleanField:
    return forms.BooleanField(
        label=_("I know that this work then waits for whoever gets this role next"),
        error_messages={"required": _("Confirm that the work may wait, or stop here.")},
    )


class EndRoleForm(ReasonForm):
    """When a role ends, why, and who takes its open work over."""

    NOW, LATER = "now", "later"

    when = forms.ChoiceField(
        label=_("When does the role end?"),
        choices=[(NOW, _("At once")), (LATER, _("After a last day"))],
        widget=forms.RadioSelect,
    )
    ends_on = forms.DateField(
        label=_("Last day"),
        required=False,
        help_text=_("Only with “After a last day”. On this day the role still counts."),
        widget=DayInput(),
    )
    field_order = ["when", "ends_on", "reason", "successor", "queue"]

    def __init__(self, plan: Leaving, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if plan.needs_successor:
            self.fields["successor"] = _successor_field(plan, _("Who takes the open work over?"))
        if plan.goes_to_queue:
            self.fields["queue"] = _queue_field()

    def clean(self) -> dict[str, Any]:
        """A last day belongs to “after a last day”, and to nothing else."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("when") == self.LATER and not cleaned.get("ends_on"):
            if "ends_on" not in self.errors:
                self.add_error("ends_on", _("Enter the last day."))
        elif cleaned.get("when") == self.NOW:
            cleaned["ends_on"] = None
        return cleaned


class DeactivateForm(ReasonForm):
    """Why an account closes, and for each role with open work who takes it over."""

    def __init__(self, plans: Sequence[Leaving], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plans = plans
        for plan in plans:
            if plan.needs_successor:
                label = _("Who takes over: %(role)s?") % {"role": plan.membership}
                self.fields[f"successor_{plan.membership.pk}"] = _successor_field(plan, label)
        if any(plan.goes_to_queue for plan in plans):
            self.fields["queue"] = _queue_field()

    @property
    def successor_ids(self) -> dict[UUID, UUID | None]:
        """Return who takes over, by membership."""
        return {
            plan.membership.pk: self.cleaned_data.get(f"successor_{plan.membership.pk}")
            for plan in self.plans
        }
