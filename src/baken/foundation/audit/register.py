"""Writes in the register: ``record`` is the only way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from baken.foundation.access.actor import Actor

from . import catalogue, chain
from .access import REGION_CHAIN
from .masking import masked
from .models import AuditEvent, ChainHead

Detail = str | int | bool | None

_MOVE_HEAD = """
WITH head AS (UPDATE audit_chainhead SET sequence = %s, hash = %s, mac = %s, secret_id = %s
              WHERE chain = %s)
"""


@transaction.atomic
def record(
    *,
    actor: Actor,
    event: str,
    organisation_id: UUID | None,
    subject: tuple[str, UUID] | None = None,
    fields: Iterable[str] = (),
    reason: str = "",
    details: Mapping[str, Detail] | None = None,
) -> AuditEvent:
    """Add one event to the chain of ``organisation_id`` (None: the chain of the region).

    ``organisation_id`` is the organisation whose data it concerns, not the actor's. Belongs
    in the transaction of what it describes: both happen or neither. Two queries. The chain
    stays locked until that transaction ends, so events of several chains in one transaction
    should be few, and written in the order of their chain ids.

    ``reason`` is a code or a short sentence; numbers and addresses of persons are masked.
    Raises ``catalogue.UnknownEvent`` for an event or detail outside the catalogue and
    ``ValueError`` for a detail that is not plain (text, whole number, yes or no, nothing).
    """
    details = dict(details or {})
    catalogue.check_details(event, details)
    _check_plain(details)
    chain_id = organisation_id or REGION_CHAIN
    head = _locked_head(chain_id)
    subject_kind, subject_id = subject or ("", None)
    entry = AuditEvent(
        chain=chain_id,
        sequence=head.sequence + 1,
        at=timezone.now(),
        actor_kind=actor.kind.value,
        actor_name=actor.name,
        account_id=actor.account_id,
        membership_id=actor.membership_id,
        organisation_id=actor.organisation_id,
        role=actor.role.value if actor.role else "",
        event=event,
        subject_kind=subject_kind,
        subject_id=subject_id,
        fields=list(fields),
        reason=masked(reason)[:300],
        details=details,
        secret_id=chain.current_secret(),
        previous_hash=bytes(head.hash),
    )
    entry.hash = chain.event_hash({name: getattr(entry, name) for name in chain.HASHED})
    _append(entry)
    return entry


def _check_plain(details: Mapping[str, object]) -> None:
    for key, value in details.items():
        if not (value is None or isinstance(value, str | int)):
            raise ValueError(f"the detail {key!r} is not plain")
        if isinstance(value, str) and not _is_storable(value):
            raise ValueError(f"the detail {key!r} is not storable text")


def _is_storable(text: str) -> bool:
    return "\0" not in text and not any("\ud800" <= character <= "\udfff" for character in text)


def _locked_head(chain_id: UUID) -> ChainHead:
    heads = ChainHead.objects.select_for_update().filter(chain=chain_id)
    head = heads.first()
    if head is None:
        secret_id = chain.current_secret()
        mac = chain.head_mac(chain=chain_id, sequence=0, last_hash=chain.START, secret_id=secret_id)
        start = ChainHead(chain=chain_id, hash=chain.START, mac=mac, secret_id=secret_id)
        # Somebody else may start the same chain at this moment; the first one counts.
        ChainHead.objects.bulk_create([start], ignore_conflicts=True)
        head = heads.get()
    return head


def _append(entry: AuditEvent) -> None:
    """Write the event and move the head in one statement (one round trip)."""
    columns = AuditEvent._meta.concrete_fields
    names = ", ".join(f'"{column.column}"' for column in columns)
    places = ", ".join(["%s"] * len(columns))
    values = [
        column.get_db_prep_save(getattr(entry, column.attname), connection) for column in columns
    ]
    mac = chain.head_mac(
        chain=entry.chain,
        sequence=entry.sequence,
        last_hash=bytes(entry.hash),
        secret_id=entry.secret_id,
    )
    head: list[Any] = [entry.sequence, bytes(entry.hash), mac, entry.secret_id, entry.chain]
    # The names come from the model, never from a request.
    sql = f"INSERT INTO audit_auditevent ({names}) VALUES ({places})"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(_MOVE_HEAD + sql, [*head, *values])
