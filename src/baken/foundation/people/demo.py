"""Registry of what a demonstration loads: first the cast, then each room's invented data.

``baken demo load`` (management command ``demo_load``) runs the loaders in order of ``order``,
as the owner of the database. A loader is idempotent and returns one line for the screen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class DemonstrationLoader:
    """One room's invented data; ``load()`` may be called again and then changes nothing."""

    name: str
    load: Callable[[], str]
    order: int


_loaders: dict[str, DemonstrationLoader] = {}


def register_demonstration(name: str, load: Callable[[], str], *, order: int = 50) -> None:
    """Make a loader known; call it from ``AppConfig.ready``. The cast itself has order 10."""
    if name in _loaders:
        raise ValueError(f"demonstration {name!r} is registered twice")
    _loaders[name] = DemonstrationLoader(name, load, order)


def loaders() -> list[DemonstrationLoader]:
    """Return the loaders in the order in which they run."""
    return sorted(_loaders.values(), key=lambda loader: (loader.order, loader.name))
