"""Where the practice installation is, and whether it is up, as far as the real side knows."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest

ABSENT, STARTING, READY, STOPPED = "absent", "starting", "ready", "stopped"
STATES = frozenset({ABSENT, STARTING, READY, STOPPED})


def state() -> str:
    """Return ``absent``, ``starting``, ``ready`` or ``stopped``.

    ``baken run`` writes it in a file. An installation that is looked after apart has no such
    file and counts as ready; the browser finds out.
    """
    if not settings.PRACTICE_SECRET or not (settings.PRACTICE_ADDRESS or settings.PRACTICE_PORT):
        return ABSENT
    if not settings.PRACTICE_STATE:
        return READY
    try:
        said = Path(settings.PRACTICE_STATE).read_text(encoding="utf-8").strip()
    except OSError:
        return STOPPED
    return said if said in STATES else STOPPED


def address(request: HttpRequest) -> str:
    """Return scheme and host of the practice installation, without a slash at the end.

    Without an address of its own it is another port of the host that was asked for.
    """
    if settings.PRACTICE_ADDRESS:
        found: str = settings.PRACTICE_ADDRESS
        return found
    host = urlsplit(f"//{request.get_host()}").hostname or "localhost"
    shown = f"[{host}]" if ":" in host else host
    return f"{request.scheme}://{shown}:{settings.PRACTICE_PORT}"
