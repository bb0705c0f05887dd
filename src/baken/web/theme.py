"""The municipality's own tokens: a small file that may change colours and nothing else.

The file (``BAKEN_THEME_FILE``, or ``web/tokens.json`` in the folder of the region pack) maps
``light`` and ``dark`` to tokens and colours::

    {"light": {"brand": "#8a1538", "brand-strong": "#5c0d25"}, "dark": {"brand": "#f3a3b9"}}

It is checked when it is read: unknown names, values that are no ``#rrggbb`` and pairs with too
little contrast (WCAG 2.2, 1.4.3: 4.5 to 1 for text) raise ``ThemeError``, so that nobody can
publish pages that cannot be read.
"""

from __future__ import annotations

import hashlib
import json
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

TOKENS = Path(__file__).parent / "static" / "web" / "css" / "tokens.css"
NAMES = frozenset(
    {
        "header",
        "on-header",
        "brand",
        "brand-strong",
        "on-brand",
        "brand-tint",
        "link",
        "light",
        "on-light",
    }
)
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
TEXT_CONTRAST = 4.5
PAIRS = (
    ("on-header", "header"),
    ("on-brand", "brand"),
    ("on-brand", "brand-strong"),
    ("brand-strong", "brand-tint"),
    ("brand-strong", "paper"),
    ("link", "paper"),
    ("link", "ground"),
    ("on-light", "light"),
    ("ink", "brand-tint"),
    ("ink", "ground"),
    ("ink", "sunken"),
    ("ink-soft", "paper"),
    ("ink-soft", "ground"),
    ("ink-soft", "sunken"),
    ("danger", "paper"),
    ("danger", "ground"),
    ("danger", "danger-tint"),
    ("on-danger", "danger-fill"),
    ("ink", "danger-tint"),
    ("success", "success-tint"),
    ("warning", "warning-tint"),
    ("info", "info-tint"),
    ("warning", "paper"),
)
"""Text and the ground it stands on; also tried on Baken's own tokens by a test."""


class ThemeError(ValueError):
    """The municipality's tokens cannot be used; the message says why."""


def own_tokens() -> dict[str, dict[str, str]]:
    """Return Baken's colours, read from ``tokens.css``: ``light`` and ``dark``."""
    light, dark = TOKENS.read_text(encoding="utf-8").split("@media", 1)
    pattern = re.compile(r"--([\w-]+):\s*(#[0-9a-fA-F]{6})\s*;")
    first = dict(pattern.findall(light))
    return {"light": first, "dark": {**first, **dict(pattern.findall(dark))}}


def contrast(one: str, other: str) -> float:
    """Return the contrast of two ``#rrggbb`` colours, 1 to 21 (WCAG 2.2, relative luminance)."""

    def luminance(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def check(theme: Any) -> None:
    """Raise ``ThemeError`` for the first thing that is wrong with a municipality's tokens."""
    if not isinstance(theme, dict) or not set(theme) <= {"light", "dark"}:
        raise ThemeError("the file must have the keys light and dark, and no other")
    own = own_tokens()
    for mode, tokens in theme.items():
        for name, colour in tokens.items():
            if name not in NAMES:
                raise ThemeError(f"{mode}: {name} cannot be changed; only {', '.join(NAMES)}")
            if not isinstance(colour, str) or not COLOUR.fullmatch(colour):
                raise ThemeError(f"{mode}: {name} must be a colour such as #0b5566")
    for mode in ("light", "dark"):
        _check_contrast(mode, {**own[mode], **theme.get(mode, {})})


def _check_contrast(mode: str, tokens: dict[str, str]) -> None:
    for text, ground in PAIRS:
        found = contrast(tokens[text], tokens[ground])
        if found < TEXT_CONTRAST:
            raise ThemeError(f"{mode}: {text} on {ground} has contrast {found:.2f}, less than 4.5")


def path() -> Path:
    """Return where the municipality's tokens are kept; the file need not exist."""
    if settings.THEME_FILE:
        return Path(settings.THEME_FILE)
    return Path(settings.REGIONS_FOLDER) / settings.REGION / "web" / "tokens.json"


@lru_cache(maxsize=1)
def css() -> str:
    """Return the style sheet with the municipality's tokens, empty without a file.

    Read once per process: a change needs a restart, as with every other part of a release.
    """
    if not path().exists():
        return ""
    theme = json.loads(path().read_text(encoding="utf-8"))
    check(theme)
    light, dark = (
        "".join(f"--{name}:{colour};" for name, colour in theme.get(mode, {}).items())
        for mode in ("light", "dark")
    )
    return f":root{{{light}}}@media (prefers-color-scheme:dark){{:root{{{dark}}}}}"


def version() -> str:
    """Return the version of the municipality's tokens, or empty where there are none."""
    return hashlib.sha256(css().encode()).hexdigest()[:12] if css() else ""
