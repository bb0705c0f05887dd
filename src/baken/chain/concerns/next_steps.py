"""Which steps are open now, for this person in this concern; the pages draw buttons from it.

The life cycle (``workflow``) and the permissions decide, the same as in the actions; here they
are only asked. Nothing is hidden that is allowed: what fits best comes first, the rest after.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from baken.foundation.access.actor import Actor
from baken.foundation.access.permissions import Permission as P

from . import workflow
from .models import Assessment, Concern, ConcernStatus, DueKind, Outcome
from .reading import OpenedConcern


@dataclass(frozen=True)
class Step:
    """One thing that may be done. ``hint`` says why now; ``method`` post means one press."""

    slug: str
    label: str | Promise
    icon: str
    permission: P
    method: str = "get"

    @property
    def url_name(self) -> str:
        """Return the name of the step's address."""
        return f"concerns:{self.slug}"


STEPS = {
    step.slug: step
    for step in (
        Step("take", _("Take up"), "user", P.CONCERN_ASSESS, "post"),
        Step("request-assessment", _("Ask a second assessor"), "users", P.CONCERN_ASSESS),
        Step("decide", _("Decide"), "check", P.CONCERN_DECIDE),
        Step("refer", _("Refer"), "send", P.CONCERN_REFER),
        Step("give-feedback", _("Give feedback"), "mail", P.CONCERN_ASSESS),
        Step("close", _("Close"), "lock", P.CONCERN_CLOSE),
        Step("add-observation", _("Add a fact"), "plus", P.CONCERN_ASSESS),
        Step("add-interpretation", _("Add an interpretation"), "edit", P.CONCERN_ASSESS),
        Step("add-person", _("Add a person"), "user", P.CONCERN_ASSESS),
        Step("add-note", _("Add a note"), "file", P.CONCERN_ASSESS),
        Step("edit-details", _("Change the details"), "edit", P.CONCERN_ASSESS),
        Step("hand-over", _("Hand over"), "swap", P.CONCERN_HAND_OVER),
        Step("reopen", _("Reopen"), "lock", P.CONCERN_CLOSE),
    )
}

ALWAYS_WHILE_OPEN = (
    "give-feedback",
    "add-observation",
    "add-interpretation",
    "add-person",
    "add-note",
    "edit-details",
    "hand-over",
)
REFERABLE = (
    ConcernStatus.IN_ASSESSMENT,
    ConcernStatus.DECIDED,
    ConcernStatus.WITH_PARTNERS,
    ConcernStatus.ANSWERED,
)


def possible(concern: Concern, actor: Actor) -> list[Step]:
    """Return the steps that status and permission allow, in the order of ``STEPS``."""
    return [
        step
        for step in STEPS.values()
        if actor.may(step.permission) and _fits(step.slug, concern, actor)
    ]


def is_possible(slug: str, concern: Concern, actor: Actor) -> bool:
    """Say whether one step is open now."""
    return any(step.slug == slug for step in possible(concern, actor))


def _fits(slug: str, concern: Concern, actor: Actor) -> bool:
    status = ConcernStatus(concern.status)
    if slug in ALWAYS_WHILE_OPEN:
        return concern.is_open
    rules = {
        "take": _can_take(concern, actor),
        "request-assessment": status == ConcernStatus.IN_ASSESSMENT,
        "decide": workflow.CONCERN.allows(status, ConcernStatus.DECIDED),
        "refer": status in REFERABLE,
        "close": workflow.CONCERN.allows(status, ConcernStatus.CLOSED),
        "reopen": not concern.is_open,
    }
    return rules[slug]


def _can_take(concern: Concern, actor: Actor) -> bool:
    """Nobody holds it; or it was handed over before anybody looked at it."""
    is_new_to_me = (
        concern.status == ConcernStatus.RECEIVED and concern.holder_id == actor.membership_id
    )
    return concern.is_open and (concern.holder_id is None or is_new_to_me)


@dataclass(frozen=True)
class Advice:
    """What fits best now: one sentence, and the steps for it (the first one is the main one)."""

    text: str | Promise
    steps: tuple[str, ...]


def advise(reading: OpenedConcern, actor: Actor) -> Advice:
    """Return what to do next with this concern; words for somebody on their first day."""
    concern = reading.concern
    if own_assessment(reading, actor) is not None:
        text = _("A colleague asks your view. Read the concern first; you may add facts as well.")
        return Advice(text, ("add-observation",))
    status = ConcernStatus(concern.status)
    if _can_take(concern, actor):
        return Advice(_("Nobody has taken this concern up. Take it up to start."), ("take",))
    if status == ConcernStatus.IN_ASSESSMENT:
        return _in_assessment(reading)
    if status == ConcernStatus.DECIDED:
        return _decided(reading)
    if status == ConcernStatus.WITH_PARTNERS:
        text = _(
            "A partner has the word. You can write to the partner below, refer to another one as "
            "well, or record an answer that came by phone."
        )
        return Advice(text, ("refer", "add-observation"))
    if status == ConcernStatus.ANSWERED:
        return _to_finish(concern, _("The partners have answered. Read the answers below."))
    if status == ConcernStatus.CLOSED:
        return Advice(_("This concern is closed. Is there news? Then reopen it."), ("reopen",))
    return Advice(_("A colleague holds this concern and has to take it up first."), ("hand-over",))


def own_assessment(reading: OpenedConcern, actor: Actor) -> Assessment | None:
    """Return the second opinion that this very actor still has to give."""
    for one in reading.assessments:
        if one.row.assessor_id == actor.membership_id and one.row.given_at is None:
            row: Assessment = one.row
            return row
    return None


def _in_assessment(reading: OpenedConcern) -> Advice:
    given = [one for one in reading.assessments if one.row.given_at is not None]
    if given:
        text = _("The second assessor has answered. Now decide what happens.")
        return Advice(text, ("decide", "add-observation"))
    if reading.assessments:
        text = _("Your colleague weighs along. Add facts meanwhile; you can also decide already.")
        return Advice(text, ("add-observation", "decide"))
    text = _(
        "Write down the facts, apart from what you think of them. Then ask somebody of the other "
        "domain to weigh along."
    )
    if not reading.observations:
        return Advice(text, ("add-observation", "request-assessment", "decide"))
    text = _("Are the facts complete? Then ask somebody of the other domain to weigh along.")
    return Advice(text, ("request-assessment", "add-observation", "decide"))


def _decided(reading: OpenedConcern) -> Advice:
    outcomes = set(reading.decisions[-1].row.outcomes) if reading.decisions else set()
    if outcomes & {Outcome.REFER, Outcome.RIEC, Outcome.ADVICE}:
        text = _("Carry out the decision: choose the organisation and what it may see.")
        return Advice(text, ("refer", "give-feedback"))
    return _to_finish(reading.concern, _("It was decided that nobody else is asked."))


def _to_finish(concern: Concern, start: str | Promise) -> Advice:
    if concern.feedback_given_at is None and concern.due_kind != DueKind.CLOSING:
        end = _("Now tell the reporter, also when there is little that you may tell.")
        return Advice(f"{start} {end}", ("give-feedback", "refer", "close"))
    end = _("The reporter has had feedback. Close it when nothing more is needed.")
    return Advice(f"{start} {end}", ("close", "refer"))
