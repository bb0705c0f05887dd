"""The one way to read sealed text: every read is an event in the audit register."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import transaction

from baken.foundation.access.actor import Actor, ActorKind
from baken.foundation.audit import register

from . import sealing
from .errors import ReadRefused
from .models import SealedModel

READERS = frozenset({ActorKind.PERSON, ActorKind.REPORTER})


@transaction.atomic
def read(
    actor: Actor,
    rows: Iterable[SealedModel],
    columns: Sequence[str],
    *,
    subject: tuple[str, UUID],
    organisation_id: UUID,
    purpose: str,
) -> dict[tuple[UUID, str], str]:
    """Return the text of ``columns`` of ``rows`` by (primary key, column); "" where NULL.

    The rows must come from their own ``visible_to(actor)``: this function opens, it does not
    judge. Rows of several models may be mixed; a column that a row's model does not have is
    skipped. Writes one audit event for the call in the register of ``organisation_id`` (the
    organisation whose concern it is), unless there was nothing to open. ``purpose`` is a code
    such as ``"concern-page"``.

    Fetch the rows with their key (``select_related``): one query per row otherwise.
    Raises ``ReadRefused``, ``KeyDestroyed`` or ``Tampered``.
    """
    if actor.kind not in READERS:
        raise ReadRefused(f"a {actor.kind} does not read sealed data")
    texts: dict[tuple[UUID, str], str] = {}
    opened: set[str] = set()
    for row in rows:
        for column in row.sealed_columns():
            if column in columns:
                texts[row.pk, column] = _text(row, column)
                if texts[row.pk, column]:
                    opened.add(f"{row._meta.label_lower}.{column}")
    if opened:
        register.record(
            actor=actor,
            event="vault.read",
            organisation_id=organisation_id,
            subject=subject,
            fields=sorted(opened),
            reason=purpose,
            details={"values": sum(1 for text in texts.values() if text)},
        )
    return texts


def _text(row: SealedModel, column: str) -> str:
    sealed = getattr(row, column)
    if sealed is None:
        return ""
    return sealing.unseal(
        row.sealing_key(), sealed, table=row._meta.db_table, row_id=row.pk, column=column
    )
