"""How states of policy look: a kind and an icon beside the word."""

from __future__ import annotations

from django import template

register = template.Library()

KINDS = {
    "planned": "neutral",
    "running": "info",
    "delayed": "danger",
    "done": "success",
    "stopped": "neutral",
    "draft": "neutral",
    "in-force": "success",
    "adopted": "success",
    "ended": "neutral",
}
ICONS = {
    "planned": "clock",
    "running": "arrow-right",
    "delayed": "warning",
    "done": "check",
    "stopped": "close",
}


@register.filter
def state_kind(state: str) -> str:
    """Return the kind of tag for a state."""
    return KINDS.get(state, "neutral")


@register.filter
def state_icon(state: str) -> str:
    """Return the icon for a state; the word stands beside it."""
    return ICONS.get(state, "")


@register.filter
def may(actor: object, permission: str) -> bool:
    """Say whether the actor's role carries a permission."""
    return permission in getattr(actor, "permissions", ())
