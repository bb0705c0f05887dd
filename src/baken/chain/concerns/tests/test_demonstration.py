"""The invented concerns: every story can be told, and telling twice changes nothing."""

from __future__ import annotations

import dataclasses
import datetime as dt
import random

import pytest
import yaml
from django.conf import settings
from django.utils import timezone

from baken.chain.concerns import demonstration
from baken.chain.concerns.demonstration import book as books
from baken.chain.concerns.demonstration import teller as tellers
from baken.chain.concerns.demonstration.cast import Cast
from baken.chain.concerns.demonstration.teller import Teller
from baken.chain.concerns.models import Concern, ConcernEvent, Referral
from baken.foundation.notices.models import Notice
from baken.foundation.people.models import Account

REGIONS = ["rotterdam", "voorbeeld"]


def book_of(region):
    return books.Book.read(settings.REGIONS_FOLDER / region / "demonstration" / "concerns.yaml")


def section(region, name):
    path = settings.REGIONS_FOLDER / region / f"{name}.yaml"
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("region", REGIONS)
def test_every_story_speaks_the_language_of_its_region(region):
    reasons, grounds = section(region, "reasons"), section(region, "grounds")
    organisations = {
        o["slug"]: o["kind"] for o in section(region, "organisations")["organisations"]
    }
    codes = {i["code"] for i in section(region, "indicators")["indicators"]}

    def slugs(name):
        return {entry["slug"] for entry in reasons[name]}

    for story in book_of(region).stories:
        assert story.closing in slugs("closing"), story.key
        assert story.feedback in slugs("feedback"), story.key
        assert story.function in slugs("reporter_functions"), story.key
        assert {fact["by"] for fact in story.facts} <= slugs("reporter_functions"), story.key
        assert set(story.indicators) <= codes, story.key
        for partner in story.partners:
            assert partner.outcome in slugs("outcomes"), story.key
            fitting = [
                ground["slug"]
                for ground in grounds["grounds"]
                if organisations[partner.slug] in ground["receivers"]
                and "referral" in ground["kinds"]
            ]
            assert partner.ground in fitting, story.key


@pytest.fixture
def stage(world, monkeypatch):
    """The cast as invented people, and a short book."""
    Account.objects.update(is_demonstration=True)
    short = dataclasses.replace(book_of("rotterdam"), concerns=6)
    monkeypatch.setattr(demonstration.Book, "read", classmethod(lambda cls, path: short))
    return world


def test_telling_twice_changes_nothing(stage):
    assert demonstration.load().startswith("6 invented concerns told")
    concerns = set(Concern._base_manager.values_list("pk", "version"))
    assert len(concerns) == 6
    assert demonstration.load() == "6 invented concerns were there already"
    assert set(Concern._base_manager.values_list("pk", "version")) == concerns


def test_no_step_lies_in_the_future_and_old_messages_are_read(stage):
    demonstration.load()
    now = timezone.now()
    assert not ConcernEvent._base_manager.filter(at__gt=now).exists()
    old = now - dt.timedelta(days=2)
    for notice in Notice._base_manager.filter(read_at__isnull=True):
        fresh = ConcernEvent._base_manager.filter(at__gt=old)
        assert (
            fresh.filter(concern_id=notice.subject_id).exists()
            or fresh.filter(concern__referrals__pk=notice.subject_id).exists()
        )


@pytest.mark.parametrize("number", [0, 3])
def test_a_story_can_be_told_to_its_end(stage, monkeypatch, number):
    monkeypatch.setitem(tellers.GOALS, "closed", (1, (50, 55)))
    monkeypatch.setattr(Teller, "_goal", lambda self: "closed" if self.team else "received")
    monkeypatch.setattr(tellers, "WITHOUT_FOCAL_POINT", 0)
    teller = Teller(
        number, book_of("rotterdam"), Cast.gather(), timezone.now(), random.Random(number)
    )
    teller.tell()
    concern = Concern._base_manager.get()
    assert concern.status == "closed"
    assert concern.closing_reason == teller.story.closing
    assert Referral._base_manager.count() == len(teller.story.partners)


def test_a_partner_that_does_not_play_answers_by_phone(stage, monkeypatch):
    monkeypatch.setattr(Teller, "_goal", lambda self: "closed")
    monkeypatch.setitem(tellers.GOALS, "closed", (1, (50, 55)))
    cast = Cast.gather()
    cast.partners.clear()
    teller = Teller(3, book_of("rotterdam"), cast, timezone.now(), random.Random(3))
    teller.tell()
    assert all(Referral._base_manager.values_list("recorded_by_sender", flat=True))


def test_a_region_without_stories_loads_none(db, monkeypatch, tmp_path):
    monkeypatch.setattr(demonstration, "book_file", lambda: tmp_path / "nothing.yaml")
    assert demonstration.load() == "this region's pack has no invented concerns"
