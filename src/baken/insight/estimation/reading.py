"""Reads a file of lists: which line, which column and what is wrong, or a table.

A lists file is comma, semicolon or tab separated text in UTF-8. The first line names the lists.
Each further line has 0 or 1 for each list and, in a last column named ``count``, how many cases
that line stands for; without that column each line is one case. A column may divide the cases
into parts (strata).

Equal lines are counted first and parsed once, so that a million cases take about a second.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from .table import FEWEST_LISTS, MOST_CASES, MOST_LISTS, CaptureTable, TableError

COUNT = "count"
DELIMITERS = ("\t", ";", ",")
MOST_PROBLEMS = 20
# A file of cases this large has ten million of them; a device has no end at all.
LARGEST_FILE = 1 << 28
# Many times what names and values take; a longer line is not divided into lines or is no table.
LONGEST_LINE = 100_000
# More parts than this are no strata but, for example, a column with the number of each case.
MOST_STRATA = 100
LONGEST_SHOWN = 40

Source = str | bytes | os.PathLike[str]


@dataclass(frozen=True)
class Problem:
    """What is wrong where. ``line`` counts from 1, 0 is the whole file; ``column`` may be empty."""

    line: int
    column: str
    text: str

    def __str__(self) -> str:
        line = f"line {self.line}" if self.line else ""
        column = f"column {self.column}" if self.column else ""
        place = ", ".join(word for word in (line, column) if word)
        return f"{place}: {self.text}" if place else self.text


class FileError(TableError):
    """The file is no table of lists. ``problems``: the first twenty; ``more``: there are others."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        found = tuple(problems)
        self.problems = found[:MOST_PROBLEMS]
        self.more = len(found) > MOST_PROBLEMS
        super().__init__("\n".join(map(str, self.problems)))


def read_table(source: Source) -> CaptureTable:
    """Read a lists file; raises ``FileError``.

    ``source``: a path, the file's bytes, or its text (a ``str`` with a line break is text).
    """
    return _read(source, None)[""]


def read_strata(source: Source, stratum: str) -> dict[str, CaptureTable]:
    """Read a lists file of which column ``stratum`` divides the cases, in order of appearance.

    Every part has all lists, also those that have nobody there. Raises ``FileError``.
    """
    return _read(source, stratum)


def _read(source: Source, stratum: str | None) -> dict[str, CaptureTable]:
    content = _content(source)
    if len(content) > LARGEST_FILE:
        text = f"larger than {LARGEST_FILE >> 20} MiB; count equal lines in a column called {COUNT}"
        raise FileError([Problem(0, "", text)])
    lines = _lines(content)
    blank = "".join(DELIMITERS) + " "
    place = next((number for number, line in enumerate(lines) if line.strip(blank)), None)
    if place is None:
        raise FileError([Problem(1, "", "the file is empty")])
    header = _Header.of(lines[place], place + 1, stratum)
    body = lines[place + 1 :]
    # Later entries overwrite earlier ones: read backwards, the first line number remains.
    first = dict(zip(reversed(body), range(len(lines), place + 1, -1), strict=True))
    rows = _Rows(header)
    for line, times in Counter(body).items():
        if line.strip(blank):
            rows.add(line, first[line], times)
        if len(rows.problems) > MOST_PROBLEMS:
            break
    return rows.tables()


def _content(source: Source) -> bytes:
    if isinstance(source, bytes):
        return source
    if isinstance(source, str) and any(mark in source for mark in "\n\r\0"):
        return source.encode("utf-8", "surrogatepass")
    try:
        with open(source, "rb") as file:
            return file.read(LARGEST_FILE + 1)
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise FileError([Problem(0, "", f"the file cannot be read: {reason}")]) from None
    except ValueError:
        raise FileError([Problem(0, "", "this is not the name of a file")]) from None


