"""Events as a person reads them: names looked up at the moment of reading, never stored."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext as _

from baken.foundation.access.actor import ActorKind
from baken.foundation.access.roles import Role
from baken.foundation.people.models import Account
from baken.foundation.region.models import Organisation

from . import catalogue
from .models import AuditEvent


@dataclass(frozen=True)
class Line:
    """One event in words. ``who`` is a name, or what acted when nobody did."""

    id: UUID
    sequence: int
    at: dt.datetime
    who: str
    role: str
    organisation: str
    what: str
    fields: list[str]
    reason: str
    details: list[tuple[str, str]]
    subject_kind: str
    subject_id: UUID | None
    subject_name: str
    account_id: UUID | None
    event: str
    digest: str

    @property
    def subject(self) -> str:
        """Return the subject in words, with its name or the start of its id."""
        if self.subject_id is None:
            return ""
        name = self.subject_name or str(self.subject_id)[:8]
        return f"{catalogue.subject_label(self.subject_kind)} {name}"

    @property
    def subject_filter(self) -> str:
        """Return the value with which the register is filtered by this subject."""
        return f"{self.subject_kind}:{self.subject_id}" if self.subject_id else ""

    @property
    def capacity(self) -> str:
        """Return role and organisation, as far as there are any."""
        return ", ".join(filter(None, (self.role, self.organisation)))


def describe(
    events: Iterable[AuditEvent], references: Mapping[UUID, str] | None = None
) -> list[Line]:
    """Return the events in words; ``references`` names the subjects that have one on paper.

    Two queries besides the one for the events, and those of the lists of codes that occur (see
    ``catalogue.register_values``).
    """
    found = list(events)
    accounts = {event.account_id for event in found if event.account_id}
    accounts |= {
        event.subject_id for event in found if event.subject_id and event.subject_kind == "account"
    }
    organisations = {event.organisation_id for event in found if event.organisation_id}
    names: dict[UUID, str] = dict(Account.objects.filter(pk__in=accounts).values_list("pk", "name"))
    houses: dict[UUID, str] = dict(
        Organisation.objects.filter(pk__in=organisations).values_list("pk", "name")
    )
    vocabulary = catalogue.Vocabulary()
    known = {**names, **(references or {})}
    return [_line(event, names, houses, vocabulary, known) for event in found]


def _line(
    event: AuditEvent,
    names: dict[UUID, str],
    houses: dict[UUID, str],
    vocabulary: catalogue.Vocabulary,
    subjects: Mapping[UUID, str],
) -> Line:
    return Line(
        id=event.pk,
        sequence=event.sequence,
        at=event.at,
        who=_who(event, names),
        role=str(Role(event.role).label) if event.role in Role.values else event.role,
        organisation=houses.get(event.organisation_id, "") if event.organisation_id else "",
        what=catalogue.label_of(event.event),
        fields=[field_label(path, vocabulary) for path in event.fields],
        reason=vocabulary.reason(event.reason),
        details=vocabulary.details(event.event, event.details),
        subject_kind=event.subject_kind,
        subject_id=event.subject_id,
        subject_name=subjects.get(event.subject_id, "") if event.subject_id else "",
        account_id=event.account_id,
        event=event.event,
        digest=bytes(event.hash).hex(),
    )


def _who(event: AuditEvent, names: dict[UUID, str]) -> str:
    if event.account_id is not None:
        return names.get(event.account_id) or _("somebody whose account no longer exists")
    if event.actor_kind == ActorKind.SYSTEM:
        return _("Baken itself (%(job)s)") % {"job": event.actor_name}
    return {
        ActorKind.INTAKE.value: _("the public form"),
        ActorKind.REPORTER.value: _("the reporter"),
        ActorKind.STRANGER.value: _("somebody who was not signed in"),
    }.get(event.actor_kind, event.actor_kind)


def field_label(path: str, vocabulary: catalogue.Vocabulary) -> str:
    """Return "Fact: where" for ``concerns.observation.place``; an unknown text as it is.

    A text without a point is a code of the room that wrote it (``register_values("field")``).
    """
    model_label, point, column = path.rpartition(".")
    if not point:
        return vocabulary.word("field", path)
    try:
        model = apps.get_model(model_label)
        field = model._meta.get_field(column)
    except (LookupError, ValueError, FieldDoesNotExist):
        return path
    known = vocabulary.word("field", model_label)
    kind = model._meta.verbose_name if known == model_label else known
    return f"{kind}: {getattr(field, 'verbose_name', column)}"
