"""The invented data load, load once, and break no rule."""

from __future__ import annotations

import pytest

from baken.foundation.people.demonstration import load_cast
from baken.foundation.region.loading import load_pack
from baken.foundation.region.pack import read_pack
from baken.network.learning import demonstration
from baken.network.learning.models import (
    Certificate,
    Enrolment,
    Evaluation,
    FunctionCount,
    Outreach,
    Session,
    StaffFinished,
    TakingPart,
)

from .world import all_of

COUNTED = (
    Certificate, Enrolment, Evaluation, FunctionCount, Outreach, Session, StaffFinished,
    TakingPart,
)  # fmt: skip


@pytest.mark.parametrize("region", ["rotterdam", "voorbeeld"])
def test_the_invented_data_load_once(db, region, settings):
    settings.REGION = region
    load_pack(read_pack(settings.REGIONS_FOLDER / region))
    load_cast()
    demonstration.load()
    first = {model.__name__: all_of(model).count() for model in COUNTED}
    assert first["Session"] >= 5
    assert all(first.values()), first
    assert all_of(Enrolment).filter(status="waiting").exists() or region != "rotterdam"
    demonstration.load()
    assert {model.__name__: all_of(model).count() for model in COUNTED} == first
