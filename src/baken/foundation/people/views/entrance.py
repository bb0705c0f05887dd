"""The door: django-allauth's views with our templates, our register and nothing else.

Each view is named here and routed in ``entrance_urls.py``; what is not named (signing up,
adding mail addresses, signing in by code) does not exist. Templates are passed to ``as_view``,
so no template of django-allauth is ever drawn.
"""

from __future__ import annotations

from typing import Any

from allauth.account import views as account
from allauth.account.internal.flows.logout import logout
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import views as factor
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkey
from allauth.mfa.webauthn.internal import auth as passkey_auth
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from baken.foundation.access.actor import Actor
from baken.foundation.access.decorators import own_account, public
from baken.foundation.people.actions import tokens
from baken.foundation.people.events import note
from baken.foundation.people.models import Account, AccountSession
from baken.foundation.people.session_store import digest_of
from baken.foundation.people.sessions import record_second_factor

START_STEPS = [_("Password"), _("Second step")]
"""What somebody does before the first time in; shown on both pages."""


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def _account(request: HttpRequest) -> Account:
    assert isinstance(request.user, Account)
    return request.user


class SignOut(account.LogoutView):  # type: ignore[misc]
    """Sign out after a press of the button, with a line in the register."""

    def logout(self) -> None:
        """End the session."""
        if self.request.user.is_authenticated:
            note(_actor(self.request), "session.signed-out", _account(self.request))
        logout(self.request)


class ChangePassword(account.PasswordChangeView):  # type: ignore[misc]
    """Choose another password; every other session of the account ends."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Change it. Django ends other sessions by itself; here they disappear at once."""
        response: HttpResponse = super().form_valid(form)
        self.request.session.save()
        kept = digest_of(self.request.session.session_key)
        AccountSession.objects.filter(account=_account(self.request)).exclude(
            session_key=kept
        ).delete()
        tokens.revoke_all(_account(self.request))
        note(_actor(self.request), "account.password-changed", _account(self.request))
        return response


class SecondSteps(factor.IndexView):  # type: ignore[misc]
    """All second steps of the account; where somebody without one is sent first."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add whether a second step is still missing for the role."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        found = context["authenticators"]
        return context | {
            "steps": START_STEPS,
            "is_missing": getattr(self.request, "second_factor_missing", False),
            "app": found.get(Authenticator.Type.TOTP),
            "passkeys": found.get(Authenticator.Type.WEBAUTHN, []),
            "recovery_codes": found.get(Authenticator.Type.RECOVERY_CODES),
        }


class AddApp(totp.ActivateTOTPView):  # type: ignore[misc]
    """Set up an authenticator app with a first code."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep it; whoever just proved to hold it has shown the second step."""
        response: HttpResponse = super().form_valid(form)
        _second_step_added(self.request, "totp")
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the secret in groups of four, for typing it over."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        secret = context["form"].secret
        groups = [secret[place : place + 4] for place in range(0, len(secret), 4)]
        return context | {"secret": " ".join(groups)}


class RemoveApp(totp.DeactivateTOTPView):  # type: ignore[misc]
    """Take the authenticator app away, unless it is the last second step a role needs."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Remove it."""
        response: HttpResponse = super().form_valid(form)
        note(
            _actor(self.request),
            "account.second-factor-removed",
            _account(self.request),
            type="totp",
        )
        return response


class AddPasskey(passkey.AddWebAuthnView):  # type: ignore[misc]
    """Add a passkey that can also sign in by itself."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Ask the device for a passkey that it keeps, behind PIN, finger or face."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        options = passkey_auth.begin_registration(_account(self.request), True)
        return context | {"options": options}

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep it; whoever just used it has shown the second step."""
        response: HttpResponse = super().form_valid(form)
        _second_step_added(self.request, "webauthn")
        return response


class RemovePasskey(passkey.RemoveWebAuthnView):  # type: ignore[misc]
    """Take a passkey away, unless it is the last second step a role needs."""

    success_url = reverse_lazy("mfa_index")

    def form_valid(self, form: Any) -> HttpResponse:
        """Remove it, or say why it must stay."""
        try:
            get_adapter().require_deletable(self.get_object())
        except ValidationError as error:
            form.add_error(None, error)
            refused: HttpResponse = self.form_invalid(form)
            return refused
        response: HttpResponse = super().form_valid(form)
        note(
            _actor(self.request),
            "account.second-factor-removed",
            _account(self.request),
            type="webauthn",
        )
        return response


class RenamePasskey(passkey.EditWebAuthnView):  # type: ignore[misc]
    """Give a passkey another name."""

    success_url = reverse_lazy("mfa_index")


class ConfirmByPasskey(passkey.ReauthenticateWebAuthnView):  # type: ignore[misc]
    """Show a passkey once more, before something important changes."""

    def form_invalid(self, form: Any) -> HttpResponse:
        """Stay on the page and say what went wrong."""
        page: HttpResponse = self.render_to_response(self.get_context_data(form=form))
        return page


class NewRecoveryCodes(recovery.GenerateRecoveryCodesView):  # type: ignore[misc]
    """Replace the recovery codes."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Make new ones; the former stop working."""
        response: HttpResponse = super().form_valid(form)
        note(_actor(self.request), "account.recovery-codes-renewed", _account(self.request))
        return response


def _second_step_added(request: HttpRequest, kind: str) -> None:
    record_second_factor(request, kind)
    note(_actor(request), "account.second-factor-added", _account(request), type=kind)


def _page(name: str) -> str:
    return f"people/entrance/{name}.html"


sign_in = public(account.LoginView.as_view(template_name=_page("sign_in")))
sign_out = public(SignOut.as_view(template_name=_page("sign_out")))
inactive = public(account.AccountInactiveView.as_view(template_name=_page("inactive")))
second_step = public(factor.AuthenticateView.as_view(template_name=_page("second_step")))
sign_in_by_passkey = public(passkey.LoginWebAuthnView.as_view())

confirm_password = own_account(
    account.ReauthenticateView.as_view(template_name=_page("confirm_password"))
)
confirm_code = own_account(factor.ReauthenticateView.as_view(template_name=_page("confirm_code")))
confirm_passkey = own_account(ConfirmByPasskey.as_view(template_name=_page("confirm_passkey")))
change_password = own_account(ChangePassword.as_view(template_name=_page("change_password")))

second_steps = own_account(SecondSteps.as_view(template_name=_page("second_steps")))
add_app = own_account(never_cache(AddApp.as_view(template_name=_page("add_app"))))
remove_app = own_account(RemoveApp.as_view(template_name=_page("remove_app")))
add_passkey = own_account(never_cache(AddPasskey.as_view(template_name=_page("add_passkey"))))
remove_passkey = own_account(RemovePasskey.as_view(template_name=_page("remove_passkey")))
rename_passkey = own_account(RenamePasskey.as_view(template_name=_page("rename_passkey")))
recovery_codes = own_account(
    never_cache(recovery.ViewRecoveryCodesView.as_view(template_name=_page("recovery_codes")))
)
new_recovery_codes = own_account(
    NewRecoveryCodes.as_view(template_name=_page("new_recovery_codes"))
)
download_recovery_codes = own_account(
    recovery.DownloadRecoveryCodesView.as_view(template_name="people/entrance/recovery_codes.txt")
)
