"""What a block remembers: shared inside it, gone after it."""

from __future__ import annotations

import pytest

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as, block_memo

pytestmark = pytest.mark.django_db


def test_inner_blocks_share_the_memo_of_the_outermost():
    with acting_as(Actor.stranger()):
        block_memo()["word"] = 1
        with acting_as(Actor.system("test")):
            assert block_memo() == {"word": 1}


def test_nothing_is_remembered_outside_or_in_the_next_block():
    with acting_as(Actor.stranger()):
        block_memo()["word"] = 1
    assert block_memo() is None
    with acting_as(Actor.stranger()):
        assert block_memo() == {}
