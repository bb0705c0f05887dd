"""Endings: a role stops, an account closes, and no work is left behind."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from tests.pages import check_page

from baken.foundation.people import handover, jobs
from baken.foundation.people.actions import accounts, endings
from baken.foundation.people.errors import PeopleError
from baken.foundation.people.models import Account, Membership

from .door import sign_in, with_app

pytestmark = pytest.mark.django_db


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def leaver(cast, desk):
    """The focal point for safety of Vlaardingen, with three letters on the desk."""
    desk.work[cast.focal_safety.membership.pk] = 3
    return cast.focal_safety


def end(cast, membership, ends_on=None, **values):
    return endings.end_membership(
        actor=cast.administrator.actor,
        membership=membership,
        ends_on=ends_on,
        reason="andere baan",
        **values,
    )


def without_password(player):
    player.account.set_unusable_password()
    player.account.save()
    return player.account


def second_administrator(cast):
    return Membership.objects.create(
        account=cast.trainer.account,
        organisation=cast.organisations["var"],
        role="administrator",
        starts_on=dt.date(2025, 1, 1),
    )


def test_work_goes_to_the_successor(cast, desk, leaver, events, today):
    moved = end(cast, leaver.membership, successor_id=cast.focal_care.membership.pk)
    assert moved == 3
    assert desk.work == {cast.focal_care.membership.pk: 3}
    leaver.membership.refresh_from_db()
    assert leaver.membership.ends_on == today - dt.timedelta(days=1)
    assert leaver.membership.phase == "ended"
    assert events() == ["membership.ended", "membership.handed-over"]


def test_work_is_counted_and_moved_as_the_system_not_as_the_administrator(cast, desk, leaver):
    endings.leaving(leaver.membership)
    assert desk.seen_as == {"hand-over"}


def test_without_a_successor_it_is_refused_while_somebody_could_take_over(cast, desk, leaver):
    with pytest.raises(PeopleError) as refusal:
        end(cast, leaver.membership)
    assert refusal.value.field == "successor"
    leaver.membership.refresh_from_db()
    assert leaver.membership.ends_on is None
    assert desk.work == {leaver.membership.pk: 3}


def test_a_successor_comes_from_the_same_role_and_organisation(cast, desk, leaver):
    for wrong in (cast.focal_schiedam, cast.mayor, leaver):
        with pytest.raises(PeopleError):
            end(cast, leaver.membership, successor_id=wrong.membership.pk)
    cast.focal_care.account.is_active = False
    cast.focal_care.account.save()
    with pytest.raises(PeopleError):
        end(cast, leaver.membership, successor_id=cast.focal_care.membership.pk)


def test_where_nobody_is_left_work_waits_in_the_queue(cast, desk):
    alone = cast.focal_schiedam.membership
    desk.work[alone.pk] = 2
    assert endings.leaving(alone).goes_to_queue
    assert end(cast, alone) == 2
    assert desk.work == {None: 2}


def test_without_open_work_a_role_just_ends(cast, desk):
    assert end(cast, cast.focal_safety.membership) == 0


def test_until_the_last_day_the_role_and_its_work_stay(cast, desk, leaver, today, time_machine):
    last = today + dt.timedelta(days=5)
    assert end(cast, leaver.membership, last, successor_id=cast.focal_care.membership.pk) == 0
    assert desk.work == {leaver.membership.pk: 3}
    noon = dt.datetime.combine(last, dt.time(12), tzinfo=dt.UTC)
    time_machine.move_to(noon)
    jobs.hand_over_ended(timestamp=0)
    assert desk.work == {leaver.membership.pk: 3}
    time_machine.move_to(noon + dt.timedelta(days=1))
    jobs.hand_over_ended(timestamp=0)
    assert desk.work == {cast.focal_care.membership.pk: 3}


def test_at_night_work_of_a_role_that_ended_by_itself_finds_a_colleague(
    cast, desk, leaver, today, time_machine
):
    leaver.membership.ends_on = today - dt.timedelta(days=2)
    leaver.membership.save()
    jobs.hand_over_ended(timestamp=0)
    assert desk.work == {cast.focal_care.membership.pk: 3}


def test_at_night_work_waits_in_the_queue_when_several_could_take_it(cast, desk, leaver, today):
    third = Account.objects.create(email="derde@voorbeeld.test", name="Derde")
    Membership.objects.create(
        account=third,
        organisation=cast.organisations["vlaardingen"],
        role="focal-point",
        domain="care",
        starts_on=today,
    )
    leaver.membership.ends_on = today - dt.timedelta(days=1)
    leaver.membership.save()
    jobs.hand_over_ended(timestamp=0)
    assert desk.work == {None: 3}


def test_a_role_can_be_taken_back_before_and_on_its_first_day(cast, desk, today):
    for first in (today, today + dt.timedelta(days=3)):
        membership = Membership.objects.create(
            account=cast.trainer.account,
            organisation=cast.organisations["essm"],
            role="advice-desk",
            starts_on=first,
        )
        end(cast, membership)
        membership.refresh_from_db()
        assert membership.is_empty
        assert membership.phase == "ended"
        assert membership not in Membership.objects.running(first)


def test_a_last_day_lies_not_in_the_past_and_is_set_once(cast, desk, today):
    membership = cast.focal_safety.membership
    with pytest.raises(PeopleError):
        end(cast, membership, today - dt.timedelta(days=1))
    end(cast, membership)
    with pytest.raises(PeopleError):
        end(cast, membership)


def test_the_last_administrator_stays(cast, desk):
    boss = second_administrator(cast).account
    actor = cast.administrator.actor
    endings.deactivate(actor=actor, account=boss, reason="weg", successor_ids={})
    with pytest.raises(PeopleError):
        endings.end_membership(
            actor=type(actor).system("test", permissions=actor.permissions),
            membership=cast.administrator.membership,
            ends_on=None,
            reason="weg",
        )
    with pytest.raises(PeopleError):
        endings.deactivate(
            actor=type(actor).system("test", permissions=actor.permissions),
            account=cast.administrator.account,
            reason="weg",
            successor_ids={},
        )


def test_nobody_ends_or_closes_oneself_and_nobody_else_may(cast, desk):
    with pytest.raises(PeopleError):
        end(cast, cast.administrator.membership)
    with pytest.raises(PermissionDenied):
        endings.deactivate(
            actor=cast.coordinator.actor,
            account=cast.trainer.account,
            reason="x",
            successor_ids={},
        )


def test_a_closed_account_is_out_at_once_and_its_work_moved(cast, desk, leaver, events):
    client = sign_in(with_app(leaver))
    moved = endings.deactivate(
        actor=cast.administrator.actor,
        account=leaver.account,
        reason="ziek",
        successor_ids={leaver.membership.pk: cast.focal_care.membership.pk},
    )
    assert moved == 3
    assert client.get(reverse("people:own-account")).status_code == 302
    assert events()[-2:] == ["membership.handed-over", "account.deactivated"]
    with pytest.raises(PeopleError):
        endings.deactivate(
            actor=cast.administrator.actor,
            account=leaver.account,
            reason="nog eens",
            successor_ids={},
        )


def test_closing_is_refused_while_work_could_be_taken_over(cast, desk, leaver):
    with pytest.raises(PeopleError):
        endings.deactivate(
            actor=cast.administrator.actor, account=leaver.account, reason="x", successor_ids={}
        )
    leaver.account.refresh_from_db()
    assert leaver.account.is_active


def test_an_account_opens_again_as_it_was(cast, desk, events):
    account = with_app(cast.focal_care)
    actor = cast.administrator.actor
    endings.deactivate(actor=actor, account=account, reason="ziek", successor_ids={})
    accounts.activate(actor=actor, account=account, reason="beter")
    sign_in(account)
    assert "account.activated" in events()
    with pytest.raises(PeopleError):
        accounts.activate(actor=actor, account=account, reason="nog eens")


def test_who_never_had_a_password_is_invited_instead_of_opened(cast, desk):
    actor, account = cast.administrator.actor, without_password(cast.trainer)
    endings.deactivate(actor=actor, account=account, reason="x", successor_ids={})
    with pytest.raises(PeopleError):
        accounts.activate(actor=actor, account=account, reason="x")


def address_to_end(player):
    return reverse("people:end-role", args=[player.account.pk, player.membership.pk])


def test_the_page_ends_a_role_with_a_successor(cast, desk, leaver):
    client = cast.administrator.client
    page = client.get(address_to_end(leaver))
    check_page(page)
    assert "3 letters" in page.content.decode()
    sent = {"when": "now", "ends_on": "", "reason": "andere baan"}
    page = client.post(address_to_end(leaver), sent)
    check_page(page)
    assert page.context["form"].errors.get("successor")
    answer = client.post(
        address_to_end(leaver), sent | {"successor": str(cast.focal_care.membership.pk)}
    )
    assert answer.url == reverse("people:account", args=[leaver.account.pk])
    assert desk.work == {cast.focal_care.membership.pk: 3}
    check_page(client.get(answer.url))


def test_the_page_warns_before_work_goes_to_the_queue(cast, desk):
    desk.work[cast.focal_schiedam.membership.pk] = 1
    client = cast.administrator.client
    check_page(client.get(address_to_end(cast.focal_schiedam)))
    sent = {"when": "now", "reason": "andere baan"}
    page = client.post(address_to_end(cast.focal_schiedam), sent)
    assert page.context["form"].errors.get("queue")
    assert (
        client.post(address_to_end(cast.focal_schiedam), sent | {"queue": "on"}).status_code == 302
    )
    assert desk.work == {None: 1}


def test_the_page_wants_a_day_with_after_a_last_day(cast, desk, today):
    client = cast.administrator.client
    page = client.post(address_to_end(cast.mayor), {"when": "later", "reason": "x"})
    assert page.context["form"].errors.get("ends_on")
    page = client.post(
        address_to_end(cast.mayor), {"when": "later", "reason": "x", "ends_on": "2020-01-01"}
    )
    assert page.context["form"].errors.get("ends_on")
    answer = client.post(
        address_to_end(cast.mayor), {"when": "later", "reason": "x", "ends_on": today.isoformat()}
    )
    assert answer.status_code == 302
    cast.mayor.membership.refresh_from_db()
    assert cast.mayor.membership.ends_on == today


def test_the_page_closes_an_account_with_a_successor_for_each_role(cast, desk, leaver):
    client = cast.administrator.client
    without_password(leaver)
    address = reverse("people:deactivate", args=[leaver.account.pk])
    check_page(client.get(address))
    page = client.post(address, {"reason": "weg"})
    check_page(page)
    field = f"successor_{leaver.membership.pk}"
    assert page.context["form"].errors.get(field)
    answer = client.post(address, {"reason": "weg", field: str(cast.focal_care.membership.pk)})
    assert answer.status_code == 302
    leaver.account.refresh_from_db()
    assert not leaver.account.is_active
    check_page(client.get(reverse("people:account", args=[leaver.account.pk])))

    address = reverse("people:activate", args=[leaver.account.pk])
    check_page(client.get(address))
    page = client.post(address, {"reason": "terug"})
    assert page.context["form"].errors


def test_the_page_closes_somebody_alone_after_a_warning(cast, desk):
    desk.work[cast.focal_schiedam.membership.pk] = 1
    address = reverse("people:deactivate", args=[cast.focal_schiedam.account.pk])
    client = cast.administrator.client
    assert client.post(address, {"reason": "weg"}).context["form"].errors.get("queue")
    assert client.post(address, {"reason": "weg", "queue": "on"}).status_code == 302
    assert desk.work == {None: 1}


def test_closing_the_last_administrator_is_told_on_the_page(cast, desk):
    boss = second_administrator(cast)
    client = cast.administrator.client
    cast.administrator.account.is_active = True
    page = client.post(
        reverse("people:deactivate", args=[cast.administrator.account.pk]), {"reason": "weg"}
    )
    assert page.context["form"].non_field_errors()
    assert boss.account.is_active


def test_a_kind_of_work_is_registered_once(desk):
    with pytest.raises(ValueError, match="twice"):
        handover.register_holdings("letter", label="x", count=len, transfer=len)
