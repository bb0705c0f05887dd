"""The sentences of the notices of this room, and its card on the first page."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baken.foundation.access.actor import Actor
from baken.foundation.notices.catalogue import register_notice
from baken.web.first_page import FirstPageCard, register_card

from .access import walks
from .kinds import DAYS
from .models import Journey
from .path import day_of, own_membership, path_of


def register() -> None:
    """Make them known; called once, when the app is ready."""
    register_notice(
        "onboarding.days", gettext_lazy("Steps of your first hundred days are waiting for you")
    )
    register_notice(
        "onboarding.handover",
        gettext_lazy("Your predecessor left a hand-over document for you"),
    )
    register_card("onboarding", first_page_card)


def first_page_card(actor: Actor) -> FirstPageCard | None:
    """Return the way to the path: until day 100, or until she took it off. Then two queries."""
    if not walks(actor):
        return None
    journey = Journey.objects.visible_to(actor).filter(membership_id=actor.membership_id).first()
    day = day_of(own_membership(actor), journey)
    if not 1 <= day <= DAYS or (journey and journey.dismissed_at):
        return None
    path = path_of(actor)
    if path is None or path.next_step is None:
        return None
    title = _("Your first hundred days: day %(day)s") % {"day": day}
    words = {"done": path.done, "total": len(path.steps), "next": path.next_step.data["title"]}
    text = _("%(done)s of %(total)s steps done. Next: %(next)s") % words
    return FirstPageCard(title, text, reverse("onboarding:home"))
