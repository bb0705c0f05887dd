"""Who belongs to which body comes from the region pack, and screens win over it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from baken.foundation.region.loading import load_pack
from baken.foundation.region.models import ConsultationBody
from baken.foundation.region.pack import read_pack
from baken.network.meetings import actions, queries
from baken.network.meetings.models import BodySeat

ROTTERDAM = Path(settings.REGIONS_FOLDER) / "rotterdam"


@pytest.fixture
def loaded(cast: Any) -> Any:
    """The real region with the cast."""
    load_pack(read_pack(ROTTERDAM))
    return cast


def seats(slug: str) -> list[BodySeat]:
    return queries.seats(ConsultationBody.objects.get(slug=slug))


def test_the_bodies_of_the_dossier_have_their_members(loaded: Any) -> None:
    def belongs(slug: str) -> set[str]:
        body = ConsultationBody.objects.get(slug=slug)
        return {one.role for one in queries.members(body)}

    assert belongs("netwerk") == {"focal-point", "regional-coordinator"}
    assert {"portfolio-holder", "police", "prosecutor"} <= belongs("regionale-tafel")
    assert {"care-coordinator", "regional-coordinator"} <= belongs("platform")
    assert "mayor" in belongs("rvo")
    arrangement = ConsultationBody.objects.get(slug="platform").arrangement
    assert arrangement.prepares.slug == "regionale-tafel"
    assert [one.slug for one in queries.meeting_bodies(loaded.coordinator.actor)] == [
        "rvo",
        "regionale-tafel",
        "platform",
        "netwerk",
    ]


def test_loading_again_changes_nothing_and_keeps_what_was_done_on_screen(loaded: Any) -> None:
    actor = loaded.coordinator.actor
    table = ConsultationBody.objects.get(slug="regionale-tafel")
    riec = next(one for one in seats("regionale-tafel") if one.key == "riec")
    actions.end_seat(actor=actor, seat_id=riec.pk)
    given = actions.give_seat(actor=actor, body_id=table.pk, role="trainer")
    report = load_pack(read_pack(ROTTERDAM))
    assert not report.has_changed
    now = {one.pk for one in seats("regionale-tafel")}
    assert riec.pk not in now
    assert given.pk in now


def test_a_seat_that_the_pack_no_longer_has_ends(loaded: Any, tmp_path: Path) -> None:
    folder = shutil.copytree(ROTTERDAM, tmp_path / "rotterdam")
    file = folder / "meetings.yaml"
    line = "      - {key: riec, organisation: riec}\n"
    text = file.read_text(encoding="utf-8")
    assert line in text
    file.write_text(text.replace(line, ""), encoding="utf-8")
    report = load_pack(read_pack(folder))
    assert report.retired == ["seat regionale-tafel/riec"]
    load_pack(read_pack(ROTTERDAM))
    assert "riec" in {one.key for one in seats("regionale-tafel")}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("body: netwerk", "body: netwerkje", "is not in bodies.yaml"),
        ("prepares: regionale-tafel", "prepares: platform", "does not prepare itself"),
        ("role: focal-point}", "role: administrator}", "not a role that takes part"),
        ("organisation: riec}", "organisation: nergens}", "unknown organisation"),
        (
            "key: politie, organisation: police}",
            "key: om, organisation: police}",
            "stands here twice",
        ),
    ],
)
def test_faults_in_the_file_are_said_with_their_line(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    folder = shutil.copytree(ROTTERDAM, tmp_path / "rotterdam")
    file = folder / "meetings.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    faults = [str(fault) for fault in read_pack(folder).faults]
    assert any("meetings.yaml:" in fault and message in fault for fault in faults), faults
