"""System checks of the face: a theme that cannot be read by people refuses to start."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error, register

from . import theme


@register()
def theme_can_be_read(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Check the municipality's own tokens, if there are any."""
    try:
        theme.css()
    except (theme.ThemeError, ValueError, OSError) as error:
        return [Error(f"{theme.path()}: {error}", id="baken.web.E001")]
    return []
