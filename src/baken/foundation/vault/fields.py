"""The column type for sealed text."""

from django.db import models


class SealedField(models.BinaryField):  # type: ignore[type-arg]
    """Ciphertext made by ``SealedModel.seal``; NULL, where allowed, means that nothing was said.

    Marks the column for the tests that walk all models. Binary columns stay out of forms by
    themselves. It holds bytes; the text comes from ``vault.reading.read`` only.
    """
