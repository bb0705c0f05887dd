"""A small path for the tests, and people on it. Invented."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from baken.foundation.people.models import Membership
from baken.foundation.region.models import PackDocument
from baken.foundation.region.pack import digest_of

CONTENT: dict[str, Any] = {
    "version": "test",
    "valid_from": "2020-01-01",
    "lead": "Honderd dagen.",
    "steps": [
        {
            "key": "lees",
            "kind": "read",
            "title": "Lees wat het is",
            "text": "Lees **dit** eerst.",
            "by_day": 5,
            "page": {"article": "wat-is-mensenhandel"},
            "questions": [
                {
                    "question": "Is een vermoeden genoeg om te bellen?",
                    "answers": [
                        {"text": "Ja.", "right": True, "why": "Zeker weten hoeft niet."},
                        {"text": "Nee.", "right": False, "why": "Bellen mag altijd."},
                    ],
                }
            ],
        },
        {
            "key": "ontmoet",
            "kind": "meet",
            "title": "Maak kennis met het ESSM",
            "text": "Bel voor een afspraak.",
            "by_day": 20,
            "meet": ["essm"],
        },
        {
            "key": "collegas",
            "kind": "meet",
            "title": "Maak kennis met collega's",
            "text": "Drink koffie.",
            "by_day": 25,
            "colleagues": "own",
        },
        {
            "key": "meldroute",
            "kind": "arrange",
            "title": "Regel de interne meldroute",
            "text": "Wie hoort het eerst?",
            "by_day": 30,
            "check": "internal-route",
        },
        {
            "key": "tweede",
            "kind": "arrange",
            "title": "Zoek een tweede",
            "text": "Zorg of veiligheid.",
            "by_day": 40,
            "check": "second-focal-point",
        },
        {
            "key": "leer",
            "kind": "learn",
            "title": "Volg de training",
            "text": "Leer doorvragen.",
            "by_day": 60,
            "trainings": ["rol"],
        },
        {
            "key": "oefen",
            "kind": "do",
            "title": "Oefen een signaal",
            "text": "Van melding tot terugkoppeling.",
            "by_day": 80,
            "page": {"url_name": "practice:start"},
        },
    ],
    "rhythm": [
        {"task": "awareness", "month": 3, "title": "Vertel het", "text": "In een overleg."},
        {"task": "policy", "month": 9, "title": "Lees het beleid", "text": "Klopt het nog?"},
    ],
}


def lay_path(**changes: Any) -> None:
    """Put the path in the database as the version that was loaded last."""
    content = CONTENT | changes
    PackDocument.objects.create(
        section="onboarding",
        version="test",
        valid_from=dt.date(2020, 1, 1),
        content=content,
        digest=digest_of(content),
        loaded_at=timezone.now() + dt.timedelta(minutes=1),
    )


def begin(player: Any, *, day: int) -> None:
    """Let today be so many days into somebody's role."""
    starts_on = timezone.localdate() - dt.timedelta(days=day - 1)
    Membership.objects.filter(pk=player.membership.pk).update(starts_on=starts_on)
    player.membership.refresh_from_db()
