"""Lists files: what is read, and what is said of a file that cannot be."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baken.insight.estimation import reading
from baken.insight.estimation.reading import (
    MOST_PROBLEMS,
    MOST_STRATA,
    FileError,
    Problem,
    read_strata,
    read_table,
)
from baken.insight.estimation.table import CaptureTable, TableError

PLAIN = "police,care,count\n1,0,30\n0,1,20\n1,1,6\n"
TABLE = CaptureTable(("police", "care"), (1, 2, 3), (30, 20, 6))


def faults(source: str | bytes | Path, stratum: str | None = None) -> list[tuple[int, str, str]]:
    """Return line, column and text of all problems."""
    with pytest.raises(FileError) as caught:
        read_table(source) if stratum is None else read_strata(source, stratum)
    return [(each.line, each.column, each.text) for each in caught.value.problems]


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        PLAIN.replace(",", ";"),
        PLAIN.replace(",", "\t"),
        PLAIN.replace("\n", "\r\n"),
        PLAIN.replace("\n", "\r"),
        "\ufeff" + PLAIN,
        PLAIN.replace("\n", "\n\n"),
        "\n \n" + PLAIN + " , ,\n",
        PLAIN.replace(",", " , "),
        PLAIN.replace("count", "COUNT"),
        PLAIN.rstrip("\n"),
        '"police" ,"care",count\n"1","0", "30"\n0,1,20\n1,1,006\n',
        PLAIN + "1,0,0\n0,0,0\n",
        PLAIN.replace("1,0,30", "1,0,12\n1,0,18"),
    ],
)
def test_spreadsheets_write_the_same_table_in_many_ways(text: str) -> None:
    assert read_table(text) == TABLE
    assert read_table(text.encode()) == TABLE


def test_a_path_is_read_whether_it_is_text_or_a_path(tmp_path: Path) -> None:
    place = tmp_path / "lists.csv"
    place.write_text(PLAIN, encoding="utf-8-sig")
    assert read_table(place) == TABLE
    assert read_table(str(place)) == TABLE


def test_without_count_each_line_is_a_case() -> None:
    cases = "police;care\n" + "1;0\n" * 30 + "0;1\n" * 20 + "1;1\n" * 6
    assert read_table(cases) == TABLE


def test_names_keep_what_quotes_protect() -> None:
    table = read_table('"Police, ""East""";Care  house;Zorg\u00eb\n1;1;0\n')
    assert table.lists == ('Police, "East"', "Care house", "Zorg\u00eb")


