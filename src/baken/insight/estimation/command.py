"""``baken estimate``: from a file of lists to a report, with an exit status a script can use."""

from __future__ import annotations

import argparse
import json
import math
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from typing import NoReturn

from numpy.linalg import LinAlgError

from .estimate import LEVELS, estimate, estimate_strata, together
from .outcome import Estimate
from .progress import Progress
from .reading import LARGEST_FILE, FileError, Problem, read_strata, read_table
from .report import as_json, as_text
from .selection import DEFAULT_THRESHOLD
from .table import CaptureTable, TableError
from .task import WORDS, Terms

Say = Callable[[str], None]

ESTIMATED, REFUSED, MISUSED, INTERRUPTED = 0, 1, 2, 130
MOST_REPLICATES = 1_000_000
LARGEST_SEED = 2**63 - 1
PROGRAM = "baken estimate"
DESCRIPTION = "Estimate how many people are on none of several lists that overlap."
FILE_HELP = (
    "comma, semicolon or tab separated text: a first line with the names of the lists, then 0 or 1 "
    "for each list and, in a last column called count, how many cases; without that column one "
    "line for each case; - reads standard input"
)
STATUSES = (
    "Exit status: 0 an estimate was given, 1 refused (the reason is printed), 2 a bad file or "
    "option, 130 interrupted."
)


class _Misuse(Exception):
    """An option is wrong, or there is no room for what was asked; the text says which and why."""


class _Parser(argparse.ArgumentParser):
    """A parser whose faults are one line, and which leaves the exit to the caller."""

    def error(self, message: str) -> NoReturn:
        raise _Misuse(message)


def parser(program: str = PROGRAM) -> argparse.ArgumentParser:
    """Return the options of the command."""
    found = _Parser(prog=program, description=DESCRIPTION, epilog=STATUSES, allow_abbrev=False)
    add = found.add_argument
    add("file", metavar="FILE", help=FILE_HELP)
    add(
        "--bootstrap",
        type=_whole(0, MOST_REPLICATES),
        default=1000,
        metavar="N",
        help="tables drawn again for the interval; 0 makes none (1000)",
    )
    add("--seed", type=_whole(0, LARGEST_SEED), default=1, help="start of the random numbers (1)")
    add(
        "--threshold",
        type=_threshold,
        default=DEFAULT_THRESHOLD,
        help=f"a pair enters the model below this probability ({DEFAULT_THRESHOLD})",
    )
    add(
        "--terms",
        default="stepwise",
        metavar="stepwise|main|all|A:B,C:D",
        help="which pairs of lists the model has: selected (default), none, all, or just these",
    )
    add(
        "--levels",
        type=_levels,
        default=LEVELS,
        metavar="0.95,0.8",
        help="levels of the intervals, with commas between them (0.95,0.8)",
    )
    add("--stratum", metavar="NAME", help="column that divides the cases into parts")
    add("--json", action="store_true", help="print JSON instead of a report")
    add("--plot", metavar="FILE.svg", help="draw the overlaps and the estimate there")
    add("--no-checks", action="store_true", help="no fit, list, threshold and second opinion")
    return found


def run(arguments: Sequence[str], *, say: Say, program: str = PROGRAM) -> int:
    """Run the command and return its exit status. ``say`` prints a text to standard output."""
    try:
        options = parser(program).parse_args(arguments)
        return _run(options, say)
    except FileError as error:
        name = _name(options.file)
        for problem in error.problems:
            _complain(_located(name, problem))
        if error.more:
            _complain(f"{name}: there are more problems; these are the first")
        return MISUSED
    except (_Misuse, TableError) as error:
        _complain(f"{program}: {error}")
        return MISUSED
    except (ArithmeticError, LinAlgError) as error:
        _complain(f"{program}: no estimate: the calculation came to no end ({error})")
        return REFUSED
    except MemoryError:
        _complain(f"{program}: not enough memory; fewer tables drawn again (--bootstrap) take less")
        return REFUSED
    except KeyboardInterrupt:
        return INTERRUPTED


def _run(options: argparse.Namespace, say: Say) -> int:
    if options.plot is not None:
        _check_place(options.plot, options.file)
    tables = _read(options.file, options.stratum)
    table = together(list(tables.values()))
    answer = _estimated(options, table, tables)
    _print(answer, options, say)
    if options.plot is not None:
        _draw(answer, table, options.plot)
    return REFUSED if answer.refusal else ESTIMATED


def _estimated(
    options: argparse.Namespace, table: CaptureTable, tables: Mapping[str, CaptureTable]
) -> Estimate:
    """Estimate the table, and its parts when a column divides it."""
    wishes = {
        "terms": _terms(options.terms, table.lists),
        "threshold": options.threshold,
        "bootstrap": options.bootstrap,
        "seed": options.seed,
        "levels": options.levels,
        "checks": not options.no_checks,
    }
    with Progress(sys.stderr) if _shows_progress(options) else nullcontext() as progress:
        if options.stratum is None:
            return estimate(table, progress=progress, **wishes)
        return estimate_strata(tables, progress=progress, **wishes)


