"""The words in which the state of things is kept; the database has the same."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class MeetingState(models.TextChoices):
    """Where a meeting is in its life; the allowed steps are in ``workflow.py``."""

    PLANNED = "planned", _("Planned")
    INVITED = "invited", _("Invitation sent")
    HELD = "held", _("Held")
    CANCELLED = "cancelled", _("Called off")


class ItemKind(models.TextChoices):
    """Where a point of the agenda comes from."""

    OWN = "own", _("Point")
    ASKED = "asked", _("Asked by a member")
    BOTTLENECK = "bottleneck", _("Bottleneck")
    ACTION = "action", _("Open action")
    MINUTES = "minutes", _("Previous minutes")


class ItemState(models.TextChoices):
    """Whether a point is on the agenda; what a member asks is judged first."""

    ASKED = "asked", _("Asked, not answered yet")
    ACCEPTED = "accepted", _("On the agenda")
    DECLINED = "declined", _("Not on the agenda")
    WITHDRAWN = "withdrawn", _("Taken back")


class Presence(models.TextChoices):
    """Whether somebody was there."""

    INVITED = "invited", _("Invited")
    PRESENT = "present", _("Present")
    EXCUSED = "excused", _("Absent with notice")
    ABSENT = "absent", _("Absent without notice")


class DecisionState(models.TextChoices):
    """Whether a decision still holds."""

    IN_FORCE = "in-force", _("In force")
    REPLACED = "replaced", _("Replaced")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class ActionState(models.TextChoices):
    """Where an action is in its life."""

    OPEN = "open", _("Open")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Dropped")


class AssignmentKind(models.TextChoices):
    """What one body does for another."""

    PREPARES = "prepares", _("Prepares")
    COMMISSIONS = "commissions", _("Commissions")


class AssignmentState(models.TextChoices):
    """Where it is in its life."""

    OPEN = "open", _("Open")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Dropped")
