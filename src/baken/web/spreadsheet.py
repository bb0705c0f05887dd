"""Lists as a spreadsheet, so that people can go on in the program they know."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDEST = 60
LONGEST_TITLE = 31  # of a sheet, in the format


def spreadsheet(title: str, heads: Sequence[str | Promise], rows: Iterable[Sequence[Any]]) -> bytes:
    """Return an .xlsx with one sheet: bold heads, frozen first row, readable column widths.

    Text stays text: a value that begins with ``=`` is no formula, so nobody's spreadsheet runs
    what somebody else typed (OWASP, "CSV injection"). Moments become local times.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_sheet_title(title))
    sheet.freeze_panes = "A2"
    lines = [[_plain(value) for value in row] for row in rows]
    for number, head in enumerate(heads):
        longest = max([len(str(head)), *(len(str(line[number] or "")) for line in lines)])
        width = min(WIDEST, longest + 2)
        sheet.column_dimensions[get_column_letter(number + 1)].width = width
    sheet.append([_cell(sheet, str(head), bold=True) for head in heads])
    for line in lines:
        sheet.append([_cell(sheet, value) for value in line])
    into = BytesIO()
    book.save(into)
    return into.getvalue()


def spreadsheet_response(
    file_name: str, title: str, heads: Sequence[str | Promise], rows: Iterable[Sequence[Any]]
) -> HttpResponse:
    """Return the list as a file that the browser saves as ``file_name`` (ends in .xlsx)."""
    answer = HttpResponse(spreadsheet(title, heads, rows), content_type=CONTENT_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return answer


def _sheet_title(title: str) -> str:
    return "".join(sign for sign in title if sign not in r"\/*?:[]")[:LONGEST_TITLE] or "1"


def _plain(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return local.replace(tzinfo=None)
    if value is None or isinstance(value, (int, float, dt.date)):
        return value
    # Control characters have no place in the format; openpyxl refuses the whole file for one.
    return "".join(sign for sign in str(value) if sign >= " " or sign in "\n\t")


def _cell(sheet: Any, value: Any, *, bold: bool = False) -> Any:
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell
