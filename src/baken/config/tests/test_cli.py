"""The command line: words, statuses, messages. Each command runs as a user would run it."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.db import connection

from baken.config import cli

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def baken(tmp_path: Path) -> Run:
    """Run ``baken`` in an empty folder with an empty environment."""

    def run(*words: str, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "baken.config.cli", *words],
            cwd=tmp_path,
            env={
                "PATH": os.environ["PATH"],
                "PYTHONPATH": str(Path(__file__).parents[3]),
                **environment,
            },
            input=stdin,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return run


@pytest.mark.parametrize("words", [["--help"], ["help"]])
def test_help_lists_the_commands(baken: Run, words: list[str]) -> None:
    done = baken(*words)
    assert done.returncode == 0
    for command in ("run", "demo load", "region check", "route", "audit verify", "bench", "check"):
        assert f"\n  {command} " in done.stdout


def test_no_word_and_a_wrong_word_are_faults_of_use(baken: Run) -> None:
    assert baken().returncode == 2
    wrong = baken("regio", "check")
    assert wrong.returncode == 2
    assert "no command 'regio check'" in wrong.stderr


def test_secrets_are_fresh_each_time(baken: Run) -> None:
    first, second = baken("secrets", "--name", "2027"), baken("secrets")
    assert first.stdout != second.stdout
    names = [line.partition("=")[0] for line in first.stdout.splitlines()]
    assert names == ["BAKEN_SECRET_KEY", "BAKEN_VAULT_KEYS", "BAKEN_VAULT_SECRETS"]
    assert "BAKEN_VAULT_KEYS=2027:" in first.stdout


def test_production_without_a_secret_key_says_how_to_get_one(baken: Run, tmp_path: Path) -> None:
    done = baken("run", "--port", "8999")
    assert done.returncode == 1
    assert "BAKEN_SECRET_KEY is missing" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / ".baken" / "postgres").exists()


def test_a_port_in_use_is_named_before_anything_is_made(baken: Run, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = baken("run", "--demo", "--port", str(port))
    assert done.returncode == 1
    assert f"cannot listen on 127.0.0.1:{port}: Address already in use" in done.stderr
    assert not (tmp_path / ".baken").exists()


@pytest.mark.parametrize(
    ("environment", "message"),
    [
        ({"BAKEN_MODE": "prodution"}, "BAKEN_MODE must be one of"),
        ({"BAKEN_MODE": "production"}, "BAKEN_MODE is production, but demonstration"),
        ({"PORT": "eighty"}, "PORT must be a whole number"),
        ({"PORT": "70000"}, "PORT must lie between"),
        ({"BAKEN_POSTGRES": "sqlite"}, "BAKEN_POSTGRES must be one of"),
        ({"DATABASE_URL": "postgres://x"}, "DATABASE_OWNER_URL is missing"),
        ({"DATABASE_OWNER_URL": "postgres://x"}, "DATABASE_URL is missing"),
        (
            {"DATABASE_URL": "mysql://x", "DATABASE_OWNER_URL": "postgres://x"},
            "DATABASE_URL must start with postgres://",
        ),
        ({"BAKEN_SECRET_KEY_FILE": "/nowhere"}, "BAKEN_SECRET_KEY_FILE"),
        ({"BAKEN_REGION": "atlantis"}, "no region pack"),
        ({"BAKEN_DATA": "/dev/null/data"}, "cannot be written"),
    ],
)
def test_a_wrong_setting_is_one_clear_message(
    baken: Run, environment: dict[str, str], message: str
) -> None:
    if "PORT" not in environment:
        environment["PORT"] = "8998"
    done = baken("run", "--demo", **environment)
    assert done.returncode == 1
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_a_command_for_a_server_needs_a_server(baken: Run) -> None:
    for word in ("serve", "worker"):
        done = baken(word)
        assert done.returncode == 1
        assert "needs DATABASE_URL" in done.stderr


def test_reading_a_region_pack_needs_no_database(baken: Run, tmp_path: Path) -> None:
    done = baken("region", "check", str(tmp_path))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert not (tmp_path / ".baken").exists()


def test_estimating_needs_no_settings_and_makes_no_database(baken: Run, tmp_path: Path) -> None:
    lists = tmp_path / "lists.csv"
    lists.write_text("A;B;count\n1;0;40\n0;1;30\n1;1;9\n", encoding="utf-8")
    done = baken("estimate", "lists.csv", "--bootstrap", "10", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["observed"] == 79
    lists.write_text("A;B;count\n1;0;40\n0;1;x\n", encoding="utf-8")
    done = baken("estimate", "lists.csv")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("lists.csv:3: column count: 'x' is not a number")
    assert [each.name for each in tmp_path.iterdir()] == ["lists.csv"]


def test_what_estimating_says_reaches_the_one_who_calls_main(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(signal, "signal", lambda *_words: None)  # this process is pytest's
    lists = tmp_path / "lists.csv"
    lists.write_text("A,B,count\n1,0,40\n0,1,30\n", encoding="utf-8")
    assert cli.main(["estimate", str(lists)]) == 1
    assert capsys.readouterr().out.startswith("These lists carry no number.")
    lists.write_text("A,B,count\n1,0,40\n0,1,30\n1,1,9\n", encoding="utf-8")
    assert cli.main(["estimate", str(lists), "--bootstrap", "10"]) == 0
    assert capsys.readouterr().out.startswith("About ")


@pytest.mark.slow
def test_another_program_gets_a_database_and_gives_its_status(baken: Run) -> None:
    program = "import os; os._exit(7 if 'baken_owner' in os.environ['DATABASE_OWNER_URL'] else 1)"
    done = baken("with-database", "--throwaway", "--", sys.executable, "-c", program)
    assert done.returncode == 7
    assert baken("with-database").returncode == 2


@pytest.mark.slow
def test_check_names_what_is_not_in_place(baken: Run) -> None:
    done = baken("check", BAKEN_MODE="demonstration")
    assert done.returncode == 1
    assert "fault    migrations: not in place" in done.stdout


SECRETS = {
    "BAKEN_SECRET_KEY": "k9" * 10 + "abcdefghijklmnopqrstuvwxyz0123456789",
    "BAKEN_VAULT_KEYS": "one:" + "A" * 43 + "=",
    "BAKEN_VAULT_SECRETS": "one:" + "B" * 42 + "A=",
}
SOMEWHERE = {"BAKEN_SITE_ADDRESS": "https://baken.example", "BAKEN_HOSTS": "baken.example"}


@pytest.mark.django_db
@pytest.mark.parametrize("word", ["serve", "worker"])
@pytest.mark.parametrize(
    ("environment", "message"),
    [
        ({"BAKEN_MODE": "demonstration", **SOMEWHERE}, "Demonstration mode on a public address"),
        ({"BAKEN_MODE": "test"}, "BAKEN_MODE=test is for tests"),
        ({**SECRETS, "BAKEN_SITE_ADDRESS": "http://x"}, "BAKEN_SITE_ADDRESS must start with"),
        ({**SECRETS, **SOMEWHERE}, "owns tables"),
    ],
)
def test_a_process_of_its_own_starts_no_less_safe_than_the_whole(
    baken: Run, word: str, environment: dict[str, str], message: str
) -> None:
    known = connection.settings_dict
    place = urlencode({"host": known["HOST"], "port": known["PORT"]})
    address = f"postgres://{known['USER']}:{known['PASSWORD']}@/{known['NAME']}?{place}"
    done = baken(word, DATABASE_URL=address, **environment)
    assert done.returncode == 1
    assert message in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("word", ["serve", "worker"])
def test_without_an_answer_of_the_database_nobody_says_how_it_is_locked(
    baken: Run, word: str
) -> None:
    done = baken(word, DATABASE_URL="postgres://x@127.0.0.1:1/x", **SECRETS, **SOMEWHERE)
    assert done.returncode == 1
    assert "The database does not answer" in done.stderr
