"""The second step: setting up, recovery codes, removing, and a reset by an administrator."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from tests.pages import check_page

from baken.foundation.people import jobs, secrets_at_rest
from baken.foundation.people.actions import accounts
from baken.foundation.people.errors import PeopleError

from .door import (
    PASSWORD,
    SECRET,
    code_of,
    enter_password,
    link_in,
    sign_in,
    with_app,
    with_password,
)

pytestmark = pytest.mark.django_db


def confirmed(account, client=None):
    """Sign in and confirm the password again, as the set-up pages ask."""
    client = client or sign_in(account)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def test_the_secret_of_an_app_lies_sealed_in_the_database(cast):
    account = with_app(cast.focal_care)
    stored = Authenticator.objects.get(user=account).data["secret"]
    assert SECRET not in stored
    assert secrets_at_rest.unseal(stored) == SECRET


def test_a_changed_secret_key_opens_old_secrets_through_its_fallback(settings):
    sealed = secrets_at_rest.seal(SECRET)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key of more than fifty characters, for this test only"
    assert secrets_at_rest.unseal(sealed) == SECRET


def test_secrets_move_to_a_new_key_and_the_former_can_be_forgotten(cast, settings, capsys):
    account = with_app(cast.focal_care)
    RecoveryCodes.activate(account)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key of more than fifty characters, for this test only"
    call_command("people_reseal")
    assert capsys.readouterr().out.startswith("2 ")
    settings.SECRET_KEY_FALLBACKS = []
    sign_in(account)


def test_a_lost_key_refuses_codes_instead_of_breaking_the_page(cast, settings):
    account = with_app(cast.focal_care)
    RecoveryCodes.activate(account)
    settings.SECRET_KEY = "another key of more than fifty characters, for this test only"
    client, answer = enter_password(account)
    answer = client.post(answer.url, {"code": code_of(SECRET)})
    assert answer.status_code == 200
    assert not client.session.get("_auth_user_id")


def test_setting_up_asks_for_the_password_again_and_comes_back(cast):
    client, _ = enter_password(with_password(cast.focal_care))
    answer = client.get(reverse("mfa_activate_totp"))
    assert answer.url.startswith(reverse("account_reauthenticate"))
    check_page(client.get(answer.url))
    answer = client.post(answer.url, {"password": PASSWORD})
    assert answer.url == reverse("mfa_activate_totp")


def test_a_wrong_first_code_sets_nothing_up(cast):
    client, _ = enter_password(with_password(cast.focal_care))
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.get(reverse("mfa_activate_totp"))
    page = client.post(reverse("mfa_activate_totp"), {"code": "000000"})
    check_page(page)
    assert not Authenticator.objects.exists()


def test_a_recovery_code_opens_the_door_once(cast):
    account = with_app(cast.focal_care)
    code = RecoveryCodes.activate(account).get_unused_codes()[0]
    client, answer = enter_password(account)
    assert client.post(answer.url, {"code": code}).status_code == 302
    assert client.get(reverse("notices:list")).status_code == 200
    client, answer = enter_password(account)
    assert client.post(answer.url, {"code": code}).status_code == 200


def test_recovery_codes_are_shown_downloaded_and_renewed(cast, events):
    account = with_app(cast.focal_care)
    first = RecoveryCodes.activate(account).get_unused_codes()
    client = confirmed(account)
    page = client.get(reverse("mfa_view_recovery_codes"))
    check_page(page)
    assert first[0] in page.content.decode()
    text = client.get(reverse("mfa_download_recovery_codes"))
    assert text["Content-Type"].startswith("text/plain")
    assert first[9] in text.content.decode()
    check_page(client.get(reverse("mfa_generate_recovery_codes")))
    client.post(reverse("mfa_generate_recovery_codes"))
    assert first[0] not in client.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert events()[-1] == "account.recovery-codes-renewed"


def test_the_last_second_step_stays_while_a_role_needs_it(cast):
    account = with_app(cast.focal_care)
    client = confirmed(account)
    page = client.get(reverse("mfa_deactivate_totp"))
    check_page(page)
    assert page.context["form"].errors
    client.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.filter(user=account).exists()


def test_who_needs_none_may_remove_it(cast, events):
    account = with_app(cast.reader)
    client = confirmed(account)
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.filter(user=account).exists()
    assert events()[-1] == "account.second-factor-removed"


def passkey_of(account):
    return Authenticator.objects.create(
        user=account, type="webauthn", data={"name": "telefoon", "credential": {}}
    )


def test_a_passkey_is_renamed_and_removed_by_its_owner_only(cast, events):
    account = with_app(cast.focal_care)
    own, foreign = passkey_of(account), passkey_of(with_password(cast.trainer))
    client = confirmed(account)
    check_page(client.get(reverse("mfa_index")))
    assert client.get(reverse("mfa_edit_webauthn", args=[foreign.pk])).status_code == 404
    assert client.post(reverse("mfa_remove_webauthn", args=[foreign.pk])).status_code == 404
    check_page(client.get(reverse("mfa_edit_webauthn", args=[own.pk])))
    client.post(reverse("mfa_edit_webauthn", args=[own.pk]), {"name": "laptop"})
    own.refresh_from_db()
    assert own.wrap().name == "laptop"
    check_page(client.get(reverse("mfa_remove_webauthn", args=[own.pk])))
    client.post(reverse("mfa_remove_webauthn", args=[own.pk]))
    assert not Authenticator.objects.filter(pk=own.pk).exists()
    assert events()[-1] == "account.second-factor-removed"


def test_the_last_passkey_stays_while_a_role_needs_it(cast):
    account = with_app(cast.focal_care)
    client = confirmed(account)
    key = passkey_of(account)
    Authenticator.objects.filter(user=account, type="totp").delete()
    page = client.post(reverse("mfa_remove_webauthn", args=[key.pk]))
    assert page.status_code == 200
    check_page(page)
    assert Authenticator.objects.filter(pk=key.pk).exists()


def test_the_page_to_add_a_passkey_carries_what_the_browser_needs(cast):
    client = confirmed(with_app(cast.focal_care))
    page = check_page(client.get(reverse("mfa_add_webauthn")))
    form = next(e for e in page.all("form") if "data-passkey" in e.attrs)
    assert '"residentKey": "required"' in form.attrs["data-passkey-options"]
    assert '"userVerification": "required"' in form.attrs["data-passkey-options"]
    answer = client.post(reverse("mfa_add_webauthn"), {"name": "x", "credential": "{}"})
    assert answer.status_code == 200


def test_signing_in_by_passkey_begins_with_a_challenge(client, db):
    address = reverse("mfa_login_webauthn")
    options = client.get(address, headers={"X-Requested-With": "XMLHttpRequest"}).json()
    assert options["request_options"]["publicKey"]["userVerification"] == "required"
    assert client.get(address).url == reverse("account_login")
    answer = client.post(address, {"credential": "{}"})
    assert answer.url == reverse("account_login")


def test_a_reset_leaves_nothing_to_whoever_has_the_password(cast, events):
    account = with_app(cast.focal_care)
    client = sign_in(account)
    page = cast.administrator.client.get(reverse("people:reset-second-factor", args=[account.pk]))
    check_page(page)
    answer = cast.administrator.client.post(
        reverse("people:reset-second-factor", args=[account.pk]), {"reason": "telefoon verloren"}
    )
    assert answer.url == reverse("people:account", args=[account.pk])
    assert client.get(reverse("people:own-account")).status_code == 302
    assert not Authenticator.objects.filter(user=account).exists()
    _, answer = enter_password(account)
    assert answer.status_code == 200
    assert "account.second-factor-reset" in events()

    jobs.mail_link(link_id=str(account.links.open().get().pk))
    secret = link_in(mail.outbox[-1]).partition("sleutel=")[2]
    fresh = Client()
    check_page(fresh.get(reverse("people:one-time-link"), {"sleutel": secret}))
    new = "kerktoren-boek-zand-elf"
    answer = fresh.post(
        reverse("people:one-time-link"), {"sleutel": secret, "password1": new, "password2": new}
    )
    assert answer.url == reverse("mfa_index")


def test_a_reset_needs_a_reason_and_somebody_else(cast):
    account = with_app(cast.focal_care)
    page = cast.administrator.client.post(
        reverse("people:reset-second-factor", args=[account.pk]), {"reason": ""}
    )
    assert page.status_code == 200
    assert Authenticator.objects.filter(user=account).exists()
    with pytest.raises(PeopleError):
        accounts.reset_second_factor(
            actor=cast.administrator.actor, account=cast.administrator.account, reason="x"
        )


def test_a_change_is_told_by_mail_without_a_name(cast):
    account = with_app(cast.focal_care)
    jobs.mail_word(account_id=str(account.pk), word="second-factor-changed")
    letter = mail.outbox[-1]
    assert letter.to == [account.email]
    assert account.name not in letter.body


def test_a_new_password_ends_every_other_session(cast, events):
    account = with_app(cast.focal_care)
    other = sign_in(account)
    Authenticator.objects.filter(user=account).delete()
    client, _ = enter_password(account)
    page = client.get(reverse("account_change_password"))
    check_page(page)
    new = "kerktoren-boek-zand-elf"
    answer = client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": new, "password2": new},
    )
    assert answer.url == reverse("people:own-account")
    assert client.get(reverse("people:own-account")).status_code == 200
    assert other.get(reverse("people:own-account")).status_code == 302
    assert account.sessions.count() == 1
    assert events()[-1] == "account.password-changed"


def test_a_code_confirms_who_has_an_app(cast):
    client = sign_in(with_app(cast.focal_care))
    answer = client.get(reverse("mfa_view_recovery_codes"))
    assert answer.status_code == 404
    page = client.get(reverse("mfa_reauthenticate"))
    check_page(page)
    answer = client.post(reverse("mfa_reauthenticate"), {"code": code_of(SECRET, later=1)})
    assert answer.status_code == 302
