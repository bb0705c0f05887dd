"""Invented work in the workshop, so that each of its pages shows something.

By the product's own actions, with days around today. Loading again changes nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils import timezone
from django.utils.translation import gettext as _

from baken.foundation.access.actor import Actor
from baken.foundation.access.permissions import Permission
from baken.foundation.notices.models import Notice
from baken.foundation.people.demo import register_demonstration
from baken.foundation.people.models import Membership
from baken.foundation.people.queries import roles_with
from baken.foundation.people.sessions import actor_of

from .actions import drafts, reviewing
from .models import Article, Kind, Revision, Theme

REASON = "invented data are loaded by the owner of the tables"
SUMMER = """## Waar u op let

In de zomer werken veel mensen korte tijd in de kas, de horeca en op het land. Zij slapen vaak op
het terrein.

- Er slapen meer mensen dan er bedden zijn.
- De baas houdt het loon in voor vervoer en een bed.
- Iemand durft niet te praten als de baas erbij is.

## Wie doet wat

Tabel: Wie u belt

| Wat u ziet | Wie u belt |
| --- | --- |
| Iemand is nu in gevaar | [112](tel:112) |
| Slecht loon of gevaarlijk werk | [Nederlandse Arbeidsinspectie](organisatie:nla) |
| U twijfelt | [Doe de check](route:check) |

> Vraag nooit door als de baas meeluistert.
"""
HOTELS = """## Bij de balie

Een gast betaalt elke dag contant. Er komen veel mensen op bezoek. De gast zelf komt bijna niet
buiten. Schrijf op wat u ziet en bel het meldpunt.
"""
LETTER = """## Wat er in de brief staat

De gemeente schrijft in gewone woorden wat er gebeurt en wie de ondernemer kan bellen.
"""


def register() -> None:
    """Make the loader known; from ``AppConfig.ready``."""
    register_demonstration("library-workshop", load, order=65)


def load() -> str:
    """Load all of it once and return a line for the screen."""
    pair = _pair()
    if (
        pair is not None
        and not Article.objects.unscoped(reason=REASON).filter(pk=_token("summer")).exists()
    ):
        _fill(*pair)
    number = Revision.objects.unscoped(reason=REASON).filter(article_id__in=_texts()).count()
    return _("%(number)d invented texts in the workshop") % {"number": number}


def _token(name: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"baken:demonstration:library:{name}")


def _texts() -> list[UUID]:
    return [_token(name) for name in ("summer", "hotels", "letter")]


def _pair() -> tuple[Actor, Actor] | None:
    """Return two people who may both write, or None."""
    running = (
        Membership.objects.filter(account__is_demonstration=True, account__is_active=True)
        .filter(role__in=roles_with(Permission.LIBRARY_EDIT))
        .running(timezone.localdate())
        .order_by("role", "account__email")
    )
    by_account = {one.account_id: actor_of(one) for one in running}
    actors = list(by_account.values())
    return (actors[0], actors[1]) if len(actors) > 1 else None


def _fill(writer: Actor, reader: Actor) -> None:
    summer = _write(writer, "summer", {"title": _SUMMER_TITLE, "body": SUMMER})
    reviewing.send_to_reader(actor=writer, revision_id=summer.pk)
    hotels = _write(reader, "hotels", {"title": "Signalen in een hotel", "body": HOTELS})
    reviewing.send_to_reader(actor=reader, revision_id=hotels.pk)
    reviewing.give_back(
        actor=writer,
        revision_id=hotels.pk,
        remark="Goed leesbaar. Zet er nog bij wie de receptie belt als het nacht is.",
    )
    letter = _write(
        writer, "letter", {"title": "Een brief aan ondernemers", "body": LETTER}, Theme.PREVENTION
    )
    letter = reviewing.send_to_reader(actor=writer, revision_id=letter.pk)
    reviewing.approve(
        actor=reader,
        revision_id=letter.pk,
        version=letter.version,
        publish_on=timezone.localdate() + dt.timedelta(days=5),
    )
    _mark_read()


_SUMMER_TITLE = "Seizoenswerk in de zomer"


def _write(
    actor: Actor, name: str, values: Mapping[str, Any], theme: str = Theme.SIGNALS
) -> Revision:
    begun = {"title": values["title"], "theme": theme, "kind": Kind.ARTICLE}
    draft = drafts.start_text(actor=actor, token=_token(name), values=begun)
    return drafts.save_draft(
        actor=actor, revision_id=draft.pk, values=values, version=draft.version, pen=draft.pk
    )


def _mark_read() -> None:
    Notice.objects.unscoped(reason=REASON).filter(
        kind__startswith="library.", read_at__isnull=True
    ).update(read_at=timezone.now())
