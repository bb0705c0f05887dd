"""The catalogue comes from the region pack, and what an editor changed on screen stays."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from django.conf import settings

from baken.foundation.region.loading import LoadReport
from baken.foundation.region.pack import Pack
from baken.foundation.region.schema_faults import schema_faults
from baken.foundation.region.yaml_lines import read_yaml
from baken.network.learning import packs
from baken.network.learning.models import Training

REGIONS = ("rotterdam", "voorbeeld")


def pack_of(folder: Path) -> Pack:
    return Pack(folder=folder, files={"trainings": read_yaml(folder / "trainings.yaml")})


def load(pack: Pack) -> LoadReport:
    report = LoadReport()
    packs.load_trainings(pack, report)
    return report


def all_trainings():
    return Training.objects.unscoped(reason="a test looks at everything")


@pytest.fixture
def folder(tmp_path):
    source = settings.REGIONS_FOLDER / "rotterdam" / "trainings.yaml"
    (tmp_path / "trainings.yaml").write_text(source.read_text(encoding="utf-8"), encoding="utf-8")
    return tmp_path


def change(folder: Path, change) -> Pack:
    path = folder / "trainings.yaml"
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    change(content["trainings"])
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    return pack_of(folder)


@pytest.mark.parametrize("region", REGIONS)
def test_both_regions_have_a_sound_catalogue(region):
    pack = pack_of(settings.REGIONS_FOLDER / region)
    schema = yaml.safe_load(packs.SCHEMA.read_text(encoding="utf-8"))
    assert list(schema_faults(pack.content("trainings"), schema)) == []
    assert list(packs.check_trainings(pack)) == []


def test_the_trainings_of_the_dossier_are_there_with_their_facts(db):
    load(pack_of(settings.REGIONS_FOLDER / "rotterdam"))
    found = {training.slug: training for training in all_trainings()}
    assert (
        found["kind-en-uitbuiting"].group_minimum,
        found["kind-en-uitbuiting"].group_maximum,
    ) == (
        30,
        60,
    )
    assert found["no-room"].staff_share == 60
    assert "20 minuten" in found["no-room"].duration
    assert found["buit"].accreditation == "Niet geaccrediteerd"
    assert found["bewustwordingsbijeenkomst"].place == "both"
    assert found["bewustwordingsbijeenkomst"].is_free
    assert len(found["bewustwordingsbijeenkomst"].subjects) == 4
    assert {"vr-experience", "koffer-verkeerd", "steek-jij-je-hand-uit"} <= found.keys()
    assert all(training.source for training in found.values())


def test_loading_twice_changes_nothing(db, folder):
    assert load(pack_of(folder)).created
    again = load(pack_of(folder))
    assert not again.has_changed


def test_what_was_changed_on_screen_stays_and_is_reported(db, folder):
    load(pack_of(folder))
    all_trainings().filter(slug="buit").update(duration="Een uur")

    def newer(trainings):
        (buit,) = [one for one in trainings if one["slug"] == "buit"]
        buit["duration"] = "Drie kwartier"
        buit["cost"] = "Vijf euro"

    report = load(change(folder, newer))
    buit = all_trainings().get(slug="buit")
    assert (buit.duration, buit.cost) == ("Een uur", "Vijf euro")
    assert [edit.field for edit in report.kept] == ["duration"]


def test_what_the_pack_no_longer_has_is_kept_but_not_offered(db, folder):
    load(pack_of(folder))
    load(change(folder, lambda trainings: trainings.pop()))
    gone = all_trainings().get(slug="voorlichting-zorgcoordinatoren")
    assert not gone.is_current


def test_a_group_the_wrong_way_round_and_a_term_from_nowhere_are_faults(folder):
    def worse(trainings):
        trainings[0] |= {"group_minimum": 9, "group_maximum": 3, "renewal_note": ""}
        trainings[2]["slug"] = trainings[1]["slug"]

    messages = [fault.message for fault in packs.check_trainings(change(folder, worse))]
    assert len(messages) == 4
    assert any("renewal_note" in message for message in messages)
    assert any("more than once" in message for message in messages)
