"""Adding what is known: facts, corrections, interpretations, people, notes.

Each has its own page; with a script the same form opens inside the page of the concern and
the new row is put in place, without opening the rest of the concern again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from baken.chain.concerns import actions, next_steps
from baken.chain.concerns.errors import EditConflict
from baken.chain.concerns.forms.base import ConcernForm
from baken.chain.concerns.forms.facts import (
    InterpretationForm,
    NoteForm,
    ObservationForm,
    PersonForm,
)
from baken.chain.concerns.labels import Labels
from baken.chain.concerns.models import Concern, Observation
from baken.chain.concerns.reading import Opened
from baken.foundation.access.decorators import BakenRequest, requires
from baken.foundation.access.permissions import Permission
from baken.foundation.vault import reading as vault

from .conflicts import fact_conflict, newest_of
from .stepping import StepPage, attempt, concern_of, done, posted, step_page, to_concern

FACT = StepPage(
    slug="add-observation",
    title=gettext_lazy("Add a fact"),
    lead=gettext_lazy("One fact at a time: what, when, where, seen by whom."),
    submit=gettext_lazy("Save this fact"),
    detect=("text", "place"),
)
CORRECTION = StepPage(
    slug="add-observation",
    title=gettext_lazy("Correct a fact"),
    lead=gettext_lazy("The earlier version is not erased, so that nobody can doubt the file."),
    submit=gettext_lazy("Save the correction"),
    detect=("text", "place"),
)
INTERPRETATION = StepPage(
    slug="add-interpretation",
    title=gettext_lazy("Add an interpretation"),
    submit=gettext_lazy("Save this interpretation"),
    detect=("text",),
)
PERSON = StepPage(
    slug="add-person",
    title=gettext_lazy("Add a person"),
    lead=gettext_lazy("Fill in only what is needed. A BSN is not asked and does not belong here."),
    submit=gettext_lazy("Save this person"),
    detect=("remark",),
)
NOTE = StepPage(
    slug="add-note",
    title=gettext_lazy("Add a note"),
    submit=gettext_lazy("Save this note"),
    detect=("text",),
)


def _add(
    request: BakenRequest,
    concern: Concern,
    form: ConcernForm,
    page: StepPage,
    act: Callable[[dict[str, Any]], Any],
    part: str,
) -> HttpResponse:
    """Draw the form, or store the row and answer: back to the concern, or the row alone."""
    stored: list[Any] = []
    if not attempt(form, lambda data: stored.append(act(data))):
        return step_page(request, concern, form, page)
    words = _("Saved.")
    if not getattr(request, "htmx", False):
        done(request, words)
        return to_concern(concern.pk, part)
    texts = {name: _as_text(value) for name, value in form.cleaned_data.items()}
    context = {
        "concern": concern,
        "opened": Opened(stored[0], texts),
        "part": part,
        "labels": Labels(),
        "words": words,
        "step": next_steps.STEPS[page.slug],
    }
    return render(request, "concerns/parts/added.html", context)


def _as_text(value: Any) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value or "")


@requires(Permission.CONCERN_ASSESS)
@require_http_methods(["GET", "POST"])
def add_observation(request: BakenRequest, concern_id: UUID) -> HttpResponse:
    """Add one fact."""
    concern = concern_of(request, concern_id)
    form = ObservationForm(posted(request))

    def act(data: dict[str, Any]) -> Any:
        return actions.add_observation(
            actor=request.actor, concern_id=concern.pk, draft=form.draft()
        )

    return _add(request, concern, form, FACT, act, "facts")


@requires(Permission.CONCERN_ASSESS)
@require_http_methods(["GET", "POST"])
def add_interpretation(request: BakenRequest, concern_id: UUID) -> HttpResponse:
    """Add what somebody thinks the facts mean."""
    concern = concern_of(request, concern_id)
    form = InterpretationForm(posted(request))

    def act(data: dict[str, Any]) -> Any:
        return actions.add_interpretation(
            actor=request.actor, concern_id=concern.pk, text=data["text"]
        )

    return _add(request, concern, form, INTERPRETATION, act, "interpretations")


@requires(Permission.CONCERN_ASSESS)
@require_http_methods(["GET", "POST"])
def add_person(request: BakenRequest, concern_id: UUID) -> HttpResponse:
    """Add somebody, with only what is needed."""
    concern = concern_of(request, concern_id)
    form = PersonForm(posted(request))

    def act(data: dict[str, Any]) -> Any:
        return actions.add_person(actor=request.actor, concern_id=concern.pk, draft=form.draft())

    return _add(request, concern, form, PERSON, act, "persons")


@requires(Permission.CONCERN_ASSESS)
@require_http_methods(["GET", "POST"])
def add_note(request: BakenRequest, concern_id: UUID) -> HttpResponse:
    """Add a working note."""
    concern = concern_of(request, concern_id)
    form = NoteForm(posted(request))

    def act(data: dict[str, Any]) -> Any:
        return actions.add_note(actor=request.actor, concern_id=concern.pk, text=data["text"])

    return _add(request, concern, form, NOTE, act, "notes")


@requires(Permission.CONCERN_ASSESS)
@require_http_methods(["GET", "POST"])
def correct_observation(
    request: BakenRequest, concern_id: UUID, observation_id: UUID
) -> HttpResponse:
    """Correct a fact; the old one stays readable, and nobody's correction is lost."""
    concern = concern_of(request, concern_id)
    observation = _observation(concern, observation_id)
    form = _correction_form(request, concern, observation)
    try:
        if attempt(
            form,
            lambda data: actions.correct_observation(
                actor=request.actor,
                concern_id=concern.pk,
                observation_id=observation.pk,
                draft=form.draft(),
            ),
        ):
            done(request, _("The fact was corrected. The earlier version stays readable."))
            return to_concern(concern.pk, "facts")
    except EditConflict as conflict:
        newest = newest_of(observation, concern)
        action = reverse("concerns:correct-observation", args=[concern.pk, newest.pk])
        return fact_conflict(request, concern, conflict, action)
    return step_page(request, concern, form, CORRECTION)


def _observation(concern: Concern, observation_id: UUID) -> Observation:
    found: Observation | None = (
        concern.observations.select_related("data_key").filter(pk=observation_id).first()
    )
    if found is None:
        raise Http404
    return found


def _correction_form(
    request: BakenRequest, concern: Concern, observation: Observation
) -> ObservationForm:
    """Return the form with the fact as it stands; opening it is a read in the register."""
    if request.method == "POST":
        return ObservationForm(request.POST)
    texts = vault.read(
        request.actor,
        [observation],
        ["text", "place"],
        subject=("concern", concern.pk),
        organisation_id=concern.organisation_id,
        purpose="correct-fact",
    )
    return ObservationForm(
        initial={
            "text": texts[observation.pk, "text"],
            "place": texts[observation.pk, "place"],
            "observed_on": observation.observed_on,
            "observed_by": observation.observed_by,
            "source": observation.source,
        }
    )
