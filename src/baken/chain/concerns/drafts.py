"""What comes in: plain, frozen values that a form, the API or a builder hands to an action."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from .models.choices import (
    Channel,
    PersonKind,
    ReferralKind,
    SourceKind,
    Subject,
    YesNoUnknown,
)


@dataclass(frozen=True)
class ReporterDraft:
    """Who reported; only for those who choose to be known. Sealed as a whole.

    ``safely`` says when and how contact brings nobody in danger ("only by mail, after six").
    """

    name: str = ""
    phone: str = ""
    email: str = ""
    safely: str = ""

    def __bool__(self) -> bool:
        return bool(self.name or self.phone or self.email)


@dataclass(frozen=True)
class LocationDraft:
    """Where it is. Sealed as a whole, the postcode too."""

    street: str = ""
    place: str = ""
    neighbourhood: str = ""
    postcode: str = ""

    def __bool__(self) -> bool:
        return bool(self.street or self.place or self.neighbourhood or self.postcode)


@dataclass(frozen=True)
class ConcernDraft:
    """A concern as it is reported.

    ``answers`` is what the check produced: safety answers, indicator code → "seen", "told" or
    "file", and so on; it is sealed as JSON. ``story`` is free text, sealed.
    """

    channel: Channel
    forms: tuple[str, ...] = ("unknown",)
    minor: YesNoUnknown = YesNoUnknown.UNKNOWN
    subject: Subject = Subject.PERSON
    critical: bool = False
    reporter_function: str = ""
    anonymous: bool = False
    story: str = ""
    answers: dict[str, Any] = field(default_factory=dict)
    reporter: ReporterDraft = field(default_factory=ReporterDraft)
    location: LocationDraft = field(default_factory=LocationDraft)
    route_version: str = ""


@dataclass(frozen=True)
class DetailsDraft:
    """The outline of a concern as a focal point may change it."""

    forms: tuple[str, ...]
    minor: YesNoUnknown
    subject: Subject
    critical: bool
    reporter_function: str


@dataclass(frozen=True)
class ObservationDraft:
    """One fact. ``observed_on`` may be unknown; it is never in the future."""

    text: str
    source: SourceKind
    place: str = ""
    observed_on: dt.date | None = None
    observed_by: str = ""


@dataclass(frozen=True)
class PersonDraft:
    """Somebody in the concern; every field may stay empty, but not all of them."""

    kind: PersonKind
    name: str = ""
    birth_date: dt.date | None = None
    address: str = ""
    phone: str = ""
    email: str = ""
    plate: str = ""
    iban: str = ""
    remark: str = ""


@dataclass(frozen=True)
class ReferralDraft:
    """What goes to one organisation. Facts and people are shared one by one, default none."""

    receiver_id: UUID
    kind: ReferralKind
    ground: str
    reason: str
    message: str
    observation_ids: tuple[UUID, ...] = ()
    person_ids: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class Receipt:
    """What a reporter takes home: the only time that ``secret`` is shown."""

    reference: str
    secret: str