@pytest.mark.parametrize(
    "text",
    [
        "region,police,care,count\nEast,1,0,3\nWest,0,1,2\nEast,1,1,1\n",
        "police,region,care,count\n1,East,0,3\n0,West,1,2\n1,East,1,1\n",
        "police,care,region,count\n1,0,East,3\n0,1,West,2\n1,1,East,1\n",
        "police,care,count,region\n1,0,3,East\n0,1,2,West\n1,1,1,East\n",
        "region,police,care\n" + "East,1,0\n" * 3 + "West,0,1\n" * 2 + "East,1,1\n",
    ],
)
def test_a_column_divides_the_rows_wherever_it_stands(text: str) -> None:
    parts = read_strata(text, "region")
    assert list(parts) == ["East", "West"]
    assert parts["East"] == CaptureTable(("police", "care"), (1, 3), (3, 1))
    assert parts["West"] == CaptureTable(("police", "care"), (2,), (2,))


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("", 1, "", "empty"),
        (" \n;;\n", 1, "", "empty"),
        ("A,B\n", 1, "", "no line after"),
        ("\n\nA,B,count\n\n", 3, "", "no line after"),
        ("1,0\n0,1\n", 1, "", "names of the lists"),
        ("1,0,45\n0,1,3\n", 1, "", "names of the lists"),
        ("A,A\n1,0\n", 1, "A", "columns 1 and 2 have the same name"),
        ("A,,B\n1,0,1\n", 1, "2", "no name"),
        ("A,B\x1b[1m\n1,0\n", 1, "2", "cannot be shown"),
        ('A,"B\n1,0\n', 1, '"B', "not closed"),
        ("A\n1\n", 1, "", "1 list; an estimate takes 2 to 10 of them, in columns divided by"),
        ("A,count\n1,5\n", 1, "", "1 list;"),
        ("count\n5\n", 1, "", "0 lists;"),
        (",".join("ABCDEFGHIJK") + "\n", 1, "", "11 lists; an estimate takes 2 to 10"),
        ("A,count,B\n1,5,1\n", 1, "count", "must be the last one"),
        ("A,B\n1,0\n1\n", 3, "", "1 value where the first line names 2 columns"),
        ("A,B\n1,0\n1,1,0\n", 3, "", "3 values where the first line names 2 columns"),
        ("A;B\n1,0\n", 2, "", "1 value where"),
        ("A,B,count\n2,0,1\n", 2, "A", "'2' is not 0 or 1"),
        ("A,B,count\n1,,1\n", 2, "B", "no value; it must be 0 or 1"),
        ("A,B,n\n1,0,40\n1,1,3\n", 2, "n", "'40' is not 0 or 1; a last column with counts must"),
        ("A,B,count\n1,0,-4\n", 2, "count", "negative"),
        ("A,B,count\n1,0,4.5\n", 2, "count", "not a whole number"),
        ("A;B;count\n1;0;4,5\n", 2, "count", "not a whole number"),
        ("A,B,count\n1,0,many\n", 2, "count", "not a number"),
        ("A,B,count\n1,0,nan\n", 2, "count", "not a number"),
        ("A,B,count\n1,0,1e3\n", 2, "count", "not a number"),
        ("A,B,count\n1,0,\u0663\n", 2, "count", "not a number"),
        ("A,B,count\n1,0,\n", 2, "count", "no value"),
        ("A,B,count\n1,0,1000000000001\n", 2, "count", "more than 1,000,000,000,000"),
        ("A,B,count\n1,0," + "9" * 50_000 + "\n", 2, "count", "more than 1,000,000,000,000"),
        ("A,B\n1,0\n" + "1," * 60_000 + "\n", 3, "", "longer than 100,000 characters"),
        ("A,B,count\n1,0,1000000000000\n0,1,1\n", 1, "count", "add up to more"),
        ("A,B,count\n1,0,4\n0,0,1\n", 3, "", "a case on no list"),
        ("A,B\n1,0\n0,0\n", 3, "", "a case on no list"),
        ("A,B,count\n1,0,0\n", 1, "count", "nobody"),
        ("A,B\n1,0\0\n", 2, "", "zero byte"),
    ],
)
def test_a_fault_has_its_line_its_column_and_a_reason(
    text: str, line: int, column: str, words: str
) -> None:
    found = faults(text + "\n")
    assert len(found) == 1
    assert found[0][:2] == (line, column)
    assert words in found[0][2]
    assert "\n" not in found[0][2]


def test_another_encoding_is_named_with_its_line() -> None:
    line, _column, text = faults("A,B\r\n1,0\r\nÉ,1".encode("latin-1"))[0]
    assert line == 3
    assert "0xc9" in text
    assert "UTF-8" in text
    assert "UTF-16" in faults(PLAIN.encode("utf-16"))[0][2]


def test_what_is_no_file_is_a_fault_too(tmp_path: Path) -> None:
    for source in (tmp_path / "none.csv", tmp_path, "x" * 5000, "\udcff"):
        (line, column, text) = faults(source)[0]
        assert (line, column) == (0, "")
        assert "file" in text


def test_faults_of_the_dividing_column() -> None:
    text = "A,B,region,count\n1,0,East,1\n1,1,,2\n0,1,\x07,2\n"
    assert [fault[:2] for fault in faults(text, "region")] == [(3, "region"), (4, "region")]
    assert "no column is named 'Region'; " not in str(faults(text, "Region"))
    assert "no column is named 'Region'" in faults(text, "Region")[0][2]
    many = "A,B,case\n" + "".join(f"1,0,{number}\n" for number in range(MOST_STRATA + 1))
    assert faults(many, "case")[0][:2] == (1, "case")


def test_all_faults_are_told_up_to_twenty() -> None:
    text = "A,B,count\n1,x,2\n1,0,1\ny,z,-1\n1,1\n"
    assert [fault[:2] for fault in faults(text)] == [
        (2, "B"),
        (4, "A"),
        (4, "B"),
        (4, "count"),
        (5, ""),
    ]
    with pytest.raises(FileError) as few:
        read_table(text)
    assert not few.value.more
    with pytest.raises(FileError) as many:
        read_table("A,B\n" + "".join(f"1,x{number}\n0,y{number},\n" for number in range(40)))
    assert len(many.value.problems) == MOST_PROBLEMS
    assert many.value.more


