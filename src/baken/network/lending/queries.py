"""Questions for the pages of lending."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, IntegerField, Prefetch, Q, Value, When

from baken.foundation.access.actor import Actor

from .access import keeps_the_store
from .models import Check, Defect, Item, ItemKind, Loan, LoanRequest, LoanState, RequestState
from .workflow import RUNNING


def requests(actor: Actor, *, state: str = "", year: int | None = None) -> Any:
    """Return the requests the actor may know of: who waits first, then by first day.

    ``state`` is a state, ``running`` (not ended yet) or empty for all.
    """
    found = LoanRequest.objects.visible_to(actor).select_related(
        "organisation", "membership__account"
    )
    if state == "running":
        found = found.filter(state__in=RUNNING)
    elif state:
        found = found.filter(state=state)
    if year is not None:
        found = found.filter(starts_on__year=year)
    waits = Case(
        When(Q(state=RequestState.ASKED) | Q(asked_until__isnull=False), then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    ended = Case(When(state__in=RUNNING, then=Value(0)), default=Value(1))
    return found.annotate(waits=waits, ended=ended).order_by("ended", "waits", "-starts_on", "pk")


def kinds(actor: Actor) -> dict[str, ItemKind]:
    """Return all kinds by slug, also those no longer in use: old requests name them."""
    return {kind.slug: kind for kind in ItemKind.objects.visible_to(actor)}


def waiting(actor: Actor) -> int:
    """Return how many requests wait for a decision, for who decides; for others 0. One query."""
    if not keeps_the_store(actor):
        return 0
    count: int = (
        LoanRequest.objects.visible_to(actor)
        .filter(
            Q(state=RequestState.ASKED)
            | Q(asked_until__isnull=False, state__in=(RequestState.APPROVED, RequestState.OUT))
        )
        .count()
    )
    return count


def loans_of(actor: Actor, request: LoanRequest) -> Any:
    """Return the loans of a request with item, kind, checks and open defects."""
    checks = Check.objects.visible_to(actor).select_related("done_by__organisation")
    open_defects = Defect.objects.visible_to(actor).filter(mended_at__isnull=True)
    return request.loans.select_related("item__kind").prefetch_related(
        Prefetch("checks", queryset=checks, to_attr="seen"),
        Prefetch("item__defects", queryset=open_defects, to_attr="broken"),
    )


def still_away(actor: Actor, request: LoanRequest, loans: Sequence[Loan]) -> set[UUID]:
    """Return the items reserved for a request that somebody else still has. One query."""
    reserved = [loan.item_id for loan in loans if loan.state == LoanState.RESERVED]
    out = Loan.objects.visible_to(actor).filter(state=LoanState.OUT, item_id__in=reserved)
    return set(out.exclude(request=request).values_list("item_id", flat=True))


def items(actor: Actor) -> Any:
    """Return all items with their kind, the open defects, and the loan that runs or comes."""
    from .availability import HOLDS

    open_defects = Defect.objects.visible_to(actor).filter(mended_at__isnull=True)
    coming = Loan.objects.visible_to(actor).filter(state__in=HOLDS).order_by("starts_on")
    return (
        Item.objects.visible_to(actor)
        .select_related("kind")
        .annotate(times=Count("loans", filter=Q(loans__handed_out_on__isnull=False)))
        .prefetch_related(
            Prefetch("defects", queryset=open_defects, to_attr="broken"),
            Prefetch("loans", queryset=coming, to_attr="coming"),
        )
        .order_by("number")
    )


def late(actor: Actor, today: dt.date) -> int:
    """Return how many requests are too late. One query."""
    count: int = (
        LoanRequest.objects.visible_to(actor)
        .filter(state=RequestState.OUT, ends_on__lt=today)
        .count()
    )
    return count
