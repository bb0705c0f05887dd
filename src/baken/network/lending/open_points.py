"""What somebody who leaves has asked to borrow and not given back."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from baken.foundation.access.actor import Actor
from baken.foundation.people.open_points import OpenPoint, register_open_points

from .models import LoanRequest
from .workflow import RUNNING


def register() -> None:
    """Make them known; called once, when the app is ready."""
    register_open_points("loans", label=_("Loans"), points=points, order=30)


def points(actor: Actor) -> Iterator[OpenPoint]:
    """Yield the requests of the actor that still run, the first to end first. One query."""
    own = LoanRequest.objects.visible_to(actor).filter(
        membership_id=actor.membership_id, state__in=RUNNING
    )
    for asked in own.order_by("ends_on"):
        path = reverse("lending:request", kwargs={"loan_request_id": asked.pk})
        yield OpenPoint(asked.reference, asked.get_state_display(), path, asked.ends_on)
