"""Reads YAML so that every value still knows its line.

A region pack is written by people, so a mistake must be named as ``file:line``. The rules are
those of the YAML 1.2 core schema (https://yaml.org/spec/1.2.2/#103-core-schema), not 1.1:
``no`` is a text, ``08:30`` is a text, ``2026-01-01`` is a text, ``0900`` is a text. The result
holds only what JSON can hold. Anchors and own tags are refused: a pack is data to be read by
people, and an alias can be made to explode.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

MAXIMUM_BYTES = 2_000_000
"""Larger than any sensible pack file; refuses a wrong file before it is parsed."""

MAXIMUM_DEPTH = 40

JsonPath = tuple[str | int, ...]
"""Where a value stands: keys and list positions, from the top of the file."""

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_FLOAT = re.compile(r"[-+]?(0|[1-9][0-9]*)?\.[0-9]+([eE][-+]?[0-9]+)?")
_WORDS = {"": None, "~": None, "null": None, "Null": None, "true": True, "false": False}
_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}"
    for name in ("str", "int", "float", "bool", "null", "seq", "map", "timestamp", "merge", "value")
)


@dataclass(frozen=True)
class YamlProblem:
    """A file that cannot be read as data; ``line`` counts from 1.

    ``file`` is its name within the folder, for a section that is a folder.
    """

    line: int
    message: str
    file: str = ""


@dataclass
class YamlFile:
    """Content of one file, with the line of every value and key."""

    content: Any = None
    lines: dict[JsonPath, int] = field(default_factory=dict)
    problems: list[YamlProblem] = field(default_factory=list)

    def file_of(self, path: JsonPath) -> str:
        """Return the file that ``path`` stands in, when it is not this one alone."""
        return ""

    def line_of(self, path: JsonPath) -> int:
        """Return the line of ``path``, or of the nearest thing around it that exists."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read_yaml(path: Path) -> YamlFile:
    """Read a file; what is wrong is in ``problems``, nothing is raised for bad content."""
    text = read_text(path)
    return text if isinstance(text, YamlFile) else parse_yaml(text)


def read_text(path: Path) -> str | YamlFile:
    """Return the text of a file, or what is wrong with it."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        return _failed(1, f"cannot be read ({error.strerror or error})")
    if len(raw) > MAXIMUM_BYTES:
        return _failed(1, f"is larger than {MAXIMUM_BYTES} bytes; is this the right file?")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return _failed(line, "is not UTF-8 text; save the file as UTF-8")


def parse_yaml(text: str) -> YamlFile:
    """Parse text; see ``read_yaml``."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        # Composing is recursive, in C: it must not meet a file made to exhaust the stack.
        if _depth(yaml.parse(text, Loader=loader)) > MAXIMUM_DEPTH:
            return _failed(1, "is nested too deeply")
        node = yaml.compose(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        return _failed(line, f"is not valid YAML: {error.problem or error.context}")
    except yaml.YAMLError as error:
        position = getattr(error, "position", 0)
        line = text[:position].count("\n") + 1
        return _failed(line, f"is not valid YAML: {getattr(error, 'reason', 'unreadable text')}")
    result = YamlFile()
    if node is not None:
        result.content = _Builder(result).build(node, ())
    return result


def _depth(events: Iterable[yaml.Event]) -> int:
    """Return how deep lists and groups are nested; stops counting when it is too deep."""
    depth = deepest = 0
    for event in events:
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            deepest = max(deepest, depth)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if deepest > MAXIMUM_DEPTH:
            break
    return deepest


def _failed(line: int, message: str) -> YamlFile:
    return YamlFile(problems=[YamlProblem(line, message)])


class _Builder:
    """Turns YAML nodes into JSON values, noting lines and problems on the way."""

    def __init__(self, result: YamlFile) -> None:
        self.result = result
        self.seen: set[int] = set()

    def build(self, node: yaml.Node, path: JsonPath) -> Any:
        line = node.start_mark.line + 1
        self.result.lines.setdefault(path, line)
        if id(node) in self.seen:
            return self._problem(line, "anchors and aliases (&, *) are not used in a pack")
        self.seen.add(id(node))
        if node.tag not in _TAGS:
            return self._problem(line, f"the tag {node.tag} is not used in a pack")
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(item, (*path, index)) for index, item in enumerate(node.value)]
        return _scalar(node)

    def _mapping(self, node: yaml.MappingNode, path: JsonPath) -> dict[str, Any]:
        content: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                self._problem(line, "a key must be a word")
                continue
            key = str(key_node.value)
            if key in content:
                self._problem(line, f"the field '{key}' stands here twice")
                continue
            # The line of a field is where its name stands, which is where people look.
            self.result.lines[(*path, key)] = line
            content[key] = self.build(value_node, (*path, key))
        return content

    def _problem(self, line: int, message: str) -> None:
        self.result.problems.append(YamlProblem(line, message))


def _scalar(node: yaml.Node) -> Any:
    value = str(node.value)
    # The C parser says "" for a plain word where the Python parser says None.
    if getattr(node, "style", None):
        return value
    if value in _WORDS:
        return _WORDS[value]
    if _INTEGER.fullmatch(value):
        return int(value)
    if _FLOAT.fullmatch(value):
        return float(value)
    return value
