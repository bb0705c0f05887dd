"""No model of the chain floor keeps somebody's words in the open by accident."""

import itertools

import pytest
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.test.utils import isolate_apps

from baken.foundation.vault.models import SealedField

from .walk import models_of, unsealed_text


def test_every_text_on_the_chain_floor_is_sealed_or_declared():
    walked = models_of("baken.chain")
    assert "concerns.Concern" in {model._meta.label for model in walked}
    assert list(unsealed_text(walked)) == []


COLUMNS = {
    "a text": models.TextField(),
    "a line": models.CharField(max_length=9),
    "a mail address": models.EmailField(),
    "JSON": models.JSONField(),
    "a list of lines": ArrayField(models.CharField(max_length=9)),
    "a file name": models.FileField(),
}


@pytest.mark.parametrize("column", COLUMNS.values(), ids=COLUMNS.keys())
@isolate_apps("baken.foundation.vault")
def test_an_open_column_is_found_until_it_is_declared(column):
    numbers = itertools.count()

    def model(**extra):
        meta = type("Meta", (), {"app_label": "vault"})
        body = {"__module__": __name__, "Meta": meta, "story": column.clone(), **extra}
        return type(f"Story{next(numbers)}", (models.Model,), body)

    assert len(list(unsealed_text([model()]))) == 1
    assert list(unsealed_text([model(not_personal={"story": "slug of the region pack"})])) == []
    assert "no reason" in next(unsealed_text([model(not_personal={"story": "x"})]))


@isolate_apps("baken.foundation.vault")
def test_sealed_chosen_and_plain_columns_pass_and_stale_declarations_do_not():
    class Story(models.Model):
        sealed = SealedField(null=True)
        chosen = models.CharField(max_length=9, choices=[("a", "A")])
        number = models.IntegerField()
        not_personal = {"gone": "was a slug of the region pack"}

        class Meta:
            app_label = "vault"

    (problem,) = unsealed_text([Story])
    assert "'gone'" in problem
