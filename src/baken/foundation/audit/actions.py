"""Writes about the register itself: an export is an event, and so is a proof."""

from __future__ import annotations

import csv
import io

import structlog
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as
from baken.foundation.access.permissions import Permission

from . import queries, register
from .access import REGION_CHAIN
from .lines import Line, describe
from .models import Verification
from .verifying import SYSTEM, Report, verify

_log = structlog.get_logger(__name__)


class TooManyEvents(Exception):
    """The export would be larger than ``queries.EXPORT_LIMIT``; choose a shorter period."""


@transaction.atomic
def export(*, actor: Actor, filters: queries.Filters, reason: str) -> str:
    """Return the matching events as CSV for a spreadsheet, and write that it was done.

    Semicolons and a byte-order mark, as a Dutch spreadsheet expects. Raises
    ``TooManyEvents``; nothing is written then.
    """
    events = list(queries.matching(actor, filters)[: queries.EXPORT_LIMIT + 1])
    if len(events) > queries.EXPORT_LIMIT:
        raise TooManyEvents
    register.record(
        actor=actor,
        event="audit.exported",
        organisation_id=None if filters.chain == REGION_CHAIN else filters.chain,
        reason=reason,
        details={"events": len(events)},
    )
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(_heading())
    writer.writerows([_cell(value) for value in _row(line)] for line in describe(events))
    return "\ufeff" + out.getvalue()


def _heading() -> list[str]:
    return [
        _("number"),
        _("at"),
        _("who"),
        _("account"),
        _("role"),
        _("organisation"),
        _("what happened"),
        _("event"),
        _("kind of subject"),
        _("subject"),
        _("fields"),
        _("reason"),
        _("details"),
        _("hash"),
    ]


def _row(line: Line) -> list[object]:
    return [
        line.sequence,
        timezone.localtime(line.at).isoformat(timespec="seconds"),
        line.who,
        line.account_id or "",
        line.role,
        line.organisation,
        line.what,
        line.event,
        line.subject_kind,
        line.subject_id or "",
        ", ".join(line.fields),
        line.reason,
        ", ".join(f"{label}: {value}" for label, value in line.details),
        line.digest,
    ]


def _cell(value: object) -> str:
    """Return a cell that a spreadsheet takes as text and never as a formula."""
    text = str(value)
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text


def verify_and_remember() -> list[Report]:
    """Verify all chains, keep the outcome for the screen, and warn the privacy officers.

    The head of each whole chain also goes to the log: a copy of the log elsewhere witnesses
    that the register was not set back (``docs/security/audit.md``).
    """
    with acting_as(SYSTEM):
        reports = list(verify())
        now = timezone.now()
        Verification.objects.bulk_create(
            [
                Verification(
                    chain=report.chain,
                    at=now,
                    events=report.events,
                    fault=report.fault.kind if report.fault else "",
                    fault_sequence=report.fault.sequence if report.fault else None,
                )
                for report in reports
            ]
        )
        for report in reports:
            _tell(report)
    return reports


def _tell(report: Report) -> None:
    if report.fault is None:
        _log.info(
            "audit.whole",
            chain=str(report.chain),
            sequence=report.events,
            hash=report.last_hash.hex(),
        )
        return
    from baken.foundation.notices.actions import notify

    _log.error(
        "audit.broken",
        chain=str(report.chain),
        sequence=report.fault.sequence,
        fault=report.fault.kind.value,
    )
    if report.chain != REGION_CHAIN:
        notify(
            organisation_id=report.chain,
            permission=Permission.AUDIT_READ,
            kind="audit.broken",
            subject=("organisation", report.chain),
            path="/logboek/",
        )
