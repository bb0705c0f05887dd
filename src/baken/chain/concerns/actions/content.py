"""What is known: facts, what they may mean, people, notes. Added and corrected, never erased."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from baken.chain.concerns import judging
from baken.chain.concerns.drafts import ObservationDraft, PersonDraft
from baken.chain.concerns.errors import ConcernError, EditConflict
from baken.chain.concerns.models import (
    Concern,
    EventKind,
    IdentifierKind,
    Interpretation,
    Note,
    Observation,
    Person,
    PersonIdentifier,
)
from baken.chain.concerns.steps import (
    add_event,
    audit,
    child_of,
    demand,
    locked_concern,
    moment,
    person,
    sealed,
)
from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as, action
from baken.foundation.access.permissions import Permission
from baken.foundation.vault import reading
from baken.foundation.vault.blind import blind_index


def _open_concern(actor: Actor, concern_id: UUID) -> Concern:
    demand(actor, Permission.CONCERN_ASSESS)
    concern = locked_concern(actor, concern_id)
    if not concern.is_open:
        raise ConcernError(_("This concern is closed. Reopen it first."))
    return concern


def _entered(concern: Concern, actor: Actor, at: dt.datetime) -> dict[str, Any]:
    return {**child_of(concern), "entered_by_id": person(actor), "entered_at": at}


@action
def add_observation(
    *, actor: Actor, concern_id: UUID, draft: ObservationDraft, at: dt.datetime | None = None
) -> Observation:
    """Add one fact: what, when, where, observed by which function, from which source."""
    concern = _open_concern(actor, concern_id)
    at = moment(at)
    observation = _store_observation(concern, draft, actor=actor, at=at, replaces=None)
    add_event(concern, EventKind.FACT_ADDED, actor=actor, at=at)
    audit(concern, "concern.fact-added", actor=actor, fields=["observation"])
    return observation


def correct_observation(
    *,
    actor: Actor,
    concern_id: UUID,
    observation_id: UUID,
    draft: ObservationDraft,
    at: dt.datetime | None = None,
) -> Observation:
    """Replace one fact by a corrected one; the old one stays readable as history.

    Raises ``EditConflict`` with both versions when a colleague corrected the same fact first.
    """
    try:
        return _correct(
            actor=actor,
            concern_id=concern_id,
            observation_id=observation_id,
            draft=draft,
            at=moment(at),
        )
    except _CorrectedBefore as earlier:
        newer, concern = earlier.newer, earlier.concern
    # Outside the step that was undone: this read of sealed text stays in the register.
    with acting_as(actor):
        theirs = _as_facts(newer, concern, actor)
    raise EditConflict(mine=asdict(draft), theirs=theirs)


class _CorrectedBefore(Exception):
    """A later version of this fact exists."""

    def __init__(self, newer: Observation, concern: Concern) -> None:
        self.newer = newer
        self.concern = concern


@action
def _correct(
    *,
    actor: Actor,
    concern_id: UUID,
    observation_id: UUID,
    draft: ObservationDraft,
    at: dt.datetime,
) -> Observation:
    concern = _open_concern(actor, concern_id)
    old = concern.observations.select_related("replaced_by__data_key").get(pk=observation_id)
    newer = getattr(old, "replaced_by", None)
    if newer is not None:
        raise _CorrectedBefore(newer, concern)
    observation = _store_observation(concern, draft, actor=actor, at=at, replaces=old)
    add_event(concern, EventKind.FACT_CORRECTED, actor=actor, at=at)
    audit(concern, "concern.fact-corrected", actor=actor, fields=["observation"])
    return observation


def _store_observation(
    concern: Concern,
    draft: ObservationDraft,
    *,
    actor: Actor,
    at: dt.datetime,
    replaces: Observation | None,
) -> Observation:
    judging.observation(draft)
    observation = Observation(
        **_entered(concern, actor, at),
        observed_on=draft.observed_on,
        observed_by=draft.observed_by,
        source=draft.source,
        replaces=replaces,
    )
    sealed(observation, text=draft.text.strip(), place=draft.place.strip())
    observation.save(force_insert=True)
    return observation


def _as_facts(row: Observation, concern: Concern, actor: Actor) -> dict[str, object]:
    texts = reading.read(
        actor,
        [row],
        ["text", "place"],
        subject=("concern", concern.pk),
        organisation_id=concern.organisation_id,
        purpose="edit-conflict",
    )
    return {
        "id": row.pk,
        "text": texts[row.pk, "text"],
        "place": texts[row.pk, "place"],
        "observed_on": row.observed_on,
        "observed_by": row.observed_by,
        "source": row.source,
    }


@action
def add_interpretation(
    *, actor: Actor, concern_id: UUID, text: str, at: dt.datetime | None = None
) -> Interpretation:
    """Add what somebody thinks the facts mean, apart from the facts."""
    concern = _open_concern(actor, concern_id)
    at = moment(at)
    row = Interpretation(**_entered(concern, actor, at))
    sealed(row, text=judging.text(text, field="text")).save(force_insert=True)
    add_event(concern, EventKind.INTERPRETATION_ADDED, actor=actor, at=at)
    audit(concern, "concern.interpretation-added", actor=actor, fields=["interpretation"])
    return row


@action
def add_note(*, actor: Actor, concern_id: UUID, text: str, at: dt.datetime | None = None) -> Note:
    """Add a working note for colleagues of the same organisation."""
    concern = _open_concern(actor, concern_id)
    at = moment(at)
    row = Note(**_entered(concern, actor, at))
    sealed(row, text=judging.text(text, field="text")).save(force_insert=True)
    add_event(concern, EventKind.NOTE_ADDED, actor=actor, at=at)
    audit(concern, "concern.note-added", actor=actor, fields=["note"])
    return row


@action
def add_person(
    *, actor: Actor, concern_id: UUID, draft: PersonDraft, at: dt.datetime | None = None
) -> Person:
    """Add somebody, with only what is needed, and blind indexes for the exact look-up."""
    concern = _open_concern(actor, concern_id)
    at = moment(at)
    judging.person(draft)
    person = Person(**_entered(concern, actor, at), kind=draft.kind)
    sealed(
        person,
        birth_date=draft.birth_date.isoformat() if draft.birth_date else "",
        **{
            name: getattr(draft, name).strip()
            for name in ("name", "address", "phone", "email", "plate", "iban", "remark")
        },
    )
    person.save(force_insert=True)
    PersonIdentifier.objects.bulk_create(_identifiers(person, draft))
    add_event(concern, EventKind.PERSON_ADDED, actor=actor, at=at)
    audit(concern, "concern.person-added", actor=actor, fields=["person"])
    return person


def _identifiers(person: Person, draft: PersonDraft) -> list[PersonIdentifier]:
    values: list[tuple[IdentifierKind, Any]] = [
        (IdentifierKind.PHONE, draft.phone),
        (IdentifierKind.EMAIL, draft.email),
        (IdentifierKind.PLATE, draft.plate),
        (IdentifierKind.IBAN, draft.iban),
    ]
    if draft.name.strip() and draft.birth_date:
        values.append((IdentifierKind.PERSON, (draft.name, draft.birth_date)))
    found = []
    for kind, value in values:
        blind = value and blind_index(kind.value, value, organisation_id=person.organisation_id)
        if blind:
            found.append(
                PersonIdentifier(
                    person=person,
                    concern_id=person.concern_id,
                    organisation_id=person.organisation_id,
                    kind=kind,
                    blind=blind,
                )
            )
    return found
