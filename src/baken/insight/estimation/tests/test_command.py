"""``baken estimate``: statuses, streams and words, as a user and as a script meets them.

That the words ``baken estimate`` lead here is tested with the command line, in ``baken.config``.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from baken.insight.estimation import command, progress
from baken.insight.estimation.__main__ import say

LISTS = "A,B,C,count\n1,0,0,60\n0,1,0,50\n1,1,0,9\n0,0,1,70\n1,0,1,11\n0,1,1,8\n1,1,1,2\n"
PARTS = "part,A,B,C,count\n" + "".join(
    f"{part},{line}\n" for part in ("East", "West") for line in LISTS.splitlines()[1:]
)
NO_OVERLAP = "A,B,count\n1,0,30\n0,1,20\n"
SOURCE = str(Path(__file__).parents[4])


@dataclass(frozen=True)
class Done:
    status: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture
def baken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> Run:
    """Run ``baken estimate`` in this process, in a folder with the lists."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "lists.csv").write_text(LISTS, encoding="utf-8")
    (tmp_path / "parts.csv").write_text(PARTS, encoding="utf-8")
    (tmp_path / "apart.csv").write_text(NO_OVERLAP, encoding="utf-8")

    def run(*words: str) -> Done:
        status = command.run(words, say=say)
        return Done(status, *capsys.readouterr())

    return run


def test_a_report_is_printed_with_status_0(baken: Run) -> None:
    done = baken("lists.csv", "--bootstrap", "20")
    assert done.status == 0
    assert done.out.startswith("About ")
    assert "20 replicates, seed 1; threshold 0.02" in done.out
    assert done.err == ""


def test_json_is_one_document_and_the_seed_repeats_it(baken: Run) -> None:
    def told(seed: str) -> dict[str, Any]:
        done = baken("lists.csv", "--bootstrap", "50", "--seed", seed, "--json")
        assert (done.status, done.err) == (0, "")
        content: dict[str, Any] = json.loads(done.out)
        del content["seconds"]
        return content

    first = told("3")
    assert first["observed"] == 210
    assert first["interval"].keys() == {"0.95", "0.8"}
    assert first == told("3")
    assert first["interval"] != told("4")["interval"]


def test_options_reach_the_estimate(baken: Run) -> None:
    words = ("--bootstrap", "0", "--threshold", "0.3", "--no-checks", "--json")
    told = json.loads(baken("lists.csv", *words).out)
    assert (told["threshold"], told["interval"], told["goodness"]) == (0.3, {}, None)
    assert told["bootstrap"] is None
    told = json.loads(baken("lists.csv", "--bootstrap", "20", "--levels", "0.9, 0.5", "--json").out)
    assert list(told["interval"]) == ["0.9", "0.5"]


@pytest.mark.parametrize(
    ("terms", "model"),
    [
        ("main", []),
        ("all", ["A:B", "A:C", "B:C"]),
        ("C:A", ["A:C"]),
        ("A:B, B : C", ["A:B", "B:C"]),
    ],
)
def test_terms_are_words_or_pairs(baken: Run, terms: str, model: list[str]) -> None:
    done = baken("lists.csv", "--bootstrap", "0", "--terms", terms, "--json")
    assert sorted(json.loads(done.out)["model"]) == model


def test_a_name_with_a_colon_can_be_in_a_pair(baken: Run, tmp_path: Path) -> None:
    (tmp_path / "colon.csv").write_text(LISTS.replace("A,B,C", "A:x,B,C"), encoding="utf-8")
    done = baken("colon.csv", "--bootstrap", "0", "--terms", "A:x:C", "--json")
    assert json.loads(done.out)["model"] == ["A:x:C"]


def test_parts_are_estimated_beside_the_whole(baken: Run) -> None:
    done = baken("parts.csv", "--stratum", "part", "--bootstrap", "20", "--json")
    told = json.loads(done.out)
    assert (done.status, told["observed"]) == (0, 420)
    assert [told["strata"][name]["observed"] for name in ("East", "West")] == [210, 210]
    assert told["strata_sum"]["estimate"] > 420


def test_a_refusal_is_status_1_with_its_reason(baken: Run) -> None:
    done = baken("apart.csv")
    assert done.status == 1
    assert done.out.startswith("These lists carry no number. The estimate is infinite")
    done = baken("apart.csv", "--json")
    assert done.status == 1
    told = json.loads(done.out)
    assert (told["estimate"], told["identifiable"]) == ("infinity", False)
    assert told["refusal"]["text"] in done.err


