"""Where django-allauth touches Baken: words, mails, the register and where to go next."""

from __future__ import annotations

from typing import Any

import structlog
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from cryptography.fernet import InvalidToken
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.translation import gettext_lazy as _

from baken.foundation.access.actor import Actor
from baken.foundation.access.roles import needs_second_factor

from . import jobs, secrets_at_rest
from .events import note, note_unknown
from .landing import start_page
from .models import Account
from .sessions import running_memberships

_log = structlog.get_logger(__name__)

MESSAGES = {
    "account/messages/logged_out.txt": _("You are signed out."),
    "account/messages/password_changed.txt": _(
        "Your password has been changed. Your other sessions have been ended."
    ),
    "mfa/messages/totp_activated.txt": _("The authenticator app has been set up."),
    "mfa/messages/totp_deactivated.txt": _("The authenticator app has been removed."),
    "mfa/messages/recovery_codes_generated.txt": _(
        "New recovery codes have been made. Keep them somewhere safe."
    ),
    "mfa/messages/webauthn_added.txt": _("The passkey has been added."),
    "mfa/messages/webauthn_removed.txt": _("The passkey has been removed."),
}
"""What is told after a step; everything else django-allauth would say is left unsaid."""


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Signs in by password; nobody registers, and mail goes out through our own jobs."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("The mail address or the password is not right."),
        "too_many_login_attempts": _("Too many attempts. Wait ten minutes and try again."),
        "incorrect_code": _(
            "This code is not right. Check the time on your phone, or wait for a new code."
        ),
        "incorrect_password": _("The password is not right."),
        "enter_current_password": _("The current password is not right."),
        "rate_limited": _("Too many attempts. Wait a while and try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return False: accounts come from invitations, and readers by a page of our own."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Refuse: a mail of django-allauth would name addresses and devices."""
        raise NotImplementedError(template_prefix)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: AbstractBaseUser,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Queue one of our fixed sentences instead of the mail django-allauth wrote."""
        assert isinstance(user, Account)
        password = template_prefix.startswith("account/email/password")
        jobs.queue_word(user, "password-changed" if password else "second-factor-changed")

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Show our own words; messages without words here are dropped."""
        text = message or str(MESSAGES.get(message_template or "", ""))
        if text:
            super().add_message(request, level, message=text, extra_tags=extra_tags)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Return the first page after signing in; several roles ask for a choice first."""
        account = request.user
        assert isinstance(account, Account)
        running = running_memberships(account)
        if len(running) > 1:
            return resolve_url("people:switch")
        return start_page(running[0] if running else None)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Return the account page."""
        return resolve_url("people:own-account")

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Write a failed sign-in, without the address that was typed."""
        account = Account.objects.filter(email__iexact=credentials.get("email", "")).first()
        actor = getattr(request, "actor", None) or Actor.stranger()
        if account is None:
            note_unknown(actor, "session.sign-in-failed", step="password")
        else:
            note(actor, "session.sign-in-failed", account, step="password")


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Seals what must stay secret and keeps a role that needs a second step from losing it."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
        "cannot_delete_authenticator": _(
            "Your role needs a second step. Add another one before you remove this one."
        ),
    }

    def encrypt(self, text: str) -> str:
        """Seal a secret for the database."""
        return secrets_at_rest.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Open a sealed secret; one that cannot be opened becomes one that nobody knows.

        So after the loss of a secret key codes are refused, and an administrator resets the
        second step, instead of a page that breaks.
        """
        try:
            return secrets_at_rest.unseal(encrypted_text)
        except InvalidToken:
            _log.error("second-step.unreadable")
            return str(generate_totp_secret())

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Say whether this second step may go: the last one stays while a role needs it."""
        main = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
        others = Authenticator.objects.filter(user=authenticator.user, type__in=main)
        if others.exclude(pk=authenticator.pk).exists():
            return True
        running = running_memberships(authenticator.user)
        return not any(needs_second_factor(membership.role) for membership in running)

    def require_deletable(self, authenticator: Authenticator) -> None:
        """Raise ``ValidationError`` when ``can_delete_authenticator`` says no."""
        if not self.can_delete_authenticator(authenticator):
            error: ValidationError = self.validation_error("cannot_delete_authenticator")
            raise error

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        """Propose a name for a new passkey."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return str(_("Passkey %(number)d")) % {"number": number}

    def _get_site_name(self) -> str:
        return "Baken"
