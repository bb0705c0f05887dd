"""Rights follow the membership of today, at every request."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from baken.foundation.access.actor import ActorKind
from baken.foundation.people.models import Membership
from baken.foundation.people.session_store import SEEN, STARTED, SessionStore
from baken.foundation.people.sessions import actor_for

pytestmark = pytest.mark.django_db


def request_of(player=None, *, cookie=True, **session):
    request = RequestFactory().get("/")
    request.session = SessionStore()
    request.session.update({STARTED: time.time(), SEEN: time.time(), **session})
    request.user = player.account if player else AnonymousUser()
    if cookie:
        request.COOKIES[settings.SESSION_COOKIE_NAME] = "present"
    return request


MFA = [{"method": "mfa", "type": "totp", "at": 0}]


def working(player, **session):
    return request_of(player, account_authentication_methods=MFA, **session)


def test_without_a_cookie_nobody_touches_the_database(cast, django_assert_num_queries):
    with django_assert_num_queries(0):
        actor, missing = actor_for(request_of(cookie=False))
    assert (actor.kind, missing) == (ActorKind.STRANGER, False)


def test_one_membership_needs_no_choice_and_one_query(cast, django_assert_num_queries):
    request = working(cast.focal_care)
    with django_assert_num_queries(1):
        actor, missing = actor_for(request)
        assert request.membership.organisation.slug == "vlaardingen"
    assert actor == cast.focal_care.actor
    assert missing is False


def test_a_role_of_the_chain_misses_its_second_factor(cast):
    actor, missing = actor_for(request_of(cast.focal_care))
    assert missing is True
    assert not actor.permissions
    assert actor_for(request_of(cast.reader)) == (cast.reader.actor, False)


def test_the_second_factor_of_somebody_else_does_not_count(cast):
    request = request_of(
        cast.focal_care,
        account_authentication_methods=MFA,
        account_authentication_methods_user=str(cast.trainer.account.pk),
    )
    assert actor_for(request)[1] is True


def test_two_memberships_need_a_choice(cast):
    second = Membership.objects.create(
        account=cast.focal_care.account,
        organisation=cast.organisations["var"],
        role="reader",
        starts_on=dt.date(2025, 1, 1),
    )
    undecided = request_of(cast.focal_care)
    actor, missing = actor_for(undecided)
    assert actor.membership_id is None
    assert not actor.permissions
    assert missing is True
    assert len(undecided.memberships) == 2
    actor, missing = actor_for(request_of(cast.focal_care, membership_id=str(second.pk)))
    assert (actor.membership_id, missing) == (second.pk, False)


@pytest.mark.parametrize(
    ("starts_on", "ends_on"),
    [(dt.date(2025, 1, 1), dt.date(2025, 6, 1)), (dt.date(2999, 1, 1), None)],
)
def test_a_membership_that_does_not_run_today_gives_no_rights(cast, starts_on, ends_on):
    membership = cast.focal_care.membership
    membership.starts_on, membership.ends_on = starts_on, ends_on
    membership.save()
    actor, _ = actor_for(working(cast.focal_care, membership_id=str(membership.pk)))
    assert actor.membership_id is None
    assert not actor.permissions


def test_the_last_day_of_a_membership_still_counts(cast, time_machine):
    membership = cast.focal_care.membership
    membership.ends_on = dt.date(2026, 3, 1)
    membership.save()
    time_machine.move_to(dt.datetime(2026, 3, 1, 22, 59, tzinfo=dt.UTC))
    assert actor_for(working(cast.focal_care))[0].membership_id == membership.pk
    time_machine.move_to(dt.datetime(2026, 3, 1, 23, 1, tzinfo=dt.UTC))
    assert actor_for(working(cast.focal_care))[0].membership_id is None


def test_an_inactive_account_has_no_rights_at_once(cast):
    cast.focal_care.account.is_active = False
    assert actor_for(request_of(cast.focal_care))[0].kind == ActorKind.STRANGER


def test_somebody_elses_membership_in_the_session_is_ignored(cast):
    request = request_of(cast.reader, membership_id=str(cast.focal_care.membership.pk))
    assert actor_for(request)[0] == cast.reader.actor


def test_a_session_ends_after_half_a_day_whatever_happens(cast):
    half_a_day = 12 * 3600
    young = working(cast.focal_care, started_at=time.time() - half_a_day + 60)
    assert actor_for(young)[0] == cast.focal_care.actor
    old = working(cast.focal_care, started_at=time.time() - half_a_day - 60)
    assert actor_for(old)[0].kind == ActorKind.STRANGER
    assert old.session.is_empty()


def test_a_session_is_kept_alive_once_a_minute(cast):
    request = working(cast.focal_care, seen_at=time.time() - 59)
    request.session.modified = False
    actor_for(request)
    assert not request.session.modified
    request = working(cast.focal_care, seen_at=time.time() - 61)
    request.session.modified = False
    actor_for(request)
    assert request.session.modified