def _read(file: str, stratum: str | None) -> dict[str, CaptureTable]:
    """Read the file or standard input; without ``stratum`` the whole is the only part."""
    source = _standard_input() if file == "-" else file
    # A name with a line break would be taken for the text of a file.
    if isinstance(source, str) and any(mark in source for mark in "\n\r\0"):
        raise FileError([Problem(0, "", "this is not the name of a file")])
    return {"": read_table(source)} if stratum is None else read_strata(source, stratum)


def _standard_input() -> bytes:
    if sys.stdin is None:
        raise FileError([Problem(0, "", "it is closed")])
    return sys.stdin.buffer.read(LARGEST_FILE + 1)


def _print(answer: Estimate, options: argparse.Namespace, say: Say) -> None:
    if options.json:
        text = json.dumps(as_json(answer), allow_nan=False, indent=2)
    else:
        # A list's name may have letters that this terminal does not know; that stops no report.
        encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
        text = as_text(answer).encode(encoding, "replace").decode(encoding)
    if sys.stdout is None:
        raise _Misuse("the answer cannot be written: standard output is closed")
    try:
        say(text)
    except BrokenPipeError:
        raise
    except OSError as error:
        # What is still in the buffer would fail a second time when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise _Misuse(f"the answer cannot be written: {error.strerror}") from None
    if options.json and answer.refusal:
        _complain(f"{_name(options.file)}: {answer.refusal.text}")


def _draw(answer: Estimate, table: CaptureTable, place: str) -> None:
    from . import picture

    drawing = picture.draw(answer, table)
    try:
        with open(place, "w", encoding="utf-8") as file:
            file.write(drawing)
    except OSError as error:
        raise _Misuse(f"argument --plot: {place}: {error.strerror}") from None


def _check_place(place: str, lists: str) -> None:
    """Raise for a picture that cannot be written, before the minutes are spent.

    Nor may it take the place of the lists: of a slip of the keyboard they would be gone.
    """
    if not place:
        raise _Misuse("argument --plot: no file is named")
    folder = os.path.dirname(place) or "."
    if not os.path.isdir(folder):
        raise _Misuse(f"argument --plot: there is no folder {folder}")
    if os.path.isdir(place):
        raise _Misuse(f"argument --plot: {place} is a folder")
    if not os.access(place if os.path.exists(place) else folder, os.W_OK):
        raise _Misuse(f"argument --plot: {place} cannot be written")
    if os.path.exists(place) and os.path.exists(lists) and os.path.samefile(place, lists):
        raise _Misuse(f"argument --plot: {place} is the file with the lists")


def _shows_progress(options: argparse.Namespace) -> bool:
    """Tell whether somebody watches: a terminal, and no program that reads JSON."""
    return sys.stderr.isatty() and not (options.json and not sys.stdout.isatty())


def _located(name: str, problem: Problem) -> str:
    line = f":{problem.line}" if problem.line else ""
    column = f"column {problem.column}: " if problem.column else ""
    return f"{name}{line}: {column}{problem.text}"


def _name(file: str) -> str:
    return "standard input" if file == "-" else file


def _complain(line: str) -> None:
    """Write one line; the name of a file may hold what would steer the terminal."""
    safe = "".join(letter if letter.isprintable() else repr(letter)[1:-1] for letter in line)
    sys.stderr.write(safe + "\n")


def _terms(text: str, lists: tuple[str, ...]) -> Terms:
    """Return the word, or the pairs of names in ``A:B,C:D``."""
    if text in WORDS:
        return text
    return [_pair(part.strip(), lists) for part in text.split(",")]


def _pair(text: str, lists: tuple[str, ...]) -> tuple[str, str]:
    """Return the two lists of ``A:B``; a name may itself have a colon."""
    words = text.split(":")
    for place in range(1, len(words)):
        first, second = (":".join(part).strip() for part in (words[:place], words[place:]))
        if first in lists and second in lists and first != second:
            return first, second
    known = ", ".join(lists)
    raise _Misuse(
        f"argument --terms: {text!r} is none of {', '.join(WORDS)} and no pair of two lists A:B "
        f"(the lists are {known})"
    )


def _whole(least: int, most: int) -> Callable[[str], int]:
    def convert(text: str) -> int:
        fits = text.isascii() and text.isdigit() and len(text) <= len(str(most))
        if not fits or not least <= int(text) <= most:
            raise argparse.ArgumentTypeError(
                f"{text!r} is not a whole number from {least} to {most:,}"
            )
        return int(text)

    return convert


def _threshold(text: str) -> float:
    value = _number(text)
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 0 to 1")
    return value


def _levels(text: str) -> tuple[float, ...]:
    values = tuple(dict.fromkeys(_number(part) for part in text.split(",")))
    if not all(0 < value < 1 for value in values):
        raise argparse.ArgumentTypeError(
            f"{text!r} is not one or more numbers between 0 and 1, such as 0.95,0.8"
        )
    return values


def _number(text: str) -> float:
    """Return the number, or NaN, which lies between no bounds."""
    try:
        return float(text)
    except ValueError:
        return math.nan
