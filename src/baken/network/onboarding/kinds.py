"""The five kinds of step and the six tasks of a focal point, in the order of the dossier."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

DAYS = 100


class Kind(TextChoices):
    """What a step asks of her."""

    READ = "read", _("Read up")
    MEET = "meet", _("Meet people")
    ARRANGE = "arrange", _("Arrange")
    LEARN = "learn", _("Learn")
    DO = "do", _("Do it")


class Task(TextChoices):
    """The six tasks of the introduction dossier, "Lokale aandachtsfunctionaris"."""

    AWARENESS = "awareness", _("Make colleagues aware")
    CONTACT = "contact", _("Be there for colleagues")
    CONNECT = "connect", _("Think along and connect")
    BARRIERS = "barriers", _("Know the barriers of a municipality")
    CARE = "care", _("Be close to the care coordinators")
    POLICY = "policy", _("Keep policy and agreements up to date")


class Check(TextChoices):
    """What Baken looks up itself for a step of kind arrange."""

    INTERNAL_ROUTE = "internal-route", _("the internal reporting route is filled in")
    REPLACEMENT = "replacement", _("the internal route says who replaces")
    SECOND_FOCAL_POINT = "second-focal-point", _("there is a focal point of the other domain")
    CONTACT = "contact", _("people can reach the focal point of the municipality")


class State(TextChoices):
    """Where a step is on a day."""

    DONE = "done", _("Step done")
    LATE = "late", _("Its day is over")
    NOW = "now", _("Now")
    COMING = "coming", _("Later")
