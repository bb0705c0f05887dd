"""The invented checks show something sensible, once."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from baken.foundation.people.models import Account
from baken.network.policy.agreements import demonstration
from baken.network.policy.agreements.items import current_agreements
from baken.network.policy.agreements.queries import count_region
from baken.network.policy.agreements.standing import Standing
from baken.network.policy.models import AgreementCheck, YearlyAccount


def test_every_standing_is_there_and_loading_again_changes_nothing(players: Any) -> None:
    Account.objects.filter(pk=players.coordinator.account.pk).update(is_demonstration=True)
    demonstration.load()
    number = AgreementCheck.objects.unscoped(reason="a test").count()
    demonstration.load()
    assert AgreementCheck.objects.unscoped(reason="a test").count() == number
    counts = count_region(current_agreements(), timezone.localdate())
    seen = {standing for one in counts for standing, count in one.counts.items() if count}
    assert seen == set(Standing)
    found = YearlyAccount.objects.visible_to(players.coordinator.actor)
    assert [one.status for one in found] == ["draft", "final"]
