"""The column type for sealed text."""

from typing import Any

from django.db import models


class SealedField(models.BinaryField):  # type: ignore[type-arg]
    """Ciphertext made by ``SealedModel.seal``; NULL where nothing was said.

    Marks the column for the tests that walk all models, and keeps it out of forms,
    serialisers and ``repr``. It holds bytes; the text comes from ``vault.reading.read`` only.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("null", True)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)
