"""The region pack: a folder of YAML files that makes Baken the product of one region.

Each file is a *section*. This module knows how to read and judge sections, not what is in
them: apps register theirs in ``AppConfig.ready()``::

    from baken.foundation.region.pack import PackSection, register_section

    register_section(PackSection(name="route", schema=SCHEMA, check=check_route))

``schema`` is a JSON Schema (draft 2020-12), published at ``/regio/schema/<name>.json``.
``check`` sees the whole pack and yields faults for what a schema cannot say. A section without
``load`` is kept whole as a ``PackDocument`` and read with ``documents.current_document(name)``;
its file must then have ``version`` and ``valid_from`` at the top.

Nothing here needs a database, so ``baken region check`` and ``baken route`` work without one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .markdown_folder import read_markdown_folder
from .schema_faults import schema_faults
from .yaml_lines import JsonPath, YamlFile, read_yaml

if TYPE_CHECKING:
    from .loading import LoadReport


@dataclass(frozen=True, order=True)
class Fault:
    """One mistake in a pack: ``file:line: message``."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


Check = Callable[["Pack"], Iterable[Fault]]
Load = Callable[["Pack", "LoadReport"], None]


@dataclass(frozen=True)
class PackSection:
    """One file of the pack and what may be in it.

    Args:
        name: the section; the file is ``<name>.yaml``.
        schema: JSON Schema, as a mapping or as the path of a JSON file.
        check: judges the section when *all* schemas passed; use ``pack.fault`` to build faults.
        load: writes the section into the database; without it the section is kept whole.
        required: whether every pack must have the file.
        order: sections with a lower number are checked and loaded first.
        texts: the section is a folder of Markdown files (``markdown_folder.py``), not a file.
    """

    name: str
    schema: Mapping[str, Any] | Path
    check: Check | None = None
    load: Load | None = None
    required: bool = True
    order: int = 100
    texts: bool = False

    @property
    def file_name(self) -> str:
        """Return the name of the section's file, or of its folder."""
        return self.name if self.texts else f"{self.name}.yaml"

    def read(self, folder: Path) -> YamlFile:
        """Return what the pack in ``folder`` has of this section, with what is wrong."""
        path = folder / self.file_name
        return read_markdown_folder(path) if self.texts else read_yaml(path)

    @property
    def kept_whole(self) -> bool:
        """True when the section is stored as one versioned document."""
        return self.load is None

    def schema_content(self) -> Mapping[str, Any]:
        """Return the JSON Schema itself."""
        if isinstance(self.schema, Path):
            content: Mapping[str, Any] = json.loads(self.schema.read_text(encoding="utf-8"))
            return content
        return self.schema


_sections: dict[str, PackSection] = {}


def register_section(section: PackSection) -> None:
    """Make a section known; the same name by another definition raises ``ValueError``."""
    known = _sections.get(section.name)
    if known is not None and known != section:
        raise ValueError(f"the pack section {section.name!r} is registered twice")
    _sections[section.name] = section


def sections() -> list[PackSection]:
    """Return all registered sections in the order of checking and loading."""
    return sorted(_sections.values(), key=lambda section: (section.order, section.name))


@dataclass
class Pack:
    """A pack as read from a folder, with everything that is wrong with it."""

    folder: Path
    files: dict[str, YamlFile] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    @property
    def slug(self) -> str:
        """Return the pack's name: its folder."""
        return self.folder.name

    def has(self, section: str) -> bool:
        """Say whether the pack has this section."""
        return section in self.files

    def content(self, section: str) -> dict[str, Any]:
        """Return the data of a section; ``KeyError`` when the pack lacks it."""
        content: dict[str, Any] = self.files[section].content
        return content

    def items(self, section: str, key: str) -> list[dict[str, Any]]:
        """Return the list ``key`` of a section, empty when the section is absent."""
        if not self.has(section):
            return []
        items: list[dict[str, Any]] = self.content(section).get(key, [])
        return items

    def fault(self, section: str, path: JsonPath, message: str) -> Fault:
        """Return a fault that points at the line of ``path`` in the file of ``section``."""
        file = self.files.get(section)
        if file is None:
            return Fault(str(self.folder / f"{section}.yaml"), 1, message)
        place = self.folder / _sections[section].file_name / file.file_of(path)
        return Fault(str(place), file.line_of(path), message)

    def digest(self, section: str) -> str:
        """Return the SHA-256 of a section's data; comments and layout do not count."""
        return digest_of(self.content(section))

    @property
    def organisation_slugs(self) -> set[str]:
        """Return the slugs of all organisations, municipalities included."""
        return {item["slug"] for item in self.items("organisations", "organisations")} | {
            item["slug"] for item in self.items("municipalities", "municipalities")
        }

    @property
    def municipality_codes(self) -> set[str]:
        """Return the codes (GMxxxx) of all municipalities."""
        return {item["code"] for item in self.items("municipalities", "municipalities")}


def digest_of(content: Any) -> str:
    """Return the SHA-256 of JSON data in a canonical spelling."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def read_pack(folder: Path) -> Pack:
    """Read and judge a pack; ``pack.faults`` is empty when it is sound.

    Own checks of the sections run only when every file has the right form: a check may trust
    that its data fits its schema.
    """
    pack = Pack(folder=folder)
    if not folder.is_dir():
        pack.faults.append(Fault(str(folder), 1, "is not a folder with a region pack"))
        return pack
    for section in sections():
        pack.faults.extend(_read_section(pack, section))
    pack.faults.extend(_unknown_files(folder))
    if not pack.faults:
        pack.faults.extend(_run_checks(pack))
    pack.faults.sort()
    return pack


def _read_section(pack: Pack, section: PackSection) -> Iterator[Fault]:
    path = pack.folder / section.file_name
    if not path.exists():
        if section.required:
            yield Fault(str(path), 1, "is missing; every region pack needs this file")
        return
    file = section.read(pack.folder)
    if file.problems:
        yield from (Fault(str(path / p.file), p.line, p.message) for p in file.problems)
        return
    pack.files[section.name] = file
    if section.kept_whole:
        yield from _version_faults(pack, section.name)
    for json_path, message in schema_faults(file.content, section.schema_content()):
        yield pack.fault(section.name, json_path, message)


def _version_faults(pack: Pack, section: str) -> Iterator[Fault]:
    content = pack.files[section].content
    for key in ("version", "valid_from"):
        if not isinstance(content, dict) or not isinstance(content.get(key), str):
            yield pack.fault(section, (key,), f"'{key}' is missing at the top of the file")


def _unknown_files(folder: Path) -> Iterator[Fault]:
    known = {section.file_name for section in sections()}
    for path in sorted([*folder.glob("*.yaml"), *folder.glob("*.yml")]):
        if path.name not in known:
            yield Fault(str(path), 1, "is not a known section; is the name spelled right?")


def _run_checks(pack: Pack) -> Iterator[Fault]:
    for section in sections():
        if section.check is not None and pack.has(section.name):
            yield from section.check(pack)
