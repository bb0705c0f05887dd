"""Every heading and fact of the dossier on paper is in the one that is made, or left out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from baken.foundation.access.lock import acting_as
from baken.foundation.region.loading import load_pack
from baken.foundation.region.pack import Pack, sections
from baken.network.library.dossier import editions, facts, paper
from baken.network.library.dossier.making import READER, Chapter, Dossier, make
from baken.web.documents.links import broken
from baken.web.documents.tree import Heading, Link, paragraph

FACTS = Path(settings.REGIONS_FOLDER).parent / "docs" / "dossier-facts.yaml"


def load(region: str) -> None:
    """Load a pack without proving its route again, which other tests do."""
    pack = Pack(Path(settings.REGIONS_FOLDER) / region)
    for section in sections():
        if (pack.folder / section.file_name).exists():
            pack.files[section.name] = section.read(pack.folder)
    load_pack(pack)


@pytest.fixture
def dossier() -> Dossier:
    heading = Heading(1, "1. Partners")
    told = paragraph("Bel  010 236\u00a052 56 of zie ", Link("hier", "https://example.nl/x"))
    return Dossier("Proef", "", (Chapter("Partners", heading, (heading, told)),))


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        (["010 236 52 56"], facts.FOUND),
        (["BEL 010", "example.nl/x"], facts.FOUND),
        (["010 236 52 56", "nergens"], facts.MISSING),
        ([], facts.MISSING),
    ],
)
def test_a_fact_is_found_when_all_its_words_are(
    dossier: Dossier, words: list[str], verdict: str
) -> None:
    listed = {
        "headings": [{"heading": "P", "chapter": "partners"}, {"heading": "Q", "chapter": "geen"}],
        "facts": [
            {"heading": "P", "fact": "nummer", "words": words},
            {"heading": "P", "fact": "naam", "left_out": "een persoon"},
        ],
    }
    found = [one.verdict for one in facts.judge(listed, dossier)]
    assert found == [facts.FOUND, facts.MISSING, verdict, facts.LEFT_OUT]


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "headings: []\nfacts: [{heading: A, fact: b, words: [c]}]",
        "headings: [{heading: A, words: [B]}]\nfacts: [{heading: A, fact: b}]",
    ],
)
def test_a_list_that_is_not_one_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "facts.yaml"
    path.write_text(text)
    with pytest.raises(CommandError):
        call_command("dossier_facts", file=path)


def test_every_fact_is_in_the_dossier_or_left_out(db: None, capsys: Any) -> None:
    load("rotterdam")
    with acting_as(editions.SYSTEM):
        dossier = make(READER)
        assert not dossier.gaps
        assert broken(dossier.blocks) == []
        made = paper.as_pdf(READER, paper.document_of(dossier, None))
    assert b"pdfuaid:part" in made
    call_command("dossier_facts")
    told = capsys.readouterr().out
    assert facts.MISSING not in told
    assert told.count(facts.FOUND) > 200
    call_command("dossier_facts", as_json=True)
    assert json.loads(capsys.readouterr().out)["counts"][facts.FOUND] > 200
