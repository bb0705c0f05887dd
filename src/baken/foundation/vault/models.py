"""Data keys, and the base of every model with sealed text.

Free text and personal data of a concern are sealed with the concern's own data key. The data
key is stored wrapped by a key that is not in the database. Destroying the data key destroys
the text, also in every copy of the rows.
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from baken.foundation.region.models import Organisation

from .fields import SealedField

__all__ = ["DataKey", "SealedField", "SealedModel"]

WRAPPED_BYTES = 40
"""A 32-byte key wrapped with AES-KW (RFC 3394)."""


class DataKey(models.Model):
    """The key of one concern, wrapped. Make, open and destroy it with ``vault.keys`` only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kek_id = models.CharField(_("wrapped by"), max_length=40, blank=True)
    wrapped = models.BinaryField(_("wrapped key"), max_length=WRAPPED_BYTES)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)
    rotated_at = models.DateTimeField(_("wrapped again"), null=True)
    destroyed_at = models.DateTimeField(_("destroyed"), null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(~Q(kek_id=""), destroyed_at__isnull=True)
                | Q(kek_id="", destroyed_at__isnull=False),
                name="datakey_wrapped_or_destroyed",
            ),
        ]
        indexes = [
            models.Index(
                fields=["kek_id"],
                condition=Q(destroyed_at__isnull=True),
                name="datakey_to_rotate",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_destroyed(self) -> bool:
        """True when what it sealed can never be read again."""
        return self.destroyed_at is not None


class SealedModel(models.Model):
    """A row with sealed columns. Its primary key must be made by the program (UUID).

    The text is bound to table, row, column and key, so ``seal`` needs the primary key before
    the row is saved. Columns that hold text and are not sealed are declared in
    ``not_personal`` with the reason; a test walks all models.
    """

    not_personal: ClassVar[dict[str, str]] = {}

    class Meta:
        abstract = True

    def sealing_key(self) -> DataKey:
        """Return the data key of the concern that this row belongs to."""
        raise NotImplementedError(f"{type(self).__name__} does not say which key seals it")

    @classmethod
    def sealed_columns(cls) -> list[str]:
        """Return the names of the sealed columns."""
        return [field.name for field in cls._meta.fields if isinstance(field, SealedField)]

    def seal(self, column: str, text: str | None) -> None:
        """Put ``text`` in ``column``, sealed; empty text and None become NULL. Does not save.

        Raises ``KeyDestroyed`` when the concern was shredded, ``NotSealable`` for text that
        is not valid Unicode, ``FieldDoesNotExist`` for a column that is not sealed.
        """
        from . import sealing

        if column not in self.sealed_columns():
            raise FieldDoesNotExist(f"{type(self).__name__}.{column} is not a sealed column")
        sealed = None
        if text:
            sealed = sealing.seal(
                self.sealing_key(),
                text,
                table=self._meta.db_table,
                row_id=self.pk,
                column=column,
            )
        setattr(self, column, sealed)
