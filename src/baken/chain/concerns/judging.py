"""Judges what comes in before it is stored; a fault names the field and says what to do."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from . import codes
from .drafts import ConcernDraft, ObservationDraft, PersonDraft
from .errors import ConcernError
from .models.choices import YesNoUnknown
from .models.weighing import CRITERIA

MAXIMUM_TEXT = 10_000
MAXIMUM_LINE = 300
MAXIMUM_FORMS = 20
_SLUG = re.compile(r"[a-z][a-z0-9-]{0,29}")


def text(value: str, *, field: str, required: bool = True, maximum: int = MAXIMUM_TEXT) -> str:
    """Return the text without surrounding space; raise when empty, too long or not storable."""
    value = value.strip()
    if required and not value:
        raise ConcernError(_("Fill in this field."), field=field)
    if len(value) > maximum:
        raise ConcernError(
            ngettext(
                "Use at most %(maximum)d character.", "Use at most %(maximum)d characters.", maximum
            )
            % {"maximum": maximum},
            field=field,
        )
    if any("\ud800" <= character <= "\udfff" for character in value):
        raise ConcernError(_("This text contains characters that cannot be stored."), field=field)
    return value


def line(value: str, *, field: str) -> str:
    """Return a short, optional text."""
    return text(value, field=field, required=False, maximum=MAXIMUM_LINE)


def forms(values: Iterable[str]) -> list[str]:
    """Return known forms of exploitation, each once; none at all means "unknown"."""
    chosen = list(dict.fromkeys(values)) or ["unknown"]
    known = codes.form_labels()
    if len(chosen) > MAXIMUM_FORMS or not all(
        _SLUG.fullmatch(form) and (not known or form in known) for form in chosen
    ):
        raise ConcernError(_("Choose one of the listed options."), field="forms")
    return chosen


def function(value: str, *, field: str) -> str:
    """Return the slug of a function of the region's list, or nothing."""
    return codes.require(value, codes.reporter_functions(), field=field) if value else ""


def past_day(value: dt.date | None, *, field: str) -> dt.date | None:
    """Return a day that is not in the future and not before 1900."""
    if value is not None and value > timezone.localdate():
        raise ConcernError(_("This date is in the future."), field=field)
    if value is not None and value.year < 1900:
        raise ConcernError(_("This date is too long ago."), field=field)
    return value


def concern(draft: ConcernDraft) -> None:
    """Raise ``ConcernError`` when a report cannot be stored as it is."""
    forms(draft.forms)
    function(draft.reporter_function, field="reporter_function")
    text(draft.story, field="story", required=False)
    for name, value in (
        ("reporter_name", draft.reporter.name),
        ("reporter_phone", draft.reporter.phone),
        ("reporter_email", draft.reporter.email),
        ("reporter_safely", draft.reporter.safely),
        ("street", draft.location.street),
        ("place", draft.location.place),
        ("neighbourhood", draft.location.neighbourhood),
        ("postcode", draft.location.postcode),
    ):
        line(value, field=name)
    line(draft.route_version[:40], field="route_version")
    if draft.anonymous and draft.reporter:
        raise ConcernError(
            _("You chose to stay anonymous. Leave name and contact empty."), field="anonymous"
        )
    if not (draft.story.strip() or draft.answers or draft.location):
        raise ConcernError(_("Say what was seen or heard."), field="story")


def observation(draft: ObservationDraft) -> None:
    """Raise ``ConcernError`` when a fact cannot be stored as it is."""
    text(draft.text, field="text")
    line(draft.place, field="place")
    past_day(draft.observed_on, field="observed_on")
    function(draft.observed_by, field="observed_by")


PERSON_LINES = ("name", "address", "phone", "email", "plate", "iban")


def person(draft: PersonDraft) -> None:
    """Raise ``ConcernError`` when nothing, or something impossible, is said of somebody."""
    for name in PERSON_LINES:
        line(getattr(draft, name), field=name)
    text(draft.remark, field="remark", required=False)
    past_day(draft.birth_date, field="birth_date")
    said = [getattr(draft, name).strip() for name in (*PERSON_LINES, "remark")]
    if not any(said) and draft.birth_date is None:
        raise ConcernError(_("Fill in at least one field about this person."), field="name")


def criteria(answers: Mapping[str, str]) -> dict[str, str]:
    """Return all five criteria of weighing, "unknown" where not answered."""
    if set(answers) - set(CRITERIA) or not set(answers.values()) <= set(YesNoUnknown.values):
        raise ConcernError(_("Choose one of the listed options."), field="criteria")
    return {name: answers.get(name, YesNoUnknown.UNKNOWN.value) for name in CRITERIA}
