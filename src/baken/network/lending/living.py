"""What can be borrowed as a part of a document (``baken.web.documents.living``)."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as
from baken.web.documents.living import register_part
from baken.web.documents.tree import Block, Heading, bullets, paragraph

from .models import ItemKind

STORE = Actor.system("what is lent")
"""What there is to borrow is public; who borrows it, and when, stays in this room."""


def register() -> None:
    """Make the part known; called once, when the app is ready."""
    register_part("lending", gettext_lazy("What you can borrow"), lending_part)


def lending_part(_actor: Actor) -> Sequence[Block]:
    """Return each kind of thing with how many there are. One query."""
    in_store = Count("items", filter=Q(items__retired_on__isnull=True))
    with acting_as(STORE):
        known = ItemKind.objects.visible_to(STORE).filter(is_current=True)
        kinds = list(known.annotate(number=in_store))
    blocks: list[Block] = []
    for kind in kinds:
        blocks.extend([Heading(1, kind.plural if kind.number > 1 else kind.name)])
        blocks.append(paragraph(kind.description))
        facts = [_("There are %(number)d of them.") % {"number": kind.number}]
        if kind.number == 1:
            facts = [_("There is one of them.")]
        if kind.needs_supervision:
            facts.append(_("Only under professional supervision."))
        facts.extend(_("To choose: %(name)s.") % {"name": one["name"]} for one in kind.experiences)
        blocks.append(bullets(facts))
    return blocks
