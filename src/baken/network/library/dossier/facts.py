"""Proves that the dossier says what the one on paper said, heading by heading and fact by fact.

The list is a YAML file, written once from the dossier that the region used before::

    headings:
      - {heading: Zorgcoördinatie, chapter: Ketenpartners}
    facts:
      - {heading: Zorgcoördinatie, fact: Er zijn er twee, words: [twee zorgcoördinatoren]}
      - {heading: Zorgcoördinatie, fact: Naam van de contactpersoon, left_out: een persoon}

A heading names its chapter, or has words like a fact. A fact is found when all its words stand in
what readers see, whatever their case and spacing; the addresses of links count as words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from baken.web.documents.plain import as_plain
from baken.web.documents.tree import links_in

from .making import Dossier

FOUND, LEFT_OUT, MISSING = "found", "left out", "missing"


class FactsUnreadable(Exception):
    """The list of facts is not what it should be; the message says where."""


@dataclass(frozen=True)
class Judged:
    """One heading (``fact`` is empty) or fact, and what became of it."""

    heading: str
    fact: str
    verdict: str
    why: str = ""

    @property
    def line(self) -> str:
        """Return it for reading."""
        told = f"{self.heading}: {self.fact}" if self.fact else f"# {self.heading}"
        return f"{self.verdict:<9} {told}" + (f" ({self.why})" if self.why else "")


def read_facts(path: Path) -> dict[str, list[dict[str, Any]]]:
    """Return the list; raises ``FactsUnreadable``."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise FactsUnreadable(f"{path}: {error}") from error
    if not isinstance(content, dict) or not {"headings", "facts"} <= content.keys():
        raise FactsUnreadable(f"{path}: has no 'headings' and 'facts'")
    known = {item.get("heading") for item in content["headings"]}
    for item in (*content["headings"], *content["facts"]):
        if ({"words", "chapter"} & item.keys() != set()) == ("left_out" in item):
            raise FactsUnreadable(f"{path}: needs 'words' or 'left_out': {item}")
    for item in content["facts"]:
        if "fact" not in item or item.get("heading") not in known:
            raise FactsUnreadable(f"{path}: needs 'fact' and a heading of the list: {item}")
    return {"headings": content["headings"], "facts": content["facts"]}


def judge(facts: Mapping[str, Iterable[Mapping[str, Any]]], dossier: Dossier) -> list[Judged]:
    """Return every heading and fact with its verdict. O(facts times the length of the text)."""
    text = folded(searchable(dossier))
    chapters = {folded(chapter.title) for chapter in dossier.chapters}
    headings = [_judged(item, "", text, chapters) for item in facts["headings"]]
    return headings + [_judged(item, item["fact"], text, chapters) for item in facts["facts"]]


def _judged(item: Mapping[str, Any], fact: str, text: str, chapters: set[str]) -> Judged:
    if item.get("left_out"):
        return Judged(item["heading"], fact, LEFT_OUT, item["left_out"])
    words = [str(each) for each in item.get("words", [item.get("chapter", "")])]
    lacking = [each for each in words if folded(each) not in text]
    if "chapter" in item and folded(item["chapter"]) not in chapters:
        lacking.append(item["chapter"])
    verdict = MISSING if lacking or not words else FOUND
    return Judged(item["heading"], fact, verdict, ", ".join(lacking))


def searchable(dossier: Dossier) -> str:
    """Return all words of the dossier, with the addresses of its links."""
    addresses = "\n".join(link.target for link in links_in(dossier.blocks))
    return "\n".join([dossier.title, dossier.lead, as_plain(dossier.blocks), addresses])


def folded(text: str) -> str:
    """Return text without case and with single spaces."""
    return " ".join(text.split()).casefold()
