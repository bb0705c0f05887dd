"""The calendar file with a letter, opened by a reader that people's programs use."""

from __future__ import annotations

from typing import Any

import vobject
from django.utils import timezone

from baken.network.learning import actions
from baken.network.letters.models import Letter


def files(player: Any) -> list[tuple[str, Any]]:
    """Return (letter, event) of what a player got, oldest first."""
    found = Letter.objects.unscoped(reason="a test looks").filter(membership=player.membership)
    return [
        (letter.key, vobject.readOne(bytes(one.content).decode()))
        for letter in found.order_by("created_at")
        for one in letter.attachments.all()
    ]


def test_a_place_lands_in_the_calendar_changes_there_and_goes_out_again(world):
    police = world.cast.police
    session = world.session(maximum=3)
    actions.enrol(actor=police.actor, session_id=session.pk)
    actions.change_session(
        actor=world.trainer, session_id=session.pk, draft=world.draft(days=12), version=1
    )
    actions.cancel_session(actor=world.trainer, session_id=session.pk, reason="De trainer is ziek")
    (_, placed), (_, changed), (_, gone) = files(police)
    assert [one.method.value for one in (placed, changed, gone)] == ["REQUEST", "REQUEST", "CANCEL"]
    assert len({one.vevent.uid.value for one in (placed, changed, gone)}) == 1
    sequences = [int(one.vevent.sequence.value) for one in (placed, changed, gone)]
    assert sequences == sorted(set(sequences))
    assert placed.vevent.dtstart.value == timezone.localtime(session.starts_at)
    assert changed.vevent.dtstart.value == timezone.localtime(world.draft(days=12).starts_at)
    assert gone.vevent.status.value == "CANCELLED"
    assert police.account.email in placed.vevent.attendee.value


def test_who_waits_gets_no_calendar_file_until_there_is_a_place(world):
    cast = world.cast
    session = world.session(maximum=1)
    for player in (cast.police, cast.mayor):
        actions.enrol(actor=player.actor, session_id=session.pk)
    actions.change_session(
        actor=world.trainer, session_id=session.pk, draft=world.draft(days=12, maximum=1), version=1
    )
    assert files(cast.mayor) == []
    actions.cancel_own(actor=cast.police.actor, session_id=session.pk)
    assert [key for key, _event in files(cast.mayor)] == ["learning.moved-up"]
