"""What the screens for changing a contact point share: two forms that are saved as one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from baken.foundation.access.decorators import BakenRequest
from baken.foundation.region import actions
from baken.foundation.region.forms import as_typed
from baken.foundation.region.forms.hours import HoursForm
from baken.foundation.region.forms.records import OwnContactForm
from baken.foundation.region.models import ContactPoint

COPY_WORKDAYS = "workdays"


def tabs(current: str) -> list[dict[str, Any]]:
    """Return the tabs of the editor's screens."""
    pages = (
        ("contacts", _("Contact points"), "region:manage"),
        ("organisations", _("Organisations"), "region:organisations"),
        ("pack", _("Region pack"), "region:pack"),
    )
    return [
        {"label": label, "url": reverse(name), "current": key == current}
        for key, label, name in pages
    ]


class ContactEditor:
    """The forms for one contact point: its data and its hours.

    ``form_class`` decides which fields: an editor of the region sees all, a focal point the own.
    """

    def __init__(
        self, request: BakenRequest, contact: ContactPoint, form_class: type[OwnContactForm]
    ) -> None:
        self.request = request
        self.contact = contact
        self.conflict = False
        data = request.POST if request.method == "POST" else None
        self.form = form_class.for_contact(contact, data)
        self.hours = HoursForm(data, hours=contact.hours)
        self.copies = data is not None and data.get("copy") == COPY_WORKDAYS

    def _is_valid(self) -> bool:
        """Judge both forms, so that all errors show at once."""
        if self.copies:
            self.hours = self.hours.copied_to_workdays()
            typed = as_typed(self.form)
            self.form = type(self.form).for_contact(self.contact)
            self.form.initial = typed
            return False
        return all([self.form.is_valid(), self.hours.is_valid()])

    def _values(self) -> dict[str, Any]:
        return self.form.values() | {"hours": self.hours.cleaned_data["hours"]}

    def save(self) -> bool:
        """Save what was sent; false when the page must be shown again."""
        if not self._is_valid():
            return False
        cleaned = self.form.cleaned_data
        try:
            changed = actions.edit_contact(
                self.contact,
                actor=self.request.actor,
                values=self._values(),
                version=cleaned["version"],
                checked=cleaned["checked"],
            )
        except actions.EditConflict:
            self._show_conflict()
            return False
        saved = changed or cleaned["checked"]
        messages.success(self.request, _("Saved.") if saved else _("Nothing was changed."))
        return True

    def _show_conflict(self) -> None:
        """Keep what was typed, and let the next save replace the other person's change."""
        self.contact.refresh_from_db()
        self.conflict = True
        data = self.request.POST.copy()
        data["version"] = str(self.contact.version)
        self.form = type(self.form).for_contact(self.contact, data)
        self.hours = HoursForm(data, hours=self.contact.hours)

    def add(self) -> ContactPoint | None:
        """Add the contact point that was sent; None when the page must be shown again."""
        if not self._is_valid():
            return None
        try:
            added = actions.add_contact(
                self.contact.organisation,
                actor=self.request.actor,
                slug=slugify(self.form.cleaned_data["name"])[:60] or "contact",
                values=self._values(),
            )
        except actions.RegionProblem as problem:
            self.form.add_error("name", str(problem))
            return None
        if self.form.cleaned_data["checked"]:
            actions.mark_checked(added, actor=self.request.actor)
        messages.success(self.request, _("Added."))
        return added

    def context(self) -> dict[str, Any]:
        """Return what the template needs."""
        return {
            "contact": self.contact,
            "form": self.form,
            "hours": self.hours,
            "conflict": self.conflict,
            "has_errors": bool(self.form.is_bound and (self.form.errors or self.hours.errors)),
        }
