"""Forms for sessions: planning, cancelling, who was there, and what they thought."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from baken.network.learning.actions import Opinion, SessionDraft
from baken.network.learning.models import Enrolment, Evaluation, Session, Training
from baken.network.learning.queries import label_of
from baken.web.forms import BakenForm, Choices, DateField, MultipleChoices

from .base import LearningForm, TextField, TimeField, number_field, today_or

ON_SITE, ONLINE = "on-site", "online"
WHERE = [(ON_SITE, _("On site")), (ONLINE, _("Online"))]
DEFAULT_PLACES = 20


class SessionFilter(BakenForm):
    """What somebody looks for among the sessions."""

    training = forms.ChoiceField(label=_("Training"), required=False)
    where = forms.ChoiceField(label=_("Where"), required=False, choices=[("", _("All")), *WHERE])
    past = forms.BooleanField(label=_("Past and cancelled"), required=False)

    def __init__(self, data: Any, *, trainings: Iterable[Training]) -> None:
        super().__init__(data)
        field = self.fields["training"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("All")), *((one.slug, one.name) for one in trainings)]

    def wanted(self) -> dict[str, Any]:
        """Return the filters; one that makes no sense is left out."""
        self.is_valid()
        data = self.cleaned_data
        return {
            "training": data.get("training", ""),
            "where": data.get("where", ""),
            "past": bool(data.get("past")),
        }


class SessionForm(LearningForm):
    """When, where, for how many."""

    day = DateField(label=_("Day"))
    starts = TimeField(label=_("Begins at"))
    ends = TimeField(label=_("Ends at"))
    where = forms.ChoiceField(label=_("Where"), choices=WHERE, widget=Choices)
    place = forms.CharField(
        label=_("Place"),
        required=False,
        max_length=200,
        help_text=_("Building, address and room, if it is on site."),
    )
    online_link = forms.URLField(
        label=_("Address of the online meeting"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=_("You may fill this in later; participants then hear of it."),
    )
    provider = forms.CharField(label=_("Given by"), required=False, max_length=200)
    minimum = number_field(
        _("At least so many participants"),
        required=False,
        help_text=_("You get a message when there are fewer at the closing date."),
    )
    maximum = number_field(_("Places"), min_value=1)
    closes_on = DateField(
        label=_("Last day to enrol"),
        required=False,
        help_text=_("Empty: one can enrol until the day itself."),
    )
    note = TextField(
        label=_("Note for participants"),
        required=False,
        max_length=500,
        rows=2,
        help_text=_("For example where to park, or what to bring."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    detected = ("note", "place")

    @classmethod
    def to_plan(cls, training: Training, data: Any = None) -> SessionForm:
        """Return an empty form with what the training says already."""
        return cls(
            data,
            initial={
                "provider": training.provider,
                "where": ONLINE if training.place == ONLINE else ON_SITE,
                "minimum": training.group_minimum,
                "maximum": training.group_maximum or DEFAULT_PLACES,
            },
        )

    @classmethod
    def of(cls, session: Session, data: Any = None) -> SessionForm:
        """Return the form with what the session has now."""
        starts, ends = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
        names = ("place", "online_link", "provider", "minimum", "maximum", "closes_on", "note")
        return cls(
            data,
            initial={name: getattr(session, name) for name in (*names, "version")}
            | {
                "day": starts.date(),
                "starts": starts.time(),
                "ends": ends.time(),
                "where": ONLINE if session.is_online else ON_SITE,
            },
        )

    def draft(self) -> SessionDraft:
        """Return what was filled in; times are those of the region."""
        data = self.cleaned_data
        zone = timezone.get_current_timezone()
        return SessionDraft(
            starts_at=dt.datetime.combine(data["day"], data["starts"], zone),
            ends_at=dt.datetime.combine(data["day"], data["ends"], zone),
            is_online=data["where"] == ONLINE,
            place=data["place"].strip(),
            online_link=data["online_link"],
            provider=data["provider"].strip(),
            minimum=data["minimum"] or 0,
            maximum=data["maximum"],
            closes_on=today_or(data["closes_on"], data["day"]),
            note=data["note"].strip(),
        )


class CancelForm(LearningForm):
    """Why a session does not take place."""

    reason = TextField(
        label=_("Why does it not take place?"),
        max_length=300,
        rows=2,
        help_text=_("Everybody who enrolled reads this in a letter."),
    )
    detected = ("reason",)


class AttendanceForm(LearningForm):
    """Who was there."""

    present = forms.MultipleChoiceField(
        label=_("Who was there?"), required=False, widget=MultipleChoices
    )
    others = number_field(
        _("How many others were there?"),
        required=False,
        help_text=_("People without an account here. A number only, no names."),
    )

    def __init__(self, data: Any = None, *, placed: Iterable[Enrolment], others: int = 0) -> None:
        known = list(placed)
        there = [str(one.pk) for one in known if one.attended is not False]
        super().__init__(data, initial={"present": there, "others": others})
        field = self.fields["present"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [
            (
                str(one.pk),
                f"{one.membership.account.name} ({one.membership.organisation.name})",
            )
            for one in known
        ]


def _scale(name: str) -> forms.TypedChoiceField:
    choices = [
        ("5", _("5, fully agree")),
        ("4", _("4, agree")),
        ("3", _("3, in between")),
        ("2", _("2, disagree")),
        ("1", _("1, fully disagree")),
    ]
    label = label_of(Evaluation, name)
    return forms.TypedChoiceField(label=label, choices=choices, coerce=int, widget=Choices)


class EvaluationForm(LearningForm):
    """Three questions."""

    usable = _scale("usable")
    confident = _scale("confident")
    recommend = _scale("recommend")
    words = TextField(
        label=label_of(Evaluation, "words"),
        required=False,
        max_length=1000,
        help_text=_("The organiser reads this without your name. Write about nobody."),
    )
    detected = ("words",)

    def opinion(self) -> Opinion:
        """Return what was filled in."""
        return Opinion(**self.cleaned_data)


class CodeForm(BakenForm):
    """The code on a certificate, typed by somebody who holds the paper."""

    code = forms.CharField(
        label=_("Code on the certificate"),
        max_length=40,
        help_text=_("Twelve letters and digits. You find them at the bottom."),
        widget=forms.TextInput(
            {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
