"""The demonstration tells examples once, of either region."""

from __future__ import annotations

import pytest

from baken.foundation.people.demonstration import load_cast
from baken.foundation.region.loading import load_pack
from baken.foundation.region.pack import read_pack
from baken.network.policy import demonstration
from baken.network.policy.models import Framework, MunicipalPlan, PlannedAction

from .world import WHY

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("region", ["rotterdam", "voorbeeld"])
def test_the_examples_are_told_once(region: str, settings: pytest.FixtureRequest) -> None:
    settings.REGION = region  # type: ignore[attr-defined]
    load_pack(read_pack(settings.REGIONS_FOLDER / region))  # type: ignore[attr-defined]
    load_cast()
    assert "invented actions" in demonstration.load()
    count = PlannedAction.objects.unscoped(reason=WHY).count()
    assert "already" in demonstration.load()
    assert PlannedAction.objects.unscoped(reason=WHY).count() == count
    assert MunicipalPlan.objects.unscoped(reason=WHY).exists()
    carried = PlannedAction.objects.unscoped(reason=WHY).filter(carried_from__isnull=False)
    assert carried.count() == 1
    assert Framework.objects.unscoped(reason=WHY).filter(state="draft").count() == 1
