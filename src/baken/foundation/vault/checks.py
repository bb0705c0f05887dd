"""Refuses to start with keys that are missing or cannot be read."""

from collections.abc import Callable
from typing import Any

from django.core.checks import CheckMessage, Error, register

from .errors import KeyMissing
from .keyring import Ring, root_secrets, wrapping_keys

_RINGS: tuple[tuple[str, Callable[[], Ring]], ...] = (
    ("vault.E001", wrapping_keys),
    ("vault.E002", root_secrets),
)


@register
def keys_are_configured(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Report each setting with keys that the vault cannot work with."""
    problems: list[CheckMessage] = []
    for number, ring in _RINGS:
        try:
            ring()
        except KeyMissing as problem:
            problems.append(
                Error(
                    str(problem),
                    hint="Make one with: python -m baken.foundation.vault.make_key",
                    id=number,
                )
            )
    return problems
