"""What the screens ask about keeping and shredding."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.foundation.access.actor import Actor
from baken.foundation.audit.catalogue import subject_label
from baken.foundation.region.documents import DocumentMissing, current_document

from .models import Hold, Tombstone
from .registry import Retained, retained
from .terms import DEFAULT, Term, all_terms


@dataclass(frozen=True)
class Run:
    """What one night shredded of the organisation."""

    shredded_on: dt.date
    kind: str
    records: int

    @property
    def label(self) -> str:
        """Return the kind in words."""
        return subject_label(self.kind)


def holds_on(actor: Actor, kind: str, subject_id: UUID) -> Any:
    """Return the holds on one subject, also those that ended, newest first. One query."""
    holds = Hold.objects.visible_to(actor).on_subject(kind, subject_id)
    return holds.select_related("placed_by__account", "released_by__account")


def running_holds(actor: Actor) -> Any:
    """Return the holds of today that the actor may know of, the first to end first."""
    holds = Hold.objects.visible_to(actor).running(timezone.localdate())
    return holds.select_related("placed_by__account").order_by("until", "placed_at")


def is_held(actor: Actor, kind: str, subject_id: UUID) -> bool:
    """Say whether something keeps this subject today."""
    today = timezone.localdate()
    held: bool = Hold.objects.visible_to(actor).on_subject(kind, subject_id).running(today).exists()
    return held


def last_runs(actor: Actor, *, limit: int = 30) -> list[Run]:
    """Return how much was shredded on which day in the own organisation. One query."""
    runs = (
        Tombstone.objects.visible_to(actor)
        .filter(organisation_id=actor.organisation_id)
        .order_by("-shredded_on", "kind")
        .values_list("shredded_on", "kind")
        .annotate(records=Count("pk"))[:limit]
    )
    return [Run(*row) for row in runs]


def terms_of_region() -> list[tuple[str, Term]]:
    """Return the terms with the words for their reason; none when no pack was loaded."""
    try:
        terms = all_terms()
    except DocumentMissing:
        return []
    words = _reasons()
    return [(words.get(term.reason, term.reason), term) for term in terms]


def _reasons() -> dict[str, str]:
    """Return the words for closing reasons, from the pack's own list when it has one."""
    try:
        reasons = current_document("reasons")["closing"]
    except DocumentMissing:
        reasons = []
    return {item["slug"]: item["label"] for item in reasons} | {DEFAULT: _("Any other reason")}


def record_of(actor: Actor, kind: str, subject_id: UUID) -> tuple[Retained, Any] | None:
    """Return what a kind and an id stand for, when the actor may know of it."""
    try:
        entry = retained(kind)
    except LookupError:
        return None
    record = entry.find(actor, subject_id)
    return (entry, record) if record is not None else None
