"""For whom a talk is, and how long it takes."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class TalkAudience(models.TextChoices):
    """The colleagues who listen."""

    FRONT_DESK = "front-desk", _("Front desk")
    SOCIAL_TEAM = "social-team", _("Social team")
    ENFORCEMENT = "enforcement", _("Enforcement")
    PERMITS = "permits", _("Permits")
    YOUTH = "youth", _("Youth")
    MANAGERS = "managers", _("Managers")


WORDS = {
    TalkAudience.FRONT_DESK.value: "balie",
    TalkAudience.SOCIAL_TEAM.value: "sociaal team",
    TalkAudience.ENFORCEMENT.value: "handhaving",
    TalkAudience.PERMITS.value: "vergunningen",
    TalkAudience.YOUTH.value: "jeugd",
    TalkAudience.MANAGERS.value: "leiding",
}
"""What a block writes after ``Voor:``."""


class TalkLength(models.IntegerChoices):
    """The time there is, in minutes."""

    SHORT = 10, _("10 minutes")
    MIDDLE = 20, _("20 minutes")
    LONG = 40, _("40 minutes")
