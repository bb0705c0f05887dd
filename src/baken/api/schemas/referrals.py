"""Referrals: what one organisation hands to another, without content and with it."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from pydantic import Field

from baken.chain.concerns.models import (
    ReferralKind,
    ReferralStatus,
    Subject,
    YesNoUnknown,
)

from .base import In, Out, Slug
from .people import OrganisationRefOut


class ReferralOut(Out):
    """A referral without content, as either side sees it."""

    id: UUID
    reference: str
    concern_id: UUID | None = Field(description="For the sender only.")
    kind: ReferralKind
    status: ReferralStatus
    sender: OrganisationRefOut
    receiver: OrganisationRefOut
    ground: str
    forms: list[str]
    minor: YesNoUnknown
    subject: Subject
    critical: bool
    sent_at: dt.datetime
    due_on: dt.date | None
    due_kind: str | None
    overdue: bool
    answered_at: dt.datetime | None
    recorded_by_sender: bool
    ended_at: dt.datetime | None
    refusal_reason: str | None
    withdrawal_reason: str | None
    outcome: str | None


class ReferralsOut(Out):
    """Some referrals, and the cursor for those that follow."""

    items: list[ReferralOut]
    next_cursor: str | None


class SharedFactOut(Out):
    """A fact: what, when, where, observed by whom, from which source."""

    id: UUID
    text: str
    place: str | None
    observed_on: dt.date | None
    observed_by: str | None
    source: str
    entered_at: dt.datetime


class SharedPersonOut(Out):
    """Somebody in the concern; what somebody seems to be is never a finding."""

    id: UUID
    kind: str
    name: str | None
    birth_date: str | None
    address: str | None
    phone: str | None
    email: str | None
    plate: str | None
    iban: str | None
    remark: str | None


class ReferralMessageOut(Out):
    """A message between both sides."""

    id: UUID
    side: str
    written_by: str | None
    text: str
    written_at: dt.datetime
    read_at: dt.datetime | None


class ReferralContentOut(Out):
    """The words of a referral."""

    reason: str
    message: str
    answer: str | None
    partner_reference: str | None


class ReferralStepOut(Out):
    """A step with a referral."""

    kind: str
    at: dt.datetime


class ReferralDetailOut(ReferralOut):
    """A referral with what was shared. ``content`` is null once it is closed to the reader."""

    content: ReferralContentOut | None
    facts: list[SharedFactOut]
    persons: list[SharedPersonOut]
    messages: list[ReferralMessageOut]
    steps: list[ReferralStepOut]


class AcceptIn(In):
    """An acceptance."""

    partner_reference: str = Field(
        default="", max_length=300, description="Your own number for it."
    )


class RefuseIn(In):
    """A refusal; the reason is one of ``refusal_reasons``."""

    reason: Slug
    text: str = Field(default="", max_length=10_000)


class DoneIn(In):
    """A result; the outcome is one of ``outcomes``."""

    outcome: Slug
    text: str = Field(default="", max_length=10_000)
    partner_reference: str = Field(default="", max_length=300)
