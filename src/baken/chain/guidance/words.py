"""Conditions and levels in words, for the route card: the same tree, told to people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .answers import Value
from .conditions import Condition

UNKNOWN = "unknown"

ANSWER_WORDS: dict[str, dict[Value, str | Promise]] = {
    "danger": {True: _("someone is in danger now"), False: _("no acute danger")},
    "minor": {
        "yes": _("younger than 18"),
        "no": _("18 or older"),
        "unknown": _("age unknown"),
    },
    "subject": {"person": _("person"), "place": _("place, company or offender")},
    "alone": {
        True: _("you can speak alone"),
        False: _("you cannot speak alone"),
        "unknown": _("unclear whether you can speak alone"),
    },
    "wants_help": {
        "yes": _("the person wants help"),
        "no": _("the person wants no help"),
        "unknown": _("unclear whether the person wants help"),
    },
    "wants_police_report": {
        "yes": _("the person wants to talk to the police"),
        "no": _("the person does not want to talk to the police"),
        "unknown": _("unclear whether the person wants to talk to the police"),
    },
    "residence_uncertain": {
        "yes": _("no certain right of residence"),
        "no": _("certain right of residence"),
        "unknown": _("right of residence unknown"),
    },
    "anonymous": {
        True: _("you want to stay anonymous"),
        False: _("your name may be known"),
    },
}

LEVEL_WORDS: dict[str, str | Promise] = {
    "nothing": _("Share nothing yourself"),
    "facts": _("Facts about place and offender"),
    "without-name": _("Without a name"),
    "with-consent": _("With consent"),
    "needed": _("What is needed"),
}

ANSWER_LABELS: dict[str, str | Promise] = {
    "seen": _("Seen"),
    "told": _("Told"),
    "file": _("In a file"),
    "no": _("No"),
}
"""The answers to an indicator; no answer means not assessed."""


def condition_in_words(condition: Condition, form_names: Mapping[str, str]) -> str:
    """Return when a row holds, as a short phrase; ``form_names`` by slug."""

    def test(field: str, values: frozenset[Value]) -> str:
        if field == "forms":
            return _forms_in_words({str(value) for value in values}, form_names)
        return _either(str(word) for value, word in ANSWER_WORDS[field].items() if value in values)

    def negate(part: str) -> str:
        return gettext("not: %(part)s") % {"part": part}

    words = condition.fold(
        test,
        lambda parts: ", ".join(part for part in parts if part),
        _either,
        negate,
    )
    return words or gettext("always")


def _either(parts: Iterable[str]) -> str:
    return gettext(" or ").join(part for part in parts if part)


def _forms_in_words(named: set[str], form_names: Mapping[str, str]) -> str:
    """Name the forms; of a long list only what is *not* in it ("unknown" is no form to name)."""
    recognised = [slug for slug in form_names if slug != UNKNOWN]
    others = [slug for slug in recognised if slug not in named]
    if len(named) <= len(others):
        return _either(_lower(form_names[slug]) for slug in form_names if slug in named)
    if not others:
        return gettext("whatever form you recognise")
    return gettext("any form you recognise, except %(forms)s") % {
        "forms": _either(_lower(form_names[slug]) for slug in others)
    }


def _lower(name: str) -> str:
    return name[:1].lower() + name[1:]
