"""The running product in Chromium: what ``make run`` starts, with its own throw-away data.

The stories walk the demonstration as a person does: real web process, real worker, the web
role of the database, invented people. ``BAKEN_BROWSER_ADDRESS`` points to a product that
already runs, for somebody who is writing a story.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.chromium import find as find_chromium

from .windows import People, Windows

START_SECONDS = 180
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def free_port() -> int:
    """Return a port of the loopback address that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_ready(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Return when ``/health/ready`` answers 200; fail with the log when it never does."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{address}/health/ready", timeout=5):  # noqa: S310 - ours
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    pytest.fail(f"the product did not start:\n{log.read_text(encoding='utf-8')[-4000:]}")


@contextmanager
def running_product(folder: Path, *, practice: bool) -> Iterator[str]:
    """Run the demonstration, with the installation for practising beside it or without.

    Yields the address: that of ``BAKEN_BROWSER_ADDRESS`` when somebody keeps one running.
    """
    running = os.environ.get("BAKEN_BROWSER_ADDRESS")
    if running:
        yield running.rstrip("/")
        return
    port = free_port()
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DATABASE_URL", "DATABASE_OWNER_URL", "DJANGO_SETTINGS_MODULE"}
        and (not name.startswith("BAKEN_") or name == "BAKEN_POSTGRES")
    } | {
        "BAKEN_DATA": str(folder / "data"),
        "PORT": str(port),
        "BAKEN_PRACTICE": "true" if practice else "false",
    }
    log = folder / "log.txt"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "baken.config.cli", "run", "--demo"],
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            wait_until_ready(f"http://127.0.0.1:{port}", process, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(60)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start the demonstration and return its address."""
    with running_product(tmp_path_factory.mktemp("product"), practice=False) as address:
        yield address


@pytest.fixture(scope="session")
def data_folder(product: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the data folder of the product, where a demonstration leaves its mail.

    That of a product that already runs is ``BAKEN_DATA``.
    """
    if os.environ.get("BAKEN_BROWSER_ADDRESS"):
        return Path(os.environ["BAKEN_DATA"])
    return next(tmp_path_factory.getbasetemp().glob("product*/data"))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Return one headless Chromium for all stories."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=CHROMIUM_ARGUMENTS
        )
        yield browser
        browser.close()


@pytest.fixture
def windows(chromium: Any, product: str) -> Iterator[Windows]:
    """Return the windows of one test; what no page may do fails it at its end."""
    opened = Windows(chromium, product)
    yield opened
    opened.close()


@pytest.fixture
def open_page(windows: Windows) -> Callable[..., Any]:
    """Return ``open_page(width=1280, javascript=True)``: a fresh window with no cookie."""
    return windows.open


@pytest.fixture(scope="module")
def people(chromium: Any, product: str) -> Iterator[People]:
    """Return the windows of a story told in chapters: each person keeps the own one."""
    windows = Windows(chromium, product)
    yield People(windows)
    windows.close()
