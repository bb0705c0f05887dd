"""An invented kind of file with a retention term, in a table of its own."""

import datetime as dt
import uuid

import pytest
from django.db import connection, models
from django.test.utils import isolate_apps
from django.utils import timezone

from baken.foundation.region.models import PackDocument
from baken.foundation.retention import registry
from baken.foundation.retention.registry import Remains
from baken.foundation.vault import keys
from baken.foundation.vault.models import DataKey, SealedField, SealedModel

TODAY = dt.date(2026, 11, 24)


@pytest.fixture
def here(cast):
    return cast.organisations["vlaardingen"].pk


@pytest.fixture
def terms(db):
    """Load terms as the region pack would."""
    term = {"because": "x", "source": "x", "verification": "P"}
    content = {
        "terms": [
            {"kind": "file", "reason": "default", "months": 12, **term},
            {"kind": "file", "reason": "not-a-file", "months": 1, **term},
        ]
    }
    return PackDocument.objects.create(
        section="retention",
        version="1",
        valid_from=dt.date(2020, 1, 1),
        content=content,
        digest=uuid.uuid4().hex,
        loaded_at=timezone.now(),
    )


@pytest.fixture
def files(cast, here, monkeypatch):
    """Register an invented model and return a function that makes a record of it."""
    monkeypatch.setattr(registry, "_retained", {})
    with isolate_apps("baken.foundation.retention"):

        class File(SealedModel):
            id = models.UUIDField(primary_key=True, default=uuid.uuid4)
            words = SealedField(null=True)
            due_on = models.DateField()
            data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, related_name="+")

            class Meta:
                app_label = "retention"
                db_table = "retention_test_file"

            def sealing_key(self):
                return self.data_key

    with connection.schema_editor() as editor:
        editor.create_model(File)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute('GRANT ALL ON retention_test_file TO "baken_web"')

    def shred(record, actor):
        key = record.data_key
        record.delete()
        return Remains(
            organisation_id=here,
            data_keys=[key],
            opened_on=dt.date(2025, 3, 14),
            closed_on=dt.date(2025, 11, 23),
            reason="not-a-file",
            facts=make.facts,
        )

    def make(due_on=TODAY, words="rood busje"):
        record = File(due_on=due_on, data_key=keys.new_key(organisation_id=here))
        record.seal("words", words)
        record.save(force_insert=True)
        return record

    make.facts = {"forms": ["labour"], "critical": True, "partners": 2}
    make.model = File
    monkeypatch.setattr(registry.Retained, "model", property(lambda entry: File), raising=True)
    registry.register_retained(
        "retention.File",
        lambda day: File.objects.filter(due_on__lte=day),
        shred,
        kind="file",
        label="file",
        find=lambda actor, pk: (
            File.objects.filter(pk=pk).first() if actor.organisation_id == here else None
        ),
    )
    return make
