"""The yearly talks and national consultations."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from baken.network.meetings.models import NationalConsultation, YearTalk
from baken.web.forms import DateField

from .base import LineField, MeetingForm, TextField


class TalkForm(MeetingForm):
    """What the coordinator notes of a yearly talk."""

    model = YearTalk
    detect = frozenset({"points", "help_agreed"})
    version = forms.IntegerField(widget=forms.HiddenInput)
    planned_on = DateField(label=gettext_lazy("Planned on"), required=False)
    held_on = DateField(label=gettext_lazy("Held on"), required=False, past=True)
    points = TextField(
        label=gettext_lazy("What the municipality runs into"),
        required=False,
        help_text=gettext_lazy("The focal points of the municipality read this too."),
    )
    help_agreed = TextField(label=gettext_lazy("Where the region helps"), required=False)


class WishForm(MeetingForm):
    """What a focal point wants to talk about."""

    model = YearTalk
    detect = frozenset({"wishes"})
    version = forms.IntegerField(widget=forms.HiddenInput)
    wishes = TextField(
        label=gettext_lazy("What do you want to talk about?"),
        required=False,
        help_text=gettext_lazy("The coordinator reads this before the talk."),
    )


class ConsultationForm(MeetingForm):
    """A national consultation and what came back."""

    model = NationalConsultation
    detect = frozenset({"came_back", "follow_up"})
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = LineField(label=gettext_lazy("Consultation"))
    held_on = DateField(label=gettext_lazy("Date"), past=True)
    present_for_us = LineField(
        label=gettext_lazy("Who took part for the region"),
        required=False,
        help_text=gettext_lazy("By function, not by name."),
    )
    came_back = TextField(label=gettext_lazy("What came back"))
    follow_up = TextField(label=gettext_lazy("What we do with it"), required=False)
