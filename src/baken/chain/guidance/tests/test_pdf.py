"""The route card and the outcome as PDF: accessible, and without personal data."""

from __future__ import annotations

import io
from typing import Any

import pypdf
import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from baken.foundation.region.models import ContactPoint

from .test_check_pages import WHOLE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded_region")]


def read(response: Any) -> pypdf.PdfReader:
    assert response["Content-Type"] == "application/pdf"
    return pypdf.PdfReader(io.BytesIO(response.content))


def text_of(reader: pypdf.PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def assert_accessible(reader: pypdf.PdfReader) -> None:
    root: Any = reader.trailer["/Root"]
    metadata = root["/Metadata"].get_object().get_data().decode()

    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == "nl"
    assert "pdfuaid:part" in metadata
    assert reader.metadata is not None
    assert reader.metadata.title


def test_the_route_card_is_an_accessible_pdf_on_two_sheets_of_a4(client: Client) -> None:
    reader = read(client.get("/routekaart/routekaart.pdf"))
    box = reader.pages[0].mediabox

    assert_accessible(reader)
    assert (round(box.width), round(box.height)) == (595, 842)
    assert len(reader.pages) <= 2
    assert "010 236 52 56" in text_of(reader)
    assert "Spreek de mogelijke dader niet aan" in text_of(reader)


def test_the_route_card_follows_an_edited_contact(client: Client) -> None:
    before = client.get("/routekaart/routekaart.pdf").content
    again = client.get("/routekaart/routekaart.pdf").content
    point = ContactPoint.objects.get(organisation__slug="essm", slug="advice")
    point.phone = "+31101234567"
    point.save(update_fields=["phone"])

    after = read(client.get("/routekaart/routekaart.pdf"))

    assert before == again
    assert "010 123 45 67" in text_of(after)
    assert "010 236 52 56" not in text_of(after)


@time_machine.travel("2026-11-24T23:10:00+01:00", tick=False)
def test_the_outcome_is_an_accessible_pdf(client: Client) -> None:
    response = client.post(reverse("guidance:check-pdf"), WHOLE)
    reader = read(response)
    text = text_of(reader)

    assert_accessible(reader)
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies
    assert "010 236 52 56" in text
    assert "nu gesloten, weer open woensdag 25 november, 08:30" in text
    assert "De werkgever bewaart paspoorten" in text
    assert "Met toestemming" in text or "met toestemming" in text
    assert "Op dit blad staan geen persoonsgegevens" in text


def test_the_outcome_in_danger_starts_with_the_emergency_number(client: Client) -> None:
    reader = read(client.post(reverse("guidance:check-pdf"), WHOLE | {"danger": "yes"}))

    assert "1. Alarmnummer 112" in text_of(reader)