def test_a_bad_file_is_status_2_with_a_line_for_each_fault(baken: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_text("A,B,count\n1,0,3\n2,1,x\n1,1\n", encoding="utf-8")
    done = baken("bad.csv", "--json")
    assert (done.status, done.out) == (2, "")
    assert done.err.splitlines() == [
        "bad.csv:3: column A: '2' is not 0 or 1",
        "bad.csv:3: column count: 'x' is not a number; it must be a whole number such as 12",
        "bad.csv:4: 2 values where the first line names 3 columns",
    ]


def test_more_than_twenty_faults_are_announced(baken: Run, tmp_path: Path) -> None:
    lines = "".join(f"1,0,x{number}\n" for number in range(30))
    (tmp_path / "bad.csv").write_text("A,B,count\n" + lines, encoding="utf-8")
    told = baken("bad.csv").err.splitlines()
    assert len(told) == 21
    assert told[-1] == "bad.csv: there are more problems; these are the first"


@pytest.mark.parametrize("name", ["none.csv", ".", "two\nlines"])
def test_what_is_no_file_is_status_2(baken: Run, name: str) -> None:
    done = baken(name)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(name.replace("\n", "\\n") + ": ")
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([], "FILE"),
        (["--bootstrap", "-1"], "'-1' is not a whole number from 0 to 1,000,000"),
        (["--bootstrap", "1000001"], "--bootstrap: '1000001' is not"),
        (["--bootstrap", "9" * 5000], "--bootstrap"),
        (["--bootstrap", "1.5"], "--bootstrap: '1.5' is not"),
        (["--seed", "x"], "--seed: 'x' is not"),
        (["--threshold", "1.1"], "--threshold: '1.1' is not a number from 0 to 1"),
        (["--threshold", "nan"], "--threshold: 'nan' is not"),
        (["--levels", "0"], "--levels: '0' is not"),
        (["--levels", "0.9,1"], "--levels: '0.9,1' is not"),
        (["--levels", ""], "--levels: '' is not"),
        (["--terms", "some"], "--terms: 'some' is none of stepwise, main, all and no pair"),
        (["--terms", "A:D"], "'A:D' is none of"),
        (["--terms", "A:A"], "'A:A' is none of"),
        (["--terms", "A:B,"], "'' is none of"),
        (["--plot", "none/x.svg"], "--plot: there is no folder none"),
        (["--plot", "."], "--plot: . is a folder"),
        (["--plot", ""], "--plot: no file is named"),
        (["--plot", "lists.csv"], "--plot: lists.csv is the file with the lists"),
        (["--plot", "./lists.csv"], "--plot: ./lists.csv is the file with the lists"),
        (["--plot", "\x1b[31m/x.svg"], "--plot: there is no folder \\x1b[31m"),
        (["--stratum", "part"], "no column is named 'part'"),
        (["--boot", "3"], "unrecognized arguments: --boot 3"),
    ],
)
def test_a_bad_option_is_status_2_and_one_line(baken: Run, words: list[str], message: str) -> None:
    done = baken(*(["lists.csv", *words] if words else []))
    assert (done.status, done.out) == (2, "")
    assert message.replace("FILE", "the following arguments are required: FILE") in done.err
    assert len(done.err.splitlines()) == 1


def test_a_file_name_cannot_steer_the_terminal(baken: Run, tmp_path: Path) -> None:
    done = baken("evil\x1b[31m\u202e.csv")
    assert done.err.startswith("evil\\x1b[31m\\u202e.csv: the file cannot be read")


def test_help_is_status_0(baken: Run, capsys: Any) -> None:
    with pytest.raises(SystemExit) as left:
        baken("--help")
    assert left.value.code == 0
    assert "usage: baken estimate" in capsys.readouterr().out


def test_a_picture_is_written_also_of_a_refusal(baken: Run, tmp_path: Path) -> None:
    assert baken("lists.csv", "--bootstrap", "20", "--plot", "new.svg").status == 0
    assert (tmp_path / "new.svg").read_text(encoding="utf-8").lstrip().startswith("<")
    assert (
        baken("parts.csv", "--stratum", "part", "--bootstrap", "0", "--plot", "p.svg").status == 0
    )
    assert "<svg" in (tmp_path / "p.svg").read_text(encoding="utf-8")
    assert baken("apart.csv", "--plot", "refused.svg").status == 1
    assert "<svg" in (tmp_path / "refused.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (KeyboardInterrupt(), 130, ""),
        (ArithmeticError("step 9"), 1, "no estimate: the calculation came to no end (step 9)"),
        (MemoryError(), 1, "not enough memory"),
    ],
)
def test_what_stops_the_work_has_a_status_and_no_traceback(
    baken: Run, monkeypatch: pytest.MonkeyPatch, error: BaseException, status: int, words: str
) -> None:
    def stop(*_words: object, **_options: object) -> None:
        raise error

    monkeypatch.setattr(command, "estimate", stop)
    done = baken("lists.csv")
    assert (done.status, done.out) == (status, "")
    assert words in done.err
    assert bool(words) == bool(done.err)


class Stream(io.StringIO):
    """A stream that may be a terminal."""

    def __init__(self, *, terminal: bool, encoding: str = "utf-8") -> None:
        super().__init__()
        self.terminal = terminal
        self.named = encoding

    @property
    def encoding(self) -> str:
        return self.named

    def isatty(self) -> bool:
        return self.terminal


