"""What people can send that nobody means: far years, long numbers, the same form at once."""

from __future__ import annotations

import threading
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from baken.network.lending.forms.keeping import KindForm
from baken.network.lending.models import Defect, ItemKind, LoanRequest
from baken.network.letters.models import Letter

from .conftest import VR, World, load_store
from .test_pages import typed

BASE = "/uitleen/"


@pytest.mark.django_db
@pytest.mark.parametrize("day", ["31-12-9999", "01-01-0001"])
def test_a_year_that_nobody_means_is_refused(world: World, day: str) -> None:
    client = world.cast.focal_safety.client
    answer = client.post(f"{BASE}aanvragen/nieuw/", typed(starts_on=day, ends_on=day))
    assert {"starts_on", "ends_on"} <= set(answer.context["form"].errors)
    search = {f"number-{VR}": "1", "days": "3", "starts_on": day}
    assert client.get(f"{BASE}kalender/", search).context["search"] is None


@pytest.mark.django_db
def test_nobody_asks_to_keep_things_for_years(world: World) -> None:
    request = world.approved()
    url = f"{BASE}aanvragen/{request.pk}/verlengen/"
    answer = world.cast.focal_safety.client.post(url, {"until": "1-1-2027", "reason": "Handig"})
    assert "until" in answer.context["form"].errors
    assert world.fresh(request).asked_until is None


@pytest.mark.django_db
def test_a_number_without_end_is_no_number(world: World) -> None:
    client = world.cast.coordinator.client
    assert client.get(f"{BASE}cijfers/", {"year": "9" * 5000}).status_code == 200
    request = world.approved()
    url = f"{BASE}aanvragen/{request.pk}/verlenging-toestaan/"
    assert client.post(url, {"version": "9" * 5000}).status_code == 302


@pytest.mark.django_db
def test_what_is_no_longer_lent_cannot_be_approved(world: World) -> None:
    asked = world.asked()
    ItemKind.objects.unscoped(reason="test").filter(slug=VR).update(is_current=False)
    url = f"{BASE}aanvragen/{asked.pk}/goedkeuren/"
    answer = world.cast.coordinator.client.post(url, {"version": asked.version, "reason": ""})
    assert answer.context["form"].errors
    assert world.fresh(asked).state == "asked"


def test_no_text_about_a_kind_holds_a_number_of_a_person() -> None:
    words = "burgerservicenummer 111222333"
    names = ("name", "plural", "description", "accessories")
    form = KindForm(dict.fromkeys(names, words) | {"cleaning_days": "1", "version": "1"})
    assert set(names) <= set(form.errors)


@pytest.mark.django_db(transaction=True)
def test_the_same_form_at_the_same_moment_is_one_request(cast: Any, today: Any) -> None:
    load_store()
    data = typed(form_token=str(uuid4()))
    statuses: list[int] = []
    together = threading.Barrier(2)

    def send(client: Any) -> None:
        client.raise_request_exception = False
        together.wait()
        try:
            statuses.append(client.post(f"{BASE}aanvragen/nieuw/", data).status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=(cast.focal_safety.client,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [302, 302]
    assert LoanRequest.objects.unscoped(reason="test").count() == 1


@pytest.mark.django_db
def test_a_report_or_question_that_is_sent_twice_is_told_once(world: World) -> None:
    request = world.out()
    client = world.cast.focal_safety.client
    loan = world.loans(request)[0]
    page = f"{BASE}aanvragen/{request.pk}"
    forms = {
        f"{page}/probleem/": {"loan": str(loan.pk), "description": "Bandje los"},
        f"{page}/verlengen/": {"until": "13-3-2026", "reason": "Nog een les"},
    }
    for url, data in forms.items():
        assert client.post(url, data).status_code == 302
        told = letters().count()
        assert client.post(url, data).status_code == 302
        assert letters().count() == told
    assert Defect.objects.unscoped(reason="test").count() == 1


def letters() -> Any:
    return Letter.objects.unscoped(reason="test")
