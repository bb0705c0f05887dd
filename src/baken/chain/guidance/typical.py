"""The route of a typical situation, for pages that explain a form of exploitation."""

from __future__ import annotations

from datetime import datetime

from .answers import Answers
from .route import Route, decide
from .sources import Guidance


def typical_answers(form: str, at: datetime) -> Answers:
    """Return an adult who can speak alone and of whom nothing more is known."""
    return Answers(
        danger=False,
        minor="no",
        subject="person",
        alone=True,
        wants_help="unknown",
        wants_police_report="unknown",
        residence_uncertain="no",
        forms=(form,),
        anonymous=False,
        municipality="",
        at=at,
    )


def typical_route(guidance: Guidance, form: str, at: datetime) -> Route:
    """Return the route for a typical situation of one form."""
    return decide(typical_answers(form, at), at, guidance.table, guidance.book)
