"""Processes of one run: ended together, with their children, and reported when one dies."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from baken.config import supervisor
from baken.config.environment import OperatorError
from baken.config.folder import DataFolder

CHILD = """
import subprocess, time
print(subprocess.Popen(["sleep", "60"]).pid, flush=True)
time.sleep(60)
"""
STUBBORN = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print(1, flush=True)
time.sleep(60)
"""


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    folder = DataFolder(tmp_path / "data")
    folder.prepare()
    return folder


@pytest.fixture(autouse=True)
def signals() -> object:
    before = {sign: signal.getsignal(sign) for sign in supervisor.SIGNALS}
    yield
    for sign, handler in before.items():
        signal.signal(sign, handler)


def written(folder: DataFolder, name: str) -> str:
    deadline = time.monotonic() + 10
    while not (text := folder.last_lines(name)) and time.monotonic() < deadline:
        time.sleep(0.02)
    return text


def is_gone(pid: int) -> bool:
    """Say whether a process ends within some seconds (one nobody waited for counts as ended)."""
    stat = Path(f"/proc/{pid}/stat")
    deadline = time.monotonic() + 5
    while stat.exists() and ") Z " not in stat.read_text():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def test_leaving_ends_processes_and_their_children(folder: DataFolder) -> None:
    with supervisor.Processes(folder) as processes:
        processes.begin("web", [sys.executable, "-c", CHILD])
        grandchild = int(written(folder, "web"))
        assert Path(f"/proc/{grandchild}").exists()
        assert processes.first_dead() == ""
    assert is_gone(grandchild)


def test_a_process_that_does_not_listen_is_killed(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "GRACE_SECONDS", 0.3)
    with supervisor.Processes(folder) as processes:
        processes.begin("web", [sys.executable, "-c", STUBBORN])
        written(folder, "web")
        process = processes._running["web"]
    assert process.returncode == -signal.SIGKILL


def test_a_death_is_noticed_with_its_last_words(folder: DataFolder) -> None:
    with supervisor.Processes(folder) as processes:
        processes.begin("web", ["sleep", "60"])
        processes.begin("worker", [sys.executable, "-c", "import sys; sys.exit('out of luck')"])
        assert processes.wait_for_a_death() == "worker"
    assert folder.last_lines("worker") == "out of luck"


def test_a_preparation_that_fails_stops_the_start(folder: DataFolder) -> None:
    with (
        supervisor.Processes(folder) as processes,
        pytest.raises(OperatorError, match="not started"),
    ):
        processes.run_to_end("preparation", ["false"], role="owner")


def test_web_and_worker_do_not_learn_the_owners_password(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_OWNER_URL", "postgres://owner:password@/baken")
    show = [sys.executable, "-c", "import os; print(os.environ.get('DATABASE_OWNER_URL', 'none'))"]
    with supervisor.Processes(folder) as processes:
        processes.begin("web", show)
        assert written(folder, "web") == "none"


def test_the_first_request_to_stop_is_heard_and_later_ones_do_not_disturb() -> None:
    with pytest.raises(supervisor.Asked), supervisor._signals():
        os.kill(os.getpid(), signal.SIGTERM)
    with supervisor._signals():
        supervisor._ignore_signals()
        os.kill(os.getpid(), signal.SIGINT)


@pytest.mark.parametrize("port", [0, -1, 65536])
def test_a_port_that_cannot_be_is_refused(port: int) -> None:
    with pytest.raises(OperatorError, match="between 1 and 65535"):
        supervisor.check_address_free("127.0.0.1", port)


def test_an_address_of_another_machine_is_refused() -> None:
    with pytest.raises(OperatorError, match=r"cannot listen on 192\.0\.2\.1"):
        supervisor.check_address_free("192.0.2.1", 8997)


def test_the_death_of_the_database_is_noticed_too(folder: DataFolder) -> None:
    database = subprocess.Popen(["false"])
    with supervisor.Processes(folder) as processes:
        processes.begin("web", ["sleep", "60"])
        processes.watch("postgres", database)
        assert processes.wait_for_a_death() == "postgres"
