"""What the tests of the talk kit share: blocks on the shelf, and a talk without a database."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest

from baken.foundation.access.lock import acting_as
from baken.foundation.region.directory import Contact
from baken.foundation.region.hours import OpeningHours
from baken.network.library.models import Article, Kind, Talk, Theme
from baken.network.library.shelving import shelve
from baken.network.library.talk import actions
from baken.network.library.talk.facts import Facts
from baken.network.library.talk.making import Made
from baken.network.library.talk.slides import Slide

BLOCKS = {
    "praatje-wat-is": (
        "Wat is mensenhandel?",
        "Minuten: 3\n\n## Wat is het?\n\n- Iemand verdient aan een ander.\n- Met dwang.\n\n"
        "> Vraag wie er wel eens iets zag.\n",
    ),
    "praatje-balie": (
        "Wat ziet u aan de balie?",
        "Minuten: 4\n\nVoor: balie\n\n## Aan de balie\n\n- Een ander voert het woord.\n\n"
        "> Geef een voorbeeld.\n",
    ),
    "praatje-handhaving": (
        "Wat ziet u bij een controle?",
        "Minuten: 4\n\nVoor: handhaving, vergunningen\n\n## Bij een controle\n\n- Matrassen.\n",
    ),
}
REASONS = """Wat zegt u terug?

## Ik weet het niet zeker

Dat hoeft niet. Een gevoel is genoeg.

## Het is mijn taak niet

- Kijken en vertellen wel.
- De rest doen wij.
"""


def shelf(slug: str, title: str, body: str, kind: str = Kind.TALK) -> Article:
    """Put a text on the shelf."""
    article: Article = Article.objects.create(
        slug=slug, title=title, body=body, kind=kind, theme=Theme.PREVENTION
    )
    shelve(article, written_by=None)
    return article


@pytest.fixture
def blocks(db: None) -> list[Article]:
    """Return three blocks, of which one for everybody."""
    return [shelf(slug, title, body) for slug, (title, body) in BLOCKS.items()]


@pytest.fixture
def talk(cast: Any, blocks: Any) -> Talk:
    """Return a talk of 20 minutes for the front desk, made by a focal point of Vlaardingen."""
    details = actions.Details("Zien en melden", "Teamoverleg", dt.date(2026, 12, 3), "front-desk")
    with acting_as(cast.focal_safety.actor) as actor:
        return actions.make_talk(actor=actor, details=details, form_token=uuid4())


def facts(**changes: Any) -> Facts:
    """Return facts of an invented municipality."""
    daily = OpeningHours.from_data(
        {"week": [{"days": "daily", "from": "08:30", "until": "22:00"}], "holidays": "open"}
    )
    values: dict[str, Any] = {
        "own": SimpleNamespace(name="Gemeente Vlaardingen", municipality_code="GM0622"),
        "contact": Contact(
            "vlaardingen", "focal-point", "Aandachtsfunctionaris", phone="+31102484000",
            email="mensenhandel@vlaardingen.example",
        ),
        "advice": Contact(
            "essm", "advice", "Meld- en adviespunt", phone="+31102365256", hours=daily,
            anonymous_possible=True,
        ),
        "advice_name": "ESSM",
        "child_protection": Contact("veilig-thuis", "advice", "Advies", phone="08002000"),
        "child_protection_name": "Veilig Thuis",
        "is_invented": False,
        "check_address": "https://baken.regio.example/check/",
    }  # fmt: skip
    return Facts(**values | changes)


def made_of(slides: tuple[Slide, ...], **changes: Any) -> Made:
    """Return a talk of these slides, as files are written of it."""
    from baken.network.library.talk.making import Part
    from baken.network.library.talk.proposals import Item

    opening = Slide("Zien en melden", note="Welkom.", is_title=True, title_size=44)
    talk = SimpleNamespace(title="Zien en melden", meeting="", held_on=None)
    return Made(talk, facts(**changes), opening, (Part(1, Item("x", 3), "Deel", slides),))
