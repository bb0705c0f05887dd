"""``baken run``: brings up everything, watches it, and takes all of it down again.

Order up: database, preparation (as owner), web and worker (as the web role), address. Order
down: worker and web, then the database. The end of one is the end of all, so that nobody
works on half a product; whatever restarts services on the machine starts it anew. Only the
installation for practising (``beside``) comes later and may end by itself.
"""

from __future__ import annotations

import contextlib
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
from types import FrameType
from typing import IO

from . import start
from .beside import Beside, note_state
from .embedded import tie_to_parent
from .environment import OperatorError, env_list, env_number, env_text
from .folder import DataFolder

READY_SECONDS = 120
GRACE_SECONDS = 35
STATEMENT_SECONDS = "20"
"""No statement of the web process runs longer than a person waits; the worker's may."""
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
Say = Callable[[str], None]


class Asked(Exception):
    """Somebody asked us to stop (Ctrl-C, SIGTERM, a closed terminal)."""


def web_command(host: str, port: int) -> list[str]:
    """Return the command of the web process: granian, two workers, four threads each."""
    return [
        sys.executable,
        *("-m", "granian", "--interface", "wsgi", "--no-ws"),
        *("--host", host, "--port", str(port)),
        *("--workers", str(env_number("BAKEN_WORKERS", 2))),
        *("--blocking-threads", str(env_number("BAKEN_THREADS", 4))),
        *("--workers-kill-timeout", "20", "--log-level", "warning", "--no-access-log"),
        "baken.config.wsgi:application",
    ]


def worker_command() -> list[str]:
    """Return the command of the background worker."""
    return [sys.executable, "-m", "baken.config.cli", "worker"]


def run(*, mode: str, port: int | None, host: str | None, say: Say) -> int:
    """Run until asked to stop; return 0 then, and 1 when a part of it died."""
    port = port if port is not None else env_number("PORT", 8000)
    host = host or env_text("HOST", "127.0.0.1")
    check_address_free(host, port)
    os.environ["PORT"] = str(port)
    try:
        with _signals(), start.database(mode=mode, alone=True, say=say) as ground:
            return _run_processes(ground, host, port, say)
    except Asked:
        say("Stopped.")
        return 0


def check_address_free(host: str, port: int) -> None:
    """Raise ``OperatorError`` when something listens there already, or nobody may."""
    if not 1 <= port <= 65535:
        raise OperatorError(f"PORT must lie between 1 and 65535, not {port}.")
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise OperatorError(
            f"Baken cannot listen on {host}:{port}: {error.strerror}. Choose another port, for "
            f"example 'make run PORT={port + 1 if port < 65535 else 8000}'."
        ) from error


def _ignore_signals() -> None:
    for sign in SIGNALS:
        signal.signal(sign, signal.SIG_IGN)


@contextmanager
def _signals() -> Iterator[None]:
    """Turn the first request to stop into ``Asked``; ignore further ones while we stop."""

    def ask(number: int, frame: FrameType | None) -> None:
        _ignore_signals()
        raise Asked

    before = {sign: signal.signal(sign, ask) for sign in SIGNALS}
    try:
        yield
    finally:
        for sign, handler in before.items():
            signal.signal(sign, handler)


def _run_processes(ground: start.Ground, host: str, port: int, say: Say) -> int:
    with Processes(ground.folder) as processes:
        if ground.server and ground.server.process:
            processes.watch("postgres", ground.server.process)
        processes.run_to_end(
            "preparation", [sys.executable, "-m", "baken.config.prepare"], role="owner"
        )
        beside = Beside.of(ground, host, port)
        say("Starting the web process and the background worker ...")
        limit = env_text("BAKEN_STATEMENT_SECONDS", STATEMENT_SECONDS)
        processes.begin("web", web_command(host, port), BAKEN_STATEMENT_SECONDS=limit)
        processes.begin("worker", worker_command())
        _wait_until_ready(processes, host, port)
        _announce(ground.folder, host, port, say)
        beside.begin(processes, say)
        dead = processes.wait_for_a_death(meanwhile=beside.look)
        raise OperatorError(
            f"The {dead} process stopped by itself; everything is taken down.\n"
            f"{ground.folder.last_lines(dead)}"
        )


