"""What the region's data tell in a document: organisations, contacts, roles, bodies, places.

Registered here, since the foundation knows nothing of documents. All of it is public. The
directory is read once for all parts of a document (three queries); roles and bodies cost one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import block_memo
from baken.foundation.region.directory import FOCAL_POINT, Contact, Listed, from_database
from baken.foundation.region.models import ChainRole, ConsultationBody, RegionRole
from baken.foundation.region.phones import link as phone_link
from baken.web.documents.living import register_part
from baken.web.documents.tree import (
    Block,
    Heading,
    Line,
    Link,
    Text,
    bullets,
    line_of,
    paragraph,
    stacked,
    table,
)

PARTNERS = (
    ChainRole.EMERGENCY,
    ChainRole.ADVICE,
    ChainRole.INVESTIGATION,
    ChainRole.APPROACH,
    ChainRole.CARE,
)
MEMO = "organisations of the dossier"


def register() -> None:
    """Make the parts known; called once, when the app is ready."""
    register_part("organisations", gettext_lazy("All organisations"), organisations_part)
    register_part("partners", gettext_lazy("Partners in the chain"), partners_part)
    register_part("contacts", gettext_lazy("Contacts"), contacts_part)
    register_part("roles", gettext_lazy("Roles and tasks"), roles_part)
    register_part("bodies", gettext_lazy("Consultation"), bodies_part)
    register_part("municipalities", gettext_lazy("Municipalities"), municipalities_part)


def listed() -> list[Listed]:
    """Return what is in use today, once for one document."""
    memo = block_memo()
    if memo is None:
        return list(from_database(on=timezone.localdate()).organisations.values())
    if MEMO not in memo:
        memo[MEMO] = list(from_database(on=timezone.localdate()).organisations.values())
    found: list[Listed] = memo[MEMO]
    return found


def in_chain(*roles: str) -> Iterator[tuple[str, list[Listed]]]:
    """Yield each place in the chain with the organisations there; municipalities stand apart."""
    for role in roles:
        held = [one for one in listed() if one.chain_role == role and not one.municipality_code]
        if held:
            yield str(ChainRole(role).label), held


def outside(address: str) -> Line:
    """Return a website as a link that shows its own address."""
    shown = address.removeprefix("https://").removeprefix("http://").removeprefix("www.")
    return line_of(Link(shown.rstrip("/"), address)) if address else ()


def organisations_part(_actor: Actor) -> Sequence[Block]:
    """Return one table of all organisations: what to call them for, and their site."""
    heads = [_("Organisation"), _("What for"), _("Website")]
    rows: list[list[str | Line]] = [
        [one.name, one.serves or one.description, outside(one.website)]
        for _label, held in in_chain(*ChainRole.values)
        for one in held
    ]
    return [table(_("All organisations"), heads, rows)] if rows else []


def partners_part(_actor: Actor) -> Sequence[Block]:
    """Return each partner with what it is, does, and is there for."""
    blocks: list[Block] = []
    for label, held in in_chain(*PARTNERS):
        blocks.append(Heading(1, label))
        for one in held:
            blocks.extend(told(one))
    return blocks


def told(one: Listed) -> list[Block]:
    """Return an organisation in words, under a heading of level 2."""
    blocks: list[Block] = [Heading(2, one.name)]
    blocks.extend(paragraph(text) for text in (one.description, one.task) if text)
    if one.serves:
        label = Text(_("What you contact it for:") + " ", strong=True)
        blocks.append(paragraph(label, one.serves))
    if one.website:
        blocks.append(paragraph(Text(_("Website:") + " ", strong=True), *outside(one.website)))
    return blocks


def contacts_part(_actor: Actor) -> Sequence[Block]:
    """Return a table of contact points for each place in the chain, exactly as the data say."""
    heads = [_("Who and what for"), _("Phone and mail"), _("When"), _("Last checked")]
    blocks: list[Block] = []
    for label, held in in_chain(*ChainRole.values):
        rows = [_contact_row(one, point) for one in held for point in one.contacts]
        if rows:
            blocks.append(table(label, heads, rows))
    return blocks


def _contact_row(one: Listed, point: Contact) -> list[str | Line]:
    named = line_of(Text(f"{one.short_name or one.name}: {point.name}", strong=True))
    hours = point.hours.describe() if point.hours.known or point.phone else ""
    when = stacked(hours, point.hours_note) or line_of("–")
    return [stacked(named, point.purpose), _reach(point), when, _checked(point)]


def _reach(point: Contact) -> Line:
    """Return number, number from abroad, mail and site, each on a line of its own."""
    ways: list[Line] = []
    if point.phone:
        ways.append(line_of(Link(point.phone_display, point.phone_link)))
    if point.phone_abroad:
        abroad = Link(point.phone_abroad_display, phone_link(point.phone_abroad))
        ways.append(line_of(_("from abroad") + " ", abroad))
    if point.email:
        ways.append(line_of(Link(point.email, f"mailto:{point.email}")))
    if not ways and point.website:
        ways.append(outside(point.website))
    return stacked(*ways) if ways else line_of(_("still to be supplied"))


def _checked(point: Contact) -> str:
    if point.last_checked_on is None:
        return _("still to be checked")
    return str(date_format(point.last_checked_on, "j F Y"))


def municipalities_part(_actor: Actor) -> Sequence[Block]:
    """Return a table of the municipalities with how to reach the focal point of each."""
    heads = [_("Municipality"), _("Part of the region"), _("Focal point"), _("Last checked")]
    rows: list[list[str | Line]] = []
    for one in sorted(listed(), key=lambda one: one.name):
        point = next((each for each in one.contacts if each.slug == FOCAL_POINT), None)
        if one.municipality_code:
            reach = _reach(point) if point else line_of("–")
            checked = _checked(point) if point and point.is_filled else "–"
            rows.append([one.short_name or one.name, one.safety_region, reach, checked])
    return [table(_("Municipalities"), heads, rows)] if rows else []


def roles_part(_actor: Actor) -> Sequence[Block]:
    """Return each role with its tasks; never who has it. One query."""
    blocks: list[Block] = []
    for role in RegionRole.objects.filter(is_current=True):
        blocks.append(Heading(1, role.name))
        if role.description:
            blocks.append(paragraph(role.description))
        if role.tasks:
            blocks.append(bullets([str(task) for task in role.tasks]))
    return blocks


def bodies_part(_actor: Actor) -> Sequence[Block]:
    """Return each consultation body: what for, who is in it, how often. One query."""
    blocks: list[Block] = []
    for body in ConsultationBody.objects.filter(is_current=True):
        blocks.append(Heading(1, body.name))
        if body.purpose:
            blocks.append(paragraph(body.purpose))
        facts = [
            (_("Level:"), str(body.get_level_display())),
            (_("Chair:"), body.chair),
            (_("Members:"), body.members),
            (_("At least per year:"), str(body.minimum_per_year or "")),
        ]
        blocks.append(
            bullets([line_of(Text(f"{name} ", strong=True), said) for name, said in facts if said])
        )
    return blocks
