"""Lists as a spreadsheet: text stays text, and every cell arrives."""

from __future__ import annotations

import datetime as dt
from io import BytesIO

from openpyxl import load_workbook

from baken.web.spreadsheet import spreadsheet, spreadsheet_response


def sheet_of(content: bytes):
    return load_workbook(BytesIO(content)).active


def test_every_cell_arrives_under_its_head():
    moment = dt.datetime(2026, 7, 1, 7, 30, tzinfo=dt.UTC)
    rows = [["Netwerk", 3, dt.date(2026, 3, 4), moment, None, "regel één\nregel twee"]]
    sheet = sheet_of(spreadsheet("Overleg: 2026/27", ["a", "b", "c", "d", "e", "f"], rows))
    assert [cell.value for cell in sheet[1]] == ["a", "b", "c", "d", "e", "f"]
    values = [cell.value for cell in sheet[2]]
    assert values[0] == "Netwerk"
    assert values[1] == 3
    assert values[2].date() == dt.date(2026, 3, 4)
    assert values[3].isoformat() == "2026-07-01T09:30:00"
    assert values[4] is None
    assert values[5] == "regel één\nregel twee"
    assert sheet.title == "Overleg 202627"


def test_what_somebody_typed_is_no_formula():
    sheet = sheet_of(spreadsheet("x", ["name"], [["=1+1"], ["@SUM(A1)"], ["a\x00b"]]))
    assert [sheet.cell(row, 1).data_type for row in (2, 3, 4)] == ["s", "s", "s"]
    assert sheet.cell(2, 1).value == "=1+1"
    assert sheet.cell(4, 1).value == "ab"


def test_an_empty_list_is_a_file_with_heads_only():
    answer = spreadsheet_response("leeg.xlsx", "", ["name"], [])
    assert answer["Content-Disposition"] == 'attachment; filename="leeg.xlsx"'
    assert sheet_of(answer.content).max_row == 1
