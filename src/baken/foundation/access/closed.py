"""Managers that are closed until somebody says who asks.

``Concern.objects.filter(...)`` raises; ``Concern.objects.visible_to(actor)`` answers. The one
hatch is ``unscoped(reason=...)``, and a test counts its uses.
"""

from typing import Any, Self

from django.db import models

from .actor import Actor


class UnscopedQuery(Exception):
    """A protected model was queried without saying for whom."""


class ScopedQuerySet(models.QuerySet[Any]):
    """Base of the query sets in each app's ``access.py``; ``visible_to`` is the one rule."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the rows that ``actor`` may know of. Each model must say which."""
        raise NotImplementedError(f"{self.model.__name__} has no visible_to rule")


class ClosedManager(models.Manager[Any]):
    """A manager that answers only to ``visible_to`` (and to a fetched parent's children).

    A child reached through its parent (``concern.referrals.all()``) passes, since the parent
    was fetched through its own rule; restrict it further where the child has its own rule.
    """

    queryset_class: type[ScopedQuerySet] = ScopedQuerySet

    @classmethod
    def of(cls, queryset_class: type[ScopedQuerySet]) -> "ClosedManager":
        """Return a closed manager over ``queryset_class``."""
        subclass = type(
            f"ClosedManagerOf{queryset_class.__name__}", (cls,), {"queryset_class": queryset_class}
        )
        manager: ClosedManager = subclass()
        return manager

    def _open(self) -> Any:
        return self.queryset_class(self.model, using=self._db, hints=getattr(self, "_hints", None))

    def get_queryset(self) -> Any:
        """Refuse, unless this is a related manager of a parent that was already fetched."""
        if getattr(self, "instance", None) is not None:
            return self._open()
        raise UnscopedQuery(
            f"{self.model.__name__}.objects needs visible_to(actor) or unscoped(reason=...)"
        )

    def visible_to(self, actor: Actor) -> Any:
        """Return the rows that ``actor`` may know of; of a parent, those among its children."""
        of_parent = getattr(self, "instance", None) is not None
        return (self.get_queryset() if of_parent else self._open()).visible_to(actor)

    def unscoped(self, *, reason: str) -> Any:
        """Return all rows that the database's own lock lets through; say why."""
        if not reason:
            raise UnscopedQuery("unscoped() needs a reason")
        return self._open()

    def create(self, **values: Any) -> Any:
        """Create one row. The database's policy still judges it."""
        return self._open().create(**values)

    def bulk_create(self, *args: Any, **kwargs: Any) -> Any:
        """Create rows. The database's policy still judges them."""
        return self._open().bulk_create(*args, **kwargs)
