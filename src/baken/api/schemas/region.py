"""The region and its organisations: public, no person in it."""

from __future__ import annotations

import datetime as dt

from pydantic import Field

from .base import Labelled, Out


class MunicipalityOut(Out):
    """A municipality of the region."""

    code: str = Field(description="Code of Statistics Netherlands, GM and four digits.")
    slug: str
    name: str


class DocumentOut(Out):
    """The version of a part of the region pack that holds today."""

    section: str
    version: str
    valid_from: dt.date


class RegionOut(Out):
    """The region that this Baken works for."""

    name: str
    is_invented: bool = Field(description="True for a region whose numbers nobody must dial.")
    municipalities: list[MunicipalityOut]
    documents: list[DocumentOut]


class ContactOut(Out):
    """One way to reach an organisation, at the moment of the answer."""

    slug: str
    name: str
    purpose: str
    phone: str | None = Field(description="As a telephone dials it: E.164, or a service number.")
    phone_abroad: str | None
    email: str | None
    website: str | None
    hours: str | None = Field(description="Opening hours in words.")
    hours_note: str | None
    around_the_clock: bool
    open: bool | None = Field(description="Open now; null when nobody can say.")
    next_open: dt.datetime | None
    fallback: str | None = Field(description="Whom to contact instead: organisation/contact.")
    anonymous_possible: bool
    last_checked_on: dt.date | None
    verification: str | None = Field(description="How well this is known: B, V, S, K or P.")
    source: str | None


class OrganisationOut(Out):
    """An organisation of the region or the country."""

    slug: str
    name: str
    short_name: str
    kind: str
    chain_role: str
    description: str
    task: str
    serves: str
    website: str | None
    municipality_code: str | None
    contacts: list[ContactOut]


class OrganisationsOut(Out):
    """All organisations, or those that match."""

    at: dt.datetime
    items: list[OrganisationOut]


class FormOut(Out):
    """A form of exploitation."""

    slug: str
    name: str
    short: str
    definition: str
    is_trafficking: bool
    law: str


class CodesOut(Out):
    """The lists that other operations take their codes from."""

    forms: list[FormOut]
    channels: list[Labelled]
    concern_statuses: list[Labelled]
    referral_statuses: list[Labelled]
    due_kinds: list[Labelled]
    reporter_functions: list[Labelled]
    closing_reasons: list[Labelled]
    refusal_reasons: list[Labelled]
    withdrawal_reasons: list[Labelled]
    outcomes: list[Labelled]
