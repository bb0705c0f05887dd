"""One's own account: name, roles, sessions, and switching between roles."""

from __future__ import annotations

import datetime as dt

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from tests.pages import check_page

from baken.foundation.access.actor import Actor
from baken.foundation.people.actions import own
from baken.foundation.people.errors import PeopleError
from baken.foundation.people.models import AccountSession, Membership
from baken.foundation.people.session_store import SessionStore, digest_of

from .door import PASSWORD, enter_password, sign_in, with_app, with_password

pytestmark = pytest.mark.django_db


def second_role(cast, player, **values):
    values = {
        "organisation": cast.organisations["var"],
        "role": "trainer",
        "starts_on": dt.date(2025, 1, 1),
    } | values
    return Membership.objects.create(account=player.account, **values)


def test_the_page_shows_ones_own_account(cast):
    second_role(cast, cast.focal_care)
    second_role(cast, cast.focal_care, role="editor", starts_on=dt.date(2999, 1, 1))
    second_role(cast, cast.focal_care, role="editor", ends_on=dt.date(2025, 2, 1))
    page = cast.focal_care.client.get(reverse("people:own-account"))
    check_page(page)
    assert cast.focal_care.account.email in page.content.decode()


def test_somebody_without_a_role_sees_the_own_account_and_nothing_else(cast):
    account = with_password(cast.trainer)
    account.memberships.update(ends_on=dt.date(2025, 2, 1))
    client, answer = enter_password(account)
    assert answer.url == reverse("people:own-account")
    check_page(client.get(answer.url))
    check_page(client.get(reverse("people:switch")))
    assert client.get(reverse("people:accounts")).status_code == 403


def test_a_name_is_changed_and_noted_without_the_name(cast, events):
    client = cast.focal_care.client
    check_page(client.get(reverse("people:rename")))
    check_page(client.post(reverse("people:rename"), {"name": " "}))
    client.post(reverse("people:rename"), {"name": "Idris Anders"})
    cast.focal_care.account.refresh_from_db()
    assert cast.focal_care.account.name == "Idris Anders"
    assert events() == ["account.renamed"]
    with pytest.raises(PeopleError):
        own.rename(actor=cast.focal_care.actor, name=" ")
    with pytest.raises(PermissionDenied):
        own.rename(actor=Actor.stranger(), name="Niemand")


def test_several_roles_ask_for_a_choice_after_signing_in(cast):
    account = with_app(cast.focal_care)
    trainer = second_role(cast, cast.focal_care)
    client = sign_in(account)
    answer = client.get(reverse("people:accounts"))
    assert answer.url.startswith(reverse("people:switch"))
    page = client.get(answer.url)
    check_page(page)
    answer = client.post(
        reverse("people:switch"),
        {"membership": str(trainer.pk), "next": page.context["next"]},
    )
    assert answer.url == reverse("people:accounts")
    assert client.get(answer.url).status_code == 403


def test_a_switch_changes_rights_key_and_register(cast, events):
    cast.focal_care.account.memberships.all()
    second = second_role(cast, cast.focal_care, role="administrator")
    client = cast.focal_care.client
    assert client.get(reverse("people:accounts")).status_code == 403
    before = client.session.session_key
    answer = client.post(reverse("people:switch"), {"membership": str(second.pk)})
    assert answer.url == settings.LOGIN_REDIRECT_URL
    assert client.session.session_key != before
    assert client.get(reverse("people:accounts")).status_code == 200
    assert events() == ["session.switched"]


def test_a_switch_never_leads_to_another_site(cast):
    answer = cast.trainer.client.post(
        reverse("people:switch"),
        {"membership": str(cast.trainer.membership.pk), "next": "//elders.example/"},
    )
    assert answer.url == settings.LOGIN_REDIRECT_URL


@pytest.mark.parametrize("wanted", ["", "no-uuid", "00000000-0000-4000-8000-000000000000"])
def test_a_role_that_is_not_ones_own_does_not_exist(cast, wanted):
    client = cast.trainer.client
    assert client.post(reverse("people:switch"), {"membership": wanted}).status_code == 404
    foreign = {"membership": str(cast.focal_care.membership.pk)}
    assert client.post(reverse("people:switch"), foreign).status_code == 404


def test_a_role_that_has_ended_cannot_be_chosen(cast):
    ended = second_role(cast, cast.trainer, role="editor", ends_on=dt.date(2025, 2, 1))
    answer = cast.trainer.client.post(reverse("people:switch"), {"membership": str(ended.pk)})
    assert answer.status_code == 404


def test_switching_to_a_role_with_personal_data_asks_the_second_step(cast):
    account = with_password(cast.reader)
    strict = second_role(cast, cast.reader, role="administrator")
    client, _ = enter_password(account)
    client.post(reverse("people:switch"), {"membership": str(cast.reader.membership.pk)})
    assert client.get(reverse("notices:list")).status_code == 200
    client.post(reverse("people:switch"), {"membership": str(strict.pk)})
    assert client.get(reverse("people:accounts")).url.startswith(reverse("mfa_index"))


def sessions_of(account):
    return set(AccountSession.objects.filter(account=account).values_list("session_key", flat=True))


def test_somebody_sees_and_ends_ones_own_sessions(cast, events):
    account = with_password(cast.trainer)
    windows = Client(headers={"User-Agent": "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"})
    here, there = Client(), windows
    for client in (here, there):
        client.post(reverse("account_login"), {"login": account.email, "password": PASSWORD})
    page = here.get(reverse("people:own-account"))
    check_page(page)
    assert "Firefox, Windows" in page.content.decode()
    foreign = cast.mayor.client
    here.post(reverse("people:end-sessions"), {"session": digest_of(foreign.session.session_key)})
    assert foreign.get(reverse("people:own-account")).status_code == 200
    here.post(reverse("people:end-sessions"), {"session": digest_of(there.session.session_key)})
    assert there.get(reverse("people:own-account")).status_code == 302
    assert here.get(reverse("people:own-account")).status_code == 200
    assert events()[-1] == "session.ended"


def test_all_other_sessions_end_together(cast):
    account = with_password(cast.trainer)
    clients = [enter_password(account)[0] for _ in range(3)]
    clients[0].post(reverse("people:end-sessions"))
    assert sessions_of(account) == {digest_of(clients[0].session.session_key)}


def test_the_table_of_sessions_opens_no_session(cast):
    client = cast.trainer.client
    key = client.session.session_key
    row = AccountSession.objects.get(account=cast.trainer.account)
    assert row.session_key == digest_of(key) != key
    assert SessionStore(session_key=row.session_key).load() == {}
    assert SessionStore(session_key=key).load() != {}
    assert AccountSession.get_session_store_class() is SessionStore
    assert row.session_key[:8] in str(row)


def test_an_idle_session_ends_after_half_an_hour(cast, time_machine):
    now = dt.datetime(2026, 5, 4, 9, 0, tzinfo=dt.UTC)
    time_machine.move_to(now, tick=False)
    account = with_password(cast.trainer)
    client, _ = enter_password(account)
    for minutes in (20, 40, 60):
        time_machine.move_to(now + dt.timedelta(minutes=minutes), tick=False)
        assert client.get(reverse("people:own-account")).status_code == 200
    time_machine.move_to(now + dt.timedelta(minutes=91), tick=False)
    assert client.get(reverse("people:own-account")).status_code == 302
