"""The actions that are measured: one concern after another, from receipt to closing.

Each step is the form that the product's own page sends, by who would send it. What one step
stored is where the next one goes on, so every concern walks the whole way.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import uuid4

from django.urls import reverse

from baken.chain.concerns import codes
from baken.chain.concerns.models import Concern, Referral
from baken.chain.concerns.views.report import new_token
from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as
from baken.foundation.access.roles import Role
from baken.foundation.people.models import Membership
from baken.foundation.people.sessions import actor_of

from .measuring import WARM_UP, Figures, Visitor, timed
from .pages import member_of_cast
from .samples import STORY


@dataclass
class Walker:
    """Walks one concern after another; ``figures`` has what each step took."""

    focal: Visitor
    desk: Visitor
    actor: Actor
    municipality: str

    def __post_init__(self) -> None:
        self.figures: dict[str, Figures] = {}
        self.stranger = Visitor()
        self.outcome = codes.outcomes("referral")[0].slug
        self.closing = next(reason.slug for reason in codes.closing_reasons() if not reason.direct)
        self.feedback = next(text.slug for text in codes.standard_feedback() if text.counts)
        self.ground = ""

    def measure(self, name: str, status: int, ask: Callable[[], Any]) -> Any:
        """Take one step and note what it took."""
        figures = self.figures.setdefault(name, Figures(name))
        return timed(figures, ask, status)

    def receive(self, number: int) -> None:
        """Send a report as a stranger, from another network address each time."""
        data = {
            "municipality": self.municipality,
            "story": STORY,
            "when": "elke vrijdag",
            "where": "Havenstraat 1",
            "name_choice": "anonymous",
            "token": new_token(),
        }
        address = f"10.{number // 65536}.{number // 256 % 256}.{number % 256}"
        send = reverse("concerns:report-send")
        self.measure(
            "receive a report", 200, lambda: self.stranger.post(send, data, REMOTE_ADDR=address)
        )

    def walk(self) -> None:
        """Register a concern and bring it to its end."""
        concern = self.register()
        self.add_facts(concern)
        self.decide(concern)
        self.refer(concern)
        self.answer(concern)
        self.finish(concern)

    def register(self) -> Concern:
        """Enter a concern, and take it up."""
        token = uuid4().hex
        data = {
            "token": token, "channel": "phone", "story": STORY, "where": "Havenstraat 1",
            "forms": ["labour"], "minor": "no", "subject": "person", "take_it": "on",
            "reporter_name": "Els Vuurdoorn", "reporter_email": "els@voorbeeld.test",
        }  # fmt: skip
        response = self.measure(
            "register a concern", 302, partial(self.focal.post, reverse("concerns:register"), data)
        )
        with acting_as(self.actor):
            concern_id = response.headers["Location"].split("/")[2]
            found: Concern = Concern.objects.visible_to(self.actor).get(pk=concern_id)
        return found

    def step(self, label: str, slug: str, concern: Concern, /, **data: Any) -> None:
        """Send one form of a concern as its focal point."""
        address = reverse(f"concerns:{slug}", args=[concern.pk])
        self.measure(label, 302, partial(self.focal.post, address, data))

    def add_facts(self, concern: Concern) -> None:
        """Add a fact and a person."""
        fact = {"text": STORY, "place": "Havenstraat 1", "source": "seen", "observed_on": ""}
        self.step("add a fact", "add-observation", concern, **fact)
        person = {"kind": "possible-victim", "name": "Robin Akelei", "phone": "0612345679"}
        self.step("add a person", "add-person", concern, **person)

    def decide(self, concern: Concern) -> None:
        """Decide to refer."""
        why = {"motivation": STORY, "without_second_opinion": "Er is haast."}
        self.step("decide", "decide", concern, outcomes=["refer"], **why)

    def refer(self, concern: Concern) -> None:
        """Refer to the advice desk, with the fact and the person."""
        actor = self.actor
        with acting_as(actor):
            facts = list(concern.observations.values_list("pk", flat=True))
            people = list(concern.persons.values_list("pk", flat=True))
            self.ground = self.ground or self._ground(concern)
        data = {
            "token": uuid4().hex, "kind": "referral", "ground": self.ground, "reason": STORY,
            "message": STORY, "observations": facts, "persons": people,
        }  # fmt: skip
        address = reverse("concerns:refer-send", args=[concern.pk, "essm"])
        self.measure("refer", 302, partial(self.focal.post, address, data))

    @staticmethod
    def _ground(concern: Concern) -> str:
        desk = next(c for c in codes.receiver_choices(concern) if c.organisation.slug == "essm")
        return next(g.slug for g in desk.grounds if "referral" in g.kinds and g.personal_data)

    def answer(self, concern: Concern) -> None:
        """Accept and complete, as the advice desk."""
        with acting_as(self.actor):
            sent: Referral = Referral.objects.visible_to(self.actor).get(concern=concern)
        accept = reverse("concerns:accept", args=[sent.pk])
        self.measure("accept a referral", 302, partial(self.desk.post, accept, {}))
        complete = reverse("concerns:complete", args=[sent.pk])
        data = {"outcome": self.outcome, "text": STORY}
        self.measure("complete a referral", 302, partial(self.desk.post, complete, data))

    def finish(self, concern: Concern) -> None:
        """Give feedback and close."""
        told = {"standard": self.feedback, "text": "", "means": "phone"}
        self.step("give feedback", "give-feedback", concern, **told)
        self.step("close", "close", concern, reason=self.closing)


def measured_steps(
    subjects: dict[str, Any], *, requests: int, warm_up: int = WARM_UP
) -> list[Figures]:
    """Walk ``requests`` concerns of the biggest municipality, after a few that do not count."""
    membership = Membership.objects.select_related("organisation").get(
        pk=subjects["biggest"]["focal_point"]
    )
    walker = Walker(
        focal=Visitor(membership.pk),
        desk=Visitor(member_of_cast(Role.ADVICE_DESK)),
        actor=actor_of(membership),
        municipality=membership.organisation.municipality_code,
    )
    for number in range(warm_up + requests):
        if number == warm_up:
            walker.figures.clear()
        walker.receive(number)
        walker.walk()
    return list(walker.figures.values())
