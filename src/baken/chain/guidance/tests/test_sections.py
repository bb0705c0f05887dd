"""What ``baken region check`` says about the sections of guidance: file, line, mistake."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from baken.chain.guidance.sources import FolderGuidance, PackInvalid
from baken.foundation.region.pack import read_pack


@pytest.fixture
def spoil(tmp_path: Path) -> Any:
    """Return a function that copies the pack, replaces text in a file and gives the faults."""

    def run(file: str, old: str, new: str) -> list[str]:
        folder = tmp_path / "region"
        shutil.copytree(Path(settings.REGIONS_FOLDER) / "rotterdam", folder)
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        faults = read_pack(folder).faults
        return [f"{Path(fault.file).name}:{fault.line}: {fault.message}" for fault in faults]

    return run


ENGINE = (
    *("answers", "bitsets", "checker", "conditions", "contacts"),
    *("handoff", "indicators", "route", "wire"),
)

SPOILED = [
    ("forms.yaml", "slug: labour", "slug: sexual", "'sexual' stands here twice"),
    ("forms.yaml", "slug: unknown", "slug: other", "'unknown' is missing"),
    ("forms.yaml", "source: [VAR]", "source: [NOWHERE]", "there is no source NOWHERE"),
    ("indicators.yaml", "code: ALG-02", "code: ALG-01", "the code ALG-01 stands here twice"),
    ("indicators.yaml", "form: labour", "form: work", "form 'work' is not known"),
    ("indicators.yaml", "category: money", "category: cash", "category 'cash' is not known"),
    ("indicators.yaml", "who: [all]", "who: [mayor]", "who 'mayor' is not known"),
    ("indicators.yaml", "dimension: coercion", "dimension: force", "dimension 'force'"),
    ("indicators.yaml", "- [AU-02,", "- [AU-99,", "there is no indicator AU-99"),
    ("indicators.yaml", "needs: 3", "needs: 9", "needs more groups than there are"),
    ("indicators.yaml", "{labour-adult: S}", "{labour-adult: XL}", "XL"),
    ("sharing.yaml", "organisation: nla", "organisation: elf", "no organisation 'elf'"),
    ("route.yaml", "forms: marriage", "forms: wedding", "forms has no answer 'wedding'"),
    ("route.yaml", "minor: yes", "minor: perhaps", "perhaps"),
    ("route.yaml", "contact: nla", "contact: elf", "'elf' is no organisation"),
    ("route.yaml", "use: police", "use: elf", "'elf' is no organisation"),
    ("contacts.yaml", "phone: 0900-8844", "purpose2: x", "purpose2"),
]


@pytest.mark.parametrize(("file", "old", "new", "message"), SPOILED)
def test_a_mistake_is_named_with_its_file_and_line(
    spoil: Any, file: str, old: str, new: str, message: str
) -> None:
    faults = spoil(file, old, new)

    assert any(
        re.match(rf"{file}:[1-9][0-9]*: ", fault) and message in fault for fault in faults
    ), faults


def test_a_route_without_anybody_at_night_is_refused(spoil: Any) -> None:
    faults = spoil("contacts.yaml", "hours: {around_the_clock: true}\n    hours_note: Gratis.", "")

    assert any("stands in" in fault for fault in faults), faults


def test_guidance_from_a_pack_with_faults_is_not_given(tmp_path: Path) -> None:
    with pytest.raises(PackInvalid):
        FolderGuidance(tmp_path)


@pytest.mark.parametrize("region", ["rotterdam", "voorbeeld"])
def test_the_packs_of_this_repository_are_sound(region: str) -> None:
    assert read_pack(Path(settings.REGIONS_FOLDER) / region).faults == []


def test_nothing_of_one_region_is_in_the_code() -> None:
    folder = Path(__file__).resolve().parent.parent
    code = [path for path in folder.rglob("*.py") if "tests" not in path.parts]
    code += list(folder.rglob("*.html"))
    words = re.compile(r"essm|rotterdam|vlaardingen|veilig-thuis|comensha|GM06", re.I)

    found = [path.name for path in code if words.search(path.read_text(encoding="utf-8"))]

    assert found == []


def test_the_engine_knows_nothing_of_django() -> None:
    folder = Path(__file__).resolve().parent.parent
    for name in ENGINE:
        assert "django" not in (folder / f"{name}.py").read_text(encoding="utf-8"), name
