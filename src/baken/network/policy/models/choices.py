"""The closed lists of policy: states, levels, directions and decisions."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class FrameworkState(models.TextChoices):
    """Where a policy framework (beleidskader) stands; see ``workflow.FRAMEWORK``."""

    DRAFT = "draft", _("In preparation")
    IN_FORCE = "in-force", _("In force")
    ENDED = "ended", _("Ended")


class GoalLevel(models.TextChoices):
    """Whose goal it is."""

    NATIONAL = "national", _("National")
    REGIONAL = "regional", _("Regional")


class ActionState(models.TextChoices):
    """Where an action of the region or of a municipality stands; see ``workflow.ACTION``."""

    PLANNED = "planned", _("Planned")
    RUNNING = "running", _("Running")
    DELAYED = "delayed", _("Delayed")
    DONE = "done", _("Done")
    STOPPED = "stopped", _("Stopped")


OPEN_STATES = (ActionState.PLANNED, ActionState.RUNNING, ActionState.DELAYED)
"""States in which something is still to be done."""


class Direction(models.TextChoices):
    """Which way an indicator should move."""

    UP = "up", _("Should go up")
    DOWN = "down", _("Should go down")


class CarryDecision(models.TextChoices):
    """What becomes of an action when the next framework period begins."""

    CARRIED = "carried", _("Carried over")
    FINISHED = "finished", _("Finished")
    DROPPED = "dropped", _("Dropped")


class PlanState(models.TextChoices):
    """Where a municipality's own execution plan stands; see ``workflow.PLAN``."""

    DRAFT = "draft", _("In preparation")
    ADOPTED = "adopted", _("Adopted")
    ENDED = "ended", _("Ended")


class HistoryKind(models.TextChoices):
    """What happened to an action of the region."""

    ADDED = "added", _("Added")
    LOADED = "loaded", _("Taken from the region's pack")
    EDITED = "edited", _("Changed")
    MOVED = "moved", _("Put in another place")
    STATE = "state", _("State changed")
    DECIDED = "decided", _("Decided for the next period")
    CARRIED_IN = "carried-in", _("Carried over from the earlier period")
    MEASURED = "measured", _("Measured")
    WITHDRAWN = "withdrawn", _("Measurement withdrawn")
