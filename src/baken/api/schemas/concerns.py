"""Concerns as their own municipality reads them: in a list without content, and one in full."""

from __future__ import annotations

import datetime as dt
from typing import Literal
from uuid import UUID

from pydantic import Field

from baken.chain.concerns.models import (
    Channel,
    ConcernStatus,
    Subject,
    YesNoUnknown,
)

from .base import Code, In, Out, Slug
from .people import MemberOut, OrganisationRefOut
from .referrals import ReferralDetailOut, SharedFactOut, SharedPersonOut

EnteredChannel = Literal["focal-point", "phone", "mail", "partner"]
"""How a concern reached the municipality; the public form has its own way in."""


class ConcernOut(Out):
    """A concern without content: codes, dates and ids."""

    id: UUID
    reference: str
    status: ConcernStatus
    channel: Channel
    forms: list[str]
    minor: YesNoUnknown
    subject: Subject
    critical: bool
    reporter_function: str | None
    anonymous: bool
    received_at: dt.datetime
    holder: MemberOut | None = Field(description="Who holds it; null while nobody took it up.")
    next_due_on: dt.date | None
    due_kind: str | None
    overdue: bool
    feedback_given_at: dt.datetime | None
    closed_at: dt.datetime | None
    closing_reason: str | None
    version: int = Field(description="Goes up with every step.")


class ConcernsOut(Out):
    """Some concerns, and the cursor for those that follow."""

    items: list[ConcernOut]
    next_cursor: str | None
    searched_from: dt.datetime | None = Field(
        description="Set when the filters were not applied to concerns older than this."
    )


class ReporterOut(Out):
    """Who reported, for reporters who chose to be known."""

    name: str
    phone: str
    email: str
    safely: str


class LocationOut(Out):
    """Where it is."""

    street: str
    place: str
    neighbourhood: str
    postcode: str


class CheckOut(Out):
    """What the reporter answered in the check; codes as the lists know them."""

    when: str | None
    indicators: dict[str, str]


class TextOut(Out):
    """An interpretation or a note."""

    id: UUID
    text: str
    entered_by: MemberOut | None
    entered_at: dt.datetime


class FactOut(SharedFactOut):
    """A fact as the municipality keeps it."""

    entered_by: MemberOut | None
    replaces: UUID | None
    is_current: bool


class AssessmentOut(Out):
    """What a second assessor was asked, and answered."""

    id: UUID
    requested_by: MemberOut | None
    assessor: MemberOut | None
    requested_at: dt.datetime
    due_on: dt.date
    question: str | None
    given_at: dt.datetime | None
    advice: str | None
    criteria: dict[str, str]
    text: str | None


class DecisionOut(Out):
    """What was decided, and why."""

    id: UUID
    outcomes: list[str]
    motivation: str
    second_opinion: bool
    without_second_opinion: str | None
    decided_by: MemberOut | None
    decided_at: dt.datetime


class FeedbackOut(Out):
    """What the reporter was told, or wrote back."""

    id: UUID
    direction: str
    means: str
    standard: str | None
    text: str | None
    written_at: dt.datetime
    read_at: dt.datetime | None


class StepOut(Out):
    """A step on the time line."""

    kind: str
    at: dt.datetime
    by: MemberOut | None
    from_status: str | None
    to_status: str | None
    referral_id: UUID | None


class ConcernDetailOut(ConcernOut):
    """A concern with its content. Every answer of this shape is an event in the audit register."""

    story: str | None
    check: CheckOut
    reporter: ReporterOut | None
    location: LocationOut | None
    facts: list[FactOut]
    interpretations: list[TextOut]
    persons: list[SharedPersonOut]
    notes: list[TextOut]
    assessments: list[AssessmentOut]
    decisions: list[DecisionOut]
    referrals: list[ReferralDetailOut]
    feedback: list[FeedbackOut]
    steps: list[StepOut]


class ReporterIn(In):
    """Who reported, for reporters who choose to be known."""

    name: str = Field(default="", max_length=300)
    phone: str = Field(default="", max_length=300)
    email: str = Field(default="", max_length=300)
    safely: str = Field(default="", max_length=300, description="How and when contact is safe.")


class LocationIn(In):
    """Where it is. Stored sealed."""

    street: str = Field(default="", max_length=300)
    place: str = Field(default="", max_length=300)
    neighbourhood: str = Field(default="", max_length=300)
    postcode: str = Field(default="", max_length=300)


class ConcernIn(In):
    """A concern that reached a focal point. Facts first; people are added on the site."""

    channel: EnteredChannel
    story: str = Field(min_length=1, max_length=10_000)
    when: str = Field(default="", max_length=300)
    forms: list[Slug] = Field(default_factory=lambda: ["unknown"], min_length=1, max_length=20)
    minor: YesNoUnknown = YesNoUnknown.UNKNOWN
    subject: Subject = Subject.PERSON
    critical: bool = False
    indicators: dict[Code, Literal["seen", "told", "file", "no"]] = Field(
        default_factory=dict, max_length=300
    )
    reporter_function: Slug | None = None
    anonymous: bool = False
    reporter: ReporterIn = Field(default_factory=ReporterIn)
    location: LocationIn = Field(default_factory=LocationIn)
    with_channel: bool = Field(
        default=False, description="Make a secret with which the reporter reads the feedback."
    )
    take_it: bool = Field(default=True, description="Become its holder at once.")


class ReceiptOut(Out):
    """What the reporter takes home. The secret is told only here."""

    reference: str
    secret: str


class RegisteredOut(Out):
    """The concern that was entered."""

    concern: ConcernOut
    receipt: ReceiptOut | None


class OutlineOut(Out):
    """That a concern exists, where, of what form, how long; nothing of who or what."""

    id: UUID
    reference: str
    municipality: OrganisationRefOut
    status: ConcernStatus
    forms: list[str]
    received_at: dt.datetime
    age_days: int
    next_due_on: dt.date | None
    due_kind: str | None
    overdue: bool
    closed_at: dt.datetime | None


class OutlinesOut(Out):
    """Some outlines, and the cursor for those that follow."""

    items: list[OutlineOut]
    next_cursor: str | None
    searched_from: dt.datetime | None


class MunicipalityCountOut(Out):
    """Open work of one municipality."""

    slug: str
    name: str
    open: int
    overdue: int
    received: int


class OverviewOut(Out):
    """Open work in numbers. A concern of two forms counts once under each."""

    open: int
    overdue: int
    by_status: dict[str, int]
    by_form: dict[str, int]
    waiting_for: dict[str, int]
    stuck: dict[str, int]
    municipalities: list[MunicipalityCountOut]
