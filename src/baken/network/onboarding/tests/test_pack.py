"""The section ``onboarding``: sound packs pass, and each mistake is pointed at."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings

from baken.foundation.region.pack import read_pack


def faults_of(folder: Path, change: Any) -> list[str]:
    """Return what is wrong with the example region after a change of its path."""
    pack = folder / "voorbeeld"
    shutil.copytree(settings.REGIONS_FOLDER / "voorbeeld", pack)
    file = pack / "onboarding.yaml"
    content = yaml.safe_load(file.read_text())
    change(content)
    file.write_text(yaml.safe_dump(content, allow_unicode=True))
    return [fault.message for fault in read_pack(pack).faults]


def test_the_example_is_sound(tmp_path: Path) -> None:
    assert faults_of(tmp_path, lambda content: None) == []


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda c: c["steps"][0]["page"].update(article="nergens"), "unknown article 'nergens'"),
        (lambda c: c["steps"][2]["meet"].append("niemand"), "unknown organisation 'niemand'"),
        (lambda c: c["steps"][3]["trainings"].append("x"), "unknown training 'x'"),
        (
            lambda c: c["steps"][4]["page"].update(url_name="no:where"),
            "unknown url name 'no:where'",
        ),
        (lambda c: c["steps"][1].update(trainings=["kennismaking"]), "'trainings' is for steps"),
        (lambda c: c["steps"].append({**c["steps"][1]}), "is used more than once"),
        (
            lambda c: c["steps"][0]["questions"][0]["answers"].pop(),
            "at least 2",
        ),
        (
            lambda c: c["steps"][0]["questions"][0]["answers"][1].update(right=False),
            "has no right answer",
        ),
        (lambda c: c["rhythm"][0].update(page={"organisation": "x"}), "unknown organisation 'x'"),
    ],
)
def test_a_mistake_is_pointed_at(tmp_path: Path, change: Any, message: str) -> None:
    assert any(message in fault for fault in faults_of(tmp_path, change))