def _lines(content: bytes) -> list[str]:
    """Decode and split at line ends of any system; raise on what is no UTF-8 text."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise FileError([Problem(1, "", "this is UTF-16; save the file as CSV in UTF-8")])
    if b"\0" in content:
        text = "holds a zero byte, which no text does; save the file as CSV in UTF-8"
        raise FileError([Problem(_line_at(content, content.index(b"\0")), "", text)])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # utf-8-sig counts from behind the mark, the object it names likewise.
        line = _line_at(error.object, error.start)
        what = f"byte {error.object[error.start]:#04x} is not UTF-8; save the file as CSV in UTF-8"
        raise FileError([Problem(line, "", what)]) from None
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    long = next((number for number, each in enumerate(lines, 1) if len(each) > LONGEST_LINE), 0)
    if long:
        what = f"the line is longer than {LONGEST_LINE:,} characters"
        raise FileError([Problem(long, "", what)])
    return lines


def _line_at(content: bytes, place: int) -> int:
    return len(content[:place].replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n"))


def _split(line: str, delimiter: str) -> list[str]:
    """Return the values of a line, without spaces around them and with quotes undone."""
    if '"' not in line:
        return [value.strip() for value in line.split(delimiter)]
    edge = re.escape(delimiter)
    # The quoted form first; a lone quotation mark within a value is a character as any other.
    field = re.compile(rf'[ ]*"((?:[^"]|"")*)"[ ]*(?={edge}|$)|([^{edge}]*)')
    values = []
    place = 0
    while True:
        match = field.match(line, place)
        assert match is not None  # the second form matches everything
        quoted, plain = match.groups()
        values.append((plain if quoted is None else quoted.replace('""', '"')).strip())
        place = match.end() + 1
        if place > len(line):
            return values


def _shown(value: str) -> str:
    """Return a value for a message: quoted, on one line, not too long, nothing unprintable."""
    return repr(value if len(value) <= LONGEST_SHOWN else value[: LONGEST_SHOWN - 1] + "…")


def _words(value: str) -> str:
    """Return a name with single, plain spaces."""
    return " ".join(value.split())


@dataclass(frozen=True)
class _Header:
    """The first line. ``columns``: all names; the rest are places among them."""

    line: int
    delimiter: str
    columns: tuple[str, ...]
    lists: tuple[int, ...]
    count: int | None
    stratum: int | None

    @classmethod
    def of(cls, line: str, number: int, stratum: str | None) -> _Header:
        """Read the first line; raises ``FileError``."""
        delimiter = max(DELIMITERS, key=re.sub(r'"(?:[^"]|"")*"', "", line).count)
        columns = tuple(_words(value) for value in _split(line, delimiter))
        if _is_data(columns):
            text = "the first line holds values; it must hold the names of the lists"
            raise FileError([Problem(number, "", text)])
        divides = _words(stratum) if stratum is not None else None
        parts = columns.index(divides) if divides in columns else None
        if divides is not None and parts is None:
            known = ", ".join(map(_shown, columns[: MOST_LISTS + 2]))
            text = f"no column is named {_shown(divides)} to divide by; there are {known}"
            raise FileError([Problem(number, "", text)])
        others = [place for place in range(len(columns)) if place != parts]
        counts = others.pop() if others and columns[others[-1]].lower() == COUNT else None
        header = cls(number, delimiter, columns, tuple(others), counts, parts)
        problems = [*header._name_problems(), *header._list_problems()]
        if problems:
            raise FileError(problems)
        return header

    def name(self, place: int) -> str:
        """Return what a message calls a column: its name, or its number when it has none."""
        name = self.columns[place]
        if not name or not name.isprintable():
            return str(place + 1)
        return name if len(name) <= LONGEST_SHOWN else name[: LONGEST_SHOWN - 1] + "…"

    def _name_problems(self) -> list[Problem]:
        problems = []
        known: dict[str, int] = {}
        for place, name in enumerate(self.columns):
            text = ""
            if not name:
                text = "the column has no name"
            elif not name.isprintable():
                text = f"the name {_shown(name)} holds a character that cannot be shown"
            elif name.startswith('"'):
                text = f"in {_shown(name)} a quotation mark is opened and not closed"
            elif name in known:
                text = f"columns {known[name] + 1} and {place + 1} have the same name"
            elif name.lower() == COUNT and place in self.lists:
                text = "the column with counts must be the last one"
            known.setdefault(name, place)
            if text:
                problems.append(Problem(self.line, self.name(place), text))
        return problems

    def _list_problems(self) -> list[Problem]:
        found = len(self.lists)
        if FEWEST_LISTS <= found <= MOST_LISTS:
            return []
        text = f"{found} list{'' if found == 1 else 's'}; "
        text += f"an estimate takes {FEWEST_LISTS} to {MOST_LISTS} of them"
        if len(self.columns) == 1:
            text += ", in columns divided by a comma, semicolon or tab"
        return [Problem(self.line, "", text)]


def _is_data(columns: tuple[str, ...]) -> bool:
    """Tell whether a first line is a row: 0 and 1, and a number at the end at most."""
    number = re.fullmatch(r"[-+]?\d+([.,]\d+)?", columns[-1])
    return bool(number) and all(value in {"0", "1"} for value in columns[:-1])


class _Rows:
    """The lines after the first: totals by part and history, and what is wrong."""

    def __init__(self, header: _Header) -> None:
        self.header = header
        self.problems: list[Problem] = []
        self.parts: dict[str, Counter[int]] = {} if header.stratum is not None else {"": Counter()}
        self.some = False
        self._told_last = False

    def add(self, line: str, number: int, times: int) -> None:
        """Take a line that comes ``times`` times, the first time as ``number``."""
        self.some = True
        values = _split(line, self.header.delimiter)
        wanted = len(self.header.columns)
        if len(values) != wanted:
            text = f"{len(values)} value{'' if len(values) == 1 else 's'} where the first line"
            self._tell(number, times, "", f"{text} names {wanted} columns")
            return
        before = len(self.problems)
        code = self._code(values, number, times)
        count = self._count(values, number, times)
        part = self._part(values, number, times)
        if count and not code and len(self.problems) == before:
            self._tell(number, times, "", "a case on no list cannot have been counted")
        if len(self.problems) == before:
            self.parts.setdefault(part, Counter())[code] += count * times

    def tables(self) -> dict[str, CaptureTable]:
        """Return a table for each part; raises ``FileError`` with all that is wrong."""
        line = self.header.line
        if not self.some:
            self.problems.append(Problem(line, "", "there is no line after the one with names"))
        total = sum(count for part in self.parts.values() for count in part.values())
        if not self.problems and not total:
            self.problems.append(Problem(line, COUNT, "all counts are 0: the lists have nobody"))
        if total > MOST_CASES:
            text = f"the counts add up to more than {MOST_CASES:,}"
            self.problems.append(Problem(line, COUNT, text))
        if len(self.parts) > MOST_STRATA and self.header.stratum is not None:
            text = f"{len(self.parts):,} different parts; at most {MOST_STRATA} can be estimated"
            self.problems.append(Problem(line, self.header.name(self.header.stratum), text))
        if self.problems:
            raise FileError(self.problems)
        lists = tuple(self.header.columns[place] for place in self.header.lists)
        return {name: CaptureTable.from_totals(lists, total) for name, total in self.parts.items()}

    def _tell(self, number: int, times: int, column: str, text: str) -> None:
        if times > 1:
            others = f"{times - 1:,} other line{'' if times == 2 else 's'}"
            text += f" ({others} the same)"
        self.problems.append(Problem(number, column, text))

    def _code(self, values: list[str], number: int, times: int) -> int:
        code = 0
        for bit, place in enumerate(self.header.lists):
            value = values[place]
            if value == "1":
                code |= 1 << bit
            elif value != "0":
                self._tell_value(value, place, number, times)
        return code

    def _tell_value(self, value: str, place: int, number: int, times: int) -> None:
        """Say that a value is not 0 or 1; of a last column with counts only once."""
        name = self.header.name(place)
        text = f"{_shown(value)} is not 0 or 1" if value else "no value; it must be 0 or 1"
        last = self.header.count is None and place == self.header.lists[-1]
        if not last or not value:
            self._tell(number, times, name, text)
        elif not self._told_last:
            self._told_last = True
            hint = f"a last column with counts must be called {COUNT}"
            self._tell(number, times, name, f"{text}; {hint}")

    def _count(self, values: list[str], number: int, times: int) -> int:
        place = self.header.count
        if place is None:
            return 1
        value = values[place]
        if value.isascii() and value.isdigit():
            # Compare the length first: int() refuses thousands of digits in words of its own.
            digits = value.lstrip("0") or "0"
            if len(digits) <= len(str(MOST_CASES)) and int(digits) <= MOST_CASES:
                return int(digits)
            text = f"{_shown(value)} is more than {MOST_CASES:,}"
        else:
            text = _why_no_count(value)
        self._tell(number, times, self.header.name(place), text)
        return 0

    def _part(self, values: list[str], number: int, times: int) -> str:
        place = self.header.stratum
        if place is None:
            return ""
        part = _words(values[place])
        text = ""
        if not part:
            text = "no value; it must say to which part the cases belong"
        elif not part.isprintable():
            text = f"{_shown(part)} holds a character that cannot be shown"
        elif part.startswith('"'):
            text = f"in {_shown(part)} a quotation mark is opened and not closed"
        if text:
            self._tell(number, times, self.header.name(place), text)
        return part


def _why_no_count(value: str) -> str:
    if not value:
        return "no value; it must be a whole number"
    shown = _shown(value)
    if re.fullmatch(r"-[0-9]+([.,][0-9]+)*", value):
        return f"{shown} is negative"
    if re.fullmatch(r"\+?[0-9]+([.,][0-9]+)+", value):
        return f"{shown} is not a whole number; write it without points and commas"
    return f"{shown} is not a number; it must be a whole number such as 12"
