"""Counts attempts per network address, to slow down who guesses or floods.

The shared cache keeps a keyed digest of action and address (``people.cache``), never the
address. Windows are fixed; a counter is allowed to be off by one when two arrive at once. The
public forms have no account to count by, so an office behind one address shares a counter:
the limits are wide, and what was typed is never lost.
"""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

MINUTES = 60
ONE_CONNECTION = 64
"""Bits of an IPv6 address that a provider hands out at once; the rest the caller chooses."""


def _key(request: HttpRequest, action: str) -> str:
    try:
        address = _connection(get_adapter(request).get_client_ip(request))
    except PermissionDenied:
        address = "unknown"
    return f"limits:{action}:{address}"


def _connection(address: str) -> str:
    """Return the address, or the network of one connection where a caller has 2^64 of them."""
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if isinstance(known, IPv6Address) and known.ipv4_mapped is None:
        return str(ip_network((known, ONE_CONNECTION), strict=False))
    return str(known)


def is_over(request: HttpRequest, action: str, *, limit: int) -> bool:
    """Say whether this address used up its attempts; counts nothing."""
    return int(cache.get(_key(request, action), 0)) >= limit


def count(request: HttpRequest, action: str, *, seconds: int) -> None:
    """Count one attempt in the running window of ``seconds``."""
    _count(_key(request, action), seconds)


def is_full(action: str, whom: str = "", *, limit: int) -> bool:
    """Say whether enough was done to ``whom``, whoever did it; counts nothing.

    For what can be done to somebody from many addresses at once, such as filling a mail box.
    ``whom`` is kept as a keyed digest only; empty counts everything together.
    """
    return int(cache.get(_key_of(action, whom), 0)) >= limit


def add(action: str, whom: str = "", *, seconds: int) -> None:
    """Count one attempt at ``whom`` in the running window of ``seconds``."""
    _count(_key_of(action, whom), seconds)


def _key_of(action: str, whom: str) -> str:
    return f"limits:{action}:whom:{whom}"


def _count(key: str, seconds: int) -> None:
    if not cache.add(key, 1, timeout=seconds):
        try:
            cache.incr(key)
        except ValueError:  # the window ended between the two calls
            cache.set(key, 1, timeout=seconds)
