"""The ticket: used once, for a minute, by the browser it was made for, and it tells nothing."""

from __future__ import annotations

import base64
import datetime as dt
from typing import Any

import pytest
import time_machine
from django.core import signing
from django.test import override_settings
from django.utils import timezone

from baken.chain.practice import tickets
from baken.chain.practice.models import Practiser, UsedTicket
from baken.foundation.access.roles import Role

from .conftest import REAL, Visitor

AFTER = dt.timedelta(seconds=tickets.SECONDS + 1)


def refused(visitor: Visitor, text: str, **headers: str) -> bool:
    """Say whether the door stays shut and nothing was made."""
    before = Practiser.objects.unscoped(reason="the test counts").count()
    answer = visitor.go_in(text, **headers)
    after = Practiser.objects.unscoped(reason="the test counts").count()
    return answer.status_code == 403 and before == after and "sessionid" not in answer.cookies


def test_a_good_ticket_lets_in(practice: None) -> None:
    visitor = Visitor(1)
    answer = visitor.go_in()
    assert (answer.status_code, answer["Location"]) == (302, "/oefenen/")
    assert visitor.client.get("/oefenen/").status_code == 200


def test_a_ticket_works_once(practice: None) -> None:
    visitor = Visitor(1)
    text = visitor.ticket()
    assert visitor.go_in(text).status_code == 302
    assert refused(Visitor(1), text)


def test_a_ticket_of_a_minute_ago_is_refused(practice: None) -> None:
    visitor = Visitor(1)
    text = visitor.ticket()
    with time_machine.travel(timezone.now() + AFTER):
        assert refused(visitor, text)


@pytest.mark.parametrize("place", [0, 10, 60, -1])
def test_an_altered_ticket_is_refused(practice: None, place: int) -> None:
    text = Visitor(1).ticket()
    letter = "A" if text[place] != "A" else "B"
    parts = list(text)
    parts[place] = letter
    assert refused(Visitor(1), "".join(parts))


def test_a_ticket_under_another_secret_or_for_another_use_is_refused(practice: None) -> None:
    with override_settings(PRACTICE_SECRET="another-secret-that-is-also-long-enough"):
        foreign = Visitor(1).ticket()
    other_use = signing.dumps({"code": "x"}, key="only-for-tests", salt="something.else")
    for text in (foreign, other_use, "", "x" * 5_000):
        assert refused(Visitor(1), text or "-")


def test_without_a_secret_nothing_is_signed_and_nothing_believed(practice: None) -> None:
    text = Visitor(1).ticket()
    with override_settings(PRACTICE_SECRET=""):
        assert refused(Visitor(1), text)
        with pytest.raises(tickets.TicketRefused):
            Visitor(1).ticket()


def test_a_ticket_of_somebody_who_does_not_handle_concerns_is_refused(practice: None) -> None:
    visitor = Visitor(1)
    assert refused(visitor, tickets.issue(visitor.account_id, Role.MAYOR, came_from=REAL))


def test_a_form_on_another_site_does_not_use_a_ticket_up(practice: None) -> None:
    visitor = Visitor(1)
    text = visitor.ticket()
    assert refused(visitor, text, Origin="https://evil.test")
    assert visitor.go_in(text).status_code == 302


def test_a_ticket_says_a_code_and_a_role_and_no_name_or_id(shared_secret: None) -> None:
    visitor = Visitor(0xABCDEF)
    payload = visitor.ticket().split(":")[0]
    words = base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)).decode()
    said = tickets.read(visitor.ticket())
    assert str(visitor.account_id) not in words
    assert set(signing.json.loads(words)) == {"code", "role", "came_from", "number"}
    assert (said.role, said.came_from) == (Role.FOCAL_POINT, REAL)


def test_the_code_is_the_same_each_time_and_needs_the_real_key(shared_secret: None) -> None:
    account = Visitor(5).account_id
    code = tickets.code_of(account)
    assert code == tickets.code_of(account)
    assert code != tickets.code_of(Visitor(6).account_id)
    with override_settings(SECRET_KEY="practice-key-of-the-other-side"):
        assert code != tickets.code_of(account)


def test_used_tickets_are_forgotten_when_they_have_expired(noor: Visitor, settings: Any) -> None:
    from baken.chain.practice import actions

    assert UsedTicket.objects.unscoped(reason="the test counts").count() == 1
    actions.forget_tickets()
    assert UsedTicket.objects.unscoped(reason="the test counts").count() == 1
    actions.forget_tickets(now=timezone.now() + dt.timedelta(hours=1))
    assert UsedTicket.objects.unscoped(reason="the test counts").count() == 0
