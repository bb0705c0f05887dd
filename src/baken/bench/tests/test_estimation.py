"""The bench of estimates: it measures what it says, and its tables hold every figure."""

from __future__ import annotations

import json

from baken.bench import command, estimation


def test_the_figures_come_as_tables_and_as_json(tmp_path):
    said: list[str] = []
    into = tmp_path / "deep" / "figures.json"
    words = ["estimation", "--replicates", "20", "--runs", "1", "--seeds", "2", "--only", "korea"]
    assert command.run([*words, "--json", str(into)], say=said.append) == 0
    content = json.loads(into.read_text(encoding="utf-8"))
    (row,) = content["datasets"]
    assert row["name"] == "korea-3"
    assert row["cases"] == 123
    assert row["seconds"] > 0
    assert row["replicates_per_second"] > 0
    assert row["low_over_seeds"][0] <= row["interval"][0] <= row["low_over_seeds"][1]
    assert content["machine"]["processors"] >= 1
    assert "korea-3" in said[0]
    assert f"{row['estimate']:,.1f}" in said[0]


def test_the_invented_lists_have_the_cases_they_say():
    table = estimation.invented(5, 1_000, 2)
    assert table.observed == 1_000
    assert len(table.lists) == 5
    row = estimation._grown(4, 500, 1, 20)
    assert row["cases"] == 500
    assert "| 4 | 500 |" in estimation.growth_table([row])
