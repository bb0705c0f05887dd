"""Texts of the region on the pages of this room."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from baken.web.documents.html import as_html
from baken.web.documents.markdown import blocks_of

register = template.Library()


@register.simple_tag
def markdown(text: str) -> SafeString:
    """Return a short Markdown text of the pack as HTML."""
    return as_html(blocks_of(text), top=4)
