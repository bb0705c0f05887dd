"""Fetch rows of several tables in one round trip.

The page of a concern shows a dozen kinds of rows. One query for each is a dozen waits for the
database; this asks once. Every query set keeps its own rule (``visible_to``) and the database
its policies: it is the same SQL, put side by side.
"""

from __future__ import annotations

import json
from operator import attrgetter
from typing import Any

from django.db import connection, models


def fetch_together(*querysets: models.QuerySet[Any]) -> list[list[Any]]:
    """Return the rows of each query set, in the order given. One query.

    The query sets must be of different models, fetch whole rows (no ``select_related``,
    ``values`` or annotations) and carry no limit; rows come in the model's own order.
    """
    parts: list[str] = []
    parameters: list[Any] = []
    for number, queryset in enumerate(querysets):
        sql, values = queryset.order_by().query.sql_with_params()
        # The text comes from the ORM; values stay parameters.
        parts.append(f"SELECT {number}, to_jsonb(t) FROM ({sql}) AS t")  # noqa: S608
        parameters += values
    found: list[list[Any]] = [[] for _ in querysets]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), parameters)
        for number, row in cursor.fetchall():
            values_by_column = row if isinstance(row, dict) else json.loads(row)
            found[number].append(_instance(querysets[number].model, values_by_column))
    return [
        _in_order(queryset.model, rows) for queryset, rows in zip(querysets, found, strict=True)
    ]


def _instance(model: type[models.Model], values: dict[str, Any]) -> Any:
    fields = [field for field in model._meta.concrete_fields if field.column in values]
    names = [field.attname for field in fields]
    row = [_python(field, values[str(field.column)]) for field in fields]
    return model.from_db(connection.alias, names, row)


def _python(field: models.Field[Any, Any], value: Any) -> Any:
    if value is None:
        return None
    if isinstance(field, models.BinaryField):
        return bytes.fromhex(value.removeprefix("\\x"))
    if isinstance(field, models.ForeignKey):
        return field.target_field.to_python(value)
    return field.to_python(value)


def _in_order(model: type[models.Model], rows: list[Any]) -> list[Any]:
    for name in reversed([str(name) for name in model._meta.ordering or ()]):
        rows.sort(key=attrgetter(name.removeprefix("-")), reverse=name.startswith("-"))
    return rows
