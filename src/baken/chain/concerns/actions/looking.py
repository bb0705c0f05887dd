"""The exact look-up: is this phone number, plate, account or person known to us already?"""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from baken.chain.concerns.errors import ConcernError
from baken.chain.concerns.models import Concern, IdentifierKind, PersonIdentifier
from baken.chain.concerns.steps import demand
from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import action
from baken.foundation.access.permissions import Permission
from baken.foundation.audit import register
from baken.foundation.vault.blind import PersonKey, candidates

MAXIMUM_HITS = 50


@action
def look_up(
    *,
    actor: Actor,
    kind: IdentifierKind,
    value: str,
    birth_date: dt.date | None = None,
) -> list[Concern]:
    """Return the own organisation's concerns in which exactly this identifier occurs.

    The value itself is neither stored nor logged; that somebody looked, for which kind and
    with how many hits, is an audit event. Raises ``ConcernError`` for a value that is none of
    its kind. At most 50 hits, newest first; two queries and an index look-up.
    """
    demand(actor, Permission.CONCERN_LOOK_UP)
    assert actor.organisation_id is not None, "focal points act for an organisation"
    sought = _sought(kind, value, birth_date)
    blinds = candidates(kind.value, sought, organisation_id=actor.organisation_id)
    if not blinds:
        raise ConcernError(_("This is not a complete, valid value. Check it."), field="value")
    known = PersonIdentifier.objects.visible_to(actor).filter(kind=kind, blind__in=blinds)
    hits = list(
        Concern.objects.visible_to(actor)
        .filter(pk__in=known.values("concern_id"))
        .select_related("holder__account", "organisation")
        .order_by("-received_at", "pk")[:MAXIMUM_HITS]
    )
    register.record(
        actor=actor,
        event="concern.looked-up",
        organisation_id=actor.organisation_id,
        details={"kind": kind.value, "hits": len(hits)},
    )
    return hits


def _sought(kind: IdentifierKind, value: str, birth_date: dt.date | None) -> str | PersonKey:
    if kind != IdentifierKind.PERSON:
        return value
    if birth_date is None:
        raise ConcernError(
            _("A name is looked up together with a date of birth."), field="birth_date"
        )
    return (value, birth_date)
