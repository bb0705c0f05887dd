"""What the tests of letters share: one registered letter, and how to send it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest

from baken.network.letters import actions, catalogue
from baken.network.letters.models import Letter

SUBJECT = "Uitnodiging: {meeting}"
BODY = "Beste {recipient},\n\nU bent uitgenodigd voor {meeting}.\n"


@pytest.fixture(autouse=True)
def letter_kind(monkeypatch: pytest.MonkeyPatch) -> str:
    """Register one letter for the length of a test."""
    monkeypatch.setattr(catalogue, "_KINDS", {})
    catalogue.register_letter(
        "test.invite",
        label="Uitnodiging",
        subject=SUBJECT,
        body=BODY,
        placeholders={"meeting": "het overleg"},
        examples={"meeting": "Platform"},
    )
    return "test.invite"


@pytest.fixture
def send(cast: Any, letter_kind: str) -> Callable[..., list[Letter]]:
    """Send the letter, to the safety focal point of Vlaardingen unless told otherwise."""

    def _send(meeting: str = "het Platform", about: UUID | None = None, **more: Any) -> Any:
        more.setdefault("to", [cast.focal_safety.membership])
        return actions.send(
            key=letter_kind, values={"meeting": meeting}, about=("test", about or uuid4()), **more
        )

    return _send


def fresh(letter: Letter) -> Letter:
    """Return the letter as it is in the database now."""
    found: Letter = Letter.objects.unscoped(reason="test").get(pk=letter.pk)
    return found
