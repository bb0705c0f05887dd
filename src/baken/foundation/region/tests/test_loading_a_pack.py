"""Loading is all or nothing, twice is once, and what an editor changed stays."""

from __future__ import annotations

from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from baken.foundation.region import directory
from baken.foundation.region.documents import DocumentMissing, current_document
from baken.foundation.region.loading import PackRefused, load_pack
from baken.foundation.region.models import (
    ConsultationBody,
    ContactPoint,
    Organisation,
    PackDocument,
    RegionChange,
    RegionPackState,
    RegionRole,
)
from baken.foundation.region.pack import read_pack

from .conftest import own_pack

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded(pack_folder):
    """Load the invented region once."""
    load_pack(read_pack(pack_folder))
    return pack_folder


def help_line() -> ContactPoint:
    return ContactPoint.objects.get(organisation__slug="hulplijn-duinland", slug="advice")


def test_everything_of_the_pack_is_there(loaded):
    assert Organisation.objects.filter(kind="municipality").count() == 6
    assert ConsultationBody.objects.get().minimum_per_year == 4
    assert RegionRole.objects.get(slug="focal-point").tasks == ["Weegt signalen en zet ze door."]
    assert current_document("region")["name"] == "Regio Duinland (verzonnen)"
    assert RegionPackState.objects.get().slug == "voorbeeld"
    gone = Organisation.objects.get(slug="zuiderveld")
    assert gone.merged_into == Organisation.objects.get(slug="noorderveld-zuiderveld")
    assert help_line().fallback.organisation.slug == "politie-duinland"


def test_every_municipality_has_a_focal_point_contact_and_no_number_is_invented(loaded):
    points = ContactPoint.objects.filter(slug="focal-point")
    assert points.count() == 6
    filled = [point.organisation.slug for point in points if point.is_filled]
    assert filled == ["duinhaven"]
    empty = points.exclude(organisation__slug="duinhaven").first()
    assert empty.fallback.organisation.slug == "hulplijn-duinland"


def test_loading_twice_changes_nothing(loaded):
    before = list(ContactPoint.objects.values())
    report = load_pack(read_pack(loaded))
    assert report.lines() == ["nothing changed"]
    assert list(ContactPoint.objects.values()) == before
    assert RegionChange.objects.count() == 0


def test_a_new_value_of_the_pack_is_taken_and_noted(loaded, spoil):
    report = load_pack(spoil("contacts", "0299 00 00 01", "0299 00 00 09"))
    assert report.updated == ["contactpoint hulplijn-duinland/advice"]
    assert help_line().phone == "+31299000009"
    change = RegionChange.objects.get()
    assert (change.field, change.old, change.new) == ("phone", "+31299000001", "+31299000009")


def test_what_an_editor_changed_is_kept_and_reported(loaded, spoil):
    ContactPoint.objects.filter(pk=help_line().pk).update(phone="+31299000055")
    for _time in range(2):
        report = load_pack(spoil("contacts", "purpose: Advies", "purpose: Hulp en advies"))
        (kept,) = report.kept
        assert (kept.field, kept.kept, kept.pack_value) == (
            "phone",
            "+31299000055",
            "+31299000001",
        )
        assert help_line().phone == "+31299000055"
        assert help_line().purpose.startswith("Hulp en advies")
        spoil("contacts", "purpose: Hulp en advies", "purpose: Advies")
    assert RegionPackState.objects.get().kept_edits[0]["field"] == "phone"


def test_an_edit_ends_when_the_pack_says_the_same(loaded, spoil):
    ContactPoint.objects.filter(pk=help_line().pk).update(phone="+31299000055")
    assert load_pack(spoil("contacts", "0299 00 00 01", "0299 00 00 55")).kept == []
    report = load_pack(spoil("contacts", "0299 00 00 55", "0299 00 00 66"))
    assert report.kept == []
    assert help_line().phone == "+31299000066"


