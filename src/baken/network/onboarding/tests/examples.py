"""Examples for the walk over all routes as all roles."""

from __future__ import annotations

from typing import Any

from baken.network.onboarding.actions import handover
from baken.network.onboarding.actions.handover import HandoverDraft

from .world import lay_path

SEES: dict[str, set[str]] = {"handover_id": {"focal_safety", "focal_care"}}
"""Steps and points are the region's; who may not walk is refused by the rule of the view."""


def examples(cast: Any) -> dict[str, str]:
    """Return a step and a point of a path laid for the test, and a document that was given."""
    lay_path()
    actor, successor = cast.focal_safety.actor, cast.focal_care.membership
    handover.write(actor=actor, draft=HandoverDraft(successor_id=successor.pk), version=0)
    given = handover.give(actor=actor)
    return {"step": "lees", "point": "awareness-vertel-het", "handover_id": str(given.pk)}
