"""The kinds of notice, registered by the rooms that send them in ``AppConfig.ready()``.

The sentence of a kind is shown in the product only. It must not carry content: "A referral
waits for your answer", never about whom. The mail does not even carry that sentence.
"""

from __future__ import annotations

from django.utils.functional import Promise

_KINDS: dict[str, str | Promise] = {}


class UnknownNotice(LookupError):
    """A notice of a kind that nobody registered was sent."""


def register_notice(kind: str, text: str | Promise) -> None:
    """Add a kind ("referral.sent") and its sentence; pass a lazy translation.

    Registering the same kind again with another sentence raises ``ValueError``: two rooms
    would be fighting over one word.
    """
    if kind in _KINDS and str(_KINDS[kind]) != str(text):
        raise ValueError(f"notice {kind!r} is registered already")
    _KINDS[kind] = text


def require(kind: str) -> None:
    """Raise ``UnknownNotice`` unless ``kind`` was registered."""
    if kind not in _KINDS:
        raise UnknownNotice(f"notice {kind!r}: call register_notice() in your AppConfig.ready()")


def text_of(kind: str) -> str:
    """Return the sentence; a kind of an older release gives the general one."""
    from django.utils.translation import gettext

    return str(_KINDS.get(kind) or gettext("Something is waiting for you"))
