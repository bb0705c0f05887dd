"""Signing in: password, second step, and what strangers learn (nothing)."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from tests.pages import check_page

from baken.foundation.audit.models import AuditEvent
from baken.foundation.people.adapter import AccountAdapter

from .door import PASSWORD, SECRET, code_of, enter_password, sign_in, with_app, with_password

pytestmark = pytest.mark.django_db


def events():
    return list(
        AuditEvent.objects.unscoped(reason="test").order_by("at").values_list("event", flat=True)
    )


def test_password_and_app_open_the_door(cast):
    account = with_app(cast.focal_care)
    client, answer = enter_password(account)
    assert answer.url == reverse("mfa_authenticate")
    check_page(client.get(answer.url))
    answer = client.post(answer.url, {"code": code_of(SECRET)})
    assert answer.url == settings.LOGIN_REDIRECT_URL
    assert client.get(reverse("people:own-account")).status_code == 200
    assert client.get(reverse("people:accounts")).status_code == 403
    assert events() == ["session.signed-in"]


def test_a_password_alone_does_not_open_the_door(cast):
    client, answer = enter_password(with_app(cast.focal_care))
    assert answer.url == reverse("mfa_authenticate")
    answer = client.get(reverse("people:own-account"))
    assert answer.url.startswith(reverse("account_login"))


def test_a_code_works_once(cast):
    account = with_app(cast.focal_care)
    sign_in(account)
    client, answer = enter_password(account)
    answer = client.post(answer.url, {"code": code_of(SECRET)})
    assert answer.status_code == 200
    assert str(AccountAdapter.error_messages["incorrect_code"]) in answer.content.decode()


def test_a_wrong_code_is_told_and_noted(cast):
    client, answer = enter_password(with_app(cast.focal_care))
    answer = client.post(answer.url, {"code": "000000"})
    page = check_page(answer)
    assert any("error-summary" in element.attrs.get("class", "") for element in page.elements)
    assert events() == ["session.sign-in-failed"]


def test_unknown_address_and_wrong_password_get_the_same_answer(cast):
    account = with_password(cast.trainer)
    _, wrong = enter_password(account, "iets-anders-dan-dat")
    account.email = "niemand@voorbeeld.test"
    _, unknown = enter_password(account)
    told = [
        [e.text for e in check_page(answer).elements if "error-summary" in e.attrs.get("class", "")]
        for answer in (wrong, unknown)
    ]
    assert told[0] == told[1] != []
    assert events() == ["session.sign-in-failed", "session.sign-in-failed"]
    assert "niemand" not in str(list(AuditEvent.objects.unscoped(reason="test").values()))


def test_without_a_second_step_only_the_set_up_pages_open(cast):
    client, answer = enter_password(with_password(cast.focal_care))
    assert answer.url == settings.LOGIN_REDIRECT_URL
    for name in ("people:accounts", "notices:list"):
        assert client.get(reverse(name)).url.startswith(reverse("mfa_index")), name
    page = client.get(reverse("mfa_index"))
    check_page(page)
    assert client.get(reverse("people:own-account")).status_code == 200


def test_a_role_without_personal_data_needs_no_second_step(cast):
    client, _ = enter_password(with_password(cast.reader))
    assert client.get(reverse("notices:list")).status_code == 200


def test_a_trainer_knows_names_of_colleagues_and_needs_a_second_step(cast):
    client, _ = enter_password(with_password(cast.trainer))
    assert client.get(reverse("notices:list")).url.startswith(reverse("mfa_index"))


def test_a_closed_account_does_not_open_the_door(cast):
    account = with_password(cast.trainer)
    account.is_active = False
    account.save()
    client, answer = enter_password(account)
    assert answer.url == reverse("account_inactive")
    check_page(client.get(answer.url))
    assert client.get(reverse("people:own-account")).status_code == 302


def test_too_many_attempts_close_the_door_for_a_while(cast):
    account = with_password(cast.trainer)
    for _ in range(5):
        enter_password(account, "iets-anders-dan-dat")
    _, answer = enter_password(account, PASSWORD)
    assert answer.status_code == 200
    assert str(AccountAdapter.error_messages["too_many_login_attempts"]) in answer.content.decode()


def test_too_many_codes_close_the_door_for_a_while(cast):
    client, answer = enter_password(with_app(cast.focal_care))
    for _ in range(5):
        client.post(answer.url, {"code": "000000"})
    last = client.post(answer.url, {"code": code_of(SECRET)})
    assert last.status_code == 200


def test_after_signing_in_the_asked_page_comes_back(cast):
    account = with_password(cast.trainer)
    client = Client()
    answer = client.get(reverse("notices:list"))
    assert answer.url == f"{reverse('account_login')}?next={reverse('notices:list')}"
    answer = client.post(
        answer.url, {"login": account.email, "password": PASSWORD, "next": reverse("notices:list")}
    )
    assert answer.url == reverse("notices:list")


def test_signing_in_never_leads_to_another_site(cast):
    account = with_password(cast.trainer)
    answer = Client().post(
        reverse("account_login"),
        {"login": account.email, "password": PASSWORD, "next": "https://elders.example/"},
    )
    assert answer.url == settings.LOGIN_REDIRECT_URL


def test_signing_out_ends_the_session(cast):
    client = sign_in(with_app(cast.focal_care))
    check_page(client.get(reverse("account_logout")))
    assert client.post(reverse("account_logout")).url == reverse("account_login")
    assert client.get(reverse("people:own-account")).status_code == 302
    assert events() == ["session.signed-in", "session.signed-out"]


def test_the_sign_in_page_is_sound(cast):
    page = check_page(Client().get(reverse("account_login")))
    passwords = [e for e in page.all("input") if e.attrs.get("type") == "password"]
    assert [e.attrs["autocomplete"] for e in passwords] == ["current-password"]


@pytest.mark.parametrize(
    "path", ["/account/signup/", "/account/email/", "/account/login/code/", "/account/2fa/"]
)
def test_what_nobody_needs_does_not_exist(client, path):
    assert client.get(path).status_code == 404
