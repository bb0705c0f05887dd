"""System check: invented people stay out of production (the mode itself: ``config.checks``)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connection

from .models import Account


@register(Tags.database)
def no_invented_people(
    app_configs: Any, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Refuse a production database with accounts of a demonstration."""
    if settings.BAKEN_MODE != "production" or not databases:
        return []
    if Account._meta.db_table not in connection.introspection.table_names():
        return []
    if not Account.objects.filter(is_demonstration=True).exists():
        return []
    return [
        Error(
            "This database holds the invented people of a demonstration.",
            hint="Start production on an empty database; a demonstration never becomes one.",
            id="people.E001",
        )
    ]
