"""The installation for practising that ``baken run`` keeps beside the real one.

The same program, started once more with nothing of the real one in its environment: a database,
roles, keys and an address of its own. It is begun when the real one is ready, so that nobody
waits for it, and its failure or end is said and takes nothing else down.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from shutil import which
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import psycopg

from . import start
from .embedded import PRACTICE_DATABASE, EmbeddedServer
from .environment import OperatorError, env_flag, env_number, env_text
from .folder import DataFolder

if TYPE_CHECKING:
    from .supervisor import Processes

Say = Callable[[str], None]
NAME = "practice"
SECRET = "practice-secret"  # noqa: S105 - the name of a file
INHERITED = (
    "BAKEN_REGIONS",
    "BAKEN_REGION",
    "BAKEN_THEME_FILE",
    "BAKEN_LOG_LEVEL",
    "BAKEN_BEHIND_PROXY",
    "BAKEN_TRUSTED_PROXIES",
)
"""What both installations may know. Everything else of ours begins anew on the other side."""
OURS = ("BAKEN_", "DATABASE_", "PG", "PORT", "HOST", "DJANGO_")


def note_state(folder: DataFolder, state: str) -> None:
    """Write down whether practising is possible: ``starting``, ``ready`` or ``stopped``.

    The page of the real product reads it, so it is whole or not there.
    """
    folder.path.mkdir(mode=0o700, parents=True, exist_ok=True)
    aside = folder.path / "state.new"
    aside.write_text(state + "\n", encoding="utf-8")
    aside.replace(folder.path / "state")


class Beside:
    """The practice installation of one run. Without one, every step does nothing."""

    def __init__(self, ground: start.Ground, host: str, port: int) -> None:
        self.ground = ground
        self.host = host
        self.port = env_number("BAKEN_PRACTICE_PORT", port + 1)
        self.folder = DataFolder(ground.folder.path / NAME)
        self._say: Say = lambda line: None
        self._processes: Processes | None = None

    @classmethod
    def of(cls, ground: start.Ground, host: str, port: int) -> Beside:
        """Return the practice installation that belongs to a run; tells the web process of it."""
        if not is_wanted(ground):
            return NoneBeside(ground, host, port)
        found = cls(ground, host, port)
        found.folder.prepare()
        note_state(found.folder, "starting")
        ground.folder.secret(SECRET)
        os.environ["BAKEN_PRACTICE_SECRET_FILE"] = str(ground.folder.secret_path(SECRET))
        os.environ["BAKEN_PRACTICE_PORT"] = str(found.port)
        os.environ["BAKEN_PRACTICE_STATE"] = str(found.folder.path / "state")
        return found

    def begin(self, processes: Processes, say: Say) -> None:
        """Make its database and start it; a fault is said and not raised."""
        server = self.ground.server
        assert server is not None, "is_wanted asked for it"
        self._say = say
        try:
            server.add_practice()
            processes.invite(NAME, _command(), self.environment(server))
        except (OSError, OperatorError, psycopg.Error) as error:
            self._stopped(type(error).__name__)
            return
        self._processes = processes
        say(f"  The practice room comes up meanwhile, on port {self.port}.")
        say("")

    def environment(self, server: EmbeddedServer) -> dict[str, str]:
        """Return what the other installation is told: nothing of the real one, and its own."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
        kept |= {name: os.environ[name] for name in INHERITED if name in os.environ}
        own = {
            "BAKEN_MODE": NAME,
            "BAKEN_DATA": str(self.folder.path),
            "DATABASE_URL": server.url("practice_web", PRACTICE_DATABASE),
            "DATABASE_OWNER_URL": server.url("practice_owner", PRACTICE_DATABASE),
            "BAKEN_WEB_ROLE": f"{PRACTICE_DATABASE}_web",
            "BAKEN_PRACTICE_SECRET_FILE": str(self.ground.folder.secret_path(SECRET)),
            "HOST": self.host,
            "PORT": str(self.port),
            "BAKEN_WORKERS": "1",
            "BAKEN_THREADS": "3",
        }
        address = env_text("BAKEN_PRACTICE_ADDRESS")
        if address:
            own["BAKEN_SITE_ADDRESS"] = address
            own["BAKEN_HOSTS"] = urlsplit(address).hostname or ""
        elif "BAKEN_HOSTS" in os.environ:
            own["BAKEN_HOSTS"] = os.environ["BAKEN_HOSTS"]
        return {**kept, **own}

    def look(self) -> None:
        """Say it, once, when the practice installation has ended by itself."""
        if self._processes is not None and self._processes.guest_is_gone(NAME):
            self._processes = None
            self._stopped(self.ground.folder.last_lines(NAME, 4))

    def _stopped(self, why: str) -> None:
        with suppress(OSError):
            note_state(self.folder, "stopped")
        self._say(f"The practice room has stopped; everything else goes on.\n{why}")


def _command() -> list[str]:
    """Return how it is started: politely where that is known, since real work goes first."""
    polite = ["nice", "-n", "10"] if which("nice") else []
    return [*polite, sys.executable, "-m", "baken.config.cli", "run"]


class NoneBeside(Beside):
    """There is no practising in this run."""

    def begin(self, processes: Processes, say: Say) -> None:
        """Do nothing."""

    def look(self) -> None:
        """Do nothing."""


def is_wanted(ground: start.Ground) -> bool:
    """Say whether this run brings a practice installation along.

    With a database of our own only: who brings a server makes two services of it
    (docs/operations.md). In production the address that people go to has to be named.
    """
    if ground.server is None or not env_flag("BAKEN_PRACTICE", default=True):
        return False
    mode = os.environ.get("BAKEN_MODE")
    return mode == "demonstration" or (
        mode == "production" and bool(env_text("BAKEN_PRACTICE_ADDRESS"))
    )
