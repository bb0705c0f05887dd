"""Builds concerns in every state, by the product's own actions; invented facts only."""

from __future__ import annotations

import secrets
from typing import Any

from baken.chain.concerns import actions
from baken.chain.concerns.drafts import (
    ConcernDraft,
    LocationDraft,
    ObservationDraft,
    PersonDraft,
    Receipt,
    ReferralDraft,
    ReporterDraft,
)
from baken.chain.concerns.models import (
    Advice,
    Channel,
    Concern,
    FeedbackMeans,
    Observation,
    Outcome,
    Person,
    PersonKind,
    Referral,
    ReferralKind,
    SourceKind,
    YesNoUnknown,
)
from baken.foundation.access.actor import Actor


def token() -> str:
    return secrets.token_urlsafe(24)


class World:
    """The cast at work; ``focal`` holds the concerns of Vlaardingen unless said otherwise."""

    def __init__(self, cast: Any) -> None:
        self.cast = cast
        self.focal = cast.focal_safety.actor
        self.colleague = cast.focal_care.actor
        self.desk = cast.advice_desk.actor
        self.receipt: Receipt | None = None

    def draft(self, **changes: Any) -> ConcernDraft:
        values: dict[str, Any] = {
            "channel": Channel.PUBLIC,
            "forms": ("labour",),
            "minor": YesNoUnknown.NO,
            "reporter_function": "housing",
            "story": "Acht matrassen in een bedrijfshal en een koelkast op slot.",
            "answers": {"ALG-03": "seen"},
            "reporter": ReporterDraft(name="Noor Verbeek", phone="0612345678"),
            "location": LocationDraft(street="Havenstraat 1", place="Vlaardingen"),
            "route_version": "2026.1",
        }
        return ConcernDraft(**{**values, **changes})

    def intake(self, slug: str = "vlaardingen") -> Actor:
        return Actor.intake(self.cast.organisations[slug].pk)

    def received(self, slug: str = "vlaardingen", **changes: Any) -> Concern:
        draft = self.draft(**changes)
        self.receipt = actions.receive_from_public(
            actor=self.intake(slug), draft=draft, token=token()
        )
        return self.fresh_by(self.receipt.reference)

    def in_assessment(self, **changes: Any) -> Concern:
        concern = self.received(**changes)
        return actions.take(actor=self.focal, concern_id=concern.pk)

    def decided(self, outcomes: tuple[Outcome, ...] = (Outcome.REFER,), **changes: Any) -> Concern:
        concern = self.in_assessment(**changes)
        actions.decide(
            actor=self.focal,
            concern_id=concern.pk,
            outcomes=outcomes,
            motivation="Meerdere feiten wijzen dezelfde kant op.",
            without_second_opinion="De collega is met verlof.",
        )
        return self.fresh(concern)

    def refer(self, concern: Concern, slug: str = "essm", **changes: Any) -> Referral:
        values: dict[str, Any] = {
            "receiver_id": self.cast.organisations[slug].pk,
            "kind": ReferralKind.REFERRAL,
            "ground": "consent" if slug == "essm" else "report-without-consent",
            "reason": "Hulp is alleen zo te regelen.",
            "message": "Wilt u contact opnemen?",
        }
        draft = ReferralDraft(**{**values, **changes})
        return actions.refer(actor=self.focal, concern_id=concern.pk, draft=draft, token=token())

    def ask_advice(self, concern: Concern, slug: str = "essm") -> Referral:
        return self.refer(concern, slug, kind=ReferralKind.ADVICE, ground="no-personal-data")

    def referred(self, **changes: Any) -> tuple[Concern, Referral]:
        concern = self.decided()
        referral = self.refer(concern, **changes)
        return self.fresh(concern), referral

    def answered(self) -> tuple[Concern, Referral]:
        concern, referral = self.referred()
        actions.complete(actor=self.desk, referral_id=referral.pk, outcome="help-started")
        return self.fresh(concern), self.fresh(referral)

    def closed(self) -> Concern:
        concern, _referral = self.answered()
        self.give_feedback(concern)
        actions.close(actor=self.focal, concern_id=concern.pk, reason="followed-up")
        return self.fresh(concern)

    def give_feedback(self, concern: Concern, standard: str = "nothing-to-tell") -> Any:
        return actions.give_feedback(
            actor=self.focal,
            concern_id=concern.pk,
            means=FeedbackMeans.CHANNEL,
            standard=standard,
        )

    def add_fact(self, concern: Concern, text: str = "Een busje om zes uur.") -> Observation:
        draft = ObservationDraft(text=text, source=SourceKind.SEEN, place="Bij de hal")
        return actions.add_observation(actor=self.focal, concern_id=concern.pk, draft=draft)

    def add_person(self, concern: Concern, **values: Any) -> Person:
        draft = PersonDraft(kind=PersonKind.POSSIBLE_VICTIM, **{"name": "Sam Voorbeeld", **values})
        return actions.add_person(actor=self.focal, concern_id=concern.pk, draft=draft)

    def ask_colleague(self, concern: Concern) -> Any:
        return actions.request_assessment(
            actor=self.focal,
            concern_id=concern.pk,
            assessor_id=self.colleague.membership_id,
            question="Past dit bij wat jullie zien?",
        )

    def weigh(self, concern: Concern, assessment: Any, advice: Advice = Advice.AGREE) -> Any:
        return actions.give_assessment(
            actor=self.colleague,
            concern_id=concern.pk,
            assessment_id=assessment.pk,
            advice=advice,
            criteria={"concrete": "yes"},
            text="Ja, dit past bij andere meldingen.",
        )

    def reporter(self) -> Actor:
        from baken.chain.concerns.receipts import reporter_actor

        assert self.receipt is not None
        actor = reporter_actor(self.receipt.reference, self.receipt.secret)
        assert actor is not None
        return actor

    @staticmethod
    def fresh(row: Any) -> Any:
        return type(row)._base_manager.get(pk=row.pk)

    @staticmethod
    def fresh_by(reference: str) -> Concern:
        return Concern._base_manager.get(reference=reference)
