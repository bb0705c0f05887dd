"""The exact look-up: within one's own organisation, and always in the register."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from baken.chain.concerns import actions
from baken.chain.concerns.errors import ConcernError
from baken.chain.concerns.models import IdentifierKind
from baken.foundation.audit.models import AuditEvent


@pytest.fixture
def known(world):
    concern = world.in_assessment()
    world.add_person(
        concern,
        name="Sam van der Voorbeeld",
        birth_date=dt.date(1999, 5, 4),
        phone="+31 6 12345678",
        plate="12-AB-34",
    )
    return concern


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (IdentifierKind.PHONE, "06-12345678"),
        (IdentifierKind.PLATE, "12ab34"),
    ],
)
def test_the_same_identifier_written_differently_is_found(world, known, kind, value):
    assert actions.look_up(actor=world.focal, kind=kind, value=value) == [known]


def test_a_person_is_found_by_name_with_date_of_birth(world, known):
    hits = actions.look_up(
        actor=world.focal,
        kind=IdentifierKind.PERSON,
        value="sam voorbeeld",
        birth_date=dt.date(1999, 5, 4),
    )
    assert hits == [known]


def test_a_name_alone_is_not_looked_up(world, known):
    with pytest.raises(ConcernError) as refused:
        actions.look_up(actor=world.focal, kind=IdentifierKind.PERSON, value="Sam Voorbeeld")
    assert refused.value.field == "birth_date"


def test_a_value_that_is_none_of_its_kind_is_refused(world, known):
    with pytest.raises(ConcernError) as refused:
        actions.look_up(actor=world.focal, kind=IdentifierKind.PHONE, value="abc")
    assert refused.value.field == "value"


def test_another_municipality_finds_nothing(world, known):
    actor = world.cast.focal_schiedam.actor
    assert actions.look_up(actor=actor, kind=IdentifierKind.PHONE, value="0612345678") == []


def test_a_look_up_is_in_the_register_without_the_value(world, known):
    actions.look_up(actor=world.focal, kind=IdentifierKind.PHONE, value="0612345678")
    event = AuditEvent._base_manager.get(event="concern.looked-up")
    assert event.details == {"kind": "phone", "hits": 1}
    assert "12345678" not in str(event.__dict__)


@pytest.mark.parametrize("player", ["advice_desk", "coordinator", "administrator", "mayor"])
def test_only_focal_points_look_up(world, player):
    with pytest.raises(PermissionDenied):
        actions.look_up(
            actor=getattr(world.cast, player).actor,
            kind=IdentifierKind.PHONE,
            value="0612345678",
        )
