"""Which versions hold is asked once in a request, however many documents it reads."""

from __future__ import annotations

import pytest
from django.utils import timezone

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as
from baken.foundation.region.documents import DocumentMissing, current_document, current_versions
from baken.foundation.region.models import PackDocument


@pytest.fixture
def two_documents(db):
    for name in ("first", "second"):
        PackDocument.objects.create(
            section=name,
            version="1",
            valid_from="2026-01-01",
            content={"name": name},
            digest=name,
            loaded_at=timezone.now(),
        )
    with acting_as(Actor.stranger()):
        current_document("first")
        current_document("second")


def test_several_documents_in_one_block_cost_one_query(two_documents, django_assert_num_queries):
    with acting_as(Actor.stranger()), django_assert_num_queries(1):
        assert current_document("first") == {"name": "first"}
        assert current_document("second") == {"name": "second"}
        assert set(current_versions("first", "third")) == {"first"}


def test_outside_a_block_each_is_asked_for(two_documents, django_assert_num_queries):
    with django_assert_num_queries(2):
        current_document("first")
        current_document("second")


def test_a_document_that_is_not_there_is_missing_inside_a_block_too(two_documents):
    with acting_as(Actor.stranger()), pytest.raises(DocumentMissing):
        current_document("third")
