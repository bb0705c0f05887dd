"""The region, its organisations and the lists that codes come from. Open to everybody."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_noop
from ninja import Query, Router

from baken.api.routing import operation
from baken.api.rules import PUBLIC
from baken.api.schemas.base import Labelled
from baken.api.schemas.region import (
    CodesOut,
    ContactOut,
    DocumentOut,
    FormOut,
    MunicipalityOut,
    OrganisationOut,
    OrganisationsOut,
    RegionOut,
)
from baken.chain.concerns import codes
from baken.chain.concerns.models import Channel, ConcernStatus, DueKind, ReferralStatus
from baken.chain.guidance.sources import current_guidance
from baken.foundation.region.directory import Contact, Listed
from baken.foundation.region.documents import current_versions
from baken.foundation.region.pack import sections
from baken.foundation.region.presentation import current_region
from baken.foundation.region.searching import matches, words_of

router = Router(tags=["region"])


@router.get(
    "/regions",
    response=list[RegionOut],
    **operation(
        "regions",
        PUBLIC,
        gettext_noop("The region of this Baken"),
        gettext_noop("A list with one region: its municipalities, and which documents hold."),
    ),
)
def regions(request: HttpRequest) -> list[RegionOut]:
    """Return the region. Four queries at most."""
    region = current_region(timezone.localtime())
    found = region.directory.organisations.values()
    places = [
        MunicipalityOut(code=one.municipality_code, slug=one.slug, name=one.short_name or one.name)
        for one in found
        if one.municipality_code
    ]
    versions = current_versions(*(section.name for section in sections()))
    documents = [
        DocumentOut(section=one.section, version=one.version, valid_from=one.valid_from)
        for one in versions.values()
    ]
    return [
        RegionOut(
            name=region.document.get("name", ""),
            is_invented=region.is_invented,
            municipalities=sorted(places, key=lambda place: place.name),
            documents=documents,
        )
    ]


@router.get(
    "/organisations",
    response=OrganisationsOut,
    **operation(
        "organisations",
        PUBLIC,
        gettext_noop("Organisations and how to reach them now"),
        gettext_noop("Every contact says whether it is open at this moment, and when next."),
    ),
)
def organisations(
    request: HttpRequest,
    q: Annotated[str, Query(max_length=100, description="Words or a phone number.")] = "",
    kind: Annotated[
        str, Query(max_length=30, description="Such as municipality, police or care.")
    ] = "",
) -> OrganisationsOut:
    """Return organisations in the order of the region. Three queries."""
    now = timezone.localtime()
    directory = current_region(now).directory
    wanted = words_of(q.strip())
    items = [
        _organisation(listed, now)
        for listed in directory.organisations.values()
        if (not kind or listed.kind == kind) and matches(listed, wanted)
    ]
    return OrganisationsOut(at=now, items=items)


@router.get(
    "/organisations/{slug:slug}",
    response=OrganisationOut,
    **operation("organisation", PUBLIC, gettext_noop("One organisation")),
)
def organisation(request: HttpRequest, slug: str) -> OrganisationOut:
    """Return one organisation; 404 when the region does not know it. Three queries."""
    now = timezone.localtime()
    directory = current_region(now).directory
    listed = directory.organisations.get(slug)
    if listed is None:
        raise Http404
    return _organisation(listed, now)


@router.get(
    "/codes",
    response=CodesOut,
    **operation(
        "codes",
        PUBLIC,
        gettext_noop("Lists of codes"),
        gettext_noop("The codes that other operations take and give, with their words."),
    ),
)
def codes_of_region(request: HttpRequest) -> CodesOut:
    """Return the closed lists and those of the region."""
    forms = [
        FormOut(
            slug=form.slug,
            name=form.name,
            short=form.short,
            definition=form.definition,
            is_trafficking=form.is_trafficking,
            law=form.law,
        )
        for form in current_guidance().forms.values()
    ]
    return CodesOut(
        forms=forms,
        channels=_choices(Channel),
        concern_statuses=_choices(ConcernStatus),
        referral_statuses=_choices(ReferralStatus),
        due_kinds=_choices(DueKind),
        reporter_functions=_listed(codes.reporter_functions()),
        closing_reasons=_listed(codes.closing_reasons()),
        refusal_reasons=_listed(codes.refusal_reasons()),
        withdrawal_reasons=_listed(codes.withdrawal_reasons()),
        outcomes=_listed(codes.outcomes()),
    )


def _choices(choices: Any) -> list[Labelled]:
    return [Labelled(slug=one.value, label=str(one.label)) for one in choices]


def _listed(entries: Iterable[codes.Code]) -> list[Labelled]:
    return [Labelled(slug=one.slug, label=one.label) for one in entries]


def _organisation(listed: Listed, now: dt.datetime) -> OrganisationOut:
    return OrganisationOut(
        slug=listed.slug,
        name=listed.name,
        short_name=listed.short_name,
        kind=listed.kind,
        chain_role=listed.chain_role,
        description=listed.description,
        task=listed.task,
        serves=listed.serves,
        website=listed.website or None,
        municipality_code=listed.municipality_code or None,
        contacts=[_contact(contact, now) for contact in listed.contacts],
    )


def _contact(contact: Contact, now: dt.datetime) -> ContactOut:
    is_known = bool(contact.phone) and contact.hours.known
    is_open = contact.hours.is_open(now) if is_known else None
    return ContactOut(
        slug=contact.slug,
        name=contact.name,
        purpose=contact.purpose,
        phone=contact.phone or None,
        phone_abroad=contact.phone_abroad or None,
        email=contact.email or None,
        website=contact.website or None,
        hours=contact.hours.describe() if contact.hours.known else None,
        hours_note=contact.hours_note or None,
        around_the_clock=contact.hours.around_the_clock,
        open=is_open,
        next_open=contact.hours.next_open(now) if is_open is False else None,
        fallback=contact.fallback or None,
        anonymous_possible=contact.anonymous_possible,
        last_checked_on=contact.last_checked_on,
        verification=contact.verification or None,
        source=contact.source or None,
    )
