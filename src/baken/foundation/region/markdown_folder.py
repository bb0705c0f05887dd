"""Reads a folder of Markdown files with metadata as one section of a region pack.

``vormen.md`` begins with YAML between two lines ``---``; what follows is the text::

    ---
    title: Vormen van uitbuiting
    ---
    Er zijn vier vormen ...

The section's content is ``{"texts": [{"slug": "vormen", "title": ..., "body": ...}]}``, by file
name. A fault points at the file and line where somebody can mend it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .yaml_lines import JsonPath, YamlFile, YamlProblem, parse_yaml, read_text

FENCE = "---"


@dataclass
class MarkdownFolder(YamlFile):
    """The texts of a folder; ``line_of`` and ``file_of`` know the file of each."""

    files: list[str] = field(default_factory=list)
    texts: list[YamlFile] = field(default_factory=list)

    def file_of(self, path: JsonPath) -> str:
        """Return the file (within the folder) that ``path`` stands in; empty: the folder."""
        number = _number(path)
        return self.files[number] if number is not None and number < len(self.files) else ""

    def line_of(self, path: JsonPath) -> int:
        """Return the line of ``path`` in its own file."""
        number = _number(path)
        if number is None or number >= len(self.texts):
            return 1
        return self.texts[number].line_of(path[2:])


def _number(path: JsonPath) -> int | None:
    return path[1] if len(path) > 1 and isinstance(path[1], int) else None


def read_markdown_folder(folder: Path) -> MarkdownFolder:
    """Read all ``*.md`` of a folder by name; problems name their file in the message."""
    found = MarkdownFolder(content={"texts": []})
    for path in sorted(folder.glob("*.md")):
        text = _read_one(path)
        found.problems.extend(
            YamlProblem(problem.line, problem.message, path.name) for problem in text.problems
        )
        found.files.append(path.name)
        found.texts.append(text)
        found.content["texts"].append(text.content)
    return found


def _read_one(path: Path) -> YamlFile:
    raw = read_text(path)
    if isinstance(raw, YamlFile):
        return raw
    lines = raw.replace("\r\n", "\n").split("\n")
    if not lines or lines[0].strip() != FENCE or FENCE not in (line.strip() for line in lines[1:]):
        return YamlFile(problems=[YamlProblem(1, "begins with metadata between two lines '---'")])
    end = next(number for number, line in enumerate(lines[1:], 1) if line.strip() == FENCE)
    # An empty line in place of the fence keeps the lines of the metadata what they are.
    text = parse_yaml("\n".join(["", *lines[1:end]]))
    if text.problems:
        return text
    if not isinstance(text.content, dict):
        return YamlFile(problems=[YamlProblem(2, "has no metadata between the two lines '---'")])
    held: dict[str, Any] = {"slug": path.stem, **text.content}
    held["body"] = "\n".join(lines[end + 1 :]).strip() + "\n"
    text.content = held
    text.lines[("body",)] = end + 2
    return text
