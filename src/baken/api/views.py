"""The way in for people and programs: where to begin, the document, and the page about it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from baken.foundation.access.decorators import public
from baken.foundation.people.tokens import LIMIT

from .document import document, operations
from .problems import KINDS
from .service import DESCRIPTION, VERSION


@public
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Say where the document and the page about it are."""
    return JsonResponse(
        {
            "name": "Baken",
            "version": VERSION,
            "openapi": reverse("api:openapi"),
            "documentation": reverse("api:docs"),
        }
    )


@public
@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """Return the OpenAPI document."""
    return JsonResponse(document(), json_dumps_params={"ensure_ascii": False, "indent": 1})


@public
@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Show the API to people: operations by group, and every problem with what to do."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for path, method, described in operations(document()):
        shown = _shown(path, method, described)
        groups.setdefault(described["tags"][0], []).append(shown)
    context = {
        "description": _(DESCRIPTION),
        "groups": [(GROUPS[tag](), shown) for tag, shown in groups.items()],
        "problems": KINDS.items(),
        "limit": LIMIT,
    }
    return render(request, "api/docs.html", context)


GROUPS = {
    "region": lambda: _("Region and organisations"),
    "guidance": lambda: _("Guidance"),
    "work": lambda: _("You and your work"),
    "concerns": lambda: _("Concerns"),
    "referrals": lambda: _("Referrals"),
    "outlines": lambda: _("Outlines"),
}


def _shown(path: str, method: str, described: dict[str, Any]) -> dict[str, Any]:
    """Return what the page shows of one operation."""
    rule = described["x-access-rule"]
    summary, description = described["summary"], described["description"]
    return {
        "id": described["operationId"],
        "method": method.upper(),
        "path": path,
        "summary": _(summary),
        "description": _(description),
        "rule": {"public": _("everybody"), "signed-in": _("everybody with an account")}.get(
            rule, rule
        ),
        "parameters": [_parameter(one) for one in described["parameters"]],
        "body": _body_fields(described),
    }


def _parameter(one: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": one["name"],
        "place": {"query": _("address"), "path": _("path"), "header": _("header")}[one["in"]],
        "required": one.get("required", False),
        "values": _values(one["schema"]),
    }


def _body_fields(described: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the fields of the JSON body with their kinds."""
    body = described.get("requestBody")
    if body is None:
        return []
    schema = _resolved(body["content"]["application/json"]["schema"])
    required = schema.get("required", [])
    return [
        {"name": name, "required": name in required, "values": _values(field)}
        for name, field in schema["properties"].items()
    ]


def _resolved(schema: dict[str, Any]) -> dict[str, Any]:
    """Follow a reference into the shapes of the document."""
    if "allOf" in schema:
        schema = schema["allOf"][0]
    name = schema.get("$ref", "").rsplit("/", 1)[-1]
    found: dict[str, Any] = document()["components"]["schemas"][name] if name else schema
    return found


def _values(schema: dict[str, Any]) -> str:
    """Return the kind of a value in the words of JSON Schema, or the values it may have."""
    if "anyOf" in schema:
        return " | ".join(_values(one) for one in schema["anyOf"] if one.get("type") != "null")
    resolved = _resolved(schema)
    if "enum" in resolved:
        return ", ".join(str(value).lower() for value in resolved["enum"])
    if "const" in resolved:
        return str(resolved["const"])
    return str(resolved.get("format") or resolved.get("type", ""))
