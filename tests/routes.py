"""All routes of the product, read from the URL configuration itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Route:
    """One address: its full pattern, its name with namespace, its rule and its parameters."""

    pattern: str
    name: str
    rule: str
    converters: tuple[tuple[str, str], ...]
    callback: Any

    @property
    def parameters(self) -> tuple[str, ...]:
        """Return the names of the parameters in the address."""
        return tuple(name for name, _kind in self.converters)


def _kinds(entry: Any) -> tuple[tuple[str, str], ...]:
    converters = entry.pattern.converters.items()
    return tuple((name, type(converter).__name__) for name, converter in converters)


def _walk(
    patterns: list[Any], prefix: str, namespace: str, outer: tuple[tuple[str, str], ...]
) -> Iterator[Route]:
    for entry in patterns:
        pattern = prefix + str(entry.pattern)
        kinds = outer + _kinds(entry)
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _walk(entry.url_patterns, pattern, inner, kinds)
        elif isinstance(entry, URLPattern):
            rule = getattr(entry.callback, "access_rule", "")
            yield Route(pattern, f"{namespace}{entry.name}", rule, kinds, entry.callback)


def all_routes() -> list[Route]:
    """Return every route, in the order in which Django tries them."""
    return list(_walk(get_resolver().url_patterns, "", "", ()))
