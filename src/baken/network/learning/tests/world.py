"""Builds trainings and sessions in any state, by the product's own actions."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import uuid4

from django.utils import timezone

from baken.foundation.people.models import Account, Membership
from baken.foundation.people.sessions import actor_of
from baken.network.learning import actions
from baken.network.learning.models import Certificate, Enrolment, Session, Training

REASON = "a test looks at everything"


def all_of(model: Any) -> Any:
    return model.objects.unscoped(reason=REASON)


class World:
    """The cast learns; the trainer organises unless said otherwise."""

    def __init__(self, cast: Any) -> None:
        self.cast = cast
        self.trainer = cast.trainer.actor
        self.training = self.new_training("bewustwording", renewal_months=36)
        self.no_room = self.new_training("no-room", staff_share=60, form="e-learning")

    @staticmethod
    def new_training(slug: str, **values: Any) -> Training:
        filled = {
            "name": f"Training {slug}",
            "summary": "Een training.",
            "audiences": ["municipality"],
            "form": "meeting",
            "place": "both",
            "provider": "FairWork",
            "source": "Verzonnen",
            "verification": "P",
            **values,
        }
        training: Training
        training, _made = all_of(Training).get_or_create(slug=slug, defaults=filled)
        return training

    @staticmethod
    def draft(days: int = 10, **values: Any) -> actions.SessionDraft:
        starts = timezone.localtime().replace(hour=10, minute=0, second=0, microsecond=0)
        starts += dt.timedelta(days=days)
        filled = {
            "starts_at": starts,
            "ends_at": starts + dt.timedelta(hours=2),
            "maximum": 2,
            "closes_on": starts.date(),
            "place": "Stadhuis Vlaardingen",
            **values,
        }
        return actions.SessionDraft(**filled)

    def session(self, **values: Any) -> Session:
        session: Session = actions.plan_session(
            actor=self.trainer,
            training_id=self.training.pk,
            draft=self.draft(**values),
            token=uuid4(),
        )
        return session

    def begun(self, *players: Any, **values: Any) -> Session:
        """Return a session that began an hour ago, with the players enrolled."""
        session = self.session(**{"maximum": 20, **values})
        for player in players:
            actions.enrol(actor=player.actor, session_id=session.pk)
        self.move_to_past(session)
        return self.fresh(session)

    @staticmethod
    def move_to_past(session: Session, days: int = 0) -> None:
        starts = timezone.now() - dt.timedelta(hours=1, days=days)
        all_of(Session).filter(pk=session.pk).update(
            starts_at=starts,
            ends_at=starts + dt.timedelta(hours=2),
            closes_on=timezone.localdate(starts),
        )

    def held(self, *players: Any, **values: Any) -> Session:
        """Return a session that was held, at which all the players were."""
        session = self.begun(*players, **values)
        actions.record_attendance(
            actor=self.trainer, session_id=session.pk, present=self.ids(session)
        )
        return self.fresh(session)

    def ids(self, session: Session) -> list[Any]:
        return list(all_of(Enrolment).filter(session=session).values_list("pk", flat=True))

    def rows(self, session: Session) -> list[tuple[str, str]]:
        found = all_of(Enrolment).filter(session=session).order_by("number")
        return [(one.membership.account.email.partition("@")[0], one.status) for one in found]

    def certificate_of(self, player: Any) -> Certificate:
        certificate: Certificate = all_of(Certificate).get(enrolment__membership=player.membership)
        return certificate

    def crowd(self, number: int, slug: str = "schiedam") -> list[Any]:
        """Return the actors of so many more focal points."""
        return [actor_of(self.newcomer(slug)) for _ in range(number)]

    def newcomer(self, slug: str) -> Membership:
        email = f"{uuid4().hex}@voorbeeld.test"
        account = Account.objects.create(email=email, name="Robin Veldkers")
        return Membership.objects.create(
            account=account,
            organisation=self.cast.organisations[slug],
            role="focal-point",
            domain="care",
            starts_on=dt.date(2025, 1, 1),
        )

    @staticmethod
    def fresh(row: Any) -> Any:
        return all_of(type(row)).get(pk=row.pk)
