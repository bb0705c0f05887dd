"""What the walk over all routes needs: a value per parameter, and who may know of it."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import uuid4

KEEPERS = {"coordinator", "trainer"}
SEES: dict[str, set[str]] = {
    # The request belongs to Vlaardingen; the mayor of Vlaardingen takes part for it too.
    "loan_request_id": {"focal_safety", "focal_care", "mayor"} | KEEPERS,
    "lent_item_id": KEEPERS,
    "loan_id": KEEPERS,
    "defect_id": KEEPERS,
}
"""Players who may know of the record in the address; a parameter not named here is open."""


def examples(cast: Any) -> dict[str, str]:
    """Make one record of each kind and return the values for the addresses."""
    from django.utils import timezone

    from baken.foundation.access.lock import acting_as
    from baken.network.lending import actions
    from baken.network.lending.judging import Wanted
    from baken.network.lending.models import Item

    first = timezone.localdate() + dt.timedelta(days=30)
    wanted = Wanted(
        purpose="Voorlichting",
        audience="Wijkteams",
        place="Stadhuis",
        expected_reach=20,
        starts_on=first,
        ends_on=first,
        wishes={"koffer-verkeerd": 1},
        experiences=[],
    )
    with acting_as(cast.focal_safety.actor) as actor:
        request = actions.ask(actor=actor, wanted=wanted, form_token=uuid4())
    with acting_as(cast.coordinator.actor) as actor:
        actions.approve(actor=actor, request_id=request.pk, version=1)
        item = Item.objects.visible_to(actor).order_by("number")[0]
        defect = actions.report_defect(actor=actor, item_id=item.pk, description="Bandje los")
        loan = request.loans.get()
    return {
        "loan_request_id": str(request.pk),
        "lent_item_id": str(item.pk),
        "loan_id": str(loan.pk),
        "defect_id": str(defect.pk),
        "kind_slug": "vr-bril",
    }
