"""The forms in which a text is begun and written."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from baken.network.library.models import Audience, Kind, Theme
from baken.web.documents.markdown import MAXIMUM_CHARACTERS, blocks_of
from baken.web.forms import Choices, DateField, Version

from .base import WorkshopForm

KIND_HINTS = {
    Kind.ARTICLE.value: _("A text that people read here."),
    Kind.DOCUMENT.value: _("Something that stands elsewhere; you write what it is."),
    Kind.TALK.value: _("Slides that colleagues use in a presentation: each heading is a slide."),
}


def _line(label: Any, longest: int, **kwargs: Any) -> forms.CharField:
    """Return a field for one line, which browsers do not fill in."""
    return forms.CharField(
        label=label,
        max_length=longest,
        widget=forms.TextInput({"autocomplete": "off"}),
        **kwargs,
    )


class DraftText(forms.CharField):
    """A text that is needed before somebody else reads it, and may be empty until then."""

    def validate(self, value: Any) -> None:
        """Let a draft without a text be saved; sending it is refused by the action."""


class StartForm(WorkshopForm):
    """What must be known of a text before it is written."""

    title = _line(_("Title"), 160)
    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=Kind.choices,
        initial=Kind.ARTICLE,
        widget=Choices(hints=KIND_HINTS),
    )
    theme = forms.ChoiceField(label=_("Theme"), choices=[("", _("Choose")), *Theme.choices])


class WritingForm(WorkshopForm):
    """A text, and what belongs to it."""

    title = _line(_("Title"), 160)
    summary = forms.CharField(
        label=_("Summary"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("One or two sentences. They stand above the text and in lists."),
    )
    body = DraftText(
        label=_("Text"),
        max_length=MAXIMUM_CHARACTERS,
        strip=False,
        widget=forms.Textarea({"rows": 18, "spellcheck": "true"}),
    )
    theme = forms.ChoiceField(label=_("Theme"), choices=Theme.choices)
    audience = forms.ChoiceField(label=_("For whom"), choices=Audience.choices, widget=Choices())
    url = forms.URLField(
        label=_("Address of the document"),
        max_length=500,
        required=False,
        assume_scheme="https",
        widget=forms.URLInput({"autocomplete": "off"}),
    )
    change_note = _line(
        _("What did you change?"),
        300,
        required=False,
        help_text=_("For the second reader and for later."),
    )
    publish_on = DateField(
        label=_("Publish on"),
        required=False,
        help_text=_("Leave empty to publish as soon as it is approved."),
    )
    version = Version()
    pen = forms.UUIDField(widget=forms.HiddenInput)

    aside = ("theme", "audience", "url", "change_note", "publish_on")

    def __init__(self, *args: Any, is_document: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].required = not is_document
        self.fields["body"].widget.attrs["rows"] = 8 if is_document else 18
        if not is_document:
            self.fields["url"].label = _("Address of the source")

    def clean_body(self) -> str:
        """Return the text with plain line ends, so that versions compare.

        What cannot be read is not kept: no page could show it again, not even to mend it.
        """
        text = str(self.cleaned_data["body"]).replace("\r\n", "\n")
        try:
            blocks_of(text)
        except ValueError as error:
            raise forms.ValidationError(
                _("This cannot be read: too many marks of layout stand in a row.")
            ) from error
        return text

    def clean_summary(self) -> str:
        """Return the summary on plain lines."""
        return str(self.cleaned_data["summary"]).replace("\r\n", "\n")

    @property
    def beside(self) -> list[forms.BoundField]:
        """Return the fields that are about the text."""
        return [self[name] for name in self.aside]

    @property
    def has_trouble_beside(self) -> bool:
        """True when one of them is wrong, so that they must be in sight."""
        return any(field.errors for field in self.beside)


class AttachForm(WorkshopForm):
    """A picture or a file; what is in it is judged by ``files.cleaning``."""

    file = forms.FileField(
        label=_("Picture or file"),
        allow_empty_file=True,
        help_text=_(
            "PNG, JPEG, WebP, PDF, Word, Excel or PowerPoint. Place and camera of a photo and "
            "names in an Office file are taken out. A PDF may name its writer: look before you "
            "add it."
        ),
    )
    file_alt = _line(
        _("What does the picture show?"),
        400,
        required=False,
        help_text=_("Required for a picture, for people who cannot see it."),
    )
    file_title = _line(_("Name for readers"), 200, required=False)


class RemarkForm(WorkshopForm):
    """Why a text goes back."""

    remark = forms.CharField(
        label=_("What should be different?"),
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("The writer reads this."),
    )


class DayForm(WorkshopForm):
    """The day on which something is published."""

    version = Version(required=False)
    publish_on = DateField(
        label=_("Publish on"), required=False, help_text=_("Leave empty to publish now.")
    )

    def clean_publish_on(self) -> Any:
        """Refuse a day that is over: nobody can publish last week."""
        day = self.cleaned_data["publish_on"]
        if day is not None and day < timezone.localdate():
            raise forms.ValidationError(_("This day is over."))
        return day


class CheckForm(WorkshopForm):
    """When somebody looks at a text again."""

    review_on = DateField(label=_("Check again on"))


class TermForm(WorkshopForm):
    """A word that explains itself."""

    word = _line(_("Term"), 80)
    also = forms.CharField(
        label=_("Other spellings"),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("One on each line, abbreviations too. They are found and explained as well."),
    )
    explanation = forms.CharField(
        label=_("Explanation"),
        max_length=400,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("One or two short sentences."),
    )
    article_slug = forms.ChoiceField(label=_("Text that says more"), required=False)
    is_current = forms.BooleanField(label=_("In use"), required=False, initial=True)
    version = Version(required=False)

    def __init__(self, *args: Any, articles: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["article_slug"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("None")), *articles]

    def clean_also(self) -> str:
        """Return other spellings, one a line."""
        lines = (line.strip() for line in self.cleaned_data["also"].splitlines())
        return "\n".join(line for line in lines if line)


STATES = (
    ("", _("All")),
    ("published", _("Published")),
    ("unpublished", _("Not published")),
    ("differs", _("Differs from the region pack")),
    ("late", _("To be checked again")),
)


class TextFilter(WorkshopForm):
    """Narrows the list of texts."""

    q = forms.CharField(label=_("Word in the title"), required=False, max_length=100)
    theme = forms.ChoiceField(
        label=_("Theme"), required=False, choices=[("", _("All")), *Theme.choices]
    )
    state = forms.ChoiceField(label=_("State"), required=False, choices=STATES)
