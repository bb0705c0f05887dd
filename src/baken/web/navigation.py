"""The navigation: each room says in ``AppConfig.ready`` which entries it brings.

``web`` knows no domain, so the chain floor registers its own entries here. The foundation
lies below ``web`` and may not import it; its entries are listed at the end of this module.
An entry whose address does not exist (yet) is left out, so a room can be absent.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from baken.foundation.access.actor import Actor
from baken.foundation.access.permissions import Permission

Count = Callable[[Actor], int]


@dataclass(frozen=True)
class NavItem:
    """One entry. ``order`` sorts (tens, so that others fit between).

    ``permission`` is one permission or several of which one is enough; None means everybody
    who sees that navigation. ``count`` gives the number shown beside the label (0 shows none).
    """

    label: str | Promise
    url_name: str
    permission: Permission | tuple[Permission, ...] | None = None
    order: int = 100
    icon: str = ""
    count: Count | None = None

    def is_for(self, actor: Actor) -> bool:
        """Say whether the actor may follow this entry."""
        if self.permission is None:
            return True
        wanted = self.permission if isinstance(self.permission, tuple) else (self.permission,)
        return any(actor.may(permission) for permission in wanted)


@dataclass(frozen=True)
class Entry:
    """An entry as the layout draws it; ``current`` is the value of ``aria-current`` or empty."""

    label: str | Promise
    url: str
    current: str
    icon: str = ""
    count: int = 0


_staff: dict[str, NavItem] = {}
_public: dict[str, NavItem] = {}
_narrowing: list[Callable[[str], bool]] = []


def register_staff(*items: NavItem) -> None:
    """Add entries to the navigation of people who are signed in."""
    _staff.update({item.url_name: item for item in items})


def register_public(*items: NavItem) -> None:
    """Add entries to the navigation of the public pages."""
    _public.update({item.url_name: item for item in items})


def narrow(is_open: Callable[[str], bool]) -> None:
    """Leave out the entries whose address ``is_open`` refuses: an installation for a part of it."""
    _narrowing.append(is_open)


def _current(path: str, url: str) -> str:
    if path == url:
        return "page"
    return "true" if url != "/" and path.startswith(url) else ""


def _entries(items: dict[str, NavItem], actor: Actor, path: str) -> list[Entry]:
    entries = []
    for item in sorted(items.values(), key=lambda item: item.order):
        try:
            url = reverse(item.url_name)
        except NoReverseMatch:
            continue
        if item.is_for(actor) and all(is_open(item.url_name) for is_open in _narrowing):
            count = item.count(actor) if item.count else 0
            entries.append(Entry(item.label, url, _current(path, url), item.icon, count))
    return entries


def staff_entries(actor: Actor, path: str) -> list[Entry]:
    """Return the entries the actor may follow, in order."""
    return _entries(_staff, actor, path)


def public_entries(path: str) -> list[Entry]:
    """Return the entries of the public navigation, in order."""
    return _entries(_public, Actor.stranger(), path)


def _unread(actor: Actor) -> int:
    """Count what waits for the actor, up to 99. One query."""
    from baken.foundation.notices.models import Notice

    count: int = Notice.objects.visible_to(actor).unread()[:99].count()
    return count


def _asking(actor: Actor) -> int:
    """Count who asks to read and waits for an answer. One query, for who admits readers."""
    from baken.foundation.people.models import ReaderRequest

    count: int = ReaderRequest.objects.visible_to(actor).waiting().count()
    return count


register_public(NavItem(_("Organisations"), "region:directory", order=40))
register_staff(
    NavItem(_("Messages"), "notices:list", Permission.WORK_READ, 15, "bell", _unread),
    NavItem(_("Readers"), "people:reader-requests", Permission.READER_ADMIT, 68, "users", _asking),
    NavItem(_("Accounts"), "people:accounts", Permission.ACCOUNT_MANAGE, 70, "user"),
    NavItem(_("My municipality"), "region:own", Permission.REGION_EDIT_OWN, 75, "building"),
    NavItem(_("Region"), "region:manage", Permission.REGION_EDIT, 80, "building"),
    NavItem(_("Audit register"), "audit:register", Permission.AUDIT_READ, 90, "log"),
)
