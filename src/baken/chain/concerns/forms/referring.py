"""Passing on to a partner, and the partner's answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from baken.chain.concerns import codes
from baken.chain.concerns.models import Referral, ReferralKind, ReferralStatus
from baken.chain.concerns.receipts import MINIMUM_TOKEN
from baken.web.forms import Choices, MultipleChoices

from .base import ConcernForm, LineField, Pairs, TextField, pairs, with_empty


class ReferForm(ConcernForm):
    """What goes to one organisation. Facts and people are ticked one by one."""

    token = forms.CharField(widget=forms.HiddenInput, min_length=MINIMUM_TOKEN, max_length=60)
    kind = forms.CharField(widget=forms.HiddenInput)
    ground = forms.ChoiceField(
        label=_("On which legal ground do you share?"),
        help_text=_("Only grounds that hold for this organisation are listed."),
        widget=Choices,
    )
    reason = TextField(
        label=_("Why is sharing needed?"),
        help_text=_(
            "Your weighing: which purpose, why not with less, why these facts. The partner reads "
            "it, and it justifies you later."
        ),
        rows=4,
    )
    message = TextField(
        label=_("Message to the partner"),
        help_text=_("What do you ask, and what have you done already? Names only if needed."),
    )
    observations = forms.MultipleChoiceField(
        label=_("Which facts does the partner see?"),
        help_text=_("Tick only what this partner needs for its task."),
        widget=MultipleChoices,
        required=False,
    )
    persons = forms.MultipleChoiceField(
        label=_("Which persons does the partner see?"),
        help_text=_("Nobody, unless you tick somebody."),
        widget=MultipleChoices,
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        choice: codes.ReceiverChoice,
        kind: ReferralKind,
        facts: Pairs,
        people: Pairs,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        grounds = choice.grounds_for(kind)
        self._offer("ground", pairs(grounds))
        self._offer("observations", facts)
        self._offer("persons", people)
        self.fields["ground"].widget.hints = {one.slug: one.text for one in grounds}
        self.initial["kind"] = kind.value
        if len(grounds) == 1:
            self.initial.setdefault("ground", grounds[0].slug)
        if not facts:
            del self.fields["observations"]
        if not people or kind == ReferralKind.ADVICE:
            del self.fields["persons"]

    def _offer(self, name: str, choices: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


class MessageForm(ConcernForm):
    """A message in the thread of a referral."""

    text = TextField(
        label=_("Message"),
        help_text=_("Only for the two organisations of this referral."),
        rows=3,
    )


class AcceptForm(ConcernForm):
    """The partner takes it up."""

    partner_reference = LineField(
        label=_("Your own reference"),
        help_text=_("Your case number, so that both sides find it again. Not a name."),
        width="medium",
        required=False,
    )


class RefuseForm(ConcernForm):
    """The partner does not take it up, and says why."""

    reason = forms.ChoiceField(label=_("Why do you refuse?"), widget=Choices)
    text = TextField(
        label=_("Explanation"),
        help_text=_("What should the municipality do instead, or add before it asks again?"),
        rows=4,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["reason"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = pairs(codes.refusal_reasons())


class CompleteForm(ConcernForm):
    """The partner is done and tells the outcome."""

    outcome = forms.ChoiceField(label=_("What came out of it?"), widget=Choices)
    text = TextField(
        label=_("Explanation"),
        help_text=_("What may the municipality know? It also uses this for the feedback."),
        rows=4,
        required=False,
    )
    partner_reference = LineField(label=_("Your own reference"), width="medium", required=False)

    def __init__(self, *args: Any, referral: Referral, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["outcome"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = pairs(codes.outcomes(referral.kind))


class RecordAnswerForm(ConcernForm):
    """What a partner answered outside Baken, recorded by the sender."""

    answer = forms.ChoiceField(label=_("What did the partner answer?"), widget=Choices)
    reason = forms.ChoiceField(label=_("Reason, when refused"), widget=forms.Select, required=False)
    outcome = forms.ChoiceField(
        label=_("Outcome, when completed"), widget=forms.Select, required=False
    )
    text = TextField(
        label=_("What was said"),
        help_text=_("In your own words, as the partner told it."),
        rows=4,
        required=False,
    )
    partner_reference = LineField(
        label=_("Reference of the partner"), width="medium", required=False
    )

    def __init__(
        self, *args: Any, referral: Referral, answers: Iterable[ReferralStatus], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices: dict[str, Any] = {
            "answer": [(answer.value, answer.label) for answer in answers],
            "reason": with_empty(pairs(codes.refusal_reasons()), _("Choose a reason")),
            "outcome": with_empty(pairs(codes.outcomes(referral.kind)), _("Choose an outcome")),
        }
        for name, offered in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = offered

    def clean(self) -> dict[str, Any]:
        """Ask the reason of a refusal and the outcome of what is completed."""
        data = super().clean() or self.cleaned_data
        if data.get("answer") == ReferralStatus.REFUSED and not data.get("reason"):
            self.add_error("reason", _("Choose why the partner refused."))
        if data.get("answer") == ReferralStatus.DONE and not data.get("outcome"):
            self.add_error("outcome", _("Choose what came out of it."))
        return data
