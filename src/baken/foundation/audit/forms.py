"""What a privacy officer can look for in the register."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from baken.foundation.access.actor import Actor
from baken.foundation.people.models import Account

from . import catalogue, queries

DATE_FORMATS = ["%d-%m-%Y", "%d/%m/%Y", "%Y-%m-%d"]


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        input_formats=DATE_FORMATS,
        widget=forms.DateInput(
            {"inputmode": "numeric", "autocomplete": "off", "data-width": "short"},
            format="%d-%m-%Y",
        ),
        error_messages={"invalid": _("Write the date as day-month-year, such as 27-03-2026.")},
    )


class FilterForm(forms.Form):
    """Filters above the register, in the address; ids and codes only, never a name."""

    since = _day(_("From"))
    until = _day(_("Up to and including"))
    event = forms.ChoiceField(label=_("What happened"), required=False)
    account = forms.ChoiceField(label=_("Who"), required=False)
    subject = forms.CharField(required=False, widget=forms.HiddenInput)
    register = forms.ChoiceField(label=_("Register"), required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        chains = queries.chains_of(actor)
        self.fields["event"].choices = [("", _("Everything")), *_event_choices()]  # type: ignore[attr-defined]
        self.fields["account"].choices = [  # type: ignore[attr-defined]
            ("", _("Everybody")),
            *self._people(actor, self.data.get("account", "")),
        ]
        self.fields["register"].choices = [  # type: ignore[attr-defined]
            (str(chain), organisation.name if organisation else _("The region as a whole"))
            for chain, organisation in chains.items()
        ]
        if len(chains) < 2:
            self.fields["register"].widget = forms.HiddenInput()
        self.own_chain = next(iter(chains))

    @staticmethod
    def _people(actor: Actor, chosen: str) -> list[tuple[str, str]]:
        """Offer the people of the organisation, and somebody of another who was pointed at."""
        assert actor.organisation_id is not None, "the permission comes with an organisation"
        people = Account.objects.filter(memberships__organisation_id=actor.organisation_id)
        names = {str(pk): name for pk, name in people.order_by("name").values_list("pk", "name")}
        if chosen and chosen not in names:
            names |= queries.name_in_register(actor, chosen)
        return list(names.items())

    def clean_subject(self) -> tuple[str, UUID] | None:
        """Return (kind, id) of ``kind:id``; something else is refused."""
        text = self.cleaned_data["subject"]
        if not text:
            return None
        kind, _colon, subject_id = text.partition(":")
        try:
            return kind, UUID(subject_id)
        except ValueError:
            raise forms.ValidationError(_("This subject does not exist."), "invalid") from None

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it starts."""
        values: dict[str, Any] = super().clean() or {}
        since, until = values.get("since"), values.get("until")
        if since and until and until < since:
            self.add_error("until", _("The period ends before it starts."))
        return values

    def filters(self) -> queries.Filters:
        """Return what was asked for; what could not be understood does not count."""
        values = self.cleaned_data
        account, register = values.get("account"), values.get("register")
        return queries.Filters(
            chain=UUID(register) if register else self.own_chain,
            since=values.get("since"),
            until=values.get("until"),
            event=values.get("event") or "",
            account_id=UUID(account) if account else None,
            subject=values.get("subject"),
        )


def _event_choices() -> list[tuple[str, str]]:
    found = [(event.name, str(event.label)) for event in catalogue.all_events()]
    return sorted(found, key=lambda choice: choice[1])


class ReferenceForm(forms.Form):
    """The reference of a concern, from paper; sent by POST, and only its id stays in view."""

    reference = forms.CharField(
        label=_("Reference"),
        max_length=20,
        help_text=_("To see what happened with one concern, such as BK-7K4QX2."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


class ExportForm(forms.Form):
    """Why the register is exported: the export is itself an event."""

    reason = forms.CharField(
        label=_("Why do you export this?"),
        max_length=200,
        help_text=_("Is kept in the register. Leave out names."),
        error_messages={"required": _("Say why you export the register.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
