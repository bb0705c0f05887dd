"""The house colours for paper and slides: Baken's own, or those of the municipality."""

from __future__ import annotations

import json
from dataclasses import dataclass

from baken.web import theme


@dataclass(frozen=True)
class Colours:
    """Colours as ``#rrggbb``; every pair of text and ground reaches 4.5 to 1 (web/theme.py)."""

    brand: str
    brand_strong: str
    on_brand: str
    tint: str
    light: str
    ink: str
    soft: str
    paper: str
    danger: str
    on_danger: str
    line: str


def colours() -> Colours:
    """Return the colours of light pages; slides and paper are always light."""
    tokens = theme.own_tokens()["light"]
    if theme.path().exists():
        own = json.loads(theme.path().read_text(encoding="utf-8"))
        theme.check(own)
        tokens = {**tokens, **own.get("light", {})}
    return Colours(
        brand=tokens["brand"],
        brand_strong=tokens["brand-strong"],
        on_brand=tokens["on-brand"],
        tint=tokens["brand-tint"],
        light=tokens["light"],
        ink=tokens["ink"],
        soft=tokens["ink-soft"],
        paper=tokens["paper"],
        danger=tokens["danger-fill"],
        on_danger=tokens["on-danger"],
        line=tokens["line"],
    )
