"""The OpenAPI 3.1 document: what ninja knows, with rules, security and problems added."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils.translation import override

from .problems import KINDS, MEDIA_TYPE
from .routing import OPERATIONS, Declared, operation_id
from .service import api

PREFIX = "/api/v1/"
METHODS = frozenset({"get", "post", "put", "patch", "delete"})

PROBLEM = {
    "title": "Problem",
    "description": "What went wrong (RFC 9457).",
    "type": "object",
    "required": ["type", "title", "status", "code", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string", "enum": list(KINDS)},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["place", "field", "detail"],
                "properties": {
                    "place": {"type": "string", "enum": ["body", "query", "path", "header"]},
                    "field": {"type": "string"},
                    "detail": {"type": "string"},
                },
            },
        },
    },
}

SECURITY = {
    "token": {
        "type": "http",
        "scheme": "bearer",
        "description": "A token that you make on your account page. It has one role.",
    },
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": settings.SESSION_COOKIE_NAME,
        "description": "The session of the site. Changes also take the header X-CSRFToken.",
    },
}

_TOKEN_OR_SESSION: list[dict[str, list[str]]] = [{"token": []}, {"session": []}]


@lru_cache(maxsize=1)
def document() -> dict[str, Any]:
    """Return the document; shared, never change it. It depends on the code alone."""
    with override("en"):
        built: dict[str, Any] = deepcopy(dict(api.get_openapi_schema(path_prefix=PREFIX)))
    built["info"]["license"] = {"name": "EUPL-1.2", "identifier": "EUPL-1.2"}
    built["servers"] = [{"url": settings.SITE_ADDRESS.rstrip("/")}]
    built["components"]["securitySchemes"] = SECURITY
    built["components"]["schemas"]["Problem"] = PROBLEM
    by_id = {operation_id(name): declared for name, declared in OPERATIONS.items()}
    for _path, _method, described in operations(built):
        _complete(described, by_id[described["operationId"]])
    return built


def operations(built: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield path, method and description of each operation."""
    for path, methods in built["paths"].items():
        for method, described in methods.items():
            if method in METHODS:
                yield path, method, described


def _complete(described: dict[str, Any], declared: Declared) -> None:
    """Add to an operation what our own layers do: words, rule, security and problems."""
    described["description"] = declared.description or declared.summary
    described["x-access-rule"] = declared.rule.name
    described["security"] = [] if declared.rule.name == "public" else _TOKEN_OR_SESSION
    problem = {"$ref": "#/components/schemas/Problem"}
    described["responses"]["default"] = {
        "description": "A problem",
        "content": {MEDIA_TYPE: {"schema": problem}},
    }
