"""A text of a region pack may only link to what the pack has."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from django.conf import settings

from baken.foundation.region.pack import read_pack

HEAD = "---\ntitle: Proef\ntheme: policy\nsource: Verzonnen\nverification: P\n---\n"


def faults_of(folder: Path, body: str) -> list[str]:
    """Return what is wrong with the example region with one text more."""
    pack = folder / "voorbeeld"
    shutil.copytree(settings.REGIONS_FOLDER / "voorbeeld", pack)
    (pack / "library" / "proef.md").write_text(HEAD + body)
    return [str(fault) for fault in read_pack(pack).faults]


@pytest.mark.parametrize(
    "target",
    [
        "artikel:wat-is-mensenhandel", "artikel:proef", "term:uitbuiting", "organisatie:kindveilig",
        "organisatie:duinhaven", "https://hulplijn.example", "mailto:hulp@duinland.example",
    ],
)  # fmt: skip
def test_a_link_to_what_there_is_passes(tmp_path: Path, target: str) -> None:
    assert faults_of(tmp_path, f"Lees [dit]({target}).\n") == []


@pytest.mark.parametrize("target", ["artikel:nergens", "term:niemand", "organisatie:weg"])
def test_a_link_that_leads_nowhere_is_pointed_at_once_with_its_file(
    tmp_path: Path, target: str
) -> None:
    faults = faults_of(tmp_path, f"Lees [dit]({target}).\n\n- En [nog eens]({target}).\n")
    assert len(faults) == 1
    assert f"the link '{target}' leads nowhere" in faults[0]
    assert "proef.md" in faults[0]
