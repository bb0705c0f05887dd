"""What the walk over all routes needs: a value per parameter, and who may know of it."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

SEES: dict[str, set[str]] = {"letter_id": {"coordinator", "editor"}}
"""Players who may know of the record in the address; a parameter not named here is open."""


def examples(cast: Any) -> dict[str, str]:
    """Make one record of each kind and return the values for the addresses."""
    from baken.network.letters import actions, catalogue

    catalogue.register_letter(
        "example.letter", label="Voorbeeld", subject="Voorbeeld", body="Tekst.", placeholders={}
    )
    (letter,) = actions.send(
        key="example.letter",
        to=[cast.focal_safety.membership],
        values={},
        about=("example", uuid4()),
    )
    return {"letter_id": str(letter.pk), "letter_key": "example.letter"}
