"""The steps of handling a concern, ticked by what the practiser really did with it.

Nothing is kept for it: the concern's own time line says what was done.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from baken.chain.concerns.models import Concern, ConcernEvent, EventKind
from baken.foundation.access.actor import Actor

from .models import Practiser
from .scenarios import Scenario


@dataclass(frozen=True)
class Task:
    """One step: when one of ``kinds`` is on the time line it is done."""

    key: str
    label: str | Promise
    text: str | Promise
    kinds: frozenset[str]
    page: str
    """Name of the address where it is done, of this very concern."""


TASKS = (
    Task(
        "receive",
        _("Receive"),
        _("Open the concern, read it and take it up. Then everybody sees that it is yours."),
        frozenset({EventKind.TAKEN}),
        "detail",
    ),
    Task(
        "weigh",
        _("Weigh"),
        _("Write down a fact: what was seen, where, when. What you think of it goes apart."),
        frozenset({EventKind.FACT_ADDED}),
        "add-observation",
    ),
    Task(
        "second",
        _("Ask a second assessor"),
        _("Ask your colleague of care to weigh along. The answer comes within a minute or two."),
        frozenset({EventKind.ASSESSMENT_REQUESTED}),
        "request-assessment",
    ),
    Task(
        "decide",
        _("Decide"),
        _("Choose what happens and write down why, so that somebody else understands it later."),
        frozenset({EventKind.DECIDED}),
        "decide",
    ),
    Task(
        "refer",
        _("Choose a ground and refer"),
        _("Choose the organisation, the legal ground and what it may see: no more than needed."),
        frozenset({EventKind.REFERRED}),
        "refer",
    ),
    Task(
        "answer",
        _("Wait for the answer"),
        _("The partner accepts and reports the result. Read it in the concern."),
        frozenset({EventKind.REFERRAL_DONE, EventKind.REFERRAL_REFUSED}),
        "detail",
    ),
    Task(
        "feedback",
        _("Give feedback"),
        _("Tell the reporter something, also when there is little that you may tell."),
        frozenset({EventKind.FEEDBACK_GIVEN}),
        "give-feedback",
    ),
    Task(
        "close",
        _("Close"),
        _("Choose why it is closed. From then on the retention term runs."),
        frozenset({EventKind.CLOSED}),
        "close",
    ),
)


@dataclass(frozen=True)
class Row:
    """A step as the page shows it."""

    task: Task
    is_done: bool
    is_next: bool
    url: str
    tip: str


@dataclass(frozen=True)
class Progress:
    """How far somebody is with her story."""

    rows: list[Row]

    @property
    def done(self) -> int:
        """Return how many steps were taken."""
        return sum(row.is_done for row in self.rows)

    @property
    def next(self) -> Row | None:
        """Return the first step that was not taken, or None when all were."""
        return next((row for row in self.rows if row.is_next), None)


def progress(practiser: Practiser, scenario: Scenario, actor: Actor) -> Progress:
    """Return the steps of a practiser's own concern. One or two queries."""
    done = _done(practiser, actor)
    first = next((task.key for task in TASKS if task.key not in done), "")
    rows = []
    for task in TASKS:
        url = reverse(f"concerns:{task.page}", args=[practiser.concern_id])
        tip = scenario.tips.get(task.key, "")
        rows.append(Row(task, task.key in done, task.key == first, url, tip))
    return Progress(rows)


def _done(practiser: Practiser, actor: Actor) -> set[str]:
    events = ConcernEvent.objects.visible_to(actor).filter(concern_id=practiser.concern_id)
    seen = set(events.values_list("kind", flat=True))
    done = {task.key for task in TASKS if task.kinds & seen}
    # A message that only confirms receipt is not feedback, and what is open again is not closed.
    concern = Concern.objects.visible_to(actor).filter(pk=practiser.concern_id).first()
    if concern is None or concern.feedback_given_at is None:
        done.discard("feedback")
    if concern is None or concern.closed_at is None:
        done.discard("close")
    return done
