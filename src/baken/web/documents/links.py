"""Where a link of a document leads.

An editor writes ``[ESSM](organisation:essm)``; the room that knows organisations says where that
is. A room registers its scheme in ``AppConfig.ready``::

    register_scheme("organisation", resolve_organisation)

``resolve_organisation(slug)`` returns a ``Target`` or None when there is no such thing (any
more); then the words stay and the link goes, and the editor is told (``broken``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from .tree import Block, Link, Picture, links_in, walk


@dataclass(frozen=True)
class Target:
    """A place: ``address`` is an absolute address or a path of this site."""

    address: str
    label: str = ""

    @property
    def is_outside(self) -> bool:
        """True for another site."""
        return urlsplit(self.address).scheme in {"http", "https"}


Resolver = Callable[[str], Target | None]
_schemes: dict[str, Resolver] = {}
OPEN_SCHEMES = frozenset({"https", "http", "mailto", "tel"})


def register_scheme(scheme: str, resolver: Resolver) -> None:
    """Make a scheme known; the same scheme by another resolver raises ``ValueError``."""
    known = _schemes.get(scheme)
    if known is not None and known is not resolver:
        raise ValueError(f"the scheme {scheme!r} is registered twice")
    if scheme in OPEN_SCHEMES:
        raise ValueError(f"{scheme!r} is not ours")
    _schemes[scheme] = resolver


def schemes() -> list[str]:
    """Return the schemes that an editor may use besides addresses."""
    return sorted(_schemes)


def resolve(target: str) -> Target | None:
    """Return where a link leads, or None when it leads nowhere or where it may not.

    Allowed are the open schemes, paths of this site (one slash), fragments, and what was
    registered. ``javascript:`` and ``data:`` are none of these. One question to the registered
    room for each link; a page with many resolves them in one go where its room caches.
    """
    target = target.strip()
    if target.startswith("#") or (target.startswith("/") and not target.startswith(("//", "/\\"))):
        return Target(target)
    scheme, colon, rest = target.partition(":")
    scheme = scheme.lower()
    if not colon:
        return None
    if scheme in OPEN_SCHEMES:
        return Target(target) if _is_sound(scheme, target) else None
    resolver = _schemes.get(scheme)
    return resolver(rest) if resolver else None


def _is_sound(scheme: str, target: str) -> bool:
    if any(character.isspace() for character in target):
        return False
    try:
        return scheme in {"mailto", "tel"} or bool(urlsplit(target).hostname)
    except ValueError:
        return False


def broken(blocks: Sequence[Block]) -> list[str]:
    """Return the targets in a text that lead nowhere, each once, in reading order."""
    return list(dict.fromkeys(target for target in _targets(blocks) if resolve(target) is None))


def _targets(blocks: Sequence[Block]) -> Iterable[str]:
    yield from (link.target for link in links_in(blocks) if isinstance(link, Link))
    yield from (block.target for block in walk(blocks) if isinstance(block, Picture))
