"""The document that a leaving focal point hands to her successor, built from what Baken knows.

What is open stands in it by number or reference and state, with a link; whoever may not open
what is behind a link sees no more of it by this document. Texts of her own say the rest.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from baken.foundation.access.actor import Actor
from baken.foundation.people.models import Membership
from baken.foundation.people.open_points import OpenPoint, open_points
from baken.foundation.region.internal_routes import RouteView, route_of
from baken.foundation.region.route_model import RouteStep
from baken.web.documents.tree import (
    Block,
    Document,
    Heading,
    Line,
    Link,
    Numbering,
    bullets,
    from_data,
    line_of,
    paragraph,
    table,
)

from . import people_to_meet, rhythm
from .models import Handover
from .path import document

KEPT_DAYS = 365
"""So long the successor can read it; then it is deleted."""


def kept_until(given_on: dt.date) -> dt.date:
    """Return the last day of a document that is given on a day."""
    return given_on + dt.timedelta(days=KEPT_DAYS)


def document_of(handover: Handover, author: Membership, blocks: Sequence[Block]) -> Document:
    """Return the document with title and foot."""
    when = timezone.localdate(handover.given_at) if handover.given_at else timezone.localdate()
    foot = _("Hand-over of %(organisation)s, %(day)s") % {
        "organisation": author.organisation.name,
        "day": date_format(when, "j F Y"),
    }
    domain = author.get_domain_display().lower() if author.domain else ""
    title = _("Hand-over to the successor")
    return Document(
        title=f"{title} ({domain})" if domain else title,
        blocks=tuple(blocks),
        lead=_(
            "For the successor only. What is open stands here by reference and state, without "
            "content."
        ),
        foot=foot,
        made_on=when,
    )


def kept_blocks(handover: Handover) -> tuple[Block, ...]:
    """Return what was open when it was given."""
    blocks: tuple[Block, ...] = from_data(handover.content)
    return blocks


def blocks_now(actor: Actor, author: Membership, handover: Handover) -> tuple[Block, ...]:
    """Return the whole document as of now; some fifteen queries, whatever is open."""
    return _anchored(
        *_open(actor),
        *_contacts(handover),
        *_route(route_of(author.organisation_id)),
        *_own(_("Habits"), handover.habits),
        *_year(actor),
        *_own(_("What else to know"), handover.remarks),
    )


def _anchored(*blocks: Block) -> tuple[Block, ...]:
    """Give every heading an anchor of its own."""
    numbering = Numbering()
    return tuple(
        replace(block, anchor=numbering.anchor(block.text)) if isinstance(block, Heading) else block
        for block in blocks
    )


def _open(actor: Actor) -> Iterator[Block]:
    yield Heading(1, _("What is open"))
    for label, points in open_points(actor):
        yield Heading(2, label)
        if points:
            heads = [_("What"), _("State"), _("Before the day")]
            yield table(label, heads, [_row(point) for point in points])
        else:
            yield paragraph(_("Nothing is open."))


def _row(point: OpenPoint) -> list[str | Line]:
    name = Link(point.reference, point.path) if point.path else point.reference
    before = date_format(point.due_on, "j F Y") if point.due_on else ""
    return [line_of(name), point.state, before]


def _contacts(handover: Handover) -> Iterator[Block]:
    yield Heading(1, _("Contacts"))
    yield from _paragraphs(handover.contacts)
    steps = (document() or {}).get("steps", [])
    slugs = dict.fromkeys(slug for step in steps for slug in step.get("meet", []))
    partners = people_to_meet.partners(list(slugs), timezone.localtime())
    if partners:
        heads = [_("Organisation"), _("Phone"), _("Mail address")]
        rows: list[list[str | Line]] = []
        for one in partners:
            contact = one.contact.contact if one.contact else None
            phone = contact.phone_display if contact else ""
            mail = contact.email if contact else ""
            address = f"/organisaties/{one.slug}/"
            rows.append([line_of(Link(one.name, address)), phone, mail])
        yield table(_("Partners of the region"), heads, rows)


def _route(route: RouteView) -> Iterator[Block]:
    yield Heading(1, _("Internal reporting route"))
    if not route.is_own:
        yield paragraph(_("The municipality has not filled it in. Usual in the region:"))
    yield bullets([sentence(step) for step in route.shown], ordered=True)
    if route.note:
        yield paragraph(route.note)


def sentence(step: RouteStep) -> str:
    """Return one step of a route in words."""
    names = {"who": step.who, "tells": step.tells, "days": step.within_days}
    if step.within_days:
        text = ngettext(
            "%(who)s tells %(tells)s within %(days)s working day.",
            "%(who)s tells %(tells)s within %(days)s working days.",
            step.within_days,
        )
    else:
        text = _("%(who)s tells %(tells)s on the same day.")
    if step.replaced_by:
        instead = _("Away? Then: %(who)s.") % {"who": step.replaced_by}
        return f"{text % names} {instead}"
    return text % names


def _own(title: str, text: str) -> Iterator[Block]:
    if text.strip():
        yield Heading(1, title)
        yield from _paragraphs(text)


def _paragraphs(text: str) -> Iterator[Block]:
    for part in text.replace("\r\n", "\n").split("\n"):
        if part.strip():
            yield paragraph(part.strip())


def _year(actor: Actor) -> Iterator[Block]:
    year = timezone.localdate().year
    points = rhythm.points_of(actor, year)
    if not points:
        return
    yield Heading(1, _("The year %(year)s") % {"year": year})
    heads = [_("Month"), _("What"), _("Task of the focal point"), _("State")]
    words = {"held": _("done"), "planned": _("to come"), "unnoted": _("not ticked")}
    rows = [
        [point.month_name, str(point.data["title"]), str(point.task.label), words[point.state]]
        for point in points
    ]
    yield table(_("Where the year is"), heads, rows)
