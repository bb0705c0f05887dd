"""The directory as a spreadsheet, read back by another program."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from baken.foundation.region.models import ContactPoint, Organisation

pytestmark = pytest.mark.django_db


def test_everybody_may_take_the_list_along(cast: Any) -> None:
    fier = Organisation.objects.create(
        slug="fier", name="=Fier", kind="national", chain_role="care", call_when=["help"]
    )
    ContactPoint.objects.create(
        organisation=fier,
        slug="line",
        name="Hulplijn",
        phone="+31880208000",
        last_checked_on=dt.date(2026, 11, 23),
    )
    answer = Client().get("/organisaties-rekenblad/")
    assert answer.status_code == 200
    assert not answer.cookies
    rows = list(load_workbook(BytesIO(answer.content)).active.values)
    assert rows[0][:3] == ("Organisatie", "Plaats in de keten", "Wanneer bellen")
    line = next(row for row in rows if row[0] == "=Fier")
    assert line[1:6] == (
        "Zorg, opvang en bescherming",
        "Iemand heeft hulp of opvang nodig",
        None,
        "Hulplijn",
        "088 020 80 00",
    )
    assert line[9].date() == dt.date(2026, 11, 23)
    assert len(rows) == 1 + Organisation.objects.count()