def test_equal_faults_are_told_once_with_their_number() -> None:
    found = faults("A,B,C\n1,0,1\nx,0,1\n1,1,0\nx,0,1\nx,0,1\n")
    assert found == [(3, "A", "'x' is not 0 or 1 (2 other lines the same)")]


def test_a_file_error_is_a_table_error_that_reads_as_its_problems() -> None:
    with pytest.raises(TableError, match=r"^line 2, column A: 'x' is not 0 or 1$"):
        read_table("A,B\nx,1\n")


@settings(deadline=None)
@given(st.binary(max_size=60), st.none() | st.text(max_size=5))
def test_any_bytes_are_a_table_or_a_file_error(content: bytes, stratum: str | None) -> None:
    read_or_refuse(content, stratum)


@settings(deadline=None)
@given(
    st.text(alphabet='AB01,;\t"\r\n é-.countx', max_size=80).map(lambda text: "A,B,P\n" + text),
    st.none() | st.just("P"),
)
def test_near_misses_are_a_table_or_a_file_error(text: str, stratum: str | None) -> None:
    read_or_refuse(text, stratum)


def read_or_refuse(content: str | bytes, stratum: str | None) -> None:
    """Read; whatever comes out is a table with somebody in it, or problems with words."""
    problems: Sequence[Problem] = ()
    try:
        tables = read_strata(content, stratum) if stratum is not None else {"": read_table(content)}
        assert sum(part.observed for part in tables.values()) > 0
    except FileError as error:
        problems = error.problems
        assert problems, "a refusal says why"
    assert len(problems) <= MOST_PROBLEMS
    assert all(problem.text and problem.line >= 0 for problem in problems)
    assert all("\n" not in str(problem) for problem in problems)


NAMES = st.text(alphabet='abcé,;" :ABC', min_size=1, max_size=8).map(
    lambda name: "x" + " ".join(name.split())
)


@st.composite
def tables(draw: st.DrawFn) -> CaptureTable:
    lists = draw(st.lists(NAMES, min_size=2, max_size=5, unique=True))
    codes = st.integers(1, (1 << len(lists)) - 1)
    cells = draw(st.dictionaries(codes, st.integers(1, 10**9), min_size=1, max_size=8))
    return CaptureTable(
        tuple(lists), tuple(sorted(cells)), tuple(cells[code] for code in sorted(cells))
    )


def written(table: CaptureTable, delimiter: str, end: str, *, cases: bool = False) -> str:
    """Write a table as a spreadsheet does: every name in quotes."""
    names = ['"' + name.replace('"', '""') + '"' for name in table.lists]
    lines = [delimiter.join(names if cases else [*names, "count"])]
    for code, count in zip(table.histories, table.counts, strict=True):
        row = [str(code >> place & 1) for place in range(len(names))]
        if cases:
            lines += [delimiter.join(row)] * count
        else:
            lines.append(delimiter.join([*row, str(count)]))
    return end.join(lines) + end


@settings(deadline=None)
@given(tables(), st.sampled_from(",;\t"), st.sampled_from(["\n", "\r\n"]))
def test_what_is_written_is_read_again(table: CaptureTable, delimiter: str, end: str) -> None:
    assert read_table(written(table, delimiter, end)) == table
    assert read_table(written(table, delimiter, end).encode("utf-8-sig")) == table


@settings(deadline=None)
@given(tables(), st.integers(1, 40))
def test_cases_and_counts_say_the_same(table: CaptureTable, most: int) -> None:
    small = CaptureTable(table.lists, table.histories, tuple(min(n, most) for n in table.counts))
    assert read_table(written(small, ";", "\n", cases=True)) == small


def test_a_file_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LARGEST_FILE", 1 << 20)
    place = tmp_path / "lists.csv"
    place.write_text("police,care\n" + "1,0\n" * (1 << 18), encoding="utf-8")
    for source in (place, place.read_bytes()):
        (fault,) = faults(source)
        assert fault == (0, "", "larger than 1 MiB; count equal lines in a column called count")
