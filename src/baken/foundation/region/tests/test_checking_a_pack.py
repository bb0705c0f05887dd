"""A fault in a pack is named by file, line, what is wrong and what was expected."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from baken.foundation.region.pack import PackSection, read_pack, register_section

from .conftest import own_pack

FAULTS = [
    ("organisations", "    kind: police\n", "", "'kind' is missing"),
    ("organisations", "kind: police", "kind: politie", "must be one of"),
    ("organisations", "kind: police", "knd: police", "unknown field 'knd'"),
    ("organisations", "slug: kindveilig", "slug: Kind Veilig", "right form"),
    ("organisations", "slug: kindveilig", "slug: hulplijn-duinland", "used twice"),
    ("organisations", "slug: kindveilig", "slug: focal-point", "reserved"),
    ("organisations", "slug: kindveilig", "slug: lindeburg", "already a municipality"),
    ("organisations", "https://hulplijn", "hulplijn", "web address"),
    ("contacts", 'phone: "112"', "phone: 112", "between quotes"),
    ("contacts", "0299 00 00 01", "0299 00", "not a number that can be dialled"),
    ("contacts", "organisation: kindveilig", "organisation: kindvellig", "unknown organisation"),
    ("contacts", "fallback: emergency/emergency", "fallback: emergency/none", "unknown other"),
    ("contacts", "fallback: hulplijn-duinland/advice", "fallback: nowhere/x", "unknown contact"),
    ("contacts", 'until: "12:30"', 'until: "25:30"', "a time such as"),
    ("contacts", 'until: "12:30"', 'until: "13:30"', "overlap"),
    ("contacts", 'until: "12:30"', 'until: "09:00"', "have no length"),
    ("contacts", "around_the_clock: true", "around_the_clock: false", "must be True"),
    ("contacts", "date: 2026-12-31", "date: 2026-02-30", "a date that exists"),
    ("contacts", "{around_the_clock: true}", "{week: [], around_the_clock: true}", "right form"),
    ("contacts", "anonymous_possible: true", "anonymous_possible: maybe", "true or false"),
    (
        "contacts",
        "anonymous_possible: true",
        "anonymous_possible: true\n    last_checked_on: 2999-01-01",
        "future",
    ),
    ("municipalities", "code: GM9902", "code: GM9901", "the code 'GM9901' is used twice"),
    ("municipalities", "code: GM9902", "code: 9902", "between quotes"),
    ("municipalities", "name: Molenbroek", "name: Duinhaven", "the name 'Duinhaven'"),
    ("municipalities", "tile_column: 0", "tile_column: 1\n    x: 1", "unknown field 'x'"),
    ("municipalities", "tile_column: 0", "tile_column: 1", "already taken by Molenbroek"),
    ("municipalities", "safety_region: Duinland", "safety_region: Elders", "safety region"),
    ("municipalities", "merged_into: noord", "merged_into: zuid", "unknown other municipality"),
    ("municipalities", "valid_until: 2024-12-31", "valid_from: 2020-01-01", "needs 'valid_until'"),
    ("municipalities", "valid_until:", "valid_from: 2025-06-01\n    valid_until:", "before"),
    ("region", "municipality_count: 5", "municipality_count: 6", "says 6, but"),
    ("region", "alliance: alliantie-duinland", "alliance: var", "unknown organisation 'var'"),
    ("region", "valid_from: 2026-01-01", "valid_from: soon", "a date that exists"),
    ("region", 'version: "1"\n', "", "'version' is missing"),
    ("calendar", "- good-friday", "- bad-friday", "must be one of"),
    ("calendar", "- good-friday", "- easter", "the same item twice"),
    ("calendar", "liberation_day_every: 1", "liberation_day_every: 2", "must be one of"),
    ("bodies", "minimum_per_year: 4", "minimum_per_year: 0", "at least 1"),
    ("bodies", "level: strategic", "level: high", "must be one of"),
    ("roles", "slug: regional-coordinator", "slug: chief", "unknown role 'chief'"),
    ("roles", "slug: regional-coordinator", "slug: focal-point", "used twice"),
    ("roles", "roles:\n", "roles:\n  - *x\n", "not valid YAML"),
    ("roles", "Weegt signalen", "[Weegt", "not valid YAML"),
    ("roles", "slug: focal-point", "slug: !!python/name:os.system x", "tag"),
    ("roles", "slug: focal-point", "slug: focal-point\n    slug: x", "stands here twice"),
]


@pytest.mark.parametrize(("section", "old", "new", "message"), FAULTS)
def test_a_fault_is_named_in_the_file_where_it_stands(spoil, section, old, new, message):
    pack = spoil(section, old, new)
    found = [(Path(fault.file).name, fault.message) for fault in pack.faults]
    assert any(file == f"{section}.yaml" and message in text for file, text in found), found


def test_the_line_is_the_one_with_the_fault(spoil, pack_folder):
    (fault,) = spoil("contacts", "phone: 0299 00 00 04", 'phone: "12"').faults
    lines = (pack_folder / "contacts.yaml").read_text().splitlines()
    assert lines[fault.line - 1].strip() == 'phone: "12"'
    assert str(fault) == f"{pack_folder}/contacts.yaml:{fault.line}: {fault.message}"


def test_all_faults_are_named_at_once(spoil):
    spoil("bodies", "level: strategic", "level: high")
    pack = spoil("roles", "slug: focal-point", "slug: 5")
    assert {Path(fault.file).name for fault in pack.faults} == {"bodies.yaml", "roles.yaml"}


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"roles: \xff\xfe", "not UTF-8"),
        (b"roles: []\x07", "not valid YAML"),
        (b"", "must be a group of fields"),
        (b"- 1", "must be a group of fields"),
        (b"roles: " + b"[" * 100 + b"]" * 100, "nested too deeply"),
        (b"roles: " + b"[" * 900_000, "nested too deeply"),
        (b"#" * 2_000_001, "larger than"),
        (b"roles:\n  - ? [a]\n    : 1\n", "a key must be a word"),
        (b"a: &a [1, 2]\nroles: *a", "anchors and aliases"),
    ],
)
def test_a_file_that_is_no_data_is_a_plain_message(pack_folder, raw, message):
    (pack_folder / "roles.yaml").write_bytes(raw)
    assert any(message in fault.message for fault in read_pack(pack_folder).faults)


def test_a_missing_file_an_unknown_file_and_a_missing_folder_are_named(pack_folder):
    (pack_folder / "roles.yaml").rename(pack_folder / "rolls.yaml")
    messages = [fault.message for fault in read_pack(pack_folder).faults]
    assert any("every region pack needs this file" in message for message in messages)
    assert any("not a known section" in message for message in messages)
    (fault,) = read_pack(pack_folder / "elsewhere").faults
    assert "not a folder" in fault.message


def test_words_that_older_yaml_reads_as_something_else_stay_words(pack_folder):
    path = pack_folder / "roles.yaml"
    text = path.read_text().replace("- Weegt signalen en zet ze door.", "- no\n      - 08:30")
    path.write_text(text)
    pack = read_pack(pack_folder)
    assert pack.faults == []
    assert pack.items("roles", "roles")[0]["tasks"] == ["no", "08:30"]


def test_another_room_adds_a_section_with_its_own_check(pack_folder):
    def check(pack):
        if pack.content("colours")["red"] not in pack.organisation_slugs:
            yield pack.fault("colours", ("red",), "unknown organisation")

    schema = {"type": "object", "required": ["red"]}
    register_section(PackSection("colours", schema, check, required=False))
    assert read_pack(pack_folder).faults == []
    (pack_folder / "colours.yaml").write_text("version: '1'\nvalid_from: 2026-01-01\nred: x\n")
    (fault,) = read_pack(pack_folder).faults
    assert (fault.line, fault.message) == (3, "unknown organisation")
    with pytest.raises(ValueError, match="twice"):
        register_section(PackSection("colours", {}))


def test_the_command_prints_faults_and_fails(pack_folder, spoil):
    spoil("bodies", "level: strategic", "level: high")
    out = StringIO()
    with pytest.raises(SystemExit) as stop:
        call_command("region_check", str(pack_folder), stdout=out)
    assert stop.value.code == 1
    (line,) = out.getvalue().splitlines()
    assert line.startswith(f"{pack_folder}/bodies.yaml:4: 'level' must be one of")


def test_the_command_sums_up_a_sound_pack(pack_folder):
    out = StringIO()
    call_command("region_check", str(pack_folder), stdout=out)
    assert "the pack is sound" in out.getvalue()
    assert "6 municipalities" in out.getvalue()


@pytest.mark.parametrize("region", ["rotterdam", "voorbeeld"])
def test_the_packs_of_the_product_are_sound_in_the_regions_own_sections(region):
    assert own_pack(region).faults == []


def test_rotterdam_has_its_23_municipalities_in_two_safety_regions():
    pack = own_pack("rotterdam")
    regions = [item["safety_region"] for item in pack.items("municipalities", "municipalities")]
    assert (regions.count("Rotterdam-Rijnmond"), regions.count("Zuid-Holland-Zuid")) == (13, 10)
