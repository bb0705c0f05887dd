"""Sections of the pack that are kept whole: which version holds, and its content.

A page may ask for several documents; the content of a version never changes, so it is kept in
this process by digest and one small query says which version holds today.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils import timezone

from baken.foundation.access.lock import block_memo

from .models import PackDocument


class DocumentMissing(LookupError):
    """No version of this section holds: the region pack was not loaded."""


@dataclass(frozen=True)
class DocumentVersion:
    """Which version of a section holds."""

    section: str
    version: str
    valid_from: dt.date
    digest: str


def current_versions(*names: str, on: dt.date | None = None) -> dict[str, DocumentVersion]:
    """Return the versions that hold on a day (today when not given), by section. One query.

    Of the versions whose first day has come the one loaded last holds: going back to an older
    pack brings back its documents, and a version for next year waits for its day. A section
    without any is left out.

    Within one ``acting_as`` block (a request) the versions of today are asked for once, so
    that a page with several documents, and an action with deadlines, costs one query.
    """
    day = on or timezone.localdate()
    memo = block_memo()
    if memo is None:
        return _versions(day, names)
    key = f"documents {day}"
    if key not in memo:
        memo[key] = _versions(day)
    return {name: memo[key][name] for name in names if name in memo[key]}


def _versions(day: dt.date, names: Collection[str] = ()) -> dict[str, DocumentVersion]:
    rows = PackDocument.objects.filter(valid_from__lte=day)
    if names:
        rows = rows.filter(section__in=names)
    latest = rows.order_by("section", "-loaded_at").distinct("section")
    values = latest.values_list("section", "version", "valid_from", "digest")
    return {row[0]: DocumentVersion(*row) for row in values}


def current_version(section: str, *, on: dt.date | None = None) -> DocumentVersion:
    """Return the version of one section that holds on a day. One query.

    Raises:
        DocumentMissing: when there is none.
    """
    try:
        return current_versions(section, on=on)[section]
    except KeyError:
        raise DocumentMissing(section) from None


def current_document(section: str, *, on: dt.date | None = None) -> dict[str, Any]:
    """Return the content that holds on a day. The dictionary is shared: never change it.

    Raises:
        DocumentMissing: when no version holds.
    """
    return document_by_digest(section, current_version(section, on=on).digest)


@lru_cache(maxsize=64)
def document_by_digest(section: str, digest: str) -> dict[str, Any]:
    """Return the content of one version, for example the one a concern was judged by."""
    content = (
        PackDocument.objects.filter(section=section, digest=digest)
        .values_list("content", flat=True)
        .first()
    )
    if content is None:
        raise DocumentMissing(section)
    result: dict[str, Any] = content
    return result
