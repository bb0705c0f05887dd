"""The internal reporting route of a municipality: public data, functions and never a person."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

MOST_STEPS = 6
MOST_DAYS = 30


@dataclass(frozen=True)
class RouteStep:
    """One step: ``who`` tells ``tells`` within so many working days (0 is the same day).

    ``replaced_by`` is the function to tell when that one is not there; all three are functions.
    """

    who: str
    tells: str
    within_days: int
    replaced_by: str = ""

    def as_data(self) -> dict[str, Any]:
        """Return the step as it is stored."""
        return {
            "who": self.who,
            "tells": self.tells,
            "within_days": self.within_days,
            "replaced_by": self.replaced_by,
        }


class InternalRoute(models.Model):
    """How one municipality wants it told inside: who tells whom, how soon, and who replaces.

    ``steps`` is a list of ``RouteStep.as_data``, in order; empty when it was taken back.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.OneToOneField(
        "region.Organisation", on_delete=models.CASCADE, related_name="internal_route"
    )
    steps = models.JSONField(_("steps"), default=list)
    note = models.CharField(_("what else colleagues must know"), max_length=500, blank=True)
    changed_on = models.DateField(_("changed on"), null=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("internal reporting route")

    def __str__(self) -> str:
        return str(self.organisation_id)
