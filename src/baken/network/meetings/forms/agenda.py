"""Points of the agenda, and what members ask."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baken.network.meetings.models import AgendaItem, ItemKind, Meeting
from baken.web.forms import Choices

from .base import LineField, MeetingForm, TextField

OWN_KINDS = [
    (ItemKind.OWN.value, gettext_lazy("Point of our own")),
    (ItemKind.BOTTLENECK.value, gettext_lazy("Bottleneck: a case that got stuck")),
]


class PointForm(MeetingForm):
    """A point of the coordinator."""

    model = AgendaItem
    detect = frozenset({"title", "text"})

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = LineField(label=gettext_lazy("Title"))
    text = TextField(label=gettext_lazy("Explanation"), required=False)
    minutes_allotted = forms.IntegerField(
        label=gettext_lazy("Minutes"),
        min_value=1,
        max_value=480,
        required=False,
        widget=forms.NumberInput({"data-width": "short"}),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What kind of point"),
        choices=OWN_KINDS,
        widget=Choices,
        initial=ItemKind.OWN,
    )
    reference = LineField(
        label=gettext_lazy("Reference of the case"),
        max_length=60,
        width="medium",
        required=False,
        help_text=gettext_lazy(
            "Only for a bottleneck. The reference and nothing else: what happened and to whom stays"
            " with the organisations that handle the case."
        ),
    )

    def __init__(self, *args: Any, is_change: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_change:
            del self.fields["kind"]


class AskForm(MeetingForm):
    """What a member wants on the agenda."""

    model = AgendaItem
    detect = frozenset({"title", "text"})

    title = LineField(label=gettext_lazy("What do you want to talk about?"))
    text = TextField(
        label=gettext_lazy("Explanation"),
        required=False,
        help_text=gettext_lazy(
            "What should come out of it? Leave out everything about a victim, suspect or reporter."
        ),
    )


class AnswerForm(MeetingForm):
    """On the agenda of which meeting, or why not."""

    meeting = forms.ChoiceField(
        label=gettext_lazy("Put it on the agenda of"), required=False, widget=Choices
    )
    answer = LineField(
        label=gettext_lazy("Answer to who asked"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Needed when the point does not come on an agenda."),
    )

    def __init__(self, *args: Any, meetings: Iterable[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meetings = {str(one.pk): one for one in meetings}
        field = self.fields["meeting"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            *((key, _day(one)) for key, one in self.meetings.items()),
            ("", _("None: it does not come on the agenda")),
        ]
        field.initial = next(iter(self.meetings), "")


def _day(meeting: Meeting) -> str:
    return str(date_format(timezone.localtime(meeting.starts_at), "l j F Y"))
