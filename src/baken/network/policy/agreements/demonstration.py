"""Invented self-checks of every municipality, and two yearly accounts.

Answers are drawn with a fixed seed: the same region tells the same story each time. Nothing here
says anything about a real municipality.
"""

from __future__ import annotations

import datetime as dt
import random

from django.db import transaction
from django.utils import timezone

from baken.foundation.access.actor import Actor
from baken.foundation.access.roles import Role
from baken.foundation.people.models import Membership
from baken.foundation.region.models import Organisation
from baken.network.policy.actions.account import make_final, start_account, write_words
from baken.network.policy.models import AccountWords, AgreementCheck, CheckState, YearlyAccount

from .items import Agreements, Item, current_agreements, valid_until
from .queries import focal_points, municipalities

SEED = "baken agreements"
EVIDENCE = {
    CheckState.MET: "Vastgelegd in een besluit; te vinden op het intranet en besproken met de"
    " portefeuillehouder. (Verzonnen onderbouwing.)",
    CheckState.PARTLY: "Een deel is geregeld. Wat ontbreekt staat in ons uitvoeringsplan, met een"
    " datum. (Verzonnen onderbouwing.)",
    CheckState.NOT_MET: "Nog niet geregeld. Dit kwartaal maken wij een voorstel voor het college."
    " (Verzonnen onderbouwing.)",
    CheckState.NOT_APPLICABLE: "Geregeld via een buurgemeente, volgens de afspraak die wij"
    " samen hebben gemaakt. (Verzonnen onderbouwing.)",
}
FUNCTIONS = (
    "Beleidsadviseur veiligheid",
    "Beleidsadviseur sociaal domein",
    "Aandachtsfunctionaris mensenhandel",
)
WORDS = {
    "introduction": "Dit is een verzonnen verantwoording, om te tonen hoe het document eruitziet."
    "\n\nHet jaar stond in het teken van elkaar sneller vinden: zorg en veiligheid weten beter wie"
    " wat doet, en vastgelopen vraagstukken kwamen eerder op tafel.",
    "agreements": "Met elke gemeente die achterloopt is een gesprek gevoerd over wat nodig is.",
    "figures": "De regio wacht op de monitor. Tot die tijd noemt zij geen aantallen.",
    "outlook": "Volgend jaar ligt de nadruk op het nieuwe beleidskader en op training van balies"
    " en toezichthouders.",
}


BEFORE = (
    "Dit is een verzonnen verantwoording, om te tonen hoe een definitief document eruitziet. In dit"
    " jaar werkte de regio nog niet met dit systeem; de aantallen hieronder zijn daarom bijna leeg."
)


@transaction.atomic
def load() -> str:
    """Load the checks and accounts; what is there already is left alone."""
    agreed, today = current_agreements(), timezone.localdate()
    if not agreed:
        return "this region's pack has no agreements"
    if AgreementCheck.objects.unscoped(reason="is the demonstration there?").exists():
        return "self-checks were there already"
    made = _checks(agreed, today)
    return f"{made} self-checks{_accounts(today)}"


def _checks(agreed: Agreements, today: dt.date) -> int:
    places = municipalities(today)
    counted = focal_points([place.pk for place in places], agreed, today)
    rows: list[AgreementCheck] = []
    for place in places:
        # Not for secrets: the same place gives the same story, that is the point.
        dice = random.Random(f"{SEED} {place.slug}")  # noqa: S311
        for item in agreed:
            has_people = counted[place.pk].total > 0 if item.is_measured else None
            rows += _history(place, item, agreed.version, today, dice, has_people)
    AgreementCheck.objects.bulk_create(rows)
    return len(rows)


def _history(
    place: Organisation,
    item: Item,
    version: str,
    today: dt.date,
    dice: random.Random,
    has_people: bool | None,
) -> list[AgreementCheck]:
    """Return up to two checks: one of more than a year ago, and mostly a recent one."""
    ages = [dice.randint(430, 700)] if dice.random() < 0.4 else []
    if dice.random() < 0.85:
        ages.append(dice.choice([5, 20, 45, 90, 150, 210, 280, 345, 355]))
    return [
        _check(place, item, version, today - dt.timedelta(days=age), number, dice, has_people)
        for number, age in enumerate(ages, start=1)
    ]


def _check(
    place: Organisation,
    item: Item,
    version: str,
    day: dt.date,
    number: int,
    dice: random.Random,
    has_people: bool | None,
) -> AgreementCheck:
    states = [CheckState.MET] * 6 + [CheckState.PARTLY] * 3 + [CheckState.NOT_MET]
    if item.may_not_apply:
        states.append(CheckState.NOT_APPLICABLE)
    state = dice.choice(states)
    if has_people is not None:
        # What is counted and what is said mostly agree; one in ten does not.
        agree = CheckState.MET if has_people else CheckState.PARTLY
        state = agree if dice.random() < 0.9 else CheckState.MET
    return AgreementCheck(
        organisation=place,
        item=item.slug,
        number=number,
        state=state,
        evidence=EVIDENCE[state],
        checked_on=day,
        checked_by=dice.choice(FUNCTIONS),
        valid_until=valid_until(day, item.valid_months),
        pack_version=version,
    )


def _accounts(today: dt.date) -> str:
    """Make last year's account final and leave a draft for this year, as the coordinator."""
    coordinator = (
        Membership.objects.running(today)
        .filter(account__is_demonstration=True, role=Role.REGIONAL_COORDINATOR)
        .first()
    )
    if coordinator is None:
        return ""
    actor = Actor.person(
        account_id=coordinator.account_id,
        membership_id=coordinator.pk,
        organisation_id=coordinator.organisation_id,
        role=coordinator.role,
        domain=coordinator.domain,
    )
    for year in (today.year - 1, today.year):
        start_account(actor=actor, year=year)
        words = WORDS | {"introduction": BEFORE} if year < today.year else WORDS
        for chapter, text in words.items():
            write_words(actor=actor, year=year, chapter=chapter, text=text, after=0)
    make_final(actor=actor, year=today.year - 1)
    return f", {YearlyAccount.objects.visible_to(actor).count()} accounts with " + (
        f"{AccountWords.objects.visible_to(actor).count()} texts"
    )
