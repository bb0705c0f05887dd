"""The route as JSON for machines: what ``baken route`` and the API print."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from .contacts import Contact
from .route import Advice, Route, Row, Source

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def route_as_json(route: Route) -> dict[str, Any]:
    """Return the route in the shape that ``docs/route.md`` describes."""
    call_now = route.call_now
    return {
        "route_version": route.version,
        "at": route.at.isoformat(),
        "contacts_from": route.contacts_from,
        "call_now": call_now.contact.organisation if call_now else None,
        "contacts": [_advice(advice) for advice in route.contacts],
        "obligations": [_statement(row, who=row.who) for row in route.obligations],
        "warnings": [_statement(row) for row in route.warnings],
        "do_not": [_statement(row) for row in route.do_not],
    }


def _moment(moment: datetime | None) -> str | None:
    return moment.astimezone(AMSTERDAM).isoformat() if moment else None


def _advice(advice: Advice) -> dict[str, Any]:
    return {
        **_contact(advice.contact),
        "open": advice.is_open,
        "next_open": _moment(advice.next_open),
        "reason": advice.reason,
        "more_reasons": list(advice.more_reasons),
        "say": advice.say,
        "may_share": _share(advice.share),
        "instead": _instead(advice),
        "sources": [_source(source) for source in advice.sources],
    }


def _contact(contact: Contact) -> dict[str, Any]:
    return {
        "organisation": contact.organisation,
        "name": contact.name,
        "phone": contact.phone or None,
        "email": contact.email or None,
        "website": contact.website or None,
        "hours": contact.hours_text or None,
        "anonymous_possible": contact.anonymous_possible,
        "last_checked_on": contact.checked_on.isoformat() if contact.checked_on else None,
    }


def _share(row: Row | None) -> dict[str, Any] | None:
    if row is None:
        return None
    return {
        "level": row.level,
        "text": row.text,
        "sources": [_source(source) for source in row.sources],
    }


def _instead(advice: Advice) -> dict[str, Any] | None:
    """Return who answers while this contact does not."""
    if advice.instead is None:
        return None
    return {
        "organisation": advice.instead.organisation,
        "name": advice.instead.name,
        "phone": advice.instead.phone or None,
        "text": advice.instead_text,
    }


def _statement(row: Row, **more: Any) -> dict[str, Any]:
    sources = [_source(source) for source in row.sources]
    return {"id": row.id, "text": row.text, **more, "sources": sources}


def _source(source: Source) -> dict[str, Any]:
    return {"title": source.title, "url": source.url or None, "mark": source.mark or None}
