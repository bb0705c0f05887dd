"""Examples for the walk over all routes as all roles."""

from __future__ import annotations

from typing import Any

from .world import lay_path

SEES: dict[str, set[str]] = {}
"""Steps and points are the region's; who may not walk is refused by the rule of the view."""


def examples(cast: Any) -> dict[str, str]:
    """Return a step and a point of a path laid for the test."""
    lay_path()
    return {"step": "lees", "point": "awareness-vertel-het"}
