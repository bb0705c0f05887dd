"""Forms with which an administrator looks after accounts and roles."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from baken.foundation.access.roles import Domain, Role
from baken.foundation.people.errors import PeopleError
from baken.foundation.people.fitting import Draft, roles_of
from baken.foundation.people.queries import AccountState
from baken.foundation.region.models import Organisation


class DayInput(forms.DateInput):
    """A day, as the browser's own calendar writes it."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(attrs={"data-width": "short"}, format="%Y-%m-%d")


class FilterForm(forms.Form):
    """Search and filter the list of accounts; everything is optional."""

    search = forms.CharField(label=_("Name or mail address"), required=False, max_length=100)
    organisation = forms.ModelChoiceField(
        Organisation.objects.order_by("name"),
        label=_("Organisation"),
        required=False,
        empty_label=_("All organisations"),
    )
    role = forms.ChoiceField(
        label=_("Role"), required=False, choices=[("", _("All roles")), *Role.choices]
    )
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All states")), *AccountState.choices]
    )


class NameForm(forms.Form):
    """One's own name."""

    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        help_text=_("Colleagues in the region see this name with your work."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class ReasonForm(forms.Form):
    """Why something is done to somebody's account; it goes into the audit register."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        help_text=_("In a few words, without names. It is kept in the audit register."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class RoleForm(forms.Form):
    """A role at an organisation, for a period. ``draft`` is the answer once valid."""

    draft: Draft

    organisation = forms.ModelChoiceField(
        Organisation.objects.order_by("name"),
        label=_("Organisation"),
        empty_label=_("Choose an organisation"),
        widget=forms.Select(
            attrs={
                "hx-get": reverse_lazy("people:role-choice"),
                "hx-target": "#role-choice",
                # These two and nothing else: a name or mail address may not stand in a URL.
                "hx-include": "[name=role], [name=domain]",
                "hx-trigger": "change",
            }
        ),
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[("", _("Choose a role")), *Role.choices],
        help_text=_("Only roles that exist at the organisation can be given."),
    )
    domain = forms.ChoiceField(
        label=_("Domain"),
        required=False,
        choices=[("", Domain.NONE.label), *[(d.value, d.label) for d in Domain if d]],
        help_text=_("Only for a focal point: care or safety."),
    )
    starts_on = forms.DateField(label=_("First day"), initial=timezone.localdate, widget=DayInput())
    ends_on = forms.DateField(
        label=_("Last day"),
        required=False,
        help_text=_("Leave empty when the end is not known yet."),
        widget=DayInput(),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self._chosen_organisation()
        if chosen is not None:
            roles = [(role.value, role.label) for role in roles_of(chosen.kind)]
            field = self.fields["role"]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", _("Choose a role")), *roles]
            field.error_messages["invalid_choice"] = str(
                _("This role does not exist at this organisation.")
            )

    def _chosen_organisation(self) -> Organisation | None:
        wanted = self.data.get("organisation") or self.initial.get("organisation") or ""
        try:
            return Organisation.objects.filter(pk=UUID(str(wanted))).first()
        except ValueError:
            return None

    def clean(self) -> dict[str, Any]:
        """Check that role, place, domain and period fit together."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors:
            self.draft = Draft(
                organisation=cleaned["organisation"],
                role=Role(cleaned["role"]),
                domain=Domain(cleaned["domain"]),
                starts_on=cleaned["starts_on"],
                ends_on=cleaned["ends_on"],
            )
            try:
                self.draft.check()
            except PeopleError as refusal:
                self.add_error(refusal.field or None, refusal.message)
        return cleaned


class InviteForm(RoleForm):
    """Who is invited, and with which first role."""

    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        help_text=_("The person can change it later."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=_("Work mail address"),
        help_text=_("The invitation goes here, and with it this person signs in."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    field_order = ["name", "email", "organisation", "role", "domain", "starts_on", "ends_on"]


class ProlongForm(forms.Form):
    """A later last day, or none."""

    ends_on = forms.DateField(
        label=_("New last day"),
        required=False,
        help_text=_("Leave empty to let the role run on."),
        widget=DayInput(),
    )
