"""Where guidance gets its content: the database, or the files of a region pack.

Pages use the database: the documents that hold today and the contact points as an editor last
saved them. The command line works without a database, straight from the files. Both give the
same ``Guidance``; the engine cannot tell them apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from baken.foundation.region import directory, documents
from baken.foundation.region.directory import Directory
from baken.foundation.region.pack import digest_of, read_pack

from .contacts import FOCAL_POINT, Contact, ContactBook
from .indicators import Catalogue
from .route import RouteTable, Source, read_sources

SECTIONS = ("forms", "indicators", "sharing", "route")
"""The sections of a region pack that guidance owns, in the order of checking."""


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
    def directory(self) -> Directory:
        """Return all organisations of the region."""
        raise NotImplementedError

    @cached_property
    def book(self) -> ContactBook:
        """Return how organisations and focal points are reached."""
        return book_of(self.directory)

    @cached_property
    def municipalities(self) -> dict[str, str]:
        """Return the names of the municipalities by code, in order of name."""
        found = self.directory.organisations.values()
        rows = [(one.short_name or one.name, one.municipality_code) for one in found]
        return {code: name for name, code in sorted(rows) if code}

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
        parts = [self._document(name)[1] for name in SECTIONS]
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
    """The content that holds today, from the database. At most nine queries in all, five once the
    documents of today are known to the process."""

    def _document(self, section: str) -> tuple[Mapping[str, Any], str]:
        if section not in self._versions:
            raise documents.DocumentMissing(section)
        digest = self._versions[section].digest
        return documents.document_by_digest(section, digest), digest

    @property
    def is_loaded(self) -> bool:
        """Say whether every section has a version that holds today."""
        return set(SECTIONS) <= set(self._versions)

    @cached_property
    def _versions(self) -> dict[str, documents.DocumentVersion]:
        return documents.current_versions(*SECTIONS)

    @cached_property
    def directory(self) -> Directory:
        """See ``Guidance.directory``; the values are those an editor last saved."""
        return directory.from_database(on=timezone.localdate())


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
    def directory(self) -> Directory:
        """See ``Guidance.directory``."""
        return directory.from_pack(self.pack)


def current_guidance() -> Guidance:
    """Return the guidance of the database, or of the pack's files while nothing was loaded.

    The public pages must never fail for want of a loading step. Costs one query.
    """
    found = DatabaseGuidance()
    return found if found.is_loaded else _folder_guidance()


@lru_cache(maxsize=1)
def _folder_guidance() -> FolderGuidance:
    return FolderGuidance(Path(settings.REGIONS_FOLDER) / settings.REGION)


def book_of(found: Directory) -> ContactBook:
    """Return the contacts for the route: of each organisation the first contact point."""
    contacts: dict[str, Contact] = {}
    focal_points: dict[str, Contact] = {}
    for listed in found.organisations.values():
        if listed.municipality_code:
            point = found.contact(f"{listed.slug}/{FOCAL_POINT}")
            if point is not None:
                name = f"{point.name}, {listed.name}"
                focal_points[listed.municipality_code] = _contact(FOCAL_POINT, name, point)
        elif listed.first_contact is not None:
            contacts[listed.slug] = _contact(listed.slug, listed.name, listed.first_contact)
    return ContactBook(contacts, focal_points, found.source)


def _contact(slug: str, name: str, point: directory.Contact) -> Contact:
    return Contact(
        organisation=slug,
        name=name,
        purpose=point.purpose,
        phone=point.phone,
        phone_text=point.phone_display,
        email=point.email,
        website=point.website,
        hours=point.hours if point.hours.known else None,
        anonymous_possible=point.anonymous_possible,
        note=point.hours_note,
        checked_on=point.last_checked_on,
    )
