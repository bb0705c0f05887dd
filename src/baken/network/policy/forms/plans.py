"""Forms about a municipality's own plan."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from baken.network.policy.actions.plans import ITEM, ItemDraft
from baken.network.policy.models import ActionState, MunicipalPlan, PlanItem, PlannedAction, Task
from baken.web.forms import Choices, DateField, Version

from .base import PolicyForm, Token, line, text


class PlanForm(PolicyForm):
    """What stands above a plan."""

    version = Version()
    introduction = text(_("Introduction"), required=False, rows=6)
    adopted_on = DateField(
        label=_("Adopted on"),
        past=True,
        required=False,
        help_text=_("Leave this empty while the plan is in preparation."),
    )
    website = forms.URLField(
        label=_("Where it is published"), max_length=300, required=False, assume_scheme="https"
    )

    @staticmethod
    def initial_of(plan: MunicipalPlan) -> dict[str, Any]:
        """Return the answers as they stand now."""
        names = ("version", "introduction", "adopted_on", "website")
        return {name: getattr(plan, name) for name in names}


class ItemForm(PolicyForm):
    """One thing a municipality does for a task."""

    version = Version(initial=0)
    token = Token(initial=uuid4)
    task = forms.ChoiceField(label=_("Task of the region"), widget=Choices)
    title = line(_("What does your municipality do?"))
    description = text(_("Description"), required=False)
    owner_function = line(
        _("Responsible function"),
        longest=120,
        required=False,
        help_text=_("A function, not a name. For example: policy officer public order."),
    )
    supports = forms.ChoiceField(label=_("Action of the region that it supports"), required=False)
    starts_on = DateField(label=_("Starts"), required=False)
    due_on = DateField(label=_("To be done by"), required=False)
    state = forms.ChoiceField(label=_("State"), choices=ActionState.choices, initial="planned")
    state_reason = text(
        _("Reason"),
        rows=2,
        longest=1000,
        required=False,
        help_text=_("Needed when it is delayed or stopped, or taken up again."),
    )

    def __init__(
        self,
        *args: Any,
        tasks: Iterable[Task],
        actions: Iterable[PlannedAction],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        task, supports = self.fields["task"], self.fields["supports"]
        assert isinstance(task, forms.ChoiceField)
        assert isinstance(supports, forms.ChoiceField)
        task.choices = [(str(one.pk), str(one)) for one in tasks]
        none = ("", _("None in particular"))
        supports.choices = [none, *((str(one.pk), one.title) for one in actions)]

    def draft(self) -> ItemDraft:
        """Return what was filled in; call after ``is_valid``."""
        data = self.cleaned_data
        return ItemDraft(
            task_id=data["task"],
            supports_id=UUID(data["supports"]) if data["supports"] else None,
            **{name: data[name] for name in ITEM},
        )

    @staticmethod
    def initial_of(item: PlanItem) -> dict[str, Any]:
        """Return the answers as they stand now."""
        return {
            "version": item.version,
            "task": str(item.task_id),
            "supports": str(item.supports_id or ""),
            **{name: getattr(item, name) for name in ITEM},
        }
