"""The content of a concern, sealed under its own key, for its own municipality.

Facts, interpretations and people are three tables on purpose: an administrative file is lost
when facts are thin (domain facts, section 5), so each fact keeps its date, its observer and
its source, apart from what somebody thinks it means.
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from baken.chain.concerns.access import ObservationQuerySet, OwnerQuerySet, PersonQuerySet
from baken.foundation.access.closed import ClosedManager
from baken.foundation.people.models import Membership
from baken.foundation.region.models import Organisation
from baken.foundation.vault.models import DataKey, SealedField, SealedModel

from .choices import IdentifierKind, PersonKind, SourceKind
from .concern import Concern


class SealedChild(SealedModel):
    """A sealed row of a concern. Repeats organisation and key, so it can be judged alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="%(class)ss")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    data_key = models.ForeignKey(
        DataKey, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        abstract = True

    def sealing_key(self) -> DataKey:
        """Return the concern's key."""
        return self.data_key


class ConcernContent(SealedChild):
    """What the reporter sent, in their own words. Never edited: corrections are facts."""

    concern = models.OneToOneField(Concern, on_delete=models.CASCADE, related_name="content")
    story = SealedField(_("what the reporter wrote"), null=True)
    answers = SealedField(_("answers of the check (JSON)"), null=True)
    reporter = SealedField(_("name and contact of the reporter (JSON)"), null=True)
    location = SealedField(_("location (JSON: street, place, neighbourhood, postcode)"), null=True)

    objects = ClosedManager.of(OwnerQuerySet)

    def __str__(self) -> str:
        return "content"


class Observation(SealedChild):
    """One fact: what, when, where, observed by whom, from which source.

    A correction is a new row that ``replaces`` the old one: nothing is lost, and two people
    correcting the same fact at once meet at the unique constraint, not in the text.
    """

    text = SealedField(_("what was observed"))
    place = SealedField(_("where"), null=True)
    observed_on = models.DateField(_("when"), null=True, blank=True)
    observed_by = models.CharField(_("function of the observer"), max_length=40, blank=True)
    source = models.CharField(_("source"), max_length=10, choices=SourceKind.choices)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="replaced_by"
    )
    entered_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    entered_at = models.DateTimeField(default=timezone.now)

    not_personal: ClassVar[dict[str, str]] = {
        "observed_by": "slug of the region pack, a function and never a name",
    }

    objects = ClosedManager.of(ObservationQuerySet)

    class Meta:
        ordering = ["entered_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["id", "concern"], name="observation_of_concern")
        ]

    def __str__(self) -> str:
        return "observation"


class Interpretation(SealedChild):
    """What a professional thinks the facts mean. Never shared with a partner."""

    text = SealedField(_("interpretation"))
    entered_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    entered_at = models.DateTimeField(default=timezone.now)

    objects = ClosedManager.of(OwnerQuerySet)

    class Meta:
        ordering = ["entered_at", "id"]

    def __str__(self) -> str:
        return "interpretation"


class Person(SealedChild):
    """Somebody in the concern. Only what is needed; every column may stay empty."""

    kind = models.CharField(_("seems to be"), max_length=20, choices=PersonKind.choices)
    name = SealedField(_("name"), null=True)
    birth_date = SealedField(_("date of birth (ISO)"), null=True)
    address = SealedField(_("address"), null=True)
    phone = SealedField(_("phone number"), null=True)
    email = SealedField(_("mail address"), null=True)
    plate = SealedField(_("licence plate"), null=True)
    iban = SealedField(_("bank account (IBAN)"), null=True)
    remark = SealedField(_("what else is needed to know"), null=True)
    entered_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    entered_at = models.DateTimeField(default=timezone.now)

    objects = ClosedManager.of(PersonQuerySet)

    class Meta:
        ordering = ["entered_at", "id"]
        constraints = [models.UniqueConstraint(fields=["id", "concern"], name="person_of_concern")]

    def __str__(self) -> str:
        return "person"


class PersonIdentifier(models.Model):
    """A keyed blind index of something that identifies a person, for the exact look-up."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="identifiers")
    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="identifiers")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    kind = models.CharField(max_length=10, choices=IdentifierKind.choices)
    blind = models.BinaryField(max_length=32)

    objects = ClosedManager.of(OwnerQuerySet)

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "kind", "blind"], name="personidentifier_look_up")
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class Note(SealedChild):
    """A working note of a focal point, for colleagues of the same organisation."""

    text = SealedField(_("note"))
    entered_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    entered_at = models.DateTimeField(default=timezone.now)

    objects = ClosedManager.of(OwnerQuerySet)

    class Meta:
        ordering = ["entered_at", "id"]

    def __str__(self) -> str:
        return "note"
