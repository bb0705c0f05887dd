"""Managers that stay closed until somebody says who asks, on a small model of their own."""

from __future__ import annotations

import pytest
from django.db import connection, models

from baken.foundation.access.actor import Actor
from baken.foundation.access.closed import ClosedManager, ScopedQuerySet, UnscopedQuery

ASKER = Actor.system("asker")


class LetterQuerySet(ScopedQuerySet):
    """Shows letters to the asker only."""

    def visible_to(self, actor):
        return self.all() if actor == ASKER else self.none()


class Box(models.Model):
    objects = models.Manager()

    class Meta:
        app_label = "closed_tests"


class Letter(models.Model):
    box = models.ForeignKey(Box, on_delete=models.CASCADE, related_name="letters")
    objects = ClosedManager.of(LetterQuerySet)

    class Meta:
        app_label = "closed_tests"


class Forgotten(models.Model):
    objects = ClosedManager.of(ScopedQuerySet)

    class Meta:
        app_label = "closed_tests"


@pytest.fixture
def box(db):
    with connection.schema_editor() as editor:
        for model in (Box, Letter):
            editor.create_model(model)
    return Box.objects.create()


@pytest.mark.parametrize("name", ["all", "filter", "count", "exists", "get", "first", "values"])
def test_a_question_without_an_asker_is_refused(name):
    with pytest.raises(UnscopedQuery, match="visible_to"):
        getattr(Letter.objects, name)()


def test_letters_are_made_and_shown_to_the_asker_only(box):
    Letter.objects.create(box=box)
    Letter.objects.bulk_create([Letter(box=box)])
    assert Letter.objects.visible_to(ASKER).count() == 2
    assert Letter.objects.visible_to(Actor.stranger()).count() == 0


def test_children_of_a_fetched_parent_pass(box):
    Letter.objects.create(box=box)
    assert box.letters.count() == 1
    assert box.letters.visible_to(Actor.stranger()).count() == 0


def test_who_asks_a_parent_for_visible_children_gets_no_others(box):
    Letter.objects.create(box=Box.objects.create())
    assert Letter.objects.visible_to(ASKER).count() == 1
    assert box.letters.visible_to(ASKER).count() == 0


def test_the_hatch_asks_for_a_reason(box):
    Letter.objects.create(box=box)
    assert Letter.objects.unscoped(reason="counted in a test").count() == 1
    with pytest.raises(UnscopedQuery, match="reason"):
        Letter.objects.unscoped(reason="")


def test_a_model_without_a_rule_shows_nothing_to_anybody():
    with pytest.raises(NotImplementedError, match="Forgotten"):
        Forgotten.objects.visible_to(ASKER)
