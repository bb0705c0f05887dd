"""What the tests of agreements and account share: a region with its pack, and short ways."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from baken.network.policy.actions.agreements import record_check
from baken.network.policy.models import AgreementCheck, CheckState


def check_for(player: Any, item: str = "policy", **changes: Any) -> AgreementCheck:
    """Record a self-check of the player's municipality; ``days_ago`` dates it in the past."""
    days_ago = changes.pop("days_ago", 0)
    values: dict[str, Any] = {
        "state": CheckState.MET,
        "evidence": "Besluit van het college, te vinden op de website.",
        "checked_on": timezone.localdate() - dt.timedelta(days=days_ago),
        "checked_by": "Beleidsadviseur veiligheid",
        "after": latest_number(player, item),
    }
    return record_check(actor=player.actor, item=item, **(values | changes))


def latest_number(player: Any, item: str) -> int:
    """Return the number of the latest check of the player's municipality, 0 without one."""
    latest = (
        AgreementCheck.objects.unscoped(reason="a test")
        .filter(organisation_id=player.actor.organisation_id, item=item)
        .first()
    )
    return latest.number if latest else 0
