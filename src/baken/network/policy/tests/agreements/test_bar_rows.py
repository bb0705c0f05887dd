"""Figures of the account as bars."""

from __future__ import annotations

from baken.network.policy.account.registry import Figure
from baken.network.policy.templatetags.agreements import bar_rows


def test_whole_numbers_are_whole_and_what_is_not_known_stays_so():
    rows = bar_rows(Figure("Bereik", [("Scholen", 112.0), ("Bedrijven", 2.5), ("Anders", None)]))
    assert [str(row["value"]) for row in rows] == ["112", "2.5", "None"]
