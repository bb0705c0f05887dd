"""What a leaving focal point writes for her successor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from baken.foundation.people.models import Membership
from baken.foundation.vault.detect import points_at_a_person
from baken.network.onboarding.actions.handover import HandoverDraft
from baken.network.onboarding.models import Handover
from baken.web.forms import BakenForm


class WordsField(forms.CharField):
    """Free text without numbers that lead to a person."""

    def __init__(self, *, rows: int = 6, **kwargs: Any) -> None:
        super().__init__(
            required=False, max_length=8000, widget=forms.Textarea({"rows": rows}), **kwargs
        )

    def clean(self, value: Any) -> str:
        """Refuse numbers of citizens, cars, accounts and aliens."""
        text: str = super().clean(value)
        if points_at_a_person(text):
            raise forms.ValidationError(
                _("This looks like a number that belongs to a person. Leave it out here."),
                code="personal",
            )
        return text


class HandoverForm(BakenForm):
    """The free parts of the document and who reads it."""

    detected = ("contacts", "habits", "remarks")

    contacts = WordsField(
        label=_("Whom do you call, besides the partners of the region?"),
        help_text=_("Colleagues and organisations, with what you go to them for. One a line."),
    )
    habits = WordsField(
        label=_("How do you do it?"),
        help_text=_(
            "Habits that stand nowhere: when you visit which team, who wants to hear what. "
            "Nothing about a concern."
        ),
        rows=8,
    )
    remarks = WordsField(label=_("What else must your successor know?"), rows=4)
    successor = forms.TypedChoiceField(
        label=_("Who is your successor?"),
        help_text=_("Nobody else reads the document."),
        required=False,
        coerce=UUID,
        empty_value=None,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, handover: Handover | None, successors: Sequence[Membership]
    ) -> None:
        initial: dict[str, Any] = {"version": 0}
        if handover is not None:
            names = ("contacts", "habits", "remarks", "version")
            initial = {name: getattr(handover, name) for name in names}
            initial["successor"] = str(handover.successor_id or "")
        super().__init__(data, initial=initial)
        field = self.fields["successor"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [
            ("", _("Not known yet")),
            *((str(one.pk), _words(one)) for one in successors),
        ]

    def draft(self) -> HandoverDraft:
        """Return what was typed."""
        cleaned = self.cleaned_data
        return HandoverDraft(
            cleaned["contacts"], cleaned["habits"], cleaned["remarks"], cleaned["successor"]
        )


def _words(membership: Membership) -> str:
    domain = f" ({membership.get_domain_display().lower()})" if membership.domain else ""
    return f"{membership.account.name}{domain}"
