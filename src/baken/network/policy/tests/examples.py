"""What the walk over all routes needs: a value per parameter, and who may know of it."""

from __future__ import annotations

from typing import Any

from .agreements import examples as agreements

SEES: dict[str, set[str]] = {**agreements.SEES}
"""Players who may know of the record in the address; a parameter not named here is open."""


def examples(cast: Any) -> dict[str, str]:
    """Make one record of each kind and return the values for the addresses."""
    return {**agreements.examples(cast)}
