"""The forms of signing up to read, and of deciding on it."""

from __future__ import annotations

import re

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from baken.foundation.people.actions.readers import Application
from baken.foundation.people.models import Refusal
from baken.foundation.region.models import Organisation

from .entrance import ChoosePasswordForm

_ADDRESS = re.compile(
    r"[a-z0-9](?:[a-z0-9._+'-]{0,62}[a-z0-9_-])?"
    r"@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}",
    re.ASCII,
)
"""Plain addresses only. RFC 5321 allows more (quotes, ``%``, numbers as a domain): what servers
read in two ways is no way in. Letters of other alphabets that look like ours are refused too."""
MEMBERS = "organisations"


def _text(autocomplete: str, **attrs: str) -> forms.TextInput:
    return forms.TextInput(attrs={"autocomplete": autocomplete, **attrs})


class AboutForm(forms.Form):
    """What somebody who wants to read says of themselves."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        help_text=_("So that the region knows who reads along."),
        error_messages={"required": _("Fill in your name.")},
        widget=_text("name"),
    )
    organisation = forms.CharField(
        label=_("Where do you work?"),
        max_length=200,
        help_text=_("Choose from the list, or write the name of your organisation."),
        error_messages={"required": _("Fill in where you work.")},
        widget=_text("organization", list=MEMBERS),
    )
    function = forms.CharField(
        label=_("What is your work there?"),
        max_length=120,
        help_text=_("For example: neighbourhood team, permits, reception desk, police."),
        error_messages={"required": _("Fill in what your work is.")},
        widget=_text("organization-title"),
    )

    def application(self) -> Application:
        """Return what was filled in."""
        data = self.cleaned_data
        return Application(data["name"], data["function"], data["organisation"])


class SignUpForm(AboutForm):
    """The page that anybody may fill in. ``subject`` is a trap: people do not see it."""

    email = forms.CharField(
        label=_("Your work mail address"),
        max_length=254,
        help_text=_("You get a mail to check the address. It also shows where you work."),
        error_messages={"required": _("Fill in your work mail address.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    subject = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    field_order = ["email", "name", "organisation", "function"]

    def clean_email(self) -> str:
        """Return the address in lower case; refuse what two systems could read differently.

        Plain letters are asked for before the case is changed: some signs only become a letter
        by that (U+212A becomes ``k``).
        """
        text: str = self.cleaned_data["email"].strip()
        address = text.lower()
        if not text.isascii() or not _ADDRESS.fullmatch(address) or ".." in address:
            raise forms.ValidationError(
                gettext("Write a mail address such as name@municipality.nl, in plain letters.")
            )
        return address

    @property
    def is_trapped(self) -> bool:
        """True when a program filled in what no person sees."""
        return bool(self.data.get("subject"))


class ConfirmForm(AboutForm):
    """Look once more at what was filled in; for who waits for an editor."""

    sleutel = forms.CharField(max_length=100, widget=forms.HiddenInput)


class ConfirmWithPasswordForm(AboutForm, ChoosePasswordForm):
    """The same, with the password of who is let in at once."""

    field_order = ["name", "organisation", "function", "password1", "password2"]


class AdmitForm(forms.Form):
    """For which organisation somebody is let in."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.filter(is_current=True).order_by("name"),
        label=_("Organisation"),
        empty_label=_("Choose an organisation"),
        help_text=_("Is it not in the list? Add it under Region first, or choose the region."),
        error_messages={"required": _("Choose an organisation.")},
    )


class RefuseForm(forms.Form):
    """Why somebody is not let in; the applicant reads the sentence."""

    reason = forms.TypedChoiceField(
        label=_("Why not?"),
        choices=[(one.value, one.label) for one in Refusal if one != Refusal.LATE],
        coerce=Refusal,
        widget=forms.RadioSelect,
        help_text=_("The applicant gets this sentence by mail."),
        error_messages={"required": _("Choose a reason.")},
    )
