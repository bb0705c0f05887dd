"""Seals some of the invented concerns really, so that pages which open them can be asked for.

Each gets a data key of its own, wrapped by the real wrapping key, and texts sealed under it for
their own places, as the product would have done.
"""

from __future__ import annotations

import datetime as dt
import json
import os
from dataclasses import asdict, dataclass, field
from functools import cache
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.keywrap import aes_key_wrap
from django.apps import apps
from django.db import connection

from baken.chain.concerns.models import Concern, PersonIdentifier, Referral, ReferralStatus
from baken.chain.guidance.sources import DatabaseGuidance
from baken.foundation.region.models import Organisation
from baken.foundation.vault.blind import blind_index
from baken.foundation.vault.keyring import KEY_BYTES, wrapping_keys
from baken.foundation.vault.models import DataKey, SealedModel

from .players import Place

EACH = 100
"""Concerns of one kind that are sealed: enough that no request meets a page twice in a row."""

STORY = (
    "Al weken brandt er 's nachts licht in de hal achter de garage. Elke ochtend om vijf uur haalt "
    "een busje zes mannen op. Zij spreken met niemand en hun paspoorten liggen bij de beheerder. "
)
TEXTS = {
    "story": STORY * 2,
    "reporter": json.dumps({"name": "Els Vuurdoorn", "phone": "", "email": "", "safely": ""}),
    "location": json.dumps({"street": "Havenstraat 1", "place": "de haven"}),
    "name": "Robin Akelei",
    "birth_date": "1998-04-12",
    "text": STORY,
}
"""Texts by column; a column that is not named here says a sentence."""
SENTENCE = "De feiten zijn recent en passen bij wat wij in de wijk zien."


@dataclass
class Sample:
    """What may be asked for: ids by kind, and values to look up."""

    open_concerns: list[str] = field(default_factory=list)
    closed_concerns: list[str] = field(default_factory=list)
    reference: str = ""
    phones: list[str] = field(default_factory=list)
    referrals: list[str] = field(default_factory=list)
    """Live referrals to the advice desk."""


def seal_some(place: Place) -> dict[str, Any]:
    """Seal open and closed concerns of a municipality, and referrals to the advice desk."""
    concerns = Concern._base_manager.filter(organisation_id=place.organisation_id)
    sample = Sample(
        open_concerns=_some(concerns.filter(closed_at__isnull=True).exclude(status="received")),
        closed_concerns=_some(concerns.filter(closed_at__isnull=False)),
    )
    desk = Organisation.objects.get(slug="essm")
    passed = Referral._base_manager.filter(
        organisation_id=place.organisation_id, receiver=desk, status=ReferralStatus.ACCEPTED
    )
    found = list(passed.order_by("id").values_list("id", "concern_id")[:EACH])
    sample.referrals = [str(referral_id) for referral_id, _concern in found]
    wanted = {*sample.open_concerns, *sample.closed_concerns}
    wanted |= {str(concern_id) for _referral, concern_id in found}
    rows = Concern._base_manager.filter(pk__in=wanted).select_related("data_key")
    keys = {concern.pk: _real(concern.data_key) for concern in rows}
    for model in _sealed_models():
        _seal_rows(model, keys)
    sample.reference = rows[0].reference if rows else ""
    sample.phones = _identify(list(keys), place)
    return asdict(sample)


def _some(rows: Any) -> list[str]:
    return [str(pk) for pk in rows.order_by("id").values_list("id", flat=True)[:EACH]]


def _real(key: DataKey) -> DataKey:
    ring = wrapping_keys()
    key.kek_id = ring.newest
    key.wrapped = aes_key_wrap(ring.get(ring.newest), os.urandom(KEY_BYTES))
    key.save(update_fields=["kek_id", "wrapped"])
    return key


def _sealed_models() -> list[type[SealedModel]]:
    models = apps.get_app_config("concerns").get_models()
    return [model for model in models if issubclass(model, SealedModel)]


def _seal_rows(model: Any, keys: dict[UUID, DataKey]) -> None:
    columns = model.sealed_columns()
    changed = []
    for row in model._base_manager.filter(concern_id__in=keys):
        row.data_key = keys[row.concern_id]
        for column in columns:
            if getattr(row, column) is not None:
                row.seal(column, _text(column, row.concern_id))
        changed.append(row)
    for start in range(0, len(changed), 100):
        model._base_manager.bulk_update(changed[start : start + 100], columns)


def _text(column: str, concern_id: UUID) -> str:
    if column == "phone":
        return _phone(concern_id)
    return _answers() if column == "answers" else TEXTS.get(column, SENTENCE)


@cache
def _answers() -> str:
    """Return a check in which some signs of the region's own lists were seen."""
    codes = list(DatabaseGuidance().catalogue.indicators)[:8]
    signs = {code: "seen" if number % 2 else "told" for number, code in enumerate(codes)}
    return json.dumps({"answers": {}, "indicators": signs, "when": "elke dag"})


def _phone(concern_id: UUID) -> str:
    """Return a mobile number; 1 in 8 of them is shared by several concerns."""
    number = concern_id.int % 100_000_000
    return f"+316{number % 8 if number % 8 == 0 else number:08d}"


def _identify(concern_ids: list[UUID], place: Place) -> list[str]:
    """Put real blind indexes in place of the invented ones; return the numbers that are known."""
    phones = set()
    for row in PersonIdentifier._base_manager.filter(concern_id__in=concern_ids):
        value: Any = (TEXTS["name"], dt.date(1998, 4, 12))
        if row.kind == "phone":
            value = _phone(row.concern_id)
            phones.add(value)
        row.blind = blind_index(row.kind, value, organisation_id=place.organisation_id) or b""
        row.save(update_fields=["blind"])
    return sorted(phones)


def keep(content: dict[str, Any]) -> None:
    """Keep what the measuring process must know, in a table that the web role may read."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench_subjects")
        cursor.execute("CREATE TABLE bench_subjects (content jsonb NOT NULL)")
        cursor.execute("INSERT INTO bench_subjects VALUES (%s)", [json.dumps(content, default=str)])


def kept() -> dict[str, Any] | None:
    """Return what was kept, or None when this database was not filled (to the end)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('bench_subjects') IS NOT NULL")
        if not cursor.fetchone()[0]:
            return None
        cursor.execute("SELECT content FROM bench_subjects")
        found = cursor.fetchone()[0]
    content: dict[str, Any] = found if isinstance(found, dict) else json.loads(found)
    return content
