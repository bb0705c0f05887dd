"""The forms at the door: django-allauth's, with our words and without placeholders."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baken.foundation.people.models import Account

PASSWORD_HELP = gettext_lazy(
    "At least 12 characters. Four words that have nothing in common make a good password."
)


def _reword(form: forms.Form, name: str, label: str, help_text: str = "", **attrs: str) -> None:
    """Give a field our label and help, and take the placeholder away."""
    field = form.fields[name]
    field.label, field.help_text = label, help_text
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(attrs)


class SignInForm(LoginForm):  # type: ignore[misc]
    """Mail address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _reword(self, "login", _("Work mail address"), autocomplete="username webauthn")
        _reword(self, "password", _("Password"))


class ConfirmPasswordForm(ReauthenticateForm):  # type: ignore[misc]
    """The password once more, before something important changes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _reword(self, "password", _("Password"))


class NewPasswordForm(ChangePasswordForm):  # type: ignore[misc]
    """Change the password from the account page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _reword(self, "oldpassword", _("Current password"))
        _reword(self, "password1", _("New password"), str(PASSWORD_HELP))
        _reword(self, "password2", _("New password once more"))


class SecondStepForm(AuthenticateForm):  # type: ignore[misc]
    """A code from the app, or a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        help_text = _("Six digits from your authenticator app, or one of your recovery codes.")
        _reword(self, "code", _("Code"), help_text, inputmode="numeric")


class ConfirmCodeForm(ReauthenticateCodeForm):  # type: ignore[misc]
    """A code once more, before something important changes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _reword(self, "code", _("Code"), _("Six digits from your authenticator app."))


class ActivateAppForm(ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new authenticator app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        help_text = _("Six digits. The app shows a new code every 30 seconds.")
        _reword(self, "code", _("Code from the app"), help_text, inputmode="numeric")


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey, always with a check of the person (PIN, finger, face) on the device."""

    passwordless = forms.BooleanField(
        initial=True, required=False, widget=forms.HiddenInput, disabled=True
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        help_text = _("So that you recognise it later, for example “phone” or “laptop at work”.")
        _reword(self, "name", _("Name of the passkey"), help_text, autocomplete="off")


class RenamePasskeyForm(EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _reword(self, "name", _("Name of the passkey"), autocomplete="off")


class PasswordLinkForm(forms.Form):
    """Ask for a link to choose a new password."""

    email = forms.EmailField(
        label=gettext_lazy("Work mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class ChoosePasswordForm(forms.Form):
    """Choose a password after a one-time link; the link's secret travels along."""

    sleutel = forms.CharField(max_length=100, widget=forms.HiddenInput)
    password1 = forms.CharField(
        label=gettext_lazy("Password"),
        help_text=PASSWORD_HELP,
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label=gettext_lazy("Password once more"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, account: Account, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account

    def clean_password1(self) -> str:
        """Refuse what is short, common, like the person or easy to guess."""
        password: str = self.cleaned_data["password1"]
        validate_password(password, self.account)
        return password

    def clean_password2(self) -> str:
        """Refuse a slip of the finger."""
        password: str = self.cleaned_data["password2"]
        if "password1" in self.cleaned_data and password != self.cleaned_data["password1"]:
            raise ValidationError(_("The two passwords are not the same."))
        return password
