"""Where guidance gets its content: the database, or the files of a region pack.

Pages use the database: the documents that hold today and the contact points as an editor last
saved them. The command line works without a database, straight from the files. Both give the
same ``Guidance``; the engine cannot tell them apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from django.utils import timezone

from baken.foundation.region import documents, phones, records
from baken.foundation.region.calendar import Calendar, current_calendar
from baken.foundation.region.hours import OpeningHours
from baken.foundation.region.models import ContactPoint, Organisation, OrganisationKind
from baken.foundation.region.pack import Pack, digest_of, read_pack

from .contacts import FOCAL_POINT, Contact, ContactBook
from .indicators import Catalogue
from .route import RouteTable, Source, read_sources


@dataclass(frozen=True)
class Form:
    """A form of exploitation, for people to read."""

    slug: str
    name: str
    short: str
    definition: str
    examples: tuple[str, ...]
    law: str
    law_sources: tuple[Source, ...]
    sources: tuple[Source, ...]
    is_trafficking: bool = True
    is_new_in_eu_law: bool = False
    note: str = ""

    @classmethod
    def from_data(cls, data: Mapping[str, Any], sources: Mapping[str, Source]) -> Form:
        """Build from one entry of ``forms.yaml``."""
        return cls(
            slug=data["slug"],
            name=data["name"],
            short=data["short"],
            definition=data["definition"],
            examples=tuple(data["examples"]),
            law=data["law"],
            law_sources=tuple(sources[code] for code in data["law_source"]),
            sources=tuple(sources[code] for code in data["source"]),
            is_trafficking=data.get("trafficking", True),
            is_new_in_eu_law=data.get("new_in_eu_law", False),
            note=data.get("note", ""),
        )


class PackInvalid(Exception):
    """The files of the pack have faults; ``baken region check`` names them."""


class Guidance:
    """Everything the guidance needs; parts are read when they are first asked for."""

    def _document(self, section: str) -> tuple[Mapping[str, Any], str]:
        raise NotImplementedError

    @cached_property
    def book(self) -> ContactBook:
        """Return how organisations and focal points are reached."""
        raise NotImplementedError

    @cached_property
    def municipalities(self) -> dict[str, str]:
        """Return the names of the municipalities that exist today, by code, in order of name."""
        raise NotImplementedError

    @cached_property
    def forms(self) -> dict[str, Form]:
        """Return the forms of exploitation by slug, in the order in which they are shown."""
        document, digest = self._document("forms")
        compiled: dict[str, Form] = _compiled("forms", digest, _Whole(document, ()))
        return compiled

    @cached_property
    def table(self) -> RouteTable:
        """Return the decision table."""
        document, digest = self._document("route")
        compiled: RouteTable = _compiled("route", digest, _Whole(document, tuple(self.forms)))
        return compiled

    @cached_property
    def catalogue(self) -> Catalogue:
        """Return the lists of indicators."""
        document, digest = self._document("indicators")
        compiled: Catalogue = _compiled("indicators", digest, _Whole(document, ()))
        return compiled

    def document(self, section: str) -> Mapping[str, Any]:
        """Return a document as it stands; shared, never change it."""
        return self._document(section)[0]

    @cached_property
    def digest(self) -> str:
        """Return a digest over all content, contacts included: a key for what is derived."""
        parts = [self._document(name)[1] for name in ("forms", "route", "indicators", "sharing")]
        return digest_of([*parts, [repr(contact) for contact in self.book]])


class _Whole:
    """A document as a cache argument: equal by the digest that stands beside it."""

    def __init__(self, document: Mapping[str, Any], forms: tuple[str, ...]) -> None:
        self.document = document
        self.forms = forms

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Whole) and self.forms == other.forms

    def __hash__(self) -> int:
        return hash(self.forms)


@lru_cache(maxsize=32)
def _compiled(section: str, digest: str, whole: _Whole) -> Any:
    """Build the objects of a document once per version and process."""
    document = whole.document
    if section == "route":
        return RouteTable.from_document(document, forms=whole.forms)
    if section == "indicators":
        return Catalogue.from_document(document)
    sources = read_sources(document)
    return {item["slug"]: Form.from_data(item, sources) for item in document["forms"]}


class DatabaseGuidance(Guidance):
    """The content that holds today, from the database. At most eight queries in all."""

    def _document(self, section: str) -> tuple[Mapping[str, Any], str]:
        version = documents.current_version(section)
        return documents.document_by_digest(section, version.digest), version.digest

    @cached_property
    def book(self) -> ContactBook:
        """See ``Guidance.book``; the values are those an editor last saved."""
        calendar = current_calendar()
        points = ContactPoint.objects.filter(
            is_current=True, organisation__is_current=True
        ).select_related("organisation")
        return build_book(
            (
                _contact(
                    point.organisation.slug,
                    point.organisation.name,
                    point.organisation.municipality_code,
                    {name: getattr(point, name) for name in _CONTACT_FIELDS},
                    calendar,
                )
                for point in points.order_by("position", "name")
            ),
            source="database",
        )

    @cached_property
    def municipalities(self) -> dict[str, str]:
        """See ``Guidance.municipalities``."""
        today = timezone.localdate()
        rows = Organisation.objects.filter(kind=OrganisationKind.MUNICIPALITY, is_current=True)
        return {
            row.municipality_code: row.short_name or row.name
            for row in rows.order_by("short_name", "name")
            if row.exists_on(today)
        }


class FolderGuidance(Guidance):
    """The content of a pack folder; needs no database.

    Raises ``PackInvalid`` when the pack has faults: a route that was not proved is not given.
    """

    def __init__(self, folder: Path) -> None:
        pack = read_pack(folder)
        if pack.faults:
            raise PackInvalid(str(pack.faults[0]))
        self.pack = pack

    def _document(self, section: str) -> tuple[Mapping[str, Any], str]:
        return self.pack.content(section), self.pack.digest(section)

    @cached_property
    def book(self) -> ContactBook:
        """See ``Guidance.book``."""
        return book_of_pack(self.pack)

    @cached_property
    def municipalities(self) -> dict[str, str]:
        """See ``Guidance.municipalities``."""
        return municipalities_of_pack(self.pack)


def municipalities_of_pack(pack: Pack) -> dict[str, str]:
    """Return the municipalities of a pack by code, in order of name."""
    items = pack.items("municipalities", "municipalities")
    today = timezone.localdate().isoformat()
    running = [
        item
        for item in items
        if item.get("valid_from", "") <= today <= item.get("valid_until", "9999-12-31")
    ]
    return {item["code"]: item["name"] for item in sorted(running, key=lambda item: item["name"])}


def book_of_pack(pack: Pack) -> ContactBook:
    """Return the contacts of a pack, as its files say."""
    calendar = Calendar.from_data(pack.content("calendar")) if pack.has("calendar") else Calendar()
    rows = [*records.organisation_rows(pack), *records.municipality_rows(pack)]
    organisations = dict(rows)
    found = []
    for key, values in records.contact_rows(pack):
        slug = key.partition("/")[0]
        organisation = organisations[slug]
        code = organisation.get("municipality_code", "")
        found.append(_contact(slug, organisation["name"], code, values, calendar))
    return build_book(found, source="pack")


Found = tuple[str, str, Contact]

_CONTACT_FIELDS = (
    "slug",
    "name",
    "phone",
    "email",
    "website",
    "hours",
    "hours_note",
    "anonymous_possible",
    "last_checked_on",
)


def build_book(found: Iterable[Found], *, source: str) -> ContactBook:
    """Gather contacts; the first contact point of an organisation is the one the route uses."""
    contacts: dict[str, Contact] = {}
    focal_points: dict[str, Contact] = {}
    for slug, municipality, contact in found:
        if municipality:
            focal_points.setdefault(municipality, contact)
        else:
            contacts.setdefault(slug, contact)
    return ContactBook(contacts, focal_points, source)


def _contact(
    slug: str, organisation: str, municipality: str, values: Mapping[str, Any], calendar: Calendar
) -> Found:
    hours = OpeningHours.from_data(values["hours"], calendar=calendar)
    name = f"{values['name']}, {organisation}" if municipality else organisation
    contact = Contact(
        organisation=FOCAL_POINT if municipality else slug,
        name=name,
        phone=values["phone"],
        phone_text=phones.display(values["phone"]),
        email=values["email"],
        website=values["website"],
        hours=hours if hours.known else None,
        anonymous_possible=values["anonymous_possible"],
        note=values["hours_note"],
        checked_on=values["last_checked_on"],
    )
    return slug, municipality, contact
