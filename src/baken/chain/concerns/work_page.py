"""My work as people read it: what is late, what is new, what waits, in that order.

``work`` fetches; here each item gets one place, the words for why it is there, and an address.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .labels import Labels
from .models import Assessment, ConcernStatus, DueKind, Referral
from .words import DUE_FOR_PARTNER
from .work import MyWork, WorkItem

Words = str | Promise


@dataclass(frozen=True)
class WorkRow:
    """One line: reference, what has to happen, why it is here."""

    url: str
    reference: str
    forms: str
    what: Words
    due_on: dt.date | None
    is_late: bool
    is_critical: bool
    news: list[Words] = field(default_factory=list)


@dataclass(frozen=True)
class WorkSection:
    """Lines that belong together; ``hint`` says what they wait for."""

    slug: str
    title: Words
    hint: Words
    rows: list[WorkRow]


SECTIONS: dict[str, tuple[Words, Words]] = {
    "late": (_("Late"), _("Start here.")),
    "news": (_("New answers and messages"), _("Read them and decide what they mean.")),
    "weigh": (
        _("You are asked to weigh along"),
        _("A colleague waits for your view before deciding."),
    ),
    "queue": (
        _("New, not taken up yet"),
        _("Open one and take it up; then your colleagues see that it is yours."),
    ),
    "received": (
        _("Referrals received"),
        _("Accept, refuse with a reason, or report the result."),
    ),
    "mine": (_("With you"), _("The first deadline on top.")),
    "waiting": (
        _("Waiting for a partner"),
        _("Nothing to do for you until the partner answers."),
    ),
}
"""Title and hint of each section, in the order of the page."""


def sections(work: MyWork, labels: Labels) -> list[WorkSection]:
    """Return the sections that have something in them; every item stands in one of them."""
    waits = [item.record.status == ConcernStatus.WITH_PARTNERS for item in work.mine]
    mine = [concern_row(item, labels) for item in work.mine]
    groups = {
        "weigh": [_assessment_row(item, labels) for item in work.to_weigh],
        "queue": [concern_row(item, labels) for item in work.queue],
        "received": [_referral_row(item, labels) for item in work.received],
        "waiting": [row for row, waiting in zip(mine, waits, strict=True) if waiting],
        "mine": [row for row, waiting in zip(mine, waits, strict=True) if not waiting],
    }
    rest = _Rest([row for rows in groups.values() for row in rows])
    found = {
        "late": rest.take(lambda row: row.is_late),
        "news": rest.take(lambda row: bool(row.news)),
        **{slug: rest.take_all(rows) for slug, rows in groups.items()},
    }
    return [
        WorkSection(slug, title, hint, found[slug])
        for slug, (title, hint) in SECTIONS.items()
        if found[slug]
    ]


class _Rest:
    """The rows that have no place yet, in the order they came in."""

    def __init__(self, rows: list[WorkRow]) -> None:
        self._rows = rows

    def take(self, belongs: Callable[[WorkRow], bool]) -> list[WorkRow]:
        taken = [row for row in self._rows if belongs(row)]
        self._rows = [row for row in self._rows if not belongs(row)]
        return sorted(taken, key=lambda row: row.due_on or dt.date.max)

    def take_all(self, wanted: Iterable[WorkRow]) -> list[WorkRow]:
        identities = {id(row) for row in wanted}
        return self.take(lambda row: id(row) in identities)


def concern_row(item: WorkItem, labels: Labels) -> WorkRow:
    """Return the line of a concern."""
    concern = item.record
    news: list[Words] = []
    if item.unread_answer:
        news.append(_("New answer of a partner"))
    if item.unread_message:
        news.append(_("New message of a partner"))
    if item.unread_reply:
        news.append(_("New answer of the reporter"))
    return WorkRow(
        url=reverse("concerns:detail", args=[concern.pk]),
        reference=concern.reference,
        forms=labels.form_names(concern.forms),
        what=DueKind(concern.due_kind).label if concern.due_kind else concern.get_status_display(),
        due_on=item.due_on,
        is_late=item.overdue,
        is_critical=concern.critical,
        news=news,
    )


def _assessment_row(item: WorkItem, labels: Labels) -> WorkRow:
    assessment: Assessment = item.record
    concern = assessment.concern
    return WorkRow(
        url=reverse("concerns:detail", args=[concern.pk]),
        reference=concern.reference,
        forms=labels.form_names(concern.forms),
        what=_("Your view, as second assessor"),
        due_on=item.due_on,
        is_late=item.overdue,
        is_critical=concern.critical,
    )


def _referral_row(item: WorkItem, labels: Labels) -> WorkRow:
    referral: Referral = item.record
    return WorkRow(
        url=reverse("concerns:referral", args=[referral.pk]),
        reference=referral.reference,
        forms=labels.form_names(referral.forms),
        what=f"{DUE_FOR_PARTNER[referral.due_kind]} · {referral.organisation.name}",
        due_on=item.due_on,
        is_late=item.overdue,
        is_critical=referral.critical,
        news=[_("New message of the municipality")] if item.unread_message else [],
    )
