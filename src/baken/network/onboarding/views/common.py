"""What the pages of this room share."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from baken.foundation.access.actor import Actor
from baken.foundation.access.permissions import Permission
from baken.network.onboarding.access import walks


def tabs(actor: Actor, current: str) -> list[dict[str, Any]]:
    """Return the parts of this room that concern the reader."""
    pages = [
        ("path", _("Hundred days"), "onboarding:home"),
        ("year", _("My year") if walks(actor) else _("The year"), "onboarding:year"),
    ]
    if walks(actor):
        pages.append(("handover", _("Hand over"), "onboarding:handover"))
    if actor.may(Permission.ONBOARDING_FOLLOW):
        pages.append(("followed", _("By municipality"), "onboarding:followed"))
    return [
        {"label": label, "url": reverse(name), "current": key == current}
        for key, label, name in pages
    ]


def says_yes(request: HttpRequest, name: str) -> bool:
    """Say whether a button with the value ``yes`` was pressed."""
    return request.POST.get(name) == "yes"
