"""The second lock: what the database is told, for how long, and as whom."""

from __future__ import annotations

import uuid

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from baken.foundation.access.actor import Actor, ActorKind
from baken.foundation.access.lock import acting_as, block_memo, current_actor
from baken.foundation.access.permissions import Permission
from baken.foundation.access.rls import EnableRowSecurity
from baken.foundation.access.roles import Role

pytestmark = pytest.mark.django_db


def ask(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {sql}", values)
        return cursor.fetchone()[0]


def person(role=Role.FOCAL_POINT):
    return Actor.person(
        account_id=uuid.uuid4(),
        membership_id=uuid.uuid4(),
        organisation_id=uuid.uuid4(),
        role=role,
    )


def told():
    """Return what the policies would read now."""
    names = ("actor_kind", "account", "membership", "organisation", "reporter_key")
    return [ask(f"baken_{name}()") for name in names]


def test_the_policies_read_who_acts():
    actor = person()
    with acting_as(actor):
        assert told() == [
            "person",
            actor.account_id,
            actor.membership_id,
            actor.organisation_id,
            None,
        ]
        assert ask("baken_may(%s)", Permission.CONCERN_READ.value) is True
        assert ask("baken_may(%s)", Permission.ACCOUNT_MANAGE.value) is False
        assert ask("current_user") == "baken_web"


def test_outside_a_block_nobody_acts():
    with acting_as(person()):
        pass
    assert told() == [None] * 5
    assert ask("baken_may(%s)", Permission.CONCERN_READ.value) is False
    assert current_actor() is None
    assert block_memo() is None


def test_an_inner_actor_gives_way_to_the_outer_one():
    outer, inner = person(), Actor.system("hand-over")
    with acting_as(outer):
        with acting_as(inner):
            assert told()[:2] == ["system", None]
            assert ask("baken_may(%s)", Permission.CONCERN_READ.value) is False
            assert current_actor() is inner
        assert told()[1] == outer.account_id
        assert current_actor() is outer


def test_after_an_error_in_an_inner_block_the_outer_actor_holds():
    outer = person()
    with acting_as(outer):
        with pytest.raises(IntegrityError), acting_as(Actor.stranger()):
            raise IntegrityError
        assert current_actor() is outer
        assert told()[1] == outer.account_id


def test_what_a_block_remembers_is_shared_inwards_and_forgotten():
    with acting_as(person()):
        block_memo()["version"] = 1
        with acting_as(Actor.stranger()):
            assert block_memo() == {"version": 1}
    with acting_as(person()):
        assert block_memo() == {}


@given(st.text(alphabet=st.characters(blacklist_characters="\x00", codec="utf-8"), max_size=40))
@settings(max_examples=25, deadline=None)
def test_nothing_in_a_key_can_pretend_to_be_something_else(key):
    with transaction.atomic(), acting_as(Actor.reporter(key)):
        assert ask("baken_reporter_key()") == (key or None)
        assert ask("baken_actor_kind()") == "reporter"
        assert ask("baken_may(%s)", key) is False


@pytest.mark.parametrize(
    ("actor", "kind"),
    [
        (Actor.stranger(), ActorKind.STRANGER),
        (Actor.intake(uuid.uuid4()), ActorKind.INTAKE),
        (Actor.reporter("key"), ActorKind.REPORTER),
        (Actor.system("mail"), ActorKind.SYSTEM),
        (Actor.without_membership(uuid.uuid4()), ActorKind.PERSON),
    ],
)
def test_every_other_actor_carries_no_permission(actor, kind):
    assert actor.kind == kind
    assert not any(actor.may(permission) for permission in Permission)
    assert actor.is_person == (kind == ActorKind.PERSON)


def test_a_table_behind_the_lock_shows_the_web_role_what_its_policy_says():
    operation = EnableRowSecurity(
        "locked_letter", {"own": "FOR SELECT USING (owner = baken_account())"}
    )
    actor = person()
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE locked_letter (owner uuid)")
        cursor.execute("GRANT SELECT ON locked_letter TO baken_web")
        cursor.execute(
            "INSERT INTO locked_letter VALUES (%s), (%s)", [actor.account_id, uuid.uuid4()]
        )
        for statement in operation.sql:
            cursor.execute(statement)
    assert ask("count(*) FROM locked_letter") == 2  # the owner of the table is not bound
    with acting_as(actor):
        assert ask("count(*) FROM locked_letter") == 1
    with acting_as(person()):
        assert ask("count(*) FROM locked_letter") == 0
    with connection.cursor() as cursor:
        for statement in operation.reverse_sql:
            cursor.execute(statement)
    with acting_as(person()):
        assert ask("count(*) FROM locked_letter") == 2


def test_the_operation_can_be_written_in_a_migration():
    operation = EnableRowSecurity("a", {"own": "FOR ALL USING (true)"})
    name, arguments, keywords = operation.deconstruct()
    assert (name, arguments, keywords) == (
        "EnableRowSecurity",
        ["a", {"own": "FOR ALL USING (true)"}],
        {},
    )