def _announce(folder: DataFolder, host: str, port: int, say: Say) -> None:
    shown = "localhost" if host in {"127.0.0.1", "::1"} else host
    say("")
    say(f"  Baken is ready: http://{shown}:{port}/")
    if env_text("BAKEN_SITE_ADDRESS"):
        say(f"  For people: {env_text('BAKEN_SITE_ADDRESS')}")
    if os.environ.get("BAKEN_MODE") == "practice":
        note_state(folder, "ready")
    if os.environ.get("BAKEN_MODE") == "demonstration":
        say(f"  Sign in as one of the invented people: http://{shown}:{port}/demo/")
    say(f"  Logs: {folder.path / 'log'}    Stop with Ctrl-C.")
    say("")


def _wait_until_ready(processes: Processes, host: str, port: int) -> None:
    """Wait for ``/health/ready`` to answer 200; raise with its last answer when it does not."""
    reached = "127.0.0.1" if host in {"0.0.0.0", "::", ""} else host  # noqa: S104 - compared only
    netloc = f"[{reached}]:{port}" if ":" in reached else f"{reached}:{port}"
    name = env_list("BAKEN_HOSTS", "localhost")[0].lstrip(".")
    request = urllib.request.Request(f"http://{netloc}/health/ready", headers={"Host": name})
    answer = "no answer"
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        dead = processes.first_dead()
        if dead:
            raise OperatorError(
                f"The {dead} process stopped at once:\n{processes.folder.last_lines(dead)}"
            )
        try:
            with urllib.request.urlopen(request, timeout=5):  # noqa: S310 - our own address
                return
        except urllib.error.HTTPError as error:
            answer = error.read(2000).decode("utf-8", "replace")
        except OSError:
            pass
        time.sleep(0.1)
    raise OperatorError(f"Baken does not become ready: {answer}")


class Processes:
    """The processes of one run. Leaving the block ends all of them, politely first."""

    def __init__(self, folder: DataFolder) -> None:
        self.folder = folder
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._watched: dict[str, subprocess.Popen[bytes]] = {}
        self._guests: dict[str, subprocess.Popen[bytes]] = {}

    def __enter__(self) -> Processes:
        return self

    def __exit__(self, *details: object) -> None:
        _ignore_signals()  # nothing may interrupt the way down
        self.end_all()

    def begin(
        self, name: str, command: list[str], *, role: str = "web", log: bool = True, **more: str
    ) -> None:
        """Start a process under the database role ``role``; its words go to its log file.

        ``more`` are variables for this process alone.
        """
        # The web and the worker never learn the owner's password.
        hidden = {"DATABASE_OWNER_URL"} if role == "web" else set()
        environment = {key: value for key, value in os.environ.items() if key not in hidden}
        environment |= {"BAKEN_DATABASE_ROLE": role, "PYTHONUNBUFFERED": "1", **more}
        with self.folder.log(name) if log else contextlib.nullcontext() as output:
            self._running[name] = _started(command, environment, output)

    def invite(self, name: str, command: list[str], environment: dict[str, str]) -> None:
        """Start a process whose end is not the end of the others, with words of its own."""
        with self.folder.log(name) as output:
            self._guests[name] = _started(command, environment, output)

    def guest_is_gone(self, name: str) -> bool:
        """Say whether an invited process has ended by itself."""
        return self._guests[name].poll() is not None

    def watch(self, name: str, process: subprocess.Popen[bytes]) -> None:
        """Notice the death of a process that somebody else ends: the database."""
        self._watched[name] = process

    def run_to_end(self, name: str, command: list[str], *, role: str) -> None:
        """Run a process that must end well; it has explained itself when it did not."""
        self.begin(name, command, role=role, log=False)
        if self._running[name].wait() != 0:
            raise OperatorError("Baken was not started.")
        del self._running[name]

    def first_dead(self) -> str:
        """Return the name of a process that ended, or an empty text."""
        both = {**self._watched, **self._running}
        return next((name for name, one in both.items() if one.poll() is not None), "")

    def wait_for_a_death(self, *, meanwhile: Callable[[], None] = lambda: None) -> str:
        """Wait until a process ends by itself and return its name."""
        while not (dead := self.first_dead()):
            meanwhile()
            time.sleep(0.25)
        return dead

    def end_all(self) -> None:
        """Ask all to end, wait, and kill what does not; with the children they started."""
        everybody = [*self._guests.values(), *self._running.values()]
        for process in everybody:
            process.terminate()
        deadline = time.monotonic() + GRACE_SECONDS
        for process in everybody:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(max(0.1, deadline - time.monotonic()))
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        self._running.clear()
        self._guests.clear()


def _started(
    command: list[str], environment: dict[str, str], output: IO[bytes] | None
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - commands of this package
        command,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        env=environment,
        start_new_session=True,  # Ctrl-C reaches us only; we choose the order
        preexec_fn=tie_to_parent(signal.SIGTERM),
    )
