"""Doors to pages that other rooms build; a room that is absent leaves no dead link."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from baken.foundation.access.actor import Actor
from baken.foundation.access.permissions import Permission


@dataclass(frozen=True)
class Door:
    """A page elsewhere; ``permission`` is what opens it, None for every reader."""

    url_name: str
    title: str | Promise
    text: str | Promise
    permission: Permission | None = None

    @property
    def address(self) -> str:
        """Return the path, empty while there is no such page."""
        return page_if_there(self.url_name)


DOORS: Sequence[Door] = (
    Door(
        "library:dossier",
        _("Introduction dossier"),
        _("Everything a new focal point needs, in one document of today."),
    ),
    Door(
        "region:directory",
        _("Organisations"),
        _("Who does what, when you call, and whether somebody answers now."),
    ),
    Door(
        "onboarding:home",
        _("First hundred days"),
        _("Read, meet, arrange, learn and practise, step by step."),
        Permission.LIBRARY_READ_PARTNER,
    ),
    Door(
        "library:talks",
        _("Talk for colleagues"),
        _("Slides and a hand-out with the route of your own municipality."),
        Permission.LIBRARY_READ_PARTNER,
    ),
    Door(
        "library:posters",
        _("Posters and cards"),
        _("To print, with a code that opens the check."),
    ),
    Door(
        "library:reasons",
        _("Reasons not to report"),
        _("What colleagues say, and what you can answer."),
    ),
    Door("library:terms", _("Terms"), _("What words and abbreviations mean, from A to Z.")),
)


def doors(actor: Actor) -> list[Door]:
    """Return the pages that exist and that the actor may open."""
    return [
        door
        for door in DOORS
        if (door.permission is None or actor.may(door.permission)) and door.address
    ]


def page_if_there(url_name: str, *args: object) -> str:
    """Return the path of a page, or nothing when no room serves it."""
    try:
        return reverse(url_name, args=args)
    except NoReverseMatch:
        return ""
