"""Slows down who guesses codes of certificates.

The shared cache keeps a keyed digest of action and address (``people.cache``), never the address
itself. An office behind one address shares a counter, so the limit is wide; a code has sixty
random bits, so it need not be narrow.
"""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

ATTEMPTS = 20
WINDOW = 600  # seconds
ONE_CONNECTION = 64
"""Bits of an IPv6 address that a provider hands out at once; the rest the caller chooses."""


def _key(request: HttpRequest) -> str:
    try:
        address = _connection(get_adapter(request).get_client_ip(request))
    except PermissionDenied:
        address = "unknown"
    return f"learning:certificate:{address}"


def _connection(address: str) -> str:
    """Return the address, or the network of one connection where a caller has 2^64 of them."""
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if isinstance(known, IPv6Address) and known.ipv4_mapped is None:
        return str(ip_network((known, ONE_CONNECTION), strict=False))
    return str(known)


def is_over(request: HttpRequest) -> bool:
    """Say whether this address used up its wrong codes; counts nothing."""
    return int(cache.get(_key(request), 0)) >= ATTEMPTS


def count(request: HttpRequest) -> None:
    """Count one wrong code in the running window."""
    key = _key(request)
    if not cache.add(key, 1, timeout=WINDOW):
        try:
            cache.incr(key)
        except ValueError:  # the window ended between the two calls
            cache.set(key, 1, timeout=WINDOW)
