"""From an administrator's invitation to a person who works with a second step."""

from __future__ import annotations

import datetime as dt

import pytest
from django.conf import settings
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from tests.pages import check_page

from baken.foundation.access.roles import Domain, Role
from baken.foundation.audit.models import AuditEvent
from baken.foundation.people import jobs, links
from baken.foundation.people.actions import invitations
from baken.foundation.people.errors import PeopleError
from baken.foundation.people.fitting import Draft
from baken.foundation.people.models import Account, AccountSession, OneTimeLink

from .door import PASSWORD, code_of, enter_password, link_in, with_password

pytestmark = pytest.mark.django_db


def draft(cast, **changes):
    values = {
        "organisation": cast.organisations["schiedam"],
        "role": Role.FOCAL_POINT,
        "domain": Domain.CARE,
        "starts_on": dt.date(2026, 1, 1),
    }
    return Draft(**values | changes)


def invited(cast, **changes):
    return invitations.invite(
        actor=cast.administrator.actor,
        email="Nieuw@Voorbeeld.test",
        name="Nieuw Iemand",
        draft=draft(cast, **changes),
    )


def mailed(account):
    jobs.mail_link(link_id=str(account.links.open().get().pk))
    return link_in(mail.outbox[-1])


def choose(path, password=PASSWORD, client=None):
    client = client or Client()
    page = client.get(path)
    secret = path.partition("sleutel=")[2]
    answer = client.post(
        reverse("people:one-time-link"),
        {"sleutel": secret, "password1": password, "password2": password},
    )
    return client, page, answer


def test_the_whole_way_from_the_form_to_the_first_page(cast, events):
    answer = cast.administrator.client.post(
        reverse("people:invite"),
        {
            "name": "Nieuw Iemand",
            "email": "nieuw@voorbeeld.test",
            "organisation": str(cast.organisations["schiedam"].pk),
            "role": "focal-point",
            "domain": "care",
            "starts_on": "2026-01-01",
            "ends_on": "",
        },
    )
    account = Account.objects.get(email="nieuw@voorbeeld.test")
    assert answer.url == reverse("people:account", args=[account.pk])
    client, page, answer = choose(mailed(account))
    check_page(page)
    assert answer.url == reverse("mfa_index")
    check_page(client.get(answer.url))
    assert client.get(reverse("notices:list")).url.startswith(reverse("mfa_index"))

    page = client.get(reverse("mfa_activate_totp"))
    check_page(page)
    secret = page.context["form"].secret
    before = client.session.session_key
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert answer.url == reverse("mfa_view_recovery_codes")
    assert client.session.session_key != before
    check_page(client.get(answer.url))
    assert client.get(reverse("notices:list")).status_code == 200
    assert events() == [
        "membership.given",
        "account.invited",
        "account.joined",
        "session.signed-in",
        "account.second-factor-added",
    ]


def test_the_mail_says_nothing_but_the_link(cast):
    path = mailed(invited(cast))
    letter = mail.outbox[-1]
    assert letter.to == ["nieuw@voorbeeld.test"]
    for word in ("Nieuw Iemand", "Schiedam", "andachtsfunctionaris", "ocal point"):
        assert word not in letter.subject + letter.body
    assert path.startswith("/uitnodiging/?sleutel=")


def test_only_a_digest_of_the_secret_is_kept(cast):
    secret = mailed(invited(cast)).partition("sleutel=")[2]
    row = OneTimeLink.objects.values().get()
    assert secret not in str(row)
    assert bytes(row["digest"]) == links.digest_of(secret)


def test_an_invited_person_cannot_sign_in_or_take_over_work_yet(cast):
    from baken.foundation.people.queries import members_of

    account = invited(cast)
    account.set_password(PASSWORD)
    account.save()
    _, answer = enter_password(account)
    assert answer.url == reverse("account_inactive")
    assert account not in [
        one.account for one in members_of(cast.organisations["schiedam"].pk, role="focal-point")
    ]


def test_a_link_works_once(cast):
    path = mailed(invited(cast))
    choose(path)
    page = Client().get(path)
    assert page.status_code == 410
    check_page(page)
    assert choose(path)[2].status_code == 410


def test_a_link_works_for_seven_days(cast, time_machine):
    path = mailed(invited(cast))
    now = dt.datetime.now(dt.UTC)
    time_machine.move_to(now + dt.timedelta(days=7, minutes=-1))
    assert Client().get(path).status_code == 200
    time_machine.move_to(now + dt.timedelta(days=7, minutes=1))
    assert Client().get(path).status_code == 410


def test_a_new_invitation_replaces_the_earlier_one(cast, events):
    account = invited(cast)
    first = mailed(account)
    answer = cast.administrator.client.post(reverse("people:repeat-invitation", args=[account.pk]))
    assert answer.status_code == 302
    second = mailed(account)
    assert Client().get(first).status_code == 410
    assert Client().get(second).status_code == 200
    assert events()[-1] == "account.invitation-repeated"


