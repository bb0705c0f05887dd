"""Examples for the walk over all routes: a check of Vlaardingen, and a draft account."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from baken.network.policy.actions.account import start_account

from .world import check_for

REGION = {"coordinator", "portfolio_holder"}
SEES = {
    "agreements_of": {"focal_safety", "focal_care", "mayor"} | REGION,
    "account_year": REGION,
}


def examples(cast: Any) -> dict[str, str]:
    """Return a value for each parameter of these addresses."""
    check = check_for(cast.focal_safety)
    year = timezone.localdate().year
    start_account(actor=cast.coordinator.actor, year=year)
    return {
        "agreements_of": check.organisation.slug,
        "agreement": check.item,
        "account_year": str(year),
        "account_chapter": "agreements",
    }
