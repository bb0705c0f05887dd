"""From a saved talk to its slides, with what holds today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from baken.foundation.access.actor import Actor
from baken.network.library.models import Talk

from .blocks import TalkBlock, blocks_for
from .data_slides import DATA_SLIDES
from .facts import Facts, facts_for
from .fitting import fitted
from .proposals import OWN, Item
from .slides import Point, Slide


@dataclass(frozen=True)
class Part:
    """One part of a talk as the page shows it. ``missing``: the block is not on the shelf now."""

    place: int
    item: Item
    title: str
    slides: tuple[Slide, ...]
    missing: bool = False


@dataclass(frozen=True)
class Made:
    """A talk with its slides of this moment."""

    talk: Talk
    facts: Facts
    opening: Slide
    parts: tuple[Part, ...]
    blocks: tuple[TalkBlock, ...] = field(repr=False, default=())

    @property
    def slides(self) -> tuple[Slide, ...]:
        """Return all slides in order; none of their text runs off them."""
        return (self.opening, *(slide for part in self.parts for slide in part.slides))

    @property
    def lead(self) -> str:
        """Return meeting, date and organisation in one line."""
        return " · ".join(filter(None, [self.talk.meeting, day_of(self.talk), self.facts.name]))


def items_of(talk: Talk) -> list[Item]:
    """Return the parts of a talk in order."""
    return [Item(str(one["part"]), int(one["minutes"])) for one in talk.items]


def as_kept(items: Sequence[Item]) -> list[dict[str, object]]:
    """Return parts as a talk keeps them."""
    return [{"part": item.part, "minutes": item.minutes} for item in items]


def day_of(talk: Talk) -> str:
    """Return the date in words, empty without one."""
    return date_format(talk.held_on, "l j F Y") if talk.held_on else ""


def data_labels() -> dict[str, str]:
    """Return the names of the parts that come from data, and of the own slide."""
    return {
        "route": _("What to do with a signal (route of today)"),
        "contact": _("Your own contact point"),
        "advice": _("Advice desk, with phone and hours"),
        "danger": _("Immediate danger: 112"),
        "check": _("The check, with QR code"),
        OWN: _("Your own slide"),
        "questions": _("Questions and conversation"),
    }


def make(actor: Actor, talk: Talk) -> Made:
    """Return the talk with its slides. Eight queries at most, whatever its length."""
    blocks = {block.key: block for block in blocks_for(actor)}
    facts = facts_for(talk.subject_id)
    labels = data_labels()
    parts = tuple(
        _part(place, item, talk, facts, blocks, labels)
        for place, item in enumerate(items_of(talk), 1)
    )
    opening = fitted([_opening(talk, facts)])[0]
    return Made(talk, facts, opening, parts, tuple(blocks.values()))


def _opening(talk: Talk, facts: Facts) -> Slide:
    lines = [talk.meeting, day_of(talk), facts.name]
    return Slide(
        talk.title,
        tuple(Point(line, marked=False) for line in lines if line),
        note="Stel uzelf voor. Zeg waarom dit onderwerp voor deze collega's telt.",
        is_title=True,
    )


def _part(
    place: int,
    item: Item,
    talk: Talk,
    facts: Facts,
    blocks: Mapping[str, TalkBlock],
    labels: Mapping[str, str],
) -> Part:
    if item.part in blocks:
        block = blocks[item.part]
        return Part(place, item, block.title, fitted(block.slides))
    if item.part == OWN:
        return Part(place, item, labels[OWN], fitted(_own_slide(talk)))
    if item.part in DATA_SLIDES:
        return Part(place, item, labels[item.part], fitted(DATA_SLIDES[item.part](facts)))
    return Part(place, item, item.part.partition(":")[2] or item.part, (), missing=True)


def _own_slide(talk: Talk) -> list[Slide]:
    if not talk.own_title:
        return []
    lines = [line.strip().lstrip("-•* ").strip() for line in talk.own_points.splitlines()]
    points = tuple(Point(line) for line in lines if line)
    return [Slide(talk.own_title, points, talk.own_note, part=OWN)]


def to_add(made: Made) -> list[tuple[str, str]]:
    """Return the parts that are not in the talk yet: key and name."""
    used = {part.item.part for part in made.parts}
    labels = data_labels()
    if not made.talk.own_title:
        labels.pop(OWN)
    known = [(block.key, f"{block.title} ({block.minutes} min)") for block in made.blocks]
    return [(key, label) for key, label in [*known, *labels.items()] if key not in used]
