"""Feedback, closing, reopening and handing over."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from baken.chain.concerns import codes
from baken.chain.concerns.models import FeedbackMeans
from baken.foundation.people.models import Membership
from baken.web.forms import Choices

from .base import ConcernForm, Pairs, TextField, pairs

OWN_WORDS = "own-words"
QUEUE = "queue"


class FeedbackForm(ConcernForm):
    """What the reporter hears, and how: a set text, own words, or both."""

    standard = forms.ChoiceField(label=_("What do you tell?"), widget=Choices)
    text = TextField(
        label=_("Own words"),
        help_text=_(
            "Short sentences, no names and nothing of a partner that is not for the reporter. "
            "Comes after the standard text."
        ),
        rows=4,
        required=False,
    )
    means = forms.ChoiceField(
        label=_("How does the reporter hear it?"),
        help_text=_("By phone, mail or in person: you do it yourself and record it here."),
        widget=Choices,
    )

    def __init__(self, *args: Any, has_channel: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        texts = codes.standard_feedback()
        standard = self.fields["standard"]
        means = self.fields["means"]
        assert isinstance(standard, forms.ChoiceField)
        assert isinstance(means, forms.ChoiceField)
        standard.choices = [*pairs(texts), (OWN_WORDS, _("No standard text, only my own words"))]
        standard.widget.hints = {text.slug: text.text for text in texts}
        means.choices = [
            (choice.value, choice.label)
            for choice in FeedbackMeans
            if has_channel or choice != FeedbackMeans.CHANNEL
        ]
        if has_channel and not self.is_bound:
            self.initial.setdefault("means", FeedbackMeans.CHANNEL.value)

    def clean(self) -> dict[str, Any]:
        """Ask for own words where no standard text was chosen."""
        data = super().clean() or self.cleaned_data
        if data.get("standard") == OWN_WORDS and not data.get("text", "").strip():
            self.add_error("text", _("Write your own words, or choose a standard text."))
        return data

    def standard_text(self) -> str:
        """Return the slug of the chosen set text, or nothing for own words only."""
        chosen: str = self.cleaned_data["standard"]
        return "" if chosen == OWN_WORDS else chosen


class ReasonForm(ConcernForm):
    """One reason out of a list of the region."""

    reason = forms.ChoiceField(label=_("Reason"), widget=Choices)

    def __init__(self, *args: Any, reasons: Iterable[codes.Code], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["reason"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = pairs(reasons)


class CloseForm(ReasonForm):
    """Why the concern is closed."""


class WithdrawForm(ReasonForm):
    """Why a referral is taken back."""


class ReopenForm(ConcernForm):
    """Why a closed concern is taken up again."""

    text = TextField(
        label=_("Why do you reopen it?"), help_text=_("Kept as a note with the concern."), rows=4
    )


class HandOverForm(ConcernForm):
    """To whom: a colleague, or back to the queue of the municipality."""

    blamed_as = {"to_membership": "to"}

    to = forms.ChoiceField(label=_("Who takes it over?"), widget=Choices)

    def __init__(self, *args: Any, members: Iterable[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)
        choices: Pairs = [(str(member.pk), member.account.name) for member in members]
        field.choices = [*choices, (QUEUE, _("Nobody yet: back to the queue"))]
        field.widget.hints = {
            QUEUE: _("All focal points of the municipality see it as not taken up."),
            **{str(member.pk): member.get_domain_display() for member in members if member.domain},
        }