@pytest.mark.parametrize(
    ("terminal", "out_terminal", "words", "shown"),
    [
        (True, True, [], True),
        (True, False, [], True),
        (True, True, ["--json"], True),
        (True, False, ["--json"], False),
        (False, True, [], False),
    ],
)
def test_the_bar_is_for_somebody_who_watches(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    terminal: bool,
    out_terminal: bool,
    words: list[str],
    shown: bool,
) -> None:
    place = tmp_path / "lists.csv"
    place.write_text(LISTS, encoding="utf-8")
    err, out = Stream(terminal=terminal), Stream(terminal=out_terminal)
    monkeypatch.setattr(sys, "stderr", err)
    monkeypatch.setattr(sys, "stdout", out)
    said: list[str] = []
    assert command.run([str(place), "--bootstrap", "30", *words], say=said.append) == 0
    assert ("%" in err.getvalue()) is shown
    assert err.getvalue().rpartition("\r")[2] == ""
    assert len(said) == 1


def test_a_terminal_that_lacks_letters_gets_the_report_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "lists.csv"
    place.write_text(LISTS.replace("A,B", "Zorgë,B"), encoding="utf-8")
    monkeypatch.setattr(sys, "stdout", Stream(terminal=False, encoding="ascii"))
    said: list[str] = []
    assert command.run([str(place), "--bootstrap", "0"], say=said.append) == 0
    assert "Zorg?" in said[0]


def test_the_bar_fills_guesses_and_clears_itself() -> None:
    seconds = iter([0.0, 0.05, 0.06, 30.0, 30.01, 60.0])
    stream = Stream(terminal=True)
    with progress.Progress(stream, clock=lambda: next(seconds)) as bar:
        for done in (0, 1, 50, 51, 100):
            bar(done, 100)
        drawn = stream.getvalue().split("\r")[1:]
        bar.clear()
    assert [text.strip() for text in drawn] == [
        "[..............................]   0%",
        "[###############...............]  50%  30 s left",
        "[##############################] 100%  0 s left",
    ]
    assert stream.getvalue().endswith("\r" + " " * max(map(len, drawn)) + "\r")


def test_no_work_draws_nothing() -> None:
    stream = Stream(terminal=True)
    with progress.Progress(stream) as bar:
        bar(0, 0)
    assert stream.getvalue() == ""


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.4, "0 s"), (59.4, "59 s"), (59.6, "1 min 0 s"), (200, "3 min 20 s"), (7500, "2 h 5 min")],
)
def test_time_left_is_said_as_people_say_it(seconds: float, words: str) -> None:
    assert progress.duration(seconds) == words


def python(*words: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run a fresh interpreter with nothing in its environment but the path to the source."""
    return subprocess.run(
        [sys.executable, *words],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": SOURCE},
        input=stdin,
        capture_output=True,
        timeout=120,
        check=False,
    )


def test_the_module_runs_by_itself_and_reads_standard_input() -> None:
    words = ("-m", "baken.insight.estimation", "-", "--json", "--bootstrap", "10")
    done = python(*words, stdin=LISTS.encode("utf-8-sig"))
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["observed"] == 210
    done = python(*words, stdin=b"A,B\n1,\xff\n")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"standard input:2: byte 0xff is not UTF-8")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_an_answer_that_cannot_be_written_is_status_2(tmp_path: Path) -> None:
    (tmp_path / "lists.csv").write_text(LISTS, encoding="utf-8")
    words = [sys.executable, "-m", "baken.insight.estimation", "lists.csv", "--bootstrap", "0"]
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            words,
            cwd=tmp_path,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": SOURCE},
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=120,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        b"python -m baken.insight.estimation: the answer cannot be written: No space left on device"
    ]


def test_standard_input_that_is_closed_is_status_2(
    baken: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    done = baken("-")
    assert (done.status, done.err) == (2, "standard input: it is closed\n")


def test_estimation_is_without_django() -> None:
    program = (
        "import sys, baken.insight.estimation, baken.insight.estimation.command, "
        "baken.insight.estimation.picture; "
        "sys.exit(sorted(name for name in sys.modules if name.split('.')[0] == 'django' "
        "or name.startswith('baken.') and not name.startswith('baken.insight')) or 0)"
    )
    done = python("-c", program)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal")
def test_an_interrupt_is_status_130_without_a_traceback(tmp_path: Path) -> None:
    pipe = tmp_path / "lists.csv"
    os.mkfifo(pipe)
    with subprocess.Popen(
        [sys.executable, "-m", "baken.insight.estimation", str(pipe)],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": SOURCE},
        stderr=subprocess.PIPE,
    ) as running:
        writing = opened_by_a_reader(pipe, running)
        # The command now waits for lines that never come.
        err = interrupted(running)
        os.close(writing)
    assert (running.returncode, err) == (130, b"")


def interrupted(running: subprocess.Popen[bytes]) -> bytes:
    """Interrupt until the command ends; a signal just before it waits in a read has no effect."""
    for _attempt in range(20):
        running.send_signal(signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            return running.communicate(timeout=3)[1]
    running.kill()
    raise AssertionError("the command does not end")


def opened_by_a_reader(pipe: Path, running: subprocess.Popen[bytes]) -> int:
    """Open the pipe to write as soon as the command reads; fail when it has ended instead."""
    while running.poll() is None:
        with contextlib.suppress(OSError):
            return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        time.sleep(0.02)
    raise AssertionError(f"the command ended with {running.returncode}")
