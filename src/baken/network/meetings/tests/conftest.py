"""Fixtures of the room."""

from __future__ import annotations

from typing import Any

import pytest

from .world import World


@pytest.fixture
def world(cast: Any) -> World:
    """Return three bodies with seats for the cast."""
    return World(cast)
