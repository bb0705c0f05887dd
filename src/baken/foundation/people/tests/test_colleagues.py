"""A role that is given is seen: an administrator can invite an accomplice, but not in silence."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.pages import check_page

from baken.foundation.access.roles import Domain, Role
from baken.foundation.notices.models import Notice
from baken.foundation.people.actions import invitations, memberships
from baken.foundation.people.fitting import Draft

pytestmark = pytest.mark.django_db


def draft(cast, slug="vlaardingen", role=Role.FOCAL_POINT, domain=Domain.CARE):
    organisation = cast.organisations[slug]
    return Draft(organisation, role, domain, starts_on=timezone.localdate())


def invite(cast, **changes):
    return invitations.invite(
        actor=cast.administrator.actor,
        email="onbekend@elders.test",
        name="Onbekende Gast",
        draft=draft(cast, **changes),
    )


def told(kind="membership.given"):
    notices = Notice.objects.unscoped(reason="test").filter(kind=kind)
    return set(notices.values_list("membership_id", flat=True))


def ids(cast, *names):
    return {cast.players[name].membership.pk for name in names}


def test_focal_points_and_privacy_officer_hear_of_a_new_role_in_their_organisation(cast):
    invite(cast)
    assert told() == ids(cast, "focal_safety", "focal_care", "privacy_officer")


def test_so_do_partners(cast):
    invite(cast, slug="essm", role=Role.ADVICE_DESK, domain=Domain.NONE)
    assert told() == ids(cast, "advice_desk", "care_coordinator")


def test_nobody_is_told_of_their_own_role_nor_of_what_they_did_themselves(cast):
    memberships.give(
        actor=cast.administrator.actor,
        account=cast.focal_care.account,
        draft=draft(cast, role=Role.MAYOR, domain=Domain.NONE),
    )
    assert told() == ids(cast, "focal_safety", "privacy_officer")
    invite(cast, slug="var", role=Role.EDITOR, domain=Domain.NONE)
    assert cast.administrator.membership.pk not in told()


def test_an_organisation_without_anybody_yet_gets_its_first_person(cast):
    invite(cast, slug="om", role=Role.PROSECUTOR, domain=Domain.NONE)
    assert told() == set()


def test_the_notice_leads_to_who_works_here_where_the_guest_stands(cast):
    invite(cast)
    notice = Notice.objects.unscoped(reason="test").get(
        kind="membership.given", membership=cast.focal_care.membership
    )
    client = cast.focal_care.client
    page = client.post(reverse("notices:open", args=[notice.pk]), follow=True)
    check_page(page)
    text = page.content.decode()
    assert page.redirect_chain[-1][0] == reverse("people:colleagues")
    assert "Onbekende Gast" in text
    assert "Uitgenodigd" in text
    assert cast.focal_safety.account.name in text
    assert cast.focal_schiedam.account.name not in text


def test_who_left_or_never_came_is_not_listed(cast):
    guest = invite(cast)
    invitations.withdraw_invitation(actor=cast.administrator.actor, account=guest)
    left = cast.mayor.membership
    left.ends_on = timezone.localdate() - dt.timedelta(days=1)
    left.save(update_fields=["ends_on"])
    text = cast.focal_care.client.get(reverse("people:colleagues")).content.decode()
    assert "Onbekende Gast" not in text
    assert cast.mayor.account.name not in text


def test_without_a_role_there_is_no_organisation_to_look_at(cast):
    cast.trainer.membership.delete()
    assert cast.trainer.client.get(reverse("people:colleagues")).status_code == 403
