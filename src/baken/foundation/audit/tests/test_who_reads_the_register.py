"""Both locks on the register: who sees which events."""

import uuid

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as
from baken.foundation.audit import register
from baken.foundation.audit.models import AuditEvent

CONCERN = uuid.UUID(int=7)
ORGANISATIONS = ("vlaardingen", "schiedam", "essm", "var", None)
SUBJECTS = (("concern", CONCERN), ("referral", CONCERN), ("account", CONCERN), None)


@pytest.fixture
def register_of_all(cast):
    """Write one event in each chain about each kind of subject."""
    for slug in ORGANISATIONS:
        organisation_id = cast.organisations[slug].pk if slug else None
        for subject in SUBJECTS:
            register.record(
                actor=cast.focal_safety.actor,
                event="vault.read",
                organisation_id=organisation_id,
                subject=subject,
            )


def seen(actor):
    """Return what both locks let through together, as (chain, kind of subject)."""
    with acting_as(actor):
        return set(AuditEvent.objects.visible_to(actor).values_list("chain", "subject_kind"))


def test_a_privacy_officer_sees_the_own_chain_only(register_of_all, cast):
    chain = cast.organisations["vlaardingen"].pk
    kinds = {"concern", "referral", "account", ""}
    assert seen(cast.privacy_officer.actor) == {(chain, kind) for kind in kinds}


def test_a_focal_point_sees_who_did_what_with_the_own_concerns(register_of_all, cast):
    for player in (cast.focal_safety, cast.focal_care, cast.focal_schiedam):
        chain = player.membership.organisation_id
        assert seen(player.actor) == {(chain, "concern"), (chain, "referral")}


def test_the_privacy_officer_of_the_alliance_also_sees_the_chain_of_the_region(
    register_of_all, cast
):
    from baken.foundation.people.models import Membership

    membership = Membership.objects.create(
        account=cast.trainer.account,
        organisation=cast.organisations["var"],
        role="privacy-officer",
        starts_on=cast.trainer.membership.starts_on,
    )
    actor = Actor.person(
        account_id=cast.trainer.account.pk,
        membership_id=membership.pk,
        organisation_id=membership.organisation_id,
        role=membership.role,
    )
    assert {chain for chain, _kind in seen(actor)} == {membership.organisation_id, uuid.UUID(int=0)}


@pytest.mark.parametrize(
    "player", ["advice_desk", "police", "coordinator", "mayor", "administrator", "editor"]
)
def test_others_see_nothing(register_of_all, cast, player):
    assert seen(getattr(cast, player).actor) == set()


@pytest.mark.parametrize(
    "actor", [Actor.stranger(), Actor.reporter("a" * 64), Actor.without_membership(uuid.uuid4())]
)
def test_who_has_no_organisation_sees_nothing(register_of_all, actor):
    assert seen(actor) == set()


def test_jobs_see_all_to_verify(register_of_all):
    assert len(seen(Actor.system("audit"))) == len(ORGANISATIONS) * len(SUBJECTS)


def test_a_query_that_says_not_for_whom_is_refused(register_of_all):
    from baken.foundation.access.closed import UnscopedQuery

    with pytest.raises(UnscopedQuery):
        AuditEvent.objects.filter(event="vault.read")


@settings(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(data=st.data())
def test_the_first_lock_never_shows_more_than_the_second(register_of_all, cast, data):
    actor = data.draw(
        st.sampled_from([player.actor for player in cast.players.values()])
        | st.sampled_from([Actor.stranger(), Actor.system("audit"), Actor.reporter("b" * 64)])
    )
    first = set(AuditEvent.objects.visible_to(actor).values_list("pk", flat=True))
    with acting_as(actor):
        everything = AuditEvent.objects.unscoped(reason="the second lock alone")
        second = set(everything.values_list("pk", flat=True))
    assert first == second
