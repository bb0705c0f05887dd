"""Read a concern, a referral or a channel: everything one page needs, in one audited read.

The number of queries is constant: one for the rows (``fetch_together``), one for the names of
colleagues, and what the audit register needs. O(rows of the concern).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from baken.foundation.access.actor import Actor
from baken.foundation.audit import register
from baken.foundation.people.models import Membership
from baken.foundation.region.models import Organisation
from baken.foundation.vault import reading as vault
from baken.foundation.vault.models import DataKey, SealedModel

from . import models as m
from .together import fetch_together


@dataclass(frozen=True)
class Opened:
    """A sealed row with its texts by column ("" where nothing was said)."""

    row: Any
    texts: dict[str, str]


@dataclass(frozen=True)
class OpenedReferral:
    """A referral as one side reads it; ``content`` is None when it is closed to the reader."""

    row: m.Referral
    content: Opened | None
    messages: list[Opened]
    observations: list[Opened]
    persons: list[Opened]
    events: list[m.ConcernEvent]
    members: dict[UUID, Membership]


@dataclass(frozen=True)
class OpenedConcern:
    """A concern as its own municipality reads it."""

    concern: m.Concern
    story: str
    answers: dict[str, Any]
    reporter: dict[str, str]
    location: dict[str, str]
    observations: list[Opened]
    earlier_observations: list[Opened]
    interpretations: list[Opened]
    persons: list[Opened]
    notes: list[Opened]
    assessments: list[Opened]
    decisions: list[Opened]
    referrals: list[OpenedReferral]
    feedback: list[Opened]
    channel: m.ReporterChannel | None
    events: list[m.ConcernEvent]
    hand_overs: list[m.HandOver]
    members: dict[UUID, Membership]


@dataclass(frozen=True)
class OpenedChannel:
    """What a reporter reads with reference and secret."""

    channel: m.ReporterChannel
    feedback: list[Opened]
    events: list[m.ConcernEvent]

    @property
    def may_reply(self) -> bool:
        """True after feedback, until the one answer was given."""
        directions = {opened.row.direction for opened in self.feedback}
        return directions == {m.FeedbackDirection.TO_REPORTER.value}


def read_concern(
    actor: Actor, concern: m.Concern, *, purpose: str = "concern-page"
) -> OpenedConcern:
    """Return everything of a concern that ``actor`` fetched through ``visible_to``.

    ``purpose`` is a code for the audit register. Raises ``KeyDestroyed`` after shredding.
    """
    every: list[Any] = [
        m.ConcernContent, m.Observation, m.Interpretation, m.Person, m.Note, m.Assessment,
        m.Decision, m.ReferralContent, m.ReferralMessage, m.FeedbackMessage, m.Referral,
        m.ReferralObservation, m.ReferralPerson, m.ReporterChannel, m.ConcernEvent, m.HandOver,
    ]  # fmt: skip
    rows = fetch_together(
        *(model.objects.visible_to(actor).filter(concern=concern) for model in every)
    )
    by_model: dict[type, list[Any]] = dict(zip(every, rows, strict=True))
    sealed = [row for found in rows for row in found if isinstance(row, SealedModel)]
    texts = _open(actor, concern.data_key, sealed, concern.pk, concern.organisation_id, purpose)
    return _opened_concern(concern, by_model, texts)


def _opened_concern(
    concern: m.Concern, rows: dict[type, list[Any]], texts: dict[UUID, dict[str, str]]
) -> OpenedConcern:
    def opened(model: type) -> list[Opened]:
        return [Opened(row, texts[row.pk]) for row in rows[model]]

    members = _members([concern, *(row for found in rows.values() for row in found)])
    content = next(iter(opened(m.ConcernContent)), None)
    said = content.texts if content else {}
    observations = opened(m.Observation)
    replaced = {one.row.replaces_id for one in observations}
    return OpenedConcern(
        concern=concern,
        story=said.get("story", ""),
        answers=_from_json(said.get("answers")),
        reporter=_from_json(said.get("reporter")),
        location=_from_json(said.get("location")),
        observations=[one for one in observations if one.row.pk not in replaced],
        earlier_observations=[one for one in observations if one.row.pk in replaced],
        interpretations=opened(m.Interpretation),
        persons=opened(m.Person),
        notes=opened(m.Note),
        assessments=opened(m.Assessment),
        decisions=opened(m.Decision),
        referrals=_opened_referrals(rows, texts, members),
        feedback=opened(m.FeedbackMessage),
        channel=next(iter(rows[m.ReporterChannel]), None),
        events=rows[m.ConcernEvent],
        hand_overs=rows[m.HandOver],
        members=members,
    )


def _opened_referrals(
    rows: dict[type, list[Any]],
    texts: dict[UUID, dict[str, str]],
    members: dict[UUID, Membership],
) -> list[OpenedReferral]:
    referrals = rows[m.Referral]
    receivers = Organisation.objects.in_bulk([r.receiver_id for r in referrals])
    by_pk = {row.pk: row for model in (m.Observation, m.Person) for row in rows[model]}
    found = []
    for referral in referrals:
        referral.receiver = receivers[referral.receiver_id]

        def of(model: type, referral: m.Referral = referral) -> list[Any]:
            return [row for row in rows[model] if row.referral_id == referral.pk]

        contents = [Opened(row, texts[row.pk]) for row in of(m.ReferralContent)]
        facts = [by_pk[link.observation_id] for link in of(m.ReferralObservation)]
        people = [by_pk[link.person_id] for link in of(m.ReferralPerson)]
        found.append(
            OpenedReferral(
                row=referral,
                content=contents[0] if contents else None,
                messages=[Opened(row, texts[row.pk]) for row in of(m.ReferralMessage)],
                observations=[Opened(row, texts[row.pk]) for row in facts],
                persons=[Opened(row, texts[row.pk]) for row in people],
                events=of(m.ConcernEvent),
                members=members,
            )
        )
    return found


def read_referral(
    actor: Actor, referral: m.Referral, *, purpose: str = "referral-page"
) -> OpenedReferral:
    """Return what the receiver (or the sender) of a referral may read of it.

    After refusal or withdrawal the receiver gets the outline only. The read is an event in the
    register of the municipality, and of the receiver's own organisation.
    """
    observed = m.ReferralObservation.objects.visible_to(actor).filter(referral=referral)
    named = m.ReferralPerson.objects.visible_to(actor).filter(referral=referral)
    contents, messages, observations, persons, events, keys = fetch_together(
        m.ReferralContent.objects.visible_to(actor).filter(referral=referral),
        m.ReferralMessage.objects.visible_to(actor).filter(referral=referral),
        m.Observation.objects.visible_to(actor).filter(pk__in=observed.values("observation_id")),
        m.Person.objects.visible_to(actor).filter(pk__in=named.values("person_id")),
        m.ConcernEvent.objects.visible_to(actor).filter(referral=referral),
        DataKey.objects.filter(pk__in=m.ReferralContent.objects.visible_to(actor)
                               .filter(referral=referral).values("data_key_id")),
    )  # fmt: skip
    sealed = [*contents, *messages, *observations, *persons]
    owner = referral.organisation_id
    # Registers are locked in the order of their ids: two municipalities that read each other's
    # referrals at the same moment would else wait for each other.
    is_own_first = actor.organisation_id is not None and actor.organisation_id < owner
    if is_own_first:
        _note_own_read(actor, referral)
    texts: dict[UUID, dict[str, str]] = {}
    if sealed:
        texts = _open(actor, keys[0], sealed, referral.concern_id, owner, purpose)
    if not is_own_first:
        _note_own_read(actor, referral)

    def opened(rows: list[Any]) -> list[Opened]:
        return [Opened(row, texts[row.pk]) for row in rows]

    return OpenedReferral(
        row=referral,
        content=next(iter(opened(contents)), None),
        messages=opened(messages),
        observations=opened(observations),
        persons=opened(persons),
        events=events,
        members=_members([referral, *messages]),
    )


def _note_own_read(actor: Actor, referral: m.Referral) -> None:
    """Let the receiver's own privacy officer see that a colleague read it."""
    if actor.organisation_id != referral.organisation_id:
        register.record(
            actor=actor,
            event="referral.read",
            organisation_id=actor.organisation_id,
            subject=("referral", referral.pk),
            details={"referral": referral.reference},
        )


