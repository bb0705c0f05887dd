"""Fixtures for this room: trainings, and sessions in any state."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture
def world(cast: Any) -> Any:
    """Return builders that bring a session into any state, by the actions."""
    from .tests.world import World

    return World(cast)