def test_a_withdrawn_invitation_does_not_work(cast, events):
    account = invited(cast)
    path = mailed(account)
    cast.administrator.client.post(reverse("people:withdraw-invitation", args=[account.pk]))
    assert Client().get(path).status_code == 410
    assert events()[-1] == "account.invitation-withdrawn"
    with pytest.raises(PeopleError):
        invitations.repeat_invitation(actor=cast.administrator.actor, account=account)


def test_a_mail_is_not_sent_for_a_link_that_was_withdrawn_meanwhile(cast):
    account = invited(cast)
    link = account.links.open().get()
    invitations.withdraw_invitation(actor=cast.administrator.actor, account=account)
    jobs.mail_link(link_id=str(link.pk))
    assert mail.outbox == []


def test_a_known_address_leads_to_the_account_instead(cast):
    existing = cast.focal_schiedam.account
    page = cast.administrator.client.post(
        reverse("people:invite"),
        {
            "name": "Iemand",
            "email": existing.email.upper(),
            "organisation": str(cast.organisations["schiedam"].pk),
            "role": "focal-point",
            "domain": "care",
            "starts_on": "2026-01-01",
        },
    )
    check_page(page)
    assert reverse("people:give-role", args=[existing.pk]) in page.content.decode()


def test_only_who_manages_accounts_invites(cast):
    for name in ("focal_safety", "coordinator", "privacy_officer", "editor"):
        with pytest.raises(PermissionDenied):
            invitations.invite(
                actor=cast.players[name].actor, email="a@b.test", name="A", draft=draft(cast)
            )


def test_a_bad_password_is_refused_with_the_reason(cast):
    path = mailed(invited(cast))
    _, _, answer = choose(path, "te kort")
    assert "Dit wachtwoord is te kort. Neem minstens 12 tekens." in answer.content.decode()
    for password in ("wachtwoord1234", "nieuw-iemand-2026", "qwertyuiop1234"):
        _, _, answer = choose(path, password)
        assert answer.status_code == 200, password
        check_page(answer)
    assert not Account.objects.get(email="nieuw@voorbeeld.test").is_active


def test_two_different_passwords_are_refused(cast):
    secret = mailed(invited(cast)).partition("sleutel=")[2]
    answer = Client().post(
        reverse("people:one-time-link"),
        {"sleutel": secret, "password1": PASSWORD, "password2": PASSWORD + "x"},
    )
    assert answer.status_code == 200
    assert "password2" in answer.context["form"].errors


def test_a_forgotten_password_ends_all_sessions(cast, events):
    account = with_password(cast.trainer)
    client, _ = enter_password(account)
    page = Client().post(reverse("account_reset_password"), {"email": account.email.upper()})
    check_page(page)
    _, _, answer = choose(mailed(account), "heel-ander-woord-kerktoren")
    assert answer.url == reverse("account_login")
    assert not AccountSession.objects.filter(account=account).exists()
    assert client.get(reverse("people:own-account")).status_code == 302
    assert enter_password(account, "heel-ander-woord-kerktoren")[1].url == (
        settings.LOGIN_REDIRECT_URL
    )
    assert "account.password-changed" in events()


def test_a_link_for_a_password_works_for_an_hour(cast, time_machine):
    account = with_password(cast.trainer)
    invitations.request_password_link(email=account.email)
    path = mailed(account)
    time_machine.move_to(dt.datetime.now(dt.UTC) + dt.timedelta(minutes=61))
    assert Client().get(path).status_code == 410


def test_nobody_learns_who_has_an_account(cast):
    account = with_password(cast.trainer)
    known = Client().post(reverse("account_reset_password"), {"email": account.email})
    unknown = Client().post(reverse("account_reset_password"), {"email": "wie@dan.test"})
    assert known.content == unknown.content
    assert OneTimeLink.objects.count() == 1


def test_asking_too_often_is_told(cast):
    for _ in range(3):
        Client().post(reverse("account_reset_password"), {"email": "wie@dan.test"})
    page = Client().post(reverse("account_reset_password"), {"email": "wie@dan.test"})
    assert page.context["form"].non_field_errors()


def test_whoever_must_start_again_gets_no_password_link(cast):
    account = cast.trainer.account
    account.set_unusable_password()
    account.save()
    invitations.request_password_link(email=account.email)
    assert not OneTimeLink.objects.exists()


def test_nothing_of_a_person_is_in_the_register(cast):
    account = invited(cast)
    choose(mailed(account))
    rows = str(list(AuditEvent.objects.unscoped(reason="test").values()))
    assert "nieuw@voorbeeld.test" not in rows
    assert "Nieuw Iemand" not in rows
