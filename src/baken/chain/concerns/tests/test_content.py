"""Facts, interpretations, people and notes: sealed, apart, corrected without loss."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from baken.chain.concerns import actions
from baken.chain.concerns.drafts import ObservationDraft, PersonDraft
from baken.chain.concerns.errors import ConcernError, EditConflict
from baken.chain.concerns.models import (
    Concern,
    IdentifierKind,
    Observation,
    PersonIdentifier,
    PersonKind,
    SourceKind,
)
from baken.chain.concerns.reading import read_concern
from baken.foundation.audit.models import AuditEvent


def fact(**changes):
    values = {
        "text": "Drie mannen slapen in de hal.",
        "source": SourceKind.SEEN,
        "place": "Achteringang",
        "observed_on": dt.date(2026, 3, 2),
        "observed_by": "housing",
    }
    return ObservationDraft(**{**values, **changes})


def test_a_fact_keeps_date_observer_and_source_apart_from_its_text(world):
    concern = world.in_assessment()
    row = actions.add_observation(actor=world.focal, concern_id=concern.pk, draft=fact())
    assert (row.observed_on, row.observed_by, row.source) == (
        dt.date(2026, 3, 2),
        "housing",
        "seen",
    )
    opened = read_concern(world.focal, world.fresh(concern)).observations[0]
    assert opened.texts == {"text": "Drie mannen slapen in de hal.", "place": "Achteringang"}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"text": " "}, "text"),
        ({"place": "x" * 301}, "place"),
        ({"observed_on": timezone.localdate() + dt.timedelta(days=1)}, "observed_on"),
        ({"observed_on": dt.date(1899, 12, 31)}, "observed_on"),
        ({"observed_by": "niemand"}, "observed_by"),
    ],
)
def test_a_fact_that_cannot_be_names_the_field(world, changes, field):
    concern = world.in_assessment()
    with pytest.raises(ConcernError) as refused:
        actions.add_observation(actor=world.focal, concern_id=concern.pk, draft=fact(**changes))
    assert refused.value.field == field


def test_a_correction_replaces_the_fact_and_keeps_the_old_one(world):
    concern = world.in_assessment()
    old = actions.add_observation(actor=world.focal, concern_id=concern.pk, draft=fact())
    new = actions.correct_observation(
        actor=world.colleague,
        concern_id=concern.pk,
        observation_id=old.pk,
        draft=fact(text="Vier mannen slapen in de hal."),
    )
    opened = read_concern(world.focal, world.fresh(concern))
    assert [one.row.pk for one in opened.observations] == [new.pk]
    assert [one.texts["text"] for one in opened.earlier_observations] == [
        "Drie mannen slapen in de hal."
    ]
    assert list(concern.observations.all().current()) == [new]


def test_the_second_corrector_gets_both_versions(world):
    concern = world.in_assessment()
    old = actions.add_observation(actor=world.focal, concern_id=concern.pk, draft=fact())
    arguments = {"concern_id": concern.pk, "observation_id": old.pk}
    actions.correct_observation(actor=world.focal, draft=fact(text="Vier."), **arguments)
    with pytest.raises(EditConflict) as conflict:
        actions.correct_observation(actor=world.colleague, draft=fact(text="Vijf."), **arguments)
    assert conflict.value.theirs["text"] == "Vier."
    assert conflict.value.mine["text"] == "Vijf."
    assert conflict.value.theirs["id"] == old.replaced_by.pk
    assert AuditEvent._base_manager.filter(event="vault.read", reason="edit-conflict").exists()


def test_a_fact_of_another_concern_is_not_corrected_through_this_one(world):
    other = world.add_fact(world.in_assessment())
    concern = world.in_assessment()
    with pytest.raises(Observation.DoesNotExist):
        actions.correct_observation(
            actor=world.focal, concern_id=concern.pk, observation_id=other.pk, draft=fact()
        )


def test_interpretations_and_notes_stand_apart_from_facts(world):
    concern = world.in_assessment()
    actions.add_interpretation(actor=world.focal, concern_id=concern.pk, text="Lijkt op dwang.")
    actions.add_note(actor=world.focal, concern_id=concern.pk, text="Donderdag bellen.")
    opened = read_concern(world.focal, world.fresh(concern))
    assert opened.observations == []
    assert [one.texts["text"] for one in opened.interpretations] == ["Lijkt op dwang."]
    assert [one.texts["text"] for one in opened.notes] == ["Donderdag bellen."]


@pytest.mark.parametrize("action", [actions.add_note, actions.add_interpretation])
def test_nothing_is_added_without_the_permission_or_to_a_closed_concern(world, action):
    concern = world.closed()
    with pytest.raises(PermissionDenied):
        action(actor=world.desk, concern_id=concern.pk, text="x")
    with pytest.raises(Concern.DoesNotExist):
        action(actor=world.cast.focal_schiedam.actor, concern_id=concern.pk, text="x")
    with pytest.raises(ConcernError):
        action(actor=world.focal, concern_id=concern.pk, text="x")


def test_a_person_is_sealed_and_can_be_looked_up_by_each_identifier(world):
    concern = world.in_assessment()
    person = world.add_person(
        concern,
        birth_date=dt.date(1999, 5, 4),
        phone="06 12 34 56 78",
        email="sam@voorbeeld.test",
        plate="12-ab-34",
        iban="NL91 ABNA 0417 1643 00",
    )
    assert b"Sam" not in bytes(person.name)
    kinds = set(person.identifiers.values_list("kind", flat=True))
    assert kinds == set(IdentifierKind.values)


def test_what_is_no_valid_identifier_is_kept_but_not_indexed(world):
    concern = world.in_assessment()
    world.add_person(concern, phone="geen idee", iban="NL00 0000")
    assert not PersonIdentifier._base_manager.exists()
    opened = read_concern(world.focal, world.fresh(concern))
    assert opened.persons[0].texts["phone"] == "geen idee"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({}, "name"),
        ({"remark": "x" * 10_001}, "remark"),
        ({"name": "x" * 301}, "name"),
        ({"birth_date": timezone.localdate() + dt.timedelta(days=2)}, "birth_date"),
    ],
)
def test_a_person_about_whom_nothing_can_be_stored_is_refused(world, values, field):
    concern = world.in_assessment()
    draft = PersonDraft(kind=PersonKind.UNCLEAR, **values)
    with pytest.raises(ConcernError) as refused:
        actions.add_person(actor=world.focal, concern_id=concern.pk, draft=draft)
    assert refused.value.field == field


def test_only_a_date_of_birth_is_enough_to_speak_of_a_person(world):
    concern = world.in_assessment()
    person = world.add_person(concern, name="", birth_date=dt.date(2009, 1, 1))
    assert person.identifiers.count() == 0
