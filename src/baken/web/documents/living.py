"""Parts of a document that come from the data of a room: organisations, trainings, the route.

A room registers what it can tell in ``AppConfig.ready``::

    register_part("trainings", _("Trainings and tools"), trainings_part)

``trainings_part(actor)`` returns blocks, in Dutch, of what ``actor`` may see, as they stand now;
headings from level 1. A document of the region (the introduction dossier) names the parts that
it wants by key. A part without anything to tell returns no blocks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise

from baken.foundation.access.actor import Actor

from .tree import Block

PartFunction = Callable[[Actor], Sequence[Block]]


@dataclass(frozen=True)
class Part:
    """One part: key, name for editors, and what it tells."""

    key: str
    label: str | Promise = field(compare=False)
    function: PartFunction = field(compare=False)


_parts: dict[str, Part] = {}


def register_part(key: str, label: str | Promise, function: PartFunction) -> None:
    """Make a part known; the same key by another function raises ``ValueError``."""
    known = _parts.get(key)
    if known is not None and known.function is not function:
        raise ValueError(f"the part {key!r} is registered twice")
    _parts[key] = Part(key, label, function)


def parts() -> list[Part]:
    """Return all parts by key."""
    return [_parts[key] for key in sorted(_parts)]


def find_part(key: str) -> Part | None:
    """Return one part, or None."""
    return _parts.get(key)
