"""What the tests of notices share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest

from baken.foundation.notices import catalogue
from baken.foundation.notices.actions import notify
from baken.foundation.notices.models import Notice


@pytest.fixture(autouse=True)
def kind(monkeypatch: pytest.MonkeyPatch) -> str:
    """Register one kind for the length of a test."""
    monkeypatch.setattr(catalogue, "_KINDS", {})
    catalogue.register_notice("test.waiting", "Er wacht een proef")
    return "test.waiting"


@pytest.fixture
def send(kind: str, cast: Any) -> Callable[..., list[Notice]]:
    """Send a notice, to the safety focal point of Vlaardingen unless told otherwise."""

    def _send(subject_id: UUID | None = None, **words: Any) -> list[Notice]:
        words.setdefault("path", "/over/")
        if "organisation_id" not in words:
            words.setdefault("membership_ids", [cast.focal_safety.membership.pk])
        return notify(kind=kind, subject=("concern", subject_id or uuid4()), **words)

    return _send
