"""The forms of the talk kit; free text refuses what points at a person."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from baken.foundation.region.models import Organisation, OrganisationKind
from baken.foundation.vault.detect import points_at_a_person
from baken.network.library.models import Talk
from baken.web.documents.plain import printable
from baken.web.forms import BakenForm, Choices, DateField

from .actions import Details, OwnSlide
from .audiences import TalkAudience, TalkLength

LONGEST_POINTS = 1200


class SafeText(forms.CharField):
    """Free text that refuses numbers of persons; ``rows`` 0 is one line."""

    def __init__(self, *, rows: int = 0, **kwargs: Any) -> None:
        if rows:
            kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        """Refuse what looks like personal data; a slide is seen by a whole room."""
        text = printable(super().clean(value).replace("\r\n", "\n"))
        if points_at_a_person(text):
            raise forms.ValidationError(
                _(
                    "This seems to hold personal data. A slide is seen by a whole room: leave it"
                    " out."
                )
            )
        return text


class TalkForm(BakenForm):
    """A new talk: for whom, how long, and what stands on the first slide."""

    audience = forms.ChoiceField(
        label=_("For which colleagues?"), choices=TalkAudience.choices, widget=Choices
    )
    length = forms.TypedChoiceField(
        label=_("How much time do you have?"),
        choices=TalkLength.choices,
        coerce=int,
        initial=TalkLength.MIDDLE.value,
        widget=Choices,
    )
    title = SafeText(label=_("Title"), max_length=100)
    meeting = SafeText(
        label=_("Name of the meeting"),
        max_length=120,
        required=False,
        help_text=_("For example: team meeting of the front desk."),
    )
    held_on = DateField(label=_("Date"), required=False)
    municipality = forms.ModelChoiceField(
        label=_("For which municipality?"),
        help_text=_("Its contact point stands on the slides."),
        queryset=Organisation.objects.none(),
        required=False,
    )

    def __init__(self, *args: Any, own_municipality: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if own_municipality:
            del self.fields["municipality"]
        else:
            field = self.fields["municipality"]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = Organisation.objects.filter(
                kind=OrganisationKind.MUNICIPALITY, is_current=True
            )

    def details(self) -> Details:
        """Return what was typed; the form is valid."""
        data = self.cleaned_data
        chosen = data.get("municipality")
        return Details(
            title=data["title"],
            meeting=data["meeting"],
            held_on=data["held_on"],
            audience=data["audience"],
            length=data["length"],
            municipality_id=chosen.pk if chosen else None,
        )


class ChangeForm(TalkForm):
    """The details of a talk and the own slide."""

    own_title = SafeText(label=_("Title of your own slide"), max_length=100, required=False)
    own_points = SafeText(
        label=_("Points"),
        max_length=LONGEST_POINTS,
        rows=5,
        required=False,
        help_text=_("One point on each line. Short lines can be read in the back of the room."),
    )
    own_note = SafeText(label=_("What you say"), max_length=2000, rows=4, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def initial_of(cls, talk: Talk) -> dict[str, Any]:
        """Return what the form begins with."""
        names = [name for name in cls.base_fields if name != "municipality"]
        return {name: getattr(talk, name) for name in names} | {
            "municipality": talk.municipality_id
        }

    def clean(self) -> dict[str, Any]:
        """Refuse points of a slide without a title."""
        data = super().clean() or {}
        if (data.get("own_points") or data.get("own_note")) and not data.get("own_title"):
            self.add_error("own_title", _("Give your own slide a title."))
        return data

    def own_slide(self) -> OwnSlide:
        """Return the own slide; the form is valid."""
        data = self.cleaned_data
        return OwnSlide(data["own_title"], data["own_points"], data["own_note"])
