"""What a leaver hands over of concerns: reference and state, and only what is her own."""

from __future__ import annotations

from baken.chain.concerns.open_points import points
from baken.foundation.access.lock import acting_as


def listed(player):
    with acting_as(player.actor):
        return {(one.reference, one.path) for one in points(player.actor)}


def test_open_concerns_of_the_holder_are_listed_by_reference(world, cast):
    concern = world.in_assessment()
    holder = {
        cast.focal_safety.membership.pk: cast.focal_safety,
        cast.focal_care.membership.pk: cast.focal_care,
    }[concern.holder_id]
    other = cast.focal_care if holder is cast.focal_safety else cast.focal_safety
    assert listed(holder) == {(concern.reference, f"/signalen/{concern.pk}/")}
    assert listed(other) == set()
    assert listed(cast.focal_schiedam) == set()
