"""No personal data of victims, suspects or reporters on the floor where the region works together.

import-linter keeps code apart; here the tables are looked at.
"""

from __future__ import annotations

from django.apps import apps
from django.db.models import BinaryField, Field

FORBIDDEN_WORDS = ("victim", "suspect", "reporter", "citizen_service", "date_of_birth", "plate")


def models():
    return [model for model in apps.get_models() if model.__module__.startswith("baken.network.")]


def test_no_table_points_to_the_chain_floor_or_holds_a_sealed_value():

    for model in models():
        for field in model._meta.get_fields():
            related = getattr(field, "related_model", None)
            if related is not None:
                assert ".chain." not in related.__module__, field
                assert ".vault." not in related.__module__, field
            # The bytes of an attachment and the digest of a secret are no sealed values.
            assert not isinstance(field, BinaryField) or field.name in {"content", "digest"}, field


def test_no_column_asks_for_a_person_in_danger():
    for model in models():
        names = [field.name for field in model._meta.get_fields() if isinstance(field, Field)]
        for word in FORBIDDEN_WORDS:
            assert not [name for name in names if word in name and "template" not in name], model
