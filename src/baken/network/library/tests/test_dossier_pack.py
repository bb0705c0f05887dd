"""What ``baken region check`` says of a reading order."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from baken.foundation.region.pack import Pack, PackSection
from baken.foundation.region.yaml_lines import YamlFile
from baken.network.library.dossier.packs import SCHEMA, SECTION, check_dossier
from baken.web.documents.living import parts

KEYS = {
    "organisations", "partners", "contacts", "roles", "bodies", "municipalities", "trainings",
    "policy-national", "policy-regional", "policy-agreements", "lending", "forms", "route-card",
    "indicators", "websites",
}  # fmt: skip


def faults(*chapters: tuple[str, list[dict[str, str]]]) -> list[str]:
    content = {"chapters": [{"title": title, "parts": held} for title, held in chapters]}
    texts = {"texts": [{"slug": "begin"}, {"slug": "einde"}]}
    pack = Pack(
        Path("proef"), {SECTION: YamlFile(content=content), "library": YamlFile(content=texts)}
    )
    return [fault.message for fault in check_dossier(pack)]


def test_a_sound_reading_order_has_no_faults() -> None:
    assert not faults(("Een", [{"article": "begin"}]), ("Twee", [{"living": "roles"}]))


def test_a_text_that_does_not_exist_is_a_fault() -> None:
    assert faults(("Een", [{"article": "weg"}])) == ["there is no text 'weg' in library/"]


def test_an_unknown_living_part_is_a_fault_that_names_the_known_ones() -> None:
    (message,) = faults(("Een", [{"living": "rollen"}]))
    assert "no living part 'rollen'" in message
    assert "roles" in message


def test_what_stands_there_twice_is_a_fault() -> None:
    found = faults(("Een", [{"article": "begin"}]), ("Een", [{"article": "begin"}]))
    assert found == [
        "'Een' is the title of two chapters",
        "'begin' stands in the dossier twice",
    ]


@pytest.mark.parametrize(
    "part", [{}, {"article": "a", "living": "roles"}, {"title": "Los"}, {"article": "Geen Slug"}]
)
def test_a_part_is_either_a_text_or_a_living_part(part: dict[str, Any]) -> None:
    schema = PackSection(SECTION, SCHEMA).schema_content()
    content = {
        "version": "1",
        "valid_from": "2026-01-01",
        "title": "Proef",
        "chapters": [{"title": "Een", "parts": [part]}],
    }
    assert not Draft202012Validator(schema).is_valid(content)


def test_every_room_registered_what_it_tells() -> None:
    assert {part.key for part in parts()} >= KEYS
