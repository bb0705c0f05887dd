"""The offer of trainings as a part of a document (``baken.web.documents.living``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as
from baken.web.documents.living import register_part
from baken.web.documents.tree import Block, Heading, Line, Link, Text, bullets, line_of, paragraph

from .models import Training

OFFER = Actor.system("offer of trainings")
"""The offer is public: facts of the region's pack, no session and no person. A reader of the
knowledge base who may not enrol reads it all the same."""


def register() -> None:
    """Make the part known; called once, when the app is ready."""
    register_part("trainings", gettext_lazy("Trainings and tools"), trainings_part)


def trainings_part(_actor: Actor) -> Sequence[Block]:
    """Return each training that is offered now. One query."""
    with acting_as(OFFER):
        offered = list(Training.objects.visible_to(OFFER).offered())
    blocks: list[Block] = []
    for training in offered:
        blocks.extend([Heading(1, training.name), paragraph(training.summary)])
        if training.subjects:
            blocks.extend([paragraph(_("What is treated:")), bullets(training.subjects)])
        blocks.append(bullets(list(_facts(training))))
    return blocks


def _facts(training: Training) -> Iterator[Line]:
    group = _("%(minimum)s to %(maximum)s participants") % {
        "minimum": training.group_minimum or 1,
        "maximum": training.group_maximum,
    }
    facts = [
        (_("For whom"), training.audience_note or ", ".join(training.audience_labels)),
        (_("Given by"), training.provider),
        (_("Where"), str(training.get_place_display())),
        (_("Duration"), training.duration),
        (_("Cost"), training.cost),
        (_("Group"), group if training.group_maximum else ""),
        (_("Languages"), training.languages),
        (_("Accreditation"), training.accreditation),
        (_("Under what condition"), training.condition),
        (_("How to ask for it"), training.contact),
    ]
    for label, said in facts:
        if said:
            yield line_of(Text(f"{label}: ", strong=True), said)
    if training.email:
        mail = Link(training.email, f"mailto:{training.email}")
        yield line_of(Text(_("Mail") + ": ", strong=True), mail)
    if training.website:
        yield line_of(
            Text(_("Website") + ": ", strong=True), Link(training.website, training.website)
        )
