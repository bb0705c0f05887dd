"""The policy framework of a period, its goals and the tasks (opgaven) under them."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from baken.foundation.access.closed import ClosedManager
from baken.foundation.region.models import PackRecord
from baken.network.policy.access import FrameworkQuerySet, OfFrameworkQuerySet

from .choices import FrameworkState, GoalLevel


class Framework(PackRecord):
    """One period of the region's policy, such as 2023-2026. Periods may stand side by side."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(_("slug"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    state = models.CharField(
        _("state"), max_length=10, choices=FrameworkState.choices, default=FrameworkState.DRAFT
    )
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    website = models.CharField(_("website"), max_length=300, blank=True)
    predecessor = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="successor"
    )

    objects = ClosedManager.of(FrameworkQuerySet)

    class Meta:
        ordering = ["-starts_on", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="framework_period_in_order"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        """True while something in it may still be changed; an ended one is for reading."""
        return self.state != FrameworkState.ENDED

    @property
    def state_words(self) -> str:
        """The state in words; what was put in force before it begins does not hold yet."""
        if self.state == FrameworkState.IN_FORCE and self.starts_on > timezone.localdate():
            return gettext("Adopted")
        return str(self.get_state_display())


class Goal(PackRecord):
    """A goal of the country or of the region, in the words in which it was set."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="goals")
    slug = models.SlugField(_("slug"), max_length=60)
    level = models.CharField(_("level"), max_length=10, choices=GoalLevel.choices)
    number = models.PositiveSmallIntegerField(_("number"))
    short = models.CharField(_("in a few words"), max_length=60)
    text = models.TextField(_("text"))

    objects = ClosedManager.of(OfFrameworkQuerySet)

    class Meta:
        ordering = ["level", "number"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "slug"], name="goal_slug_unique"),
            models.UniqueConstraint(
                fields=["framework", "level", "number"],
                name="goal_number_unique",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_level_display()} {self.number}"


class Task(PackRecord):
    """A regional task (opgave). Each municipality's own plan is built on the same tasks."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="tasks")
    slug = models.SlugField(_("slug"), max_length=60)
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=200)
    short = models.CharField(_("in a few words"), max_length=60)
    description = models.TextField(_("description"), blank=True)
    goals = models.ManyToManyField(
        Goal, through="TaskGoal", related_name="tasks", verbose_name=_("goals it serves")
    )

    objects = ClosedManager.of(OfFrameworkQuerySet)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "slug"], name="task_slug_unique"),
            models.UniqueConstraint(
                fields=["framework", "number"],
                name="task_number_unique",
                deferrable=models.Deferrable.DEFERRED,
            ),
            # Target of the composite key by which an action repeats its task's framework.
            models.UniqueConstraint(fields=["id", "framework"], name="task_of_framework"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class TaskGoal(models.Model):
    """That a task serves a goal."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="+")
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="task_goals")
    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="task_goals")

    objects = ClosedManager.of(OfFrameworkQuerySet)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "goal"], name="task_goal_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} → {self.goal_id}"
