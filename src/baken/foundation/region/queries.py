"""What the editor's screens show: contact points by how urgently they need a check, and edits."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from . import phones
from .documents import DocumentMissing, current_document
from .hours import OpeningHours
from .models import ContactPoint, Organisation, PackRecord, RegionChange, Situation

DEFAULT_REVIEW_DAYS = 180


def review_after_days() -> int:
    """Return after how many days a contact point must be checked again. One query."""
    try:
        return int(current_document("region")["review_after_days"])
    except DocumentMissing:
        return DEFAULT_REVIEW_DAYS


@dataclass(frozen=True)
class Due:
    """A contact point with the state of its check. ``state``: never, overdue, fine or empty."""

    contact: ContactPoint
    state: str
    due_on: dt.date | None


def contacts_by_due(*, query: str = "", only_due: bool = False) -> list[Due]:
    """Return the contact points in use, those never checked first, then the oldest check.

    What a region has not filled in (no phone, mail or site) has the state ``empty``: there is
    nothing to check. Two queries; a region has some hundred contact points at most.
    """
    days = dt.timedelta(days=review_after_days())
    contacts = (
        ContactPoint.objects.filter(is_current=True, organisation__is_current=True)
        .select_related("organisation")
        .order_by(F("last_checked_on").asc(nulls_first=True), "organisation__position", "position")
    )
    for word in query.split():
        contacts = contacts.filter(
            Q(organisation__name__icontains=word)
            | Q(organisation__short_name__icontains=word)
            | Q(name__icontains=word)
            | Q(purpose__icontains=word)
        )
    found = [_due(contact, days) for contact in contacts]
    if only_due:
        found = [due for due in found if due.state in {"never", "overdue"}]
    return found


def _due(contact: ContactPoint, days: dt.timedelta) -> Due:
    if not contact.is_filled:
        return Due(contact, "empty", None)
    if contact.last_checked_on is None:
        return Due(contact, "never", None)
    due_on = contact.last_checked_on + days
    return Due(contact, "overdue" if due_on < timezone.localdate() else "fine", due_on)


@dataclass(frozen=True)
class Edit:
    """A field that differs from the pack, in words."""

    record: PackRecord
    field: str
    label: str
    own: str
    pack: str


def edits_of(record: Any) -> list[Edit]:
    """Return what was changed on screen in one record."""
    return [
        Edit(
            record,
            name,
            label_of(record, name),
            words_for(record, name, own),
            words_for(record, name, pack),
        )
        for name, (own, pack) in record.edited_fields().items()
        if record._meta.get_field(name).editable
    ]


def all_edits() -> list[Edit]:
    """Return every difference between screen and pack. Two queries."""
    contacts = ContactPoint.objects.select_related("organisation")
    return [
        edit for record in [*Organisation.objects.all(), *contacts] for edit in edits_of(record)
    ]


def history_of(record: Any, *, limit: int = 20) -> list[RegionChange]:
    """Return the latest changes of one record, newest first. One query."""
    kind = record._meta.model_name
    changes = RegionChange.objects.filter(record_kind=kind, record_id=record.pk)
    return list(changes[:limit])


def organisations_with_contacts() -> QuerySet[Organisation]:
    """Return all organisations with their contact points, in two queries."""
    return Organisation.objects.prefetch_related("contact_points")


def label_of(record: Any, name: str) -> str:
    """Return the words for a field."""
    return str(record._meta.get_field(name).verbose_name)


def words_for(record: Any, name: str, value: Any) -> str:
    """Return a stored value in words: hours as a sentence, a number as people write it."""
    if name == "hours":
        return OpeningHours.from_data(value).describe()
    if value is None or value == "":
        return "–"
    if name in {"phone", "phone_abroad"}:
        return phones.display(str(value))
    if isinstance(value, bool):
        from django.utils.translation import gettext as _

        return _("yes") if value else _("no")
    if name == "fallback":
        other = ContactPoint.objects.filter(pk=uuid.UUID(value)).select_related("organisation")
        return str(other.first() or "–")
    if isinstance(value, list):
        return ", ".join(_item_words(name, str(item)) for item in value) or "–"
    choices = dict(record._meta.get_field(name).flatchoices)
    return str(choices.get(value, value))


def _item_words(name: str, item: str) -> str:
    """Return one item of a list in words."""
    known = {choice.value: choice for choice in Situation} if name == "call_when" else {}
    return str(known[item].label) if item in known else item
