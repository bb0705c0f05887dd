"""Loads a sound pack into the database: all of it, or nothing."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class LoadReport:
    """What loading did."""
