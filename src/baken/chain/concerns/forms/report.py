"""The public questions: a report, the way back to it, and the one answer a reporter may give."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from baken.chain.concerns import codes
from baken.chain.concerns.actions.feedback import MAXIMUM_REPLY
from baken.foundation.vault.detect import find_personal_data
from baken.web.forms import Choices

from .base import ConcernForm, LineField, TextField, pairs, with_empty

ANONYMOUS, KNOWN = "anonymous", "known"
CONTACT = ("reporter_name", "reporter_phone", "reporter_email", "reporter_safely")

KIND_WORDS = {
    "bsn": _("a citizen service number (BSN)"),
    "iban": _("a bank account number"),
    "phone": _("a telephone number"),
    "email": _("a mail address"),
    "plate": _("a licence plate"),
    "v-number": _("a V-number"),
}
"""What ``detect`` finds, in the words of the warning."""


class ReportForm(ConcernForm):
    """A report to the focal point of one municipality; facts first, a name only if wanted.

    ``answers`` carries the check, ``token`` makes a double submit harmless and ``warned``
    remembers for which kinds of personal data the reporter was warned already.
    """

    blamed_as = {"anonymous": "name_choice"}

    answers = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20_000)
    token = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)
    warned = forms.CharField(widget=forms.HiddenInput, required=False, max_length=100)
    municipality = forms.ChoiceField(
        label=_("In which municipality is it?"),
        help_text=_("Your report goes to this municipality. Not sure? Choose where you saw it."),
    )
    story = TextField(
        label=_("What did you see or hear?"),
        help_text=_(
            "Start with the facts: what happened, what was said, who did what. You do not have "
            "to write names. What you think of it may come after that."
        ),
        rows=8,
    )
    when = LineField(
        label=_("When was it?"),
        help_text=_("A date, or for example: since the summer, every Friday evening."),
        required=False,
    )
    where = LineField(
        label=_("Where was it?"),
        help_text=_("An address, a business, a street or a neighbourhood. As well as you know."),
        required=False,
    )
    reporter_function = forms.ChoiceField(
        label=_("From what role do you report this?"),
        help_text=_("This tells the reader how you came to see it. It does not say who you are."),
        required=False,
    )
    name_choice = forms.ChoiceField(
        label=_("Do you want to give your name?"),
        choices=[
            (ANONYMOUS, _("No, without my name")),
            (KNOWN, _("Yes, with my name")),
        ],
        widget=Choices(
            hints={
                ANONYMOUS: _("You get a code. With it you can read what was done."),
                KNOWN: _("The municipality can call or write you when something is not clear."),
            }
        ),
    )
    reporter_name = LineField(label=_("Your name"), autocomplete="name", required=False)
    reporter_phone = LineField(
        label=_("Your phone number"), width="medium", autocomplete="tel", required=False
    )
    reporter_email = forms.EmailField(
        label=_("Your mail address"),
        required=False,
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    reporter_safely = LineField(
        label=_("How and when is it safe to contact you?"),
        help_text=_(
            "For example: only by mail, or only after six o'clock. Nobody else may notice."
        ),
        required=False,
    )

    def __init__(self, *args: Any, municipalities: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choices("municipality").choices = with_empty(
            municipalities.items(), _("Choose a municipality")
        )
        self._choices("reporter_function").choices = with_empty(
            pairs(codes.reporter_functions()), _("I would rather not say")
        )

    def _choices(self, name: str) -> forms.ChoiceField:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        return field

    def clean(self) -> dict[str, Any]:
        """Forget name and contact of who stays anonymous; ask one way back of who does not."""
        data = super().clean() or self.cleaned_data
        if data.get("name_choice") == ANONYMOUS:
            data.update(dict.fromkeys(CONTACT, ""))
        elif data.get("name_choice") == KNOWN and not any(data.get(name) for name in CONTACT[:3]):
            self.add_error(
                "reporter_name", _("Fill in your name, phone number or mail address, or choose no.")
            )
        return data

    def personal_data(self) -> set[str]:
        """Return kinds of personal data in the free text that nobody was warned for yet."""
        text = f"{self.cleaned_data['story']}\n{self.cleaned_data['when']}"
        found = {finding.kind for finding in find_personal_data(text)}
        return found - set(self.cleaned_data["warned"].split(","))


class WayBackForm(ConcernForm):
    """Reference and secret; wrong ones of either kind get one and the same answer."""

    reference = LineField(
        label=_("Your reference"), help_text=_("It looks like this: BK-7K4Q-X3M9."), width="medium"
    )
    secret = LineField(
        label=_("Your secret code"),
        help_text=_("It looks like this: 7K4Q-X3M9-HCRT."),
        width="medium",
    )


class ReplyForm(ConcernForm):
    """The one answer of a reporter; reference and secret come along, hidden."""

    reference = forms.CharField(widget=forms.HiddenInput, max_length=40)
    secret = forms.CharField(widget=forms.HiddenInput, max_length=40)
    text = TextField(
        label=_("Your answer"),
        help_text=_(
            "You can answer once. Write what you still want to tell. You do not have to write "
            "names."
        ),
        max_length=MAXIMUM_REPLY,
    )
