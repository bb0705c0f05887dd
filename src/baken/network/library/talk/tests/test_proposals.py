"""A proposal takes exactly the time there is, and has what nobody may leave out."""

from __future__ import annotations

import pytest
from django.conf import settings

from baken.foundation.region.pack import read_pack
from baken.network.library.models import Article
from baken.network.library.packs import text_rows
from baken.network.library.talk.arranging import as_posted, stepped
from baken.network.library.talk.audiences import TalkAudience, TalkLength
from baken.network.library.talk.blocks import TalkBlock, block_from
from baken.network.library.talk.proposals import Item, made_to_fit, propose, total


def blocks_of_pack(region: str) -> list[TalkBlock]:
    """Return the blocks of a region's pack, without a database."""
    rows = text_rows(read_pack(settings.REGIONS_FOLDER / region))
    known = [
        Article(slug=slug, title=values["title"], body=values["body"])
        for slug, values in sorted(rows, key=lambda row: row[1]["position"])
        if values["kind"] == "talk"
    ]
    return [block_from(article) for article in known]


@pytest.mark.parametrize("region", ["rotterdam", "voorbeeld"])
def test_the_minutes_add_up_for_each_audience_and_length(region: str) -> None:
    blocks = blocks_of_pack(region)
    assert blocks
    for audience in TalkAudience.values:
        for length in TalkLength.values:
            items = propose(blocks, audience, length)
            assert total(items) == length
            assert {"route", "contact", "danger", "questions"} <= {item.part for item in items}
            assert any(item.part.startswith("block:") for item in items)
            assert all(item.minutes > 0 for item in items)


def block(slug: str, minutes: int, *audiences: str) -> TalkBlock:
    return TalkBlock(slug, slug, "", minutes, frozenset(audiences), ())


def test_a_block_for_this_audience_comes_before_a_second_one_for_everybody() -> None:
    blocks = [block("wat", 3), block("vormen", 4), block("balie", 4, "front-desk")]
    chosen = [item.part for item in propose(blocks, "front-desk", 20)]
    assert chosen[:2] == ["block:wat", "block:balie"]
    assert "block:balie" not in [item.part for item in propose(blocks, "youth", 20)]


def test_questions_take_what_is_left_and_never_less_than_a_minute() -> None:
    items = [Item("route", 4), Item("questions", 9)]
    assert made_to_fit(items, 10) == [Item("route", 4), Item("questions", 5)]
    assert made_to_fit([Item("route", 4)], 10) == [Item("route", 4), Item("questions", 5)]
    assert made_to_fit([Item("route", 9)], 10) is None


ITEMS = [Item(name, 2) for name in "abcd"]


def order(items: list[Item]) -> str:
    return "".join(item.part for item in items)


@pytest.mark.parametrize(
    ("typed", "becomes"),
    [
        ({"place-4": "2"}, "adbc"),
        ({"place-1": "3"}, "bcad"),
        ({"place-2": "9"}, "acdb"),
        ({"place-3": "0"}, "cabd"),
        ({"place-3": "twee", "minutes-1": ""}, "abcd"),
        ({"place-1": "4", "place-4": "1"}, "dbca"),
    ],
)
def test_a_typed_place_moves_a_part_there(typed: dict[str, str], becomes: str) -> None:
    assert order(as_posted(ITEMS, typed)) == becomes


def test_buttons_move_one_place_and_stay_at_the_ends() -> None:
    assert [order(stepped(ITEMS, step)[0]) for step in ("up-2", "down-2", "up-1", "down-4")] == [
        "bacd", "acbd", "abcd", "abcd",
    ]  # fmt: skip
    assert stepped(ITEMS, "down-2")[1] == 3
    assert order(stepped(ITEMS, "drop-3")[0]) == "abd"
    assert stepped(ITEMS, "up-99") == (ITEMS, 0)


def test_minutes_stay_between_one_and_an_hour() -> None:
    typed = {"minutes-1": "0", "minutes-2": "999", "minutes-3": "5"}
    assert [item.minutes for item in as_posted(ITEMS, typed)] == [1, 60, 5, 2]
