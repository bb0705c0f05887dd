"""The figures as a table for people and as JSON for machines, with what they were made on."""

from __future__ import annotations

from typing import Any

from django.db import connection

from .machine import plain_machine
from .measuring import BOUND_MS, BOUND_QUERIES

HEADS = ("p50 ms", "p95 ms", "max ms", "work p50", "work p95", "queries", "kB")
KEYS = ("p50_ms", "p95_ms", "max_ms", "work_p50_ms", "work_p95_ms", "queries", "bytes")


def machine() -> dict[str, Any]:
    """Return what the figures were made on."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('server_version'), current_setting('shared_buffers'),"
            " pg_size_pretty(pg_database_size(current_database())), current_user"
        )
        version, buffers, size, role = cursor.fetchone()
    return plain_machine() | {
        "postgresql": version.split()[0],
        "shared_buffers": buffers,
        "database_size": size,
        "database_role": role,
    }


def table(rows: list[dict[str, Any]]) -> str:
    """Return the figures as a Markdown table that also reads well on a screen."""
    width = max(len(row["name"]) for row in rows)
    lines = [
        f"| {'page or action':<{width}} | "
        + " | ".join(f"{head:>8}" for head in HEADS)
        + " |    |",
        f"| {'-' * width} | " + " | ".join("-" * 7 + ":" for _head in HEADS) + " | -- |",
    ]
    for row in rows:
        cells = [_cell(key, row[key]) for key in KEYS]
        mark = "  " if row["ok"] else "!!"
        lines.append(f"| {row['name']:<{width}} | " + " | ".join(cells) + f" | {mark} |")
    return "\n".join(lines)


def _cell(key: str, value: Any) -> str:
    if key == "bytes":
        return f"{value / 1000:>8.1f}"
    return f"{value:>8}"


def ratio_table(ratios: list[dict[str, Any]], small: int, big: int) -> str:
    """Return how much slower the list is with many rows than with few, by the medians."""
    width = max(len(row["name"]) for row in ratios)
    heads = (f"p50 {small:,}", f"p50 {big:,}", "ratio", "ratio of work")
    lines = [
        f"| {'list of a focal point':<{width}} | {' | '.join(f'{head:>13}' for head in heads)} |",
        f"| {'-' * width} | {' | '.join(['-' * 12 + ':'] * len(heads))} |",
    ]
    for row in ratios:
        keys = ("small_p50_ms", "big_p50_ms", "ratio", "ratio_of_work")
        cells = " | ".join(f"{row[key]:>13}" for key in keys)
        lines.append(f"| {row['name']:<{width}} | {cells} |")
    return "\n".join(lines)


def ratios(small: list[dict[str, Any]], big: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the medians of the same lists side by side, by the clock and by the work."""
    by_name = {row["name"]: row for row in big}
    pairs = [(row, by_name[row["name"]]) for row in small if row["name"] in by_name]
    return [
        {
            "name": few["name"],
            "small_p50_ms": few["p50_ms"],
            "big_p50_ms": many["p50_ms"],
            "ratio": round(many["p50_ms"] / few["p50_ms"], 2),
            "ratio_of_work": round(many["work_p50_ms"] / few["work_p50_ms"], 2),
        }
        for few, many in pairs
    ]


def text(content: dict[str, Any]) -> str:
    """Return the whole report as Markdown."""
    made_on = content["machine"]
    missed = [row["name"] for row in content["figures"] if not row["ok"]]
    verdict = f"Missed by: {'; '.join(missed)}." if missed else "Met by every page and action."
    parts = [
        f"{content['concerns']:,} concerns, {content['requests']} requests for each line. "
        f"{made_on['processors']} x {made_on['processor']}, {made_on['memory_gb']} GB, "
        f"{made_on['system']}, Python {made_on['python']}, PostgreSQL {made_on['postgresql']} "
        f"(shared_buffers {made_on['shared_buffers']}), database {made_on['database_size']}, "
        f"signed in as {made_on['database_role']}, load {made_on['load']}.",
        table(content["figures"]),
        f"Aim: p95 under {BOUND_MS:.0f} ms, at most {BOUND_QUERIES} queries. {verdict}",
    ]
    if content.get("ratios"):
        parts.append(ratio_table(content["ratios"], content["compare"], content["concerns"]))
    return "\n\n".join(parts) + "\n"
