"""Small helpers for the components; no query and no rule lives here."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms, template
from django.forms.boundfield import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from baken.web import charts
from baken.web.icons import ICONS

register = template.Library()


@register.filter
def field_kind(field: BoundField) -> str:
    """Return how a field is drawn: choices, checkbox, select, textarea, file, hidden or text."""
    widget = field.field.widget
    if field.is_hidden:
        return "hidden"
    kinds: tuple[tuple[type[forms.Widget], str], ...] = (
        (forms.CheckboxSelectMultiple, "choices"),
        (forms.RadioSelect, "choices"),
        (forms.CheckboxInput, "checkbox"),
        (forms.Select, "select"),
        (forms.Textarea, "textarea"),
        (forms.FileInput, "file"),
    )
    return next((kind for cls, kind in kinds if isinstance(widget, cls)), "text")


@register.filter
def first_id(field: BoundField) -> str:
    """Return the id of the control that an error summary should link to."""
    return f"{field.auto_id}_0" if field_kind(field) == "choices" else field.auto_id


@register.filter
def by_name(error: object, field: BoundField) -> str:
    """Name the question in Django's own "This field is required", which says nothing in a list.

    For the forms of rooms that do not know ``BakenForm``; every other message stays as it is.
    """
    if str(error) != str(forms.Field.default_error_messages["required"]):
        return str(error)
    return _("Fill in: {label}").format(label=field.label)


@register.filter
def described_by(field: BoundField) -> str:
    """Return the ids that describe a group of choices, for ``aria-describedby``."""
    ids = []
    if field.help_text:
        ids.append(f"{field.auto_id}_helptext")
    if field.errors:
        ids.append(f"{field.auto_id}_error")
    return " ".join(ids)


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Draw an icon of ``icons.py``; without a label it is decoration and hidden from readers."""
    if not name:
        return mark_safe("")
    meaning = format_html('role="img" aria-label="{}"', label) if label else 'aria-hidden="true"'
    return format_html(
        '<svg class="icon" width="24" height="24" viewBox="0 0 24 24" focusable="false" {}>'
        "{}</svg>",
        mark_safe(meaning),  # noqa: S308 - built above, label escaped by format_html
        mark_safe(ICONS[name]),  # noqa: S308 - our own constant
    )


@register.simple_tag
def form_token(form: Any = None) -> str:
    """Return the token of a bound form, or a new one: the same form sent twice carries one."""
    sent = getattr(form, "data", {}).get("form_token", "") if form is not None else ""
    return sent or str(uuid4())


@register.filter
def message_kind(message: Any) -> str:
    """Return the kind of notice for one of Django's messages."""
    kinds = {"success": "success", "warning": "warning", "error": "danger"}
    return kinds.get(message.level_tag, "info")


@register.simple_tag
def bars(rows: Any, full: Any = 0) -> list[charts.Bar]:
    """Return what a bar chart draws; see ``baken.web.charts``."""
    return charts.bars(rows or [], float(full or 0))


@register.simple_tag
def tiles(rows: Any, highest: Any = None) -> dict[str, Any]:
    """Return what a tile map draws: ``tiles``, ``width``, ``height``."""
    drawn, width, height = charts.tiles(rows or [], highest or None)
    return {"tiles": drawn, "width": width, "height": height}


@register.filter
def unlocalized(number: float) -> str:
    """Return a number as SVG wants it: with a point, whatever the language."""
    return str(number)


@register.filter
def plus(number: int, other: int) -> str:
    """Add two numbers, for places in a drawing."""
    return str(number + other)
