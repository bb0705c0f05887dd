"""The catalogue of audit events: what can be written in the register, and how it is shown.

Each room registers its events in ``AppConfig.ready``. An event that is not in the catalogue,
or a detail that its event does not know, raises: the register holds nothing by accident.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from baken.foundation.region.documents import DocumentMissing

Words = Callable[[], Mapping[str, str | Promise]]
"""Gives the words for all codes of one detail."""

_NAME = re.compile(r"[a-z][a-z-]*\.[a-z][a-z-]*")
_KEY = re.compile(r"[a-z][a-z_]*")


class UnknownEvent(Exception):
    """The event, or one of its details, is not in the catalogue."""


@dataclass(frozen=True)
class EventType:
    """One kind of event: name, words for the screen, and words for each allowed detail."""

    name: str
    label: str | Promise
    details: Mapping[str, str | Promise] = field(default_factory=dict)


_events: dict[str, EventType] = {}
_subjects: dict[str, str | Promise] = {}
_reasons: dict[str, str | Promise] = {}
_values: dict[str, Words] = {}


def register_event(
    name: str,
    *,
    label: str | Promise,
    details: Mapping[str, str | Promise] | Iterable[str] = (),
) -> EventType:
    """Add an event, ``noun.verb``; ``details`` are its allowed keys, with words or without.

    Raises ``ValueError`` for a malformed name or one that is taken by another meaning.
    """
    words = dict(details) if isinstance(details, Mapping) else {key: key for key in details}
    if not _NAME.fullmatch(name) or not all(_KEY.fullmatch(key) for key in words):
        raise ValueError(f"{name!r} or one of its details is not a plain name")
    known = _events.get(name)
    if known is not None and set(known.details) != set(words):
        raise ValueError(f"the event {name!r} is registered twice")
    _events[name] = EventType(name, label, words)
    return _events[name]


def register_subject(kind: str, label: str | Promise) -> None:
    """Give the words for a kind of subject, such as ``concern``."""
    _subjects[kind] = label


def register_reason(code: str, label: str | Promise) -> None:
    """Give the words for a reason or purpose that is written as a code."""
    _reasons[code] = label


def register_values(detail: str, words: Words) -> None:
    """Give the words for the codes in a detail, such as the closing reasons of the region.

    The detail ``reason`` stands for the reason of an event, and ``field`` for what it touched.
    ``words`` is called once for a page of the register that shows the detail, so it may look
    into the region pack.
    """
    _values[detail] = words


def event_type(name: str) -> EventType:
    """Return the entry; an unknown name raises ``UnknownEvent``."""
    try:
        return _events[name]
    except KeyError:
        raise UnknownEvent(f"{name!r} is not in the catalogue of audit events") from None


def check_details(name: str, details: Mapping[str, object]) -> None:
    """Raise ``UnknownEvent`` when the event is unknown or has a detail it may not have."""
    unknown = set(details) - set(event_type(name).details)
    if unknown:
        raise UnknownEvent(f"{name!r} has no detail {', '.join(sorted(unknown))}")


def all_events() -> list[EventType]:
    """Return the catalogue, by name."""
    return [_events[name] for name in sorted(_events)]


def label_of(name: str) -> str:
    """Return the words for an event; an old name without an entry is shown as it is."""
    known = _events.get(name)
    return str(known.label) if known else name


def subject_label(kind: str) -> str:
    """Return the words for a kind of subject, or the kind itself."""
    return str(_subjects.get(kind, kind))


class Vocabulary:
    """The words for codes, for one page of the register: each list is fetched once."""

    def __init__(self) -> None:
        self._lists: dict[str, Mapping[str, str | Promise]] = {}

    def reason(self, code: str) -> str:
        """Return the words for a reason that is a code, or the reason itself."""
        return str(_reasons[code]) if code in _reasons else self.word("reason", code)

    def details(self, event: str, details: Mapping[str, object]) -> list[tuple[str, str]]:
        """Return (words, value in words) for each detail."""
        known = _events.get(event)
        labels = known.details if known else {}
        return [
            (str(labels.get(key, key)), self._shown(key, value))
            for key, value in sorted(details.items())
        ]

    def _shown(self, key: str, value: object) -> str:
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if isinstance(value, str):
            return ", ".join(self.word(key, code) for code in value.split(","))
        return "" if value is None else str(value)

    def word(self, key: str, code: str) -> str:
        """Return the words for one code, or the code itself."""
        if key not in _values or not code:
            return code
        if key not in self._lists:
            try:
                self._lists[key] = _values[key]()
            except DocumentMissing:  # no region pack was loaded: the codes speak for themselves
                self._lists[key] = {}
        return str(self._lists[key].get(code, code))
