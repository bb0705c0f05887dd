"""Makes, opens, re-wraps and destroys data keys.

An opened key lives for one call and is kept nowhere: opening takes a few microseconds
(``docs/decisions/0011-no-cache-of-opened-keys.md``), so a cache would only add a place to
look for keys.
"""

import os
from collections.abc import Callable
from uuid import UUID

from cryptography.hazmat.primitives.keywrap import (
    InvalidUnwrap,
    aes_key_unwrap,
    aes_key_wrap,
)
from django.db import transaction
from django.utils import timezone

from baken.foundation.access.actor import Actor
from baken.foundation.audit import register

from .errors import KeyDestroyed, Tampered
from .keyring import KEY_BYTES, wrapping_keys
from .models import WRAPPED_BYTES, DataKey


def new_key(*, organisation_id: UUID) -> DataKey:
    """Make and store a data key for one concern of the organisation."""
    ring = wrapping_keys()
    return DataKey.objects.create(
        organisation_id=organisation_id,
        kek_id=ring.newest,
        wrapped=aes_key_wrap(ring.get(ring.newest), os.urandom(KEY_BYTES)),
    )


def opened(key: DataKey) -> bytes:
    """Return the 32 bytes of the key. For ``vault.sealing`` only.

    Raises ``KeyDestroyed``, ``KeyMissing`` (its wrapping key is not configured) or
    ``Tampered`` (the wrapped bytes were changed).
    """
    if key.is_destroyed:
        raise KeyDestroyed(f"data key {key.pk} was destroyed")
    try:
        return aes_key_unwrap(wrapping_keys().get(key.kek_id), bytes(key.wrapped))
    except InvalidUnwrap:
        raise Tampered(f"data key {key.pk} does not unwrap") from None


@transaction.atomic
def destroy(key: DataKey, *, actor: Actor, reason: str) -> None:
    """Overwrite the key for good; doing it twice changes nothing.

    ``reason`` is a code or a short sentence without personal data. Copies of the wrapped key
    in backups and in the server's log die with the wrapping key: see
    ``docs/security/vault.md``.
    """
    locked = DataKey.objects.select_for_update().get(pk=key.pk)
    if not locked.is_destroyed:
        locked.wrapped = bytes(WRAPPED_BYTES)
        locked.kek_id = ""
        locked.destroyed_at = timezone.now()
        locked.save(update_fields=["wrapped", "kek_id", "destroyed_at"])
        register.record(
            actor=actor,
            event="vault.key-destroyed",
            organisation_id=locked.organisation_id,
            subject=("data-key", locked.pk),
            reason=reason,
        )
    key.wrapped, key.kek_id, key.destroyed_at = locked.wrapped, "", locked.destroyed_at


def rewrap_all(*, batch_size: int = 500, on_batch: Callable[[int], None] | None = None) -> int:
    """Wrap every living key with the newest wrapping key; return how many were changed.

    Sealed text is not touched. Works in batches, each its own transaction, so that it can be
    stopped and started again.
    O(keys that are not yet on the newest wrapping key).
    """
    done = 0
    while changed := _rewrap_batch(batch_size):
        done += changed
        if on_batch is not None:
            on_batch(done)
    return done


@transaction.atomic
def _rewrap_batch(size: int) -> int:
    ring = wrapping_keys()
    stale = DataKey.objects.filter(destroyed_at__isnull=True).exclude(kek_id=ring.newest)
    batch = list(stale.select_for_update().order_by("pk")[:size])
    now = timezone.now()
    for key in batch:
        key.wrapped = aes_key_wrap(ring.get(ring.newest), opened(key))
        key.kek_id = ring.newest
        key.rotated_at = now
    DataKey.objects.bulk_update(batch, ["wrapped", "kek_id", "rotated_at"])
    return len(batch)
