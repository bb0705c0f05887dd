"""Forms, route and signs as parts of a document (``baken.web.documents.living``).

All of it stands on the public pages too. The guidance is read once for all parts of a document.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import block_memo
from baken.web.documents.living import register_part
from baken.web.documents.tree import (
    Block,
    Heading,
    Line,
    Link,
    Note,
    Text,
    bullets,
    line_of,
    paragraph,
    stacked,
    table,
)

from .card import CardContact, CardStatement, route_card
from .indicators import GENERAL
from .sources import Guidance, current_guidance

MEMO = "guidance of a document"


def register() -> None:
    """Make the parts known; called once, when the app is ready."""
    register_part("forms", gettext_lazy("Forms of exploitation"), forms_part)
    register_part("route-card", gettext_lazy("Route card"), route_part)
    register_part("indicators", gettext_lazy("Lists of signs"), indicators_part)


def _guidance() -> Guidance:
    memo = block_memo()
    found: Guidance = current_guidance() if memo is None else memo.get(MEMO) or current_guidance()
    if memo is not None:
        memo[MEMO] = found
    return found


def forms_part(_actor: Actor) -> Sequence[Block]:
    """Return each form: what it is, examples and what the law says."""
    blocks: list[Block] = []
    for form in _guidance().forms.values():
        blocks.extend([Heading(1, form.name), paragraph(form.definition)])
        if form.examples:
            blocks.extend([paragraph(_("Examples:")), bullets(form.examples)])
        blocks.extend(paragraph(text) for text in (form.law, form.note) if text)
    return blocks


def route_part(_actor: Actor) -> Sequence[Block]:
    """Return whom to call and when, what not to do, warnings and duties."""
    card = route_card(_guidance())
    heads = [_("Whom"), _("Phone"), _("When")]
    rows: list[list[str | Line]] = [
        [one.contact.name, _phone(one), stacked(*(_capital(when) for when in one.when))]
        for one in card.contacts
    ]
    check = Link(_("Do the check"), reverse("guidance:check"))
    blocks: list[Block] = [
        Note((paragraph(_("Is somebody in danger now? Call 112.")),)),
        paragraph(check, " ", _("to see the route for your own situation.")),
        table(_("Whom do you call, and when?"), heads, rows),
    ]
    for title, told in (
        (_("What not to do"), card.do_not),
        (_("Keep in mind"), card.warnings),
        (_("Duties"), card.obligations),
    ):
        if told:
            blocks.extend([Heading(1, title), bullets([_statement(one) for one in told])])
    return blocks


def _phone(one: CardContact) -> Line:
    point = one.contact
    if not point.phone:
        return line_of(Link(point.email, f"mailto:{point.email}")) if point.email else line_of("–")
    return stacked(line_of(Link(point.phone_text, f"tel:{point.phone}")), point.hours_text)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _statement(one: CardStatement) -> Line:
    when = Text(f"{_capital(one.when)}: ", strong=True)
    who = f" ({one.who})" if one.who else ""
    return line_of(*((when,) if one.when else ()), one.text + who)


def indicators_part(_actor: Actor) -> Sequence[Block]:
    """Return how to read the signs, and the signs of each form."""
    guidance = _guidance()
    reading = [rule["text"] for rule in guidance.document("indicators").get("reading", [])]
    blocks: list[Block] = [bullets(reading)] if reading else []
    names = {GENERAL: _("For all forms")} | {one.slug: one.name for one in guidance.forms.values()}
    for slug, name in names.items():
        held = [one for one in guidance.catalogue.indicators.values() if one.form == slug]
        if held:
            urgent = Text(" " + _("(call today)"), strong=True)
            lines = [line_of(one.text, *((urgent,) if one.critical else ())) for one in held]
            blocks.extend([Heading(1, name), bullets(lines)])
    return blocks
