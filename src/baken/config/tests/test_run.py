"""``baken run --demo``, as a new user meets it: up, used, Ctrl-C, up again with the same data."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import psycopg
import pytest

from baken.config.embedded import EmbeddedServer
from baken.config.folder import DataFolder

pytestmark = pytest.mark.slow

SOURCE = Path(__file__).parents[3]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Product:
    """One running product in a folder, started in a session of its own like a terminal does."""

    def __init__(self, folder: Path, port: int) -> None:
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "PYTHONPATH": str(SOURCE),
            "BAKEN_REGION": "voorbeeld",
            "PORT": str(port),
        }
        self.data = DataFolder(folder / ".baken")
        self.output = (folder / "output.txt").open("w+")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "baken.config.cli", "run", "--demo"],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=self.output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    @property
    def words(self) -> str:
        self.output.seek(0)
        return self.output.read()

    def wait_until_ready(self) -> None:
        deadline = time.monotonic() + 300
        while "Baken is ready" not in self.words:
            assert self.process.poll() is None, self.words
            assert time.monotonic() < deadline, self.words
            time.sleep(0.2)

    def interrupt(self) -> int:
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(60)

    def count(self, table: str) -> int:
        url = EmbeddedServer(self.data).url("owner")
        with psycopg.connect(url) as connection:
            row = connection.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608
        assert row is not None
        return int(row[0])


def left_behind(folder: Path) -> list[str]:
    """Return the processes that still work in or for the folder."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            place = str((entry / "cwd").resolve(strict=True))
        except OSError:
            continue
        if place.startswith(str(folder)):
            found.append((entry / "cmdline").read_text().replace("\0", " "))
    return found


def ask(port: int, path: str) -> bytes:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=20) as answer:
        body: bytes = answer.read()
        return body


def test_the_product_comes_up_goes_down_and_comes_back_with_its_data(tmp_path: Path) -> None:
    port = free_port()
    first = Product(tmp_path, port)
    try:
        first.wait_until_ready()
        assert json.loads(ask(port, "/health/ready"))["status"] == "ok"
        assert b"Baken" in ask(port, "/")
        people, concerns = first.count("people_account"), first.count("concerns_concern")
        assert people > 0
        assert f"http://localhost:{port}/demo/" in first.words
        assert first.interrupt() == 0
    finally:
        first.process.kill()
    assert left_behind(tmp_path) == []

    second = Product(tmp_path, port)
    try:
        second.wait_until_ready()
        assert "Making a database" not in second.words
        assert second.count("people_account") == people
        assert second.count("concerns_concern") == concerns
        # The words of the web process tell who asked what, and nothing else.
        log = (tmp_path / ".baken" / "log" / "web.log").read_text()
        assert all(json.loads(line)["event"] for line in log.splitlines())
        second.process.kill()
        second.process.wait()
        deadline = time.monotonic() + 60
        while left_behind(tmp_path) and time.monotonic() < deadline:
            time.sleep(0.5)
        assert left_behind(tmp_path) == []
    finally:
        second.process.kill()
