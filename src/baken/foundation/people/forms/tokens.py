"""The form with which somebody makes a token."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from baken.foundation.people.actions.tokens import TERMS
from baken.foundation.people.models import TokenScope


class TokenForm(forms.Form):
    """What a token is for, what it may do and how long."""

    name = forms.CharField(
        label=_("What is it for?"),
        help_text=_("The name of the program, so that you recognise it later. No names of people."),
        max_length=60,
    )
    scope = forms.TypedChoiceField(
        label=_("What may it do?"),
        help_text=_("Never more than you may yourself in this role."),
        choices=TokenScope.choices,
        coerce=TokenScope,
        initial=TokenScope.READ,
        widget=forms.RadioSelect,
    )
    days = forms.TypedChoiceField(
        label=_("How long does it work?"),
        help_text=_("Not longer than you need it. It cannot be prolonged."),
        choices=[
            (days, ngettext_lazy("%(days)d day", "%(days)d days", days) % {"days": days})
            for days in TERMS
        ],
        coerce=int,
        initial=TERMS[1],
        widget=forms.RadioSelect,
    )
