"""Looks at one outside address, and at nothing inside.

Whoever writes a text chooses the address, so the server must not be talked into asking its own
network (server-side request forgery): each name is looked up first, all its addresses must be
public, and the connection goes to the very address that was judged. Redirects are followed by
hand under the same rule. Size, time and number of steps are limited.
"""

from __future__ import annotations

import contextlib
import hashlib
import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit, urlunsplit

from baken.network.library.models import LinkState

TIMEOUT = 8.0
"""Seconds for each step; ``PATIENCE`` for all steps of one address together."""
PATIENCE = 20.0
MAXIMUM_BYTES = 512_000
MAXIMUM_STEPS = 5
PORTS = {"http": 80, "https": 443}
AGENT = "Baken link check"
PERMANENT = frozenset({301, 308})
REDIRECTS = frozenset({301, 302, 303, 307, 308})
GONE = frozenset({404, 410})
FINE = range(200, 300)
# Ranges that carry an IPv4 address inside, which could be a private one.
WRAPPED = tuple(
    ipaddress.ip_network(text) for text in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16")
)

Address = str
Resolve = Callable[[str, int], list[Address]]


class NotAllowed(Exception):
    """The address leads into a private network, or is no web address at all."""


class NoAnswer(Exception):
    """Nothing came back: no such name, no connection, no time. ``offline`` when no name server."""


@dataclass(frozen=True)
class Answer:
    """What an address said. ``heard`` False: nothing came back, perhaps for want of internet."""

    state: LinkState
    status_code: int | None = None
    moved_to: str = ""
    digest: str = ""
    heard: bool = True


@dataclass(frozen=True)
class Page:
    """One answer of one server."""

    status: int
    location: str
    kind: str
    content: bytes


def addresses_of(host: str, port: int) -> list[Address]:
    """Return the addresses of a name; raises ``NoAnswer``."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NoAnswer from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(address: Address) -> bool:
    """Say whether an address is one of the internet: not private, local, reserved or wrapped."""
    try:
        ip: ipaddress.IPv4Address | ipaddress.IPv6Address = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            ip = ip.ipv4_mapped
        elif ip.is_site_local or any(ip in network for network in WRAPPED):
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def look(url: str, *, known_digest: str = "", resolve: Resolve | None = None) -> Answer:
    """Return what an address says now. Opens connections; at most about ``PATIENCE`` seconds."""
    end = time.monotonic() + PATIENCE
    target, lasting = url, ""
    try:
        for _step in range(MAXIMUM_STEPS + 1):
            page = _ask(target, end, resolve or addresses_of)
            if page.status not in REDIRECTS or not page.location:
                return _judged(page, url, lasting, known_digest)
            following = urljoin(target, page.location)
            # Only a chain of lasting redirects says that the page lives elsewhere now.
            if page.status in PERMANENT and lasting in {"", target}:
                lasting = following
            target = following
    except NotAllowed:
        return Answer(LinkState.DEAD if target == url else LinkState.UNREACHABLE)
    except NoAnswer:
        return Answer(LinkState.UNREACHABLE, heard=target != url)
    return Answer(LinkState.UNREACHABLE)


def _judged(page: Page, url: str, lasting: str, known_digest: str) -> Answer:
    """Say what an answer that is no redirect means."""
    if page.status in GONE:
        return Answer(LinkState.DEAD, page.status)
    if page.status not in FINE:
        # Many sites refuse whatever is no browser: that says nothing about the page.
        return Answer(LinkState.UNREACHABLE, page.status)
    digest = digest_of(page)
    if lasting and _bare(lasting) != _bare(url):
        return Answer(LinkState.MOVED, page.status, lasting[:500], digest)
    changed = bool(known_digest and digest and known_digest != digest)
    return Answer(LinkState.CHANGED if changed else LinkState.FINE, page.status, "", digest)


def _bare(url: str) -> tuple[str, str, str]:
    """Return an address without what is no move: http or https, www, a slash at the end."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    return host, parts.path.rstrip("/"), parts.query


def _ask(url: str, end: float, resolve: Resolve) -> Page:
    try:
        parts = urlsplit(url)
        port, host = parts.port, parts.hostname
    except ValueError as error:
        raise NotAllowed from error
    scheme = parts.scheme.lower()
    if scheme not in PORTS or not host or parts.username or port not in {None, PORTS[scheme]}:
        raise NotAllowed
    addresses = resolve(host, PORTS[scheme])
    if not addresses or not all(is_public(address) for address in addresses):
        raise NotAllowed
    path = urlunsplit(("", "", parts.path or "/", parts.query, ""))
    try:
        return _exchange(scheme, host, addresses[0], path, end)
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise NoAnswer from error


def _exchange(scheme: str, host: str, address: Address, path: str, end: float) -> Page:
    """Ask the address that was judged, under the name that was written."""
    left = min(TIMEOUT, end - time.monotonic())
    if left <= 0:
        raise NoAnswer
    raw = socket.create_connection((address, PORTS[scheme]), timeout=left)
    # A server that sends one sign every few seconds never runs into the time of one step.
    spare = raw.dup()
    over = threading.Timer(max(end - time.monotonic(), 0), _hang_up, [spare])
    over.daemon = True
    over.start()
    try:
        if scheme == "https":
            raw = ssl.create_default_context().wrap_socket(raw, server_hostname=host)
        connection = http.client.HTTPConnection(host, PORTS[scheme], timeout=left)
        connection.sock = raw
        connection.request(
            "GET",
            path.encode("utf-8").decode("latin-1") if path.isascii() else _escaped(path),
            headers={"User-Agent": AGENT, "Accept": "*/*", "Connection": "close"},
        )
        answer = connection.getresponse()
        if time.monotonic() >= end:
            raise NoAnswer  # a head that was cut off looks whole
        return Page(
            answer.status,
            answer.getheader("Location") or "",
            answer.getheader("Content-Type") or "",
            _read(answer, end),
        )
    finally:
        over.cancel()
        spare.close()
        raw.close()


def _hang_up(line: socket.socket) -> None:
    """End a conversation whose time is over; whoever still reads finds its end."""
    with contextlib.suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)


def _escaped(path: str) -> str:
    from urllib.parse import quote

    return quote(path, safe="/?&=%;:@+,!$'()*~")


def _read(answer: http.client.HTTPResponse, end: float) -> bytes:
    """Return the first ``MAXIMUM_BYTES``; one that drips is cut off when the time is over."""
    parts: list[bytes] = []
    size = 0
    while size < MAXIMUM_BYTES and time.monotonic() < end:
        part = answer.read1(min(65_536, MAXIMUM_BYTES - size))
        if not part:
            break
        parts.append(part)
        size += len(part)
    return b"".join(parts)


def digest_of(page: Page) -> str:
    """Return what tells a page from another: its title and headings, or a whole file.

    Not all words: dates, counters and advertisements change daily and nobody wants to hear it.
    """
    if "html" not in page.kind:
        return hashlib.sha256(page.content).hexdigest()
    reader = _Headings()
    reader.feed(page.content.decode("utf-8", "replace"))
    words = " ".join(" ".join(reader.words).split()).lower()
    return hashlib.sha256(words.encode()).hexdigest() if words else ""


class _Headings(HTMLParser):
    """Collects the words of the title and of the headings of the first level."""

    WANTED = frozenset({"title", "h1"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._inside: str | None = None

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in self.WANTED:
            self._inside = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == self._inside:
            self._inside = None

    def handle_data(self, data: str) -> None:
        if self._inside is not None:
            self.words.append(data)