def read_channel(actor: Actor) -> OpenedChannel:
    """Return the feedback for a reporter who showed reference and secret, and mark it read.

    Raises ``ReporterChannel.DoesNotExist`` when the channel is closed.
    """
    from .actions.feedback import mark_feedback_read

    channel = m.ReporterChannel.objects.visible_to(actor).get()
    feedback, events, keys = fetch_together(
        m.FeedbackMessage.objects.visible_to(actor),
        m.ConcernEvent.objects.visible_to(actor),
        DataKey.objects.filter(
            pk__in=m.FeedbackMessage.objects.visible_to(actor).values("data_key_id")
        ),
    )
    texts: dict[UUID, dict[str, str]] = {}
    if feedback:
        owner = channel.organisation_id
        texts = _open(actor, keys[0], feedback, channel.concern_id, owner, "reporter-channel")
        mark_feedback_read(actor=actor)
    return OpenedChannel(channel, [Opened(row, texts[row.pk]) for row in feedback], events)


def _open(
    actor: Actor,
    key: DataKey,
    rows: list[Any],
    concern_id: UUID,
    organisation_id: UUID,
    purpose: str,
) -> dict[UUID, dict[str, str]]:
    for row in rows:
        row.data_key = key
    columns = sorted({column for row in rows for column in row.sealed_columns()})
    texts = vault.read(
        actor,
        rows,
        columns,
        subject=("concern", concern_id),
        organisation_id=organisation_id,
        purpose=purpose,
    )
    return {
        row.pk: {column: texts[row.pk, column] for column in row.sealed_columns()} for row in rows
    }


def _members(rows: Iterable[Any]) -> dict[UUID, Membership]:
    """Return the memberships that the rows refer to, with names and organisations."""
    ids = {
        getattr(row, field.attname)
        for row in rows
        for field in row._meta.concrete_fields
        if field.related_model is Membership
    } - {None}
    return Membership.objects.select_related("account", "organisation").in_bulk(ids)


def _from_json(text: str | None) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(text) if text else {}
    return value
