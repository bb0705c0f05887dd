"""The agreements of both packs are sound, and a fault is found."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from baken.foundation.region.pack import Pack, read_pack
from baken.network.policy.agreements.items import read_agreements
from baken.network.policy.agreements.packs import SECTION, check_agreements


def pack_of(region: str) -> Pack:
    return read_pack(Path(settings.REGIONS_FOLDER) / region)


@pytest.mark.parametrize(("region", "items"), [("rotterdam", 5), ("voorbeeld", 3)])
def test_the_packs_are_sound(region: str, items: int) -> None:
    pack = pack_of(region)
    assert [fault for fault in pack.faults if "agreements.yaml" in fault.file] == []
    agreements = read_agreements(pack.content(SECTION))
    assert len(agreements.items) == items
    assert sum(item.is_measured for item in agreements) == 1


def test_an_item_may_have_a_term_of_its_own() -> None:
    agreements = read_agreements(pack_of("voorbeeld").content(SECTION))
    assert [item.valid_months for item in agreements] == [24, 6, 6]


def test_an_item_twice_and_a_measure_twice_are_faults() -> None:
    pack = pack_of("rotterdam")
    file: Any = pack.files[SECTION]
    doubled = deepcopy(file.content)
    doubled["items"].append(deepcopy(doubled["items"][3]))
    object.__setattr__(file, "content", doubled)
    messages = [fault.message for fault in check_agreements(pack)]
    assert messages == [
        "'focal-point' occurs twice",
        "'focal-points' is measured by another item already",
    ]
