"""What the tests of lending share: the items of the region, and a request in any state."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.conf import settings
from django.db import transaction

from baken.foundation.access.lock import acting_as
from baken.foundation.region.loading import LoadReport
from baken.foundation.region.pack import Pack
from baken.foundation.region.yaml_lines import read_yaml
from baken.network.lending import actions, packs
from baken.network.lending.judging import Wanted
from baken.network.lending.models import Item, Loan, LoanRequest

TODAY = dt.date(2026, 3, 2)
"""A Monday."""
VR, KIT = "vr-bril", "koffer-verkeerd"


@pytest.fixture
def today() -> Iterator[time_machine.Traveller]:
    """Freeze the day; ``shift`` and ``move_to`` go on from there."""
    moment = dt.datetime(2026, 3, 2, 10, 0, tzinfo=dt.UTC)
    with time_machine.travel(moment, tick=False) as traveller:
        yield traveller


def load_store(region: str = "rotterdam") -> LoadReport:
    """Load the section of a region's pack as loading the whole pack does."""
    pack = Pack(folder=settings.REGIONS_FOLDER / region)
    pack.files["lending"] = read_yaml(pack.folder / "lending.yaml")
    report = LoadReport()
    with transaction.atomic():
        packs.load(pack, report)
    return report


class World:
    """Makes requests by the actions, as people do."""

    def __init__(self, cast: Any) -> None:
        self.cast = cast

    def wanted(self, start: int = 7, days: int = 3, **changes: Any) -> Wanted:
        """Return what Vlaardingen wants, ``start`` days after ``TODAY``."""
        first = TODAY + dt.timedelta(days=start)
        values: dict[str, Any] = {
            "purpose": "Voorlichting over uitbuiting.",
            "audience": "Wijkteams",
            "place": "Wijkcentrum",
            "expected_reach": 40,
            "starts_on": first,
            "ends_on": first + dt.timedelta(days=days - 1),
            "wishes": {VR: 4, KIT: 1},
            "experiences": ["arbeid"],
            "supervisor": "Jongerenwerker",
        }
        values |= changes
        if VR not in values["wishes"] and "experiences" not in changes:
            values["experiences"] = []
        return Wanted(**values)

    def asked(self, start: int = 7, days: int = 3, by: str = "focal_safety", **more: Any) -> Any:
        """Return a request that waits for a decision."""
        with acting_as(getattr(self.cast, by).actor) as actor:
            return actions.ask(
                actor=actor, wanted=self.wanted(start, days, **more), form_token=uuid4()
            )

    def approved(self, *arguments: Any, **more: Any) -> LoanRequest:
        """Return a request with reserved items."""
        asked = self.asked(*arguments, **more)
        with acting_as(self.cast.coordinator.actor) as actor:
            return actions.approve(actor=actor, request_id=asked.pk, version=asked.version)

    def out(self, *arguments: Any, **more: Any) -> LoanRequest:
        """Return a request whose items were handed out, in good order."""
        request = self.approved(*arguments, **more)
        with acting_as(self.cast.trainer.actor) as actor:
            return actions.hand_out(actor=actor, request_id=request.pk, checks=self.checks(request))

    def returned(self, *arguments: Any, **more: Any) -> LoanRequest:
        """Return a request whose items all came back."""
        request = self.out(*arguments, **more)
        with acting_as(self.cast.trainer.actor) as actor:
            return actions.take_back(
                actor=actor, request_id=request.pk, checks=self.checks(request)
            )

    def clean(self) -> None:
        """Clean everything that waits for it."""
        with acting_as(self.cast.trainer.actor) as actor:
            for item in Item.objects.visible_to(actor).filter(needs_cleaning=True):
                actions.mark_clean(actor=actor, item_id=item.pk)

    def checks(self, request: LoanRequest, **changes: Any) -> dict[Any, actions.ItemCheck]:
        """Return a check of each loan of a request."""
        found = {}
        for loan in self.loans(request):
            names = loan.item.kind.accessories
            found[loan.pk] = actions.ItemCheck(**{"present": names} | changes)
        return found

    def loans(self, request: LoanRequest) -> list[Loan]:
        """Return the loans of a request as they are now."""
        loans = Loan.objects.unscoped(reason="test").select_related("item__kind")
        return list(loans.filter(request=request).order_by("item_number"))

    def item(self, slug: str = VR, label: int = 1) -> Item:
        """Return one item as it is now."""
        found: Item = Item.objects.unscoped(reason="test").get(kind__slug=slug, label=label)
        return found

    def fresh(self, request: LoanRequest) -> LoanRequest:
        """Return a request as it is now."""
        found: LoanRequest = LoanRequest.objects.unscoped(reason="test").get(pk=request.pk)
        return found


@pytest.fixture
def world(cast: Any, today: Any) -> World:
    """Return builders over the items of Rotterdam."""
    load_store()
    return World(cast)
