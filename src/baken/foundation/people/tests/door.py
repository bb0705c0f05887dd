"""What the tests of the door share: a real password, a real app, the steps through the pages."""

from __future__ import annotations

import re
import time

from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client
from django.urls import reverse

PASSWORD = "lantaarn-geit-wolk-zeven"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code_of(secret, *, later=0):
    """Return what an authenticator app shows now (or ``later`` periods from now)."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later))


def with_password(player):
    """Give a player a password and return the account."""
    player.account.set_password(PASSWORD)
    player.account.save(update_fields=["password"])
    return player.account


def with_app(player):
    """Give a player a password and an authenticator app with ``SECRET``."""
    account = with_password(player)
    TOTP.activate(account, SECRET)
    return account


def enter_password(account, password=PASSWORD, client=None):
    """Fill in the sign-in page; return browser and answer."""
    client = client or Client()
    answer = client.post(reverse("account_login"), {"login": account.email, "password": password})
    return client, answer


def sign_in(account, client=None):
    """Sign in with password and app; return the browser."""
    client, answer = enter_password(account, client=client)
    assert answer.url == reverse("mfa_authenticate")
    answer = client.post(answer.url, {"code": code_of(SECRET)})
    assert answer.status_code == 302, answer.content.decode()
    return client


def link_in(mail):
    """Return the one-time link of a mail, as a path of the site."""
    address = re.search(r"https?://\S+", mail.body).group()
    return re.sub(r"^https?://[^/]+", "", address)
