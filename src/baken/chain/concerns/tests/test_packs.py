"""The lists of the region: the real ones are sound, and mistakes are named."""

from __future__ import annotations

import copy

import pytest
import yaml
from django.conf import settings

from baken.chain.concerns import packs
from baken.foundation.region.pack import Pack
from baken.foundation.region.schema_faults import schema_faults
from baken.foundation.region.yaml_lines import read_yaml

CHECKS = {
    "deadlines": packs.check_deadlines,
    "reasons": packs.check_reasons,
    "grounds": packs.check_grounds,
}
REGIONS = ["rotterdam", "voorbeeld"]


def pack_of(region, **changed):
    folder = settings.REGIONS_FOLDER / region
    pack = Pack(folder=folder)
    for name in (*CHECKS, "organisations", "municipalities"):
        pack.files[name] = read_yaml(folder / f"{name}.yaml")
    for name, content in changed.items():
        pack.files[name].content = content
    return pack


def content_of(section):
    path = settings.REGIONS_FOLDER / "rotterdam" / f"{section}.yaml"
    return copy.deepcopy(yaml.safe_load(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("section", sorted(CHECKS))
def test_the_lists_of_both_regions_are_sound(region, section):
    pack = pack_of(region)
    schema = yaml.safe_load((packs.SCHEMA / f"{section}.json").read_text())
    assert list(schema_faults(pack.content(section), schema)) == []
    assert list(CHECKS[section](pack)) == []


def faults(section, content):
    return [str(fault) for fault in CHECKS[section](pack_of("rotterdam", **{section: content}))]


def test_a_critical_term_longer_than_the_normal_one_is_named():
    content = content_of("deadlines")
    content["working_days"]["assessment"]["critical"] = 99
    (fault,) = faults("deadlines", content)
    assert "deadlines.yaml" in fault
    assert "longer" in fault


def test_a_slug_that_occurs_twice_is_named():
    content = content_of("reasons")
    content["refusal"].append(content["refusal"][0])
    (fault,) = faults("reasons", content)
    assert "not-our-task" in fault


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (lambda c: [r.update(direct=False) for r in c["closing"]], "direct"),
        (lambda c: [t.update(counts=False) for t in c["feedback"]], "counts"),
        (lambda c: [o.update(kinds=["referral"]) for o in c["outcomes"]], "advice"),
    ],
)
def test_lists_without_a_way_out_are_named(change, word):
    content = content_of("reasons")
    change(content)
    (fault,) = faults("reasons", content)
    assert word in fault


def test_advice_with_personal_data_is_named():
    content = content_of("grounds")
    content["grounds"][0]["personal_data"] = True
    (fault,) = faults("grounds", content)
    assert "advice has no name" in fault


def test_a_receiver_that_does_not_exist_is_named():
    content = content_of("grounds")
    content["receivers"][0]["organisation"] = "bestaat-niet"
    (fault,) = faults("grounds", content)
    assert "bestaat-niet" in fault


def test_a_receiver_without_a_ground_is_named():
    content = content_of("grounds")
    content["grounds"] = [g for g in content["grounds"] if g["slug"] != "wgs-riec"]
    (fault,) = faults("grounds", content)
    assert "no ground for 'referral'" in fault
