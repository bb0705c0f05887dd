"""Agenda and minutes as PDF that a screen reader can read (PDF/UA-1).

Plain data in, so that a document can be made of any meeting and tested without one; what the
database holds becomes these records in ``sheets.py``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from baken.web.typesetting import as_pdf

from .icalendar_files import plain

TEMPLATES = Path(__file__).parent / "typst"
_POINTS = ("- ", "* ", "• ")


@dataclass(frozen=True)
class Fact:
    """One line of the head: date, place, chair. With ``url`` the value is a link."""

    label: str
    value: str
    url: str = ""


@dataclass(frozen=True)
class Present:
    """Somebody of the body and whether they were there, in words."""

    name: str
    function: str
    presence: str


@dataclass(frozen=True)
class Decision:
    """A decision under its number in the register."""

    number: str
    text: str


@dataclass(frozen=True)
class Task:
    """An action: who does what by when. The owner is a function, with or without a name."""

    number: str
    text: str
    owner: str
    due: str


@dataclass(frozen=True)
class Point:
    """One point of the agenda: what it is about, and afterwards what came of it."""

    title: str
    raised_by: str = ""
    minutes: str = ""
    explanation: str = ""
    outcome: str = ""
    decisions: tuple[Decision, ...] = ()
    actions: tuple[Task, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """Everything that stands in the agenda or the minutes of one meeting.

    ``actions`` are those made in this meeting (minutes) or still open before it (agenda).
    """

    title: str
    lead: str
    foot: str
    facts: tuple[Fact, ...]
    points: tuple[Point, ...]
    attendance: tuple[Present, ...] = ()
    decisions: tuple[Decision, ...] = ()
    actions: tuple[Task, ...] = ()
    next_meeting: str = ""


def minutes_as_pdf(sheet: Sheet) -> bytes:
    """Return the minutes."""
    return as_pdf(TEMPLATES / "minutes.typ", minutes_data(sheet))


def agenda_as_pdf(sheet: Sheet) -> bytes:
    """Return the agenda."""
    return as_pdf(TEMPLATES / "agenda.typ", agenda_data(sheet))


def minutes_data(sheet: Sheet) -> dict[str, Any]:
    """Return what ``minutes.typ`` shows; decisions and actions of all points, and their own."""
    decisions = [one for point in sheet.points for one in point.decisions] + [*sheet.decisions]
    actions = [one for point in sheet.points for one in point.actions] + [*sheet.actions]
    return _head(sheet) | {
        "attendance": _rows(sheet.attendance),
        "items": [
            {
                "number": str(number),
                "title": plain(point.title, lines=False),
                "raised_by": plain(point.raised_by, lines=False),
                "outcome": blocks(point.outcome),
                "decisions": _rows(point.decisions),
                "actions": _rows(point.actions),
            }
            for number, point in enumerate(sheet.points, 1)
        ],
        "decisions": _rows(decisions),
        "actions": _rows(actions),
        "next": plain(sheet.next_meeting, lines=False) or _("Not planned yet."),
    }


def agenda_data(sheet: Sheet) -> dict[str, Any]:
    """Return what ``agenda.typ`` shows."""
    return _head(sheet) | {
        "items": [
            {
                "number": str(number),
                "title": plain(point.title, lines=False),
                "raised_by": plain(point.raised_by, lines=False),
                "minutes": point.minutes,
                "explanation": blocks(point.explanation),
            }
            for number, point in enumerate(sheet.points, 1)
        ],
        "actions": _rows(sheet.actions),
    }


def blocks(text: str) -> list[dict[str, Any]]:
    """Return text as paragraphs and lists, the way people type them. Linear in its length.

    A block ends at an empty line; lines that begin with a hyphen, star or bullet are points.
    """
    found: list[dict[str, Any]] = []
    is_new = True
    for line in plain(text).split("\n"):
        line = line.strip()
        if not line:
            is_new = True
            continue
        kind = "list" if line.startswith(_POINTS) else "text"
        if is_new or found[-1]["kind"] != kind:
            found.append({"kind": kind, "lines": []})
        found[-1]["lines"].append(line[2:].strip() if kind == "list" else line)
        is_new = False
    return found


def _head(sheet: Sheet) -> dict[str, Any]:
    return {
        "title": plain(sheet.title, lines=False),
        "lead": plain(sheet.lead, lines=False),
        "foot": plain(sheet.foot, lines=False),
        "facts": _rows(sheet.facts),
        "words": _words(),
    }


def _rows(records: Iterable[Any]) -> list[dict[str, str]]:
    return [
        {name: plain(value, lines=False) for name, value in asdict(one).items()} for one in records
    ]


def _words() -> dict[str, str]:
    return {
        "page": _("Page"),
        "attendance": _("Attendance"),
        "no_attendance": _("Attendance was not noted."),
        "name": _("Name"),
        "function": _("Function"),
        "presence": _("Presence"),
        "agenda": _("Agenda"),
        "no_items": _("There are no points yet."),
        "decision": _("Decision"),
        "decisions": _("Decisions"),
        "no_decisions": _("No decisions were taken."),
        "action": _("Action"),
        "actions": _("Actions"),
        "open_actions": _("Open actions"),
        "no_actions": _("No actions were agreed."),
        "number": _("No."),
        "owner": _("Owner"),
        "due": _("Before"),
        "next": _("Next meeting"),
    }
