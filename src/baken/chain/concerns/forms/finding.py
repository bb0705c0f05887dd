"""Filters of lists and the exact look-up. A filter never holds personal data: it is an address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from baken.chain.concerns.labels import Labels
from baken.chain.concerns.models import (
    ConcernStatus,
    IdentifierKind,
    ReferralStatus,
    YesNoUnknown,
)
from baken.chain.concerns.queries import ConcernFilter, ReferralFilter
from baken.foundation.people.models import Membership
from baken.web.forms import Choices, DateField

from .base import ConcernForm, LineField, with_empty

EVERY = _("All")
STATES = [("open", _("Open")), ("closed", _("Closed")), ("all", _("Open and closed"))]
DUES = [("overdue", _("Late")), ("soon", _("Today or within two days"))]
SORTS = [
    ("newest", _("Newest first")),
    ("oldest", _("Oldest first")),
    ("due", _("First deadline first")),
]
HOLDERS = [("mine", _("Me")), ("nobody", _("Nobody yet"))]


class ListForm(ConcernForm):
    """A form by GET that narrows a list; what cannot be read narrows nothing."""

    page = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.full_clean()

    def value(self, name: str) -> Any:
        """Return one valid answer, or nothing."""
        return self.cleaned_data.get(name) or None

    def page_number(self) -> int:
        """Return the page that is asked for, from 1."""
        return int(self.value("page") or 1)

    @property
    def narrowing(self) -> dict[str, str]:
        """Return the answers that narrow or order the list, for an address."""
        return {
            name: str(self.data[name])
            for name in self.fields
            if name != "page" and self.value(name) is not None and self.data.get(name)
        }

    def query(self) -> str:
        """Return the address part of this list without its page."""
        return urlencode(self.narrowing)

    @property
    def is_active(self) -> bool:
        """Say whether anything is narrowed."""
        return bool(self.narrowing)

    def _offer(self, name: str, choices: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


def choice(label: Any, choices: Iterable[tuple[Any, Any]], empty: Any = EVERY) -> forms.ChoiceField:
    """Return a select that may stay empty."""
    return forms.ChoiceField(label=label, choices=with_empty(choices, empty), required=False)


class ConcernListForm(ListForm):
    """Narrows the list of concerns of the own organisation."""

    reference = LineField(label=_("Reference"), required=False, max_length=20)
    state = forms.ChoiceField(
        label=_("Open or closed"), choices=STATES, required=False, initial="open"
    )
    status = choice(_("Status"), ConcernStatus.choices)
    form = choice(_("Form"), ())
    holder = choice(_("Taken up by"), HOLDERS)
    due = choice(_("Deadline"), DUES)
    minor = choice(_("Minor"), YesNoUnknown.choices)
    critical = forms.BooleanField(label=_("Only with a critical indicator"), required=False)
    received_from = DateField(label=_("Received from"), help_text="", required=False)
    received_until = DateField(label=_("Received until"), help_text="", required=False)
    sort = forms.ChoiceField(label=_("Order"), choices=SORTS, required=False)

    often = ("reference", "holder", "due")
    """The fields that stand in sight; the rest unfolds."""

    def __init__(
        self,
        data: Mapping[str, Any],
        *,
        labels: Labels,
        colleagues: Iterable[Membership],
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        others = [(str(member.pk), member.account.name) for member in colleagues]
        self._offer("form", with_empty(labels.forms.items(), EVERY))
        self._offer("holder", with_empty([*HOLDERS, *others], EVERY))
        self.full_clean()

    def wanted(self) -> ConcernFilter:
        """Return the filter for the query."""
        names = (
            "status",
            "form",
            "holder",
            "due",
            "minor",
            "reference",
            "received_from",
            "received_until",
        )
        given = {name: self.value(name) for name in names if self.value(name) is not None}
        state = self.value("state") or ("all" if "reference" in given else "open")
        return ConcernFilter(
            state=state,
            critical=bool(self.value("critical")),
            sort=self.value("sort") or "newest",
            **given,
        )

    @property
    def is_unfolded(self) -> bool:
        """Say whether a field is used that stands out of sight."""
        return any(name not in self.often for name in self.narrowing)


class ReferralListForm(ListForm):
    """Narrows the list of referrals received."""

    state = forms.ChoiceField(
        label=_("Which referrals"),
        choices=[
            ("open", _("Waiting for us")),
            ("ended", _("Ended")),
            ("all", _("All")),
        ],
        required=False,
    )
    status = choice(_("Status"), ReferralStatus.choices)
    due = choice(_("Deadline"), [("overdue", _("Late"))])

    def wanted(self) -> ReferralFilter:
        """Return the filter for the query."""
        status = self.value("status") or ""
        return ReferralFilter(
            side="received",
            state=self.value("state") or ("all" if status else "open"),
            status=status,
            due=self.value("due") or "",
        )


class OverviewForm(ListForm):
    """Narrows the overview: a municipality, a form, a status, only what is late."""

    municipality = choice(_("Municipality"), ())
    status = choice(_("Status"), ConcernStatus.choices)
    form = choice(_("Form"), ())
    due = choice(_("Deadline"), DUES)
    sort = forms.ChoiceField(
        label=_("Order"), choices=[SORTS[2], SORTS[1], SORTS[0]], required=False
    )

    def __init__(
        self,
        data: Mapping[str, Any],
        *,
        labels: Labels,
        municipalities: Mapping[str, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self._offer("form", with_empty(labels.forms.items(), EVERY))
        self._offer("municipality", with_empty(municipalities.items(), EVERY))
        if not municipalities:
            del self.fields["municipality"]
        self.full_clean()

    def wanted(self) -> ConcernFilter:
        """Return the filter for the query: open work, the first deadline on top."""
        names = ("municipality", "status", "form", "due")
        given = {name: self.value(name) for name in names if self.value(name) is not None}
        is_closed = given.get("status") == ConcernStatus.CLOSED
        return ConcernFilter(
            state="closed" if is_closed else "open", sort=self.value("sort") or "due", **given
        )


class LookUpForm(ConcernForm):
    """Exactly one thing, completely: parts of it find nothing."""

    kind = forms.ChoiceField(
        label=_("What do you look up?"), choices=IdentifierKind.choices, widget=Choices
    )
    value = LineField(
        label=_("Number, address or name"),
        help_text=_(
            "Complete, as it stands on paper. Capitals, spaces and hyphens make no difference."
        ),
    )
    birth_date = DateField(
        label=_("Date of birth, with a name"),
        help_text=_("Day-month-year. A name alone would find too many people."),
        past=True,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Ask the date of birth with a name."""
        data = super().clean() or self.cleaned_data
        is_missing = not data.get("birth_date") and "birth_date" not in self.errors
        if data.get("kind") == IdentifierKind.PERSON and is_missing:
            self.add_error("birth_date", _("Fill in the date of birth with a name."))
        return data
