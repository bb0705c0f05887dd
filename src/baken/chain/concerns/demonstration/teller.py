"""Tells one invented concern, step by step, by the product's own actions."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from uuid import UUID

from baken.chain.concerns import actions, codes, receipts
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
    ReferralStatus,
    ReporterChannel,
    SourceKind,
    Subject,
    YesNoUnknown,
)
from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as
from baken.foundation.region.models import Organisation

from .book import Book, Partner
from .cast import Cast

SYSTEM = Actor.system("demonstration")

GOALS = {
    "received": (12, (0, 4)),
    "taken": (14, (1, 9)),
    "asked": (10, (2, 8)),
    "decided": (9, (3, 12)),
    "referred": (20, (4, 16)),
    "accepted": (11, (8, 32)),
    "answered": (12, (10, 36)),
    "told": (8, (14, 40)),
    "closed": (22, (18, 55)),
}
"""How far a story goes → its share, and how many days ago it began (least, most)."""

WITHOUT_FOCAL_POINT = 0.1
"""Share of concerns for municipalities without an invented focal point: they wait in the queue."""

TOGETHER = 0.7
"""Share of stories that are weighed with a second focal point, where there is one."""

STEPS = tuple(GOALS)
MOST_CONCERNS = ("rotterdam", "vlaardingen", "dordrecht", "schiedam")


class EndOfStory(Exception):
    """The next step would lie in the future, or the goal was reached."""


class Teller:
    """Tells concern ``number``; afterwards knows what it made and when the last step was."""

    def __init__(
        self, number: int, book: Book, cast: Cast, now: dt.datetime, dice: random.Random
    ) -> None:
        self.number = number
        self.book = book
        self.cast = cast
        self.now = now
        self.dice = dice
        self.is_new = False
        self.gave_feedback = False
        self.receipt: Receipt | None = None
        self.subject_ids: list[UUID] = []
        self.facts: list[Observation] = []
        self.persons: list[Person] = []
        self.referrals: list[tuple[Referral, Partner]] = []

    # -- What it is about ----------------------------------------------------------------------

    def tell(self) -> None:
        """Tell the story once; a story that was told before is left as it is."""
        self.story = self.book.stories[self.number % len(self.book.stories)]
        self.municipality = self._municipality()
        self.team = self.cast.focal_points[self.municipality.pk]
        self.goal = self._goal()
        least, most = GOALS[self.goal][1]
        days = self.dice.uniform(least, most)
        self.at = self.now - dt.timedelta(days=days)
        self.blanks = self.book.blanks(self.municipality.name, self.dice)
        self.draft = self._draft()
        self.token = f"demonstration-{self.number:06d}"
        if self._was_told():
            return
        self.is_new = True
        with acting_as(SYSTEM):
            self._play()

    def _municipality(self) -> Organisation:
        without, served = [], []
        for one in self.cast.municipalities:
            weight = 6 if one.slug in MOST_CONCERNS else 2
            served += [one] * weight if self.cast.focal_points[one.pk] else []
            without += [] if self.cast.focal_points[one.pk] else [one]
        if without and (not served or self.dice.random() < WITHOUT_FOCAL_POINT):
            return self.dice.choice(without)
        return self.dice.choice(served)

    def _goal(self) -> str:
        if not self.team:
            return "received"
        if not self.story.partners:
            return "closed"
        shares = [share for share, _days in GOALS.values()]
        return self.dice.choices(STEPS, weights=shares)[0]

    def _filled(self, text: str) -> str:
        return text.format_map(self.blanks)

    def _draft(self) -> ConcernDraft:
        anonymous = self.dice.random() < 0.4
        name = f"{self.dice.choice(self.book.first_names)} {self.dice.choice(self.book.last_names)}"
        known = ReporterDraft(name=name, email=f"melder{self.number}@voorbeeld.test")
        by_phone = self.team and self.number % 5 == 0
        return ConcernDraft(
            channel=Channel.PHONE if by_phone else Channel.PUBLIC,
            forms=self.story.forms,
            minor=YesNoUnknown(self.story.minor),
            subject=Subject(self.story.subject),
            critical=self.story.critical,
            reporter_function=self.story.function,
            anonymous=anonymous,
            story=self._filled(self.story.story),
            answers={"indicators": self.story.indicators},
            reporter=ReporterDraft() if anonymous else known,
            location=LocationDraft(street=self.blanks["straat"], place=self.municipality.name),
        )

    def _was_told(self) -> bool:
        key = receipts.submission_key(self.token, self.draft)
        told: bool = Concern.objects.visible_to(SYSTEM).filter(submission_key=key).exists()
        return told

    # -- The steps -----------------------------------------------------------------------------

    def _play(self) -> None:
        try:
            self._receive()
            self._until("taken", self._take)
            if self.story.partners:
                self._until("asked", self._ask)
                self._until("decided", self._decide)
                self._until("referred", self._refer)
                self._until("accepted", self._accept)
                self._until("answered", self._answer)
            self._until("told", self._tell_reporter)
            self._until("closed", self._close)
        except EndOfStory:
            return

    def _until(self, step: str, play: Callable[[], None]) -> None:
        if STEPS.index(step) > STEPS.index(self.goal):
            raise EndOfStory
        play()

    def _later(self, least: float, most: float) -> dt.datetime:
        """Move the clock some hours on, to a working hour; raises when that is in the future."""
        moment = self.at + dt.timedelta(hours=self.dice.uniform(least, most))
        if moment.hour >= 17 or moment.hour < 7:
            moment = (moment + dt.timedelta(hours=14)).replace(hour=self.dice.randint(8, 15))
        while moment.weekday() > 4:
            moment += dt.timedelta(days=1)
        if moment > self.now:
            raise EndOfStory
        self.at = moment
        return moment

    @property
    def holder(self) -> Actor:
        """Return who holds this concern."""
        return self.team[self.number % len(self.team)]

    def _receive(self) -> None:
        if self.draft.channel == Channel.PHONE:
            self.concern, self.receipt = actions.register(
                actor=self.holder,
                draft=self.draft,
                token=self.token,
                with_channel=True,
                take_it=False,
                at=self.at,
            )
        else:
            intake = Actor.intake(self.municipality.pk)
            self.receipt = actions.receive_from_public(
                actor=intake, draft=self.draft, token=self.token, at=self.at
            )
            self.concern = Concern.objects.visible_to(SYSTEM).get(reference=self.receipt.reference)
        self.subject_ids.append(self.concern.pk)

    def _take(self) -> None:
        actions.take(actor=self.holder, concern_id=self.concern.pk, at=self._later(1, 20))
        for fact in self.story.facts:
            self.facts.append(self._add_fact(fact))
        if self.story.person:
            self.persons.append(self._add_person(self.story.person))
        if self.story.meaning:
            actions.add_interpretation(
                actor=self.holder,
                concern_id=self.concern.pk,
                text=self.story.meaning,
                at=self._later(0, 0.4),
            )

    def _add_fact(self, fact: dict[str, str]) -> Observation:
        seen_on = (self.concern.received_at - dt.timedelta(days=self.dice.randint(0, 6))).date()
        draft = ObservationDraft(
            text=self._filled(fact["text"]),
            source=SourceKind(fact["source"]),
            place=self._filled(fact["place"]),
            observed_on=seen_on,
            observed_by=fact["by"],
        )
        return actions.add_observation(
            actor=self.holder, concern_id=self.concern.pk, draft=draft, at=self._later(0, 0.3)
        )

    def _add_person(self, person: dict[str, str]) -> Person:
        values = {key: self._filled(value) for key, value in person.items()}
        born = values.pop("birth", "")
        draft = PersonDraft(
            kind=PersonKind(values.pop("kind")),
            name=self.blanks["naam"],
            birth_date=dt.date.fromisoformat(born) if born else None,
            **values,
        )
        return actions.add_person(
            actor=self.holder, concern_id=self.concern.pk, draft=draft, at=self._later(0, 0.3)
        )

    def _ask(self) -> None:
        others = [one for one in self.team if one != self.holder]
        if not others or self.dice.random() > TOGETHER:
            return
        assessment = actions.request_assessment(
            actor=self.holder,
            concern_id=self.concern.pk,
            assessor_id=_membership(others[0]),
            question="Wil je meewegen? Is dit concreet genoeg om door te zetten?",
            at=self._later(1, 24),
        )
        if self.goal == "asked":
            raise EndOfStory
        actions.give_assessment(
            actor=others[0],
            concern_id=self.concern.pk,
            assessment_id=assessment.pk,
            advice=Advice.AGREE,
            criteria={"concrete": "yes", "recent": "yes", "own_territory": "yes"},
            text="Ja. De feiten zijn recent en passen bij wat wij in de wijk zien.",
            at=self._later(3, 60),
        )

    def _decide(self) -> None:
        actions.decide(
            actor=self.holder,
            concern_id=self.concern.pk,
            outcomes=[Outcome.REFER],
            motivation="De feiten zijn concreet en recent. Een partner kan meer dan wij alleen.",
            without_second_opinion="Er is haast en de feiten zijn duidelijk.",
            at=self._later(1, 30),
        )

    def _refer(self) -> None:
        for partner in self.story.partners:
            receiver = self.cast.organisations[partner.slug]
            draft = ReferralDraft(
                receiver_id=receiver.pk,
                kind=ReferralKind.REFERRAL,
                ground=partner.ground,
                reason="Zonder deze partner kan de situatie niet worden onderzocht of gestopt.",
                message=self.story.message,
                observation_ids=tuple(fact.pk for fact in self.facts),
                person_ids=tuple(person.pk for person in self.persons),
            )
            referral = actions.refer(
                actor=self.holder,
                concern_id=self.concern.pk,
                draft=draft,
                token=f"{self.token}-{partner.slug}",
                at=self._later(0.2, 20),
            )
            self.subject_ids.append(referral.pk)
            self.referrals.append((referral, partner))

    def _accept(self) -> None:
        for referral, _partner in self.referrals:
            self._answered(referral, ReferralStatus.ACCEPTED)
        referral = self.referrals[0][0]
        if players := self.cast.partners[referral.receiver_id]:
            actions.send_referral_message(
                actor=players[0],
                referral_id=referral.pk,
                text="Dank. Wie kunnen wij bellen voor vragen, en wanneer?",
                at=self._later(1, 12),
            )
            if self.goal != "accepted":
                actions.mark_messages_read(actor=self.holder, referral_id=referral.pk, at=self.at)

    def _answer(self) -> None:
        for position, (referral, partner) in enumerate(self.referrals):
            if position and self.number % 7 == 0:
                reason = codes.refusal_reasons()[0].slug
                self._answered(referral, ReferralStatus.REFUSED, reason=reason)
            else:
                self._answered(referral, ReferralStatus.DONE, outcome=partner.outcome)
            if self.goal != "answered":
                actions.mark_answer_read(
                    actor=self.holder,
                    concern_id=self.concern.pk,
                    referral_id=referral.pk,
                    at=self.at,
                )

    def _answered(
        self, referral: Referral, status: ReferralStatus, *, reason: str = "", outcome: str = ""
    ) -> None:
        at = self._later(4, 70)
        players = self.cast.partners[referral.receiver_id]
        if not players:
            actions.record_answer_for(
                actor=self.holder,
                concern_id=self.concern.pk,
                referral_id=referral.pk,
                answer=status,
                reason=reason,
                outcome=outcome,
                at=at,
            )
        elif status == ReferralStatus.ACCEPTED:
            actions.accept(actor=players[0], referral_id=referral.pk, at=at)
        elif status == ReferralStatus.REFUSED:
            text = "Dit valt buiten wat wij mogen doen. Overleg gerust met ons."
            actions.refuse(
                actor=players[0], referral_id=referral.pk, reason=reason, text=text, at=at
            )
        else:
            text = "Wij hebben gedaan wat kon en houden het in de gaten."
            actions.complete(
                actor=players[0], referral_id=referral.pk, outcome=outcome, text=text, at=at
            )

    def _tell_reporter(self) -> None:
        actions.give_feedback(
            actor=self.holder,
            concern_id=self.concern.pk,
            means=FeedbackMeans.CHANNEL,
            standard=self.story.feedback,
            at=self._later(2, 60),
        )
        self.gave_feedback = True
        if self.goal == "told" and self.number % 2:
            self._reply()

    def _reply(self) -> None:
        assert self.receipt is not None, "every invented reporter has a receipt"
        key = receipts.reporter_key(self.receipt.reference, self.receipt.secret)
        reporter = Actor.reporter(key)
        if ReporterChannel.objects.visible_to(reporter).exists():
            text = "Dank u wel voor het bericht. Ik let op en meld het als ik meer zie."
            actions.reporter_reply(actor=reporter, text=text, at=self._later(1, 48))

    def _close(self) -> None:
        actions.close(
            actor=self.holder,
            concern_id=self.concern.pk,
            reason=self.story.closing,
            at=self._later(1, 60),
        )


def _membership(actor: Actor) -> UUID:
    assert actor.membership_id is not None, "the cast acts under memberships"
    return actor.membership_id