def test_what_the_pack_no_longer_has_is_retired_and_can_return(loaded, spoil):
    body = "  - slug: tafel-duinland"
    text = (loaded / "bodies.yaml").read_text()
    (loaded / "bodies.yaml").write_text("bodies: []\n")
    report = load_pack(read_pack(loaded))
    assert report.retired == ["consultationbody tafel-duinland"]
    assert not ConsultationBody.objects.get().is_current
    assert load_pack(read_pack(loaded)).lines() == ["nothing changed"]
    assert body in text
    (loaded / "bodies.yaml").write_text(text)
    load_pack(read_pack(loaded))
    assert ConsultationBody.objects.get().is_current


def test_what_was_made_on_screen_is_left_alone_and_adopted_without_loss(loaded, spoil):
    Organisation.objects.create(slug="nieuw", name="Nieuw huis", kind="care", website="https://x")
    assert load_pack(read_pack(loaded)).lines() == ["nothing changed"]
    entry = (
        "organisations:\n  - slug: nieuw\n    name: Nieuw\n    kind: care\n"
        "    chain_role: care\n    source: x\n    verification: P\n"
    )
    report = load_pack(spoil("organisations", "organisations:\n", entry))
    assert {kept.field for kept in report.kept} == {"name", "website"}
    adopted = Organisation.objects.get(slug="nieuw")
    assert (adopted.name, adopted.chain_role, adopted.position) == ("Nieuw huis", "care", 0)
    assert set(adopted.edited_fields()) == {"name", "website"}


def test_a_failed_load_changes_nothing(loaded, spoil, monkeypatch):
    with pytest.raises(PackRefused, match=r"bodies\.yaml:4"):
        load_pack(spoil("bodies", "level: strategic", "level: high"))
    spoil("bodies", "level: high", "level: strategic")
    pack = spoil("contacts", "0299 00 00 01", "0299 00 00 09")

    def fail(*_arguments):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("baken.foundation.region.loading._remember", fail)
    with pytest.raises(RuntimeError):
        load_pack(pack)
    assert help_line().phone == "+31299000001"


def test_a_database_holds_one_region(loaded):
    other = own_pack("rotterdam")
    with pytest.raises(PackRefused, match="holds the region 'voorbeeld'"):
        load_pack(other)


def test_the_command_reports_and_refuses(loaded, spoil):
    out = StringIO()
    call_command("region_load", str(loaded), stdout=out)
    assert out.getvalue().strip() == "nothing changed"
    spoil("bodies", "level: strategic", "level: high")
    with pytest.raises(CommandError, match="Nothing was changed"):
        call_command("region_load", str(loaded))


def test_a_document_holds_from_its_day_and_an_older_pack_brings_the_older_back(loaded, spoil):
    def rename(new_version: str, valid_from: str, name: str) -> None:
        (loaded / "region.yaml").write_text(
            (settings.REGIONS_FOLDER / "voorbeeld" / "region.yaml")
            .read_text()
            .replace('version: "1"', f'version: "{new_version}"')
            .replace("2026-01-01", valid_from)
            .replace("Regio Duinland (verzonnen)", name)
        )
        load_pack(read_pack(loaded))

    rename("2", "2999-01-01", "Later")
    assert current_document("region")["name"] == "Regio Duinland (verzonnen)"
    rename("3", "2026-02-01", "Nu")
    assert current_document("region")["name"] == "Nu"
    rename("1", "2026-01-01", "Regio Duinland (verzonnen)")
    assert current_document("region")["name"] == "Regio Duinland (verzonnen)"
    assert PackDocument.objects.filter(section="region").count() == 3
    with pytest.raises(DocumentMissing):
        current_document("nowhere")


@pytest.mark.parametrize("region", ["rotterdam", "voorbeeld"])
def test_a_directory_is_the_same_from_pack_and_database(region, django_assert_num_queries):
    pack = own_pack(region)
    load_pack(pack)
    directory.from_database()
    with django_assert_num_queries(3):
        from_database = directory.from_database()
    assert from_database.organisations == directory.from_pack(pack).organisations


def test_a_directory_finds_contacts_by_key_slug_and_municipality(loaded):
    book = directory.from_pack(read_pack(loaded))
    assert book.contact("hulplijn-duinland").key == "hulplijn-duinland/advice"
    assert book.contact("hulplijn-duinland/none") is None
    assert book.contact("nobody") is None
    assert book.focal_point("GM9901").phone == "+31299000007"
    assert book.focal_point("GM0000") is None
    assert not book.focal_point("GM9902").is_filled
