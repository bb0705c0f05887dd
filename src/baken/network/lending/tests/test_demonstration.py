"""The demonstration fills every page, in any region, and only once."""

from __future__ import annotations

from typing import Any

import pytest

from baken.foundation.people.models import Account
from baken.network.lending import demonstration
from baken.network.lending.models import LoanRequest, RequestState

from .conftest import load_store

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("region", ["rotterdam", "voorbeeld"])
def test_it_tells_loans_in_every_state_and_once(cast: Any, today: Any, region: str) -> None:
    assert "nothing is lent" in demonstration.load()
    load_store(region)
    Account.objects.update(is_demonstration=True)
    assert "invented loans told" in demonstration.load()
    assert "already" in demonstration.load()
    found = LoanRequest.objects.unscoped(reason="test")
    states = set(found.values_list("state", flat=True))
    assert states == set(RequestState.values) - {"cancelled"}
    assert found.filter(asked_until__isnull=False).count() == 1
