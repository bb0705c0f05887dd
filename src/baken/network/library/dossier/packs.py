"""The section ``dossier`` of a region pack: the reading order of the introduction dossier."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from baken.foundation.region.pack import Fault, Pack, PackSection, register_section
from baken.web.documents.living import find_part, parts

SECTION = "dossier"
SCHEMA = Path(__file__).parent.parent / "schema" / "dossier.json"
TEXTS = "library"


def register() -> None:
    """Make the section known; called once, when the app is ready."""
    register_section(PackSection(SECTION, SCHEMA, check_dossier, required=False, order=60))


def check_dossier(pack: Pack) -> Iterator[Fault]:
    """Every article and living part exists and stands there once; chapters differ by title."""
    articles = {item["slug"] for item in pack.items(TEXTS, "texts")}
    seen: set[tuple[str, str]] = set()
    titles: set[str] = set()
    for number, chapter in enumerate(pack.items(SECTION, "chapters")):
        if chapter["title"] in titles:
            path = ("chapters", number, "title")
            yield pack.fault(SECTION, path, f"'{chapter['title']}' is the title of two chapters")
        titles.add(chapter["title"])
        for place, part in enumerate(chapter["parts"]):
            kind = "article" if "article" in part else "living"
            name = part[kind]
            where = ("chapters", number, "parts", place, kind)
            if (kind, name) in seen:
                yield pack.fault(SECTION, where, f"'{name}' stands in the dossier twice")
            seen.add((kind, name))
            if message := _fault_of(kind, name, articles):
                yield pack.fault(SECTION, where, message)


def _fault_of(kind: str, name: str, articles: set[str]) -> str:
    if kind == "article":
        return "" if name in articles else f"there is no text '{name}' in {TEXTS}/"
    if find_part(name) is not None:
        return ""
    known = ", ".join(part.key for part in parts())
    return f"there is no living part '{name}'; known are {known}"
