"""Who asks, colleagues and organisations as other shapes name them."""

from __future__ import annotations

import datetime as dt
from typing import Literal
from uuid import UUID

from pydantic import Field

from .base import Out


class OrganisationRefOut(Out):
    """An organisation by code and name."""

    slug: str
    name: str


class MemberOut(Out):
    """A colleague in one role."""

    id: UUID = Field(description="Id of the role of this person, not of the person.")
    name: str
    role: str


class TokenOut(Out):
    """The token of this request; never its secret."""

    name: str
    scope: str
    expires_at: dt.datetime


class MeOut(Out):
    """Who asks, in which role, and what that role may."""

    name: str
    membership_id: UUID | None
    role: str | None
    domain: str | None
    organisation: OrganisationRefOut | None
    permissions: list[str]
    signed_in_by: Literal["token", "session"]
    token: TokenOut | None


class WorkItemOut(Out):
    """One thing that waits."""

    kind: Literal["concern", "assessment", "referral"]
    id: UUID = Field(description="Of the concern or the referral.")
    reference: str
    assessment_id: UUID | None
    status: str | None
    due_on: dt.date | None
    due_kind: str | None
    overdue: bool
    critical: bool
    unread_answer: bool
    unread_message: bool
    unread_reply: bool


class WorkOut(Out):
    """What waits for who asks; late first. Sections that do not concern the role are empty."""

    overdue: int
    mine: list[WorkItemOut]
    queue: list[WorkItemOut] = Field(description="Taken up by nobody yet.")
    to_weigh: list[WorkItemOut]
    received: list[WorkItemOut]
