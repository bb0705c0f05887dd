"""The data folder: what Baken keeps on this machine when nobody gave it a server.

postgres/    the embedded database        secrets/   keys and passwords, mode 600
log/         what the processes wrote     static/    collected style sheets and scripts
mode         production or demonstration, so that one never continues as the other
"""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from .environment import ConfigurationError, OperatorError, env_text

ROOM_NEEDED = 200 * 1024 * 1024
"""Bytes free before we start: a new database takes about 60 MB, and it must be able to log."""


class DataFolder:
    """The folder of ``BAKEN_DATA``, by default ``.baken`` under the current folder."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def of_environment(cls) -> DataFolder:
        """Return the folder that the environment names; nothing is created yet."""
        return cls(Path(env_text("BAKEN_DATA", ".baken")).expanduser().resolve())

    def prepare(self) -> None:
        """Create the folder (mode 700) and prove that it can be written and has room.

        Raises ``OperatorError`` with what to do: not writable, read-only, or full.
        """
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            probe = self.path / f".probe-{os.getpid()}"
            probe.write_bytes(b"x" * 4096)
            probe.unlink()
            free = shutil.disk_usage(self.path).free
        except OSError as error:
            raise OperatorError(
                f"The data folder {self.path} cannot be written: {error.strerror}. Free some "
                "room, mend its permissions, or set BAKEN_DATA to a folder of your own."
            ) from error
        if free < ROOM_NEEDED:
            raise OperatorError(
                f"The disk of the data folder {self.path} is nearly full: {free // 2**20} MB "
                f"free, {ROOM_NEEDED // 2**20} MB needed. Free some room, or set BAKEN_DATA to "
                "a folder on another disk."
            )

    def secret(self, name: str, make: Callable[[], str] = lambda: secrets.token_urlsafe(48)) -> str:
        """Return the secret kept under ``name``; the first time it is made (mode 600)."""
        path = self.secret_path(name)
        if not path.exists():
            path.parent.mkdir(mode=0o700, exist_ok=True)
            # Whole or not at all, also with two processes at once: write aside, then link.
            aside = path.with_name(f".{name}-{os.getpid()}")
            descriptor = os.open(aside, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(make())
            with suppress(FileExistsError):
                os.link(aside, path)
            aside.unlink()
        return path.read_text(encoding="utf-8").strip()

    def secret_path(self, name: str) -> Path:
        """Return where the secret ``name`` is kept."""
        return self.path / "secrets" / name

    @property
    def mode(self) -> str:
        """Return the mode this folder was made in, or an empty text."""
        path = self.path / "mode"
        return path.read_text(encoding="utf-8").strip() if path.exists() else ""

    def settle_mode(self, wanted: str) -> str:
        """Return the mode to run in, and remember it.

        ``wanted`` is empty when nobody chose. Raises ``ConfigurationError`` when the folder
        was made in the other mode: invented people and real work never share a database.
        """
        kept = self.mode
        if kept and wanted and kept != wanted:
            raise ConfigurationError(
                f"The data folder {self.path} was made in {kept} mode and cannot be used in "
                f"{wanted} mode. Choose another folder with BAKEN_DATA."
            )
        mode = kept or wanted or "production"
        if not kept:
            (self.path / "mode").write_text(mode + "\n", encoding="utf-8")
        return mode

    @contextmanager
    def locked(self, name: str) -> Iterator[None]:
        """Hold the lock ``name`` of this folder; waits for another process that has it."""
        with self.open_lock(name) as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def open_lock(self, name: str) -> IO[bytes]:
        """Open a lock file; closing it, or the end of the process, gives the lock back."""
        return (self.path / f"{name}.lock").open("ab")

    def log(self, name: str) -> IO[bytes]:
        """Open the log file ``name`` to add to; a log over 10 MB moves aside first."""
        folder = self.path / "log"
        folder.mkdir(mode=0o700, exist_ok=True)
        path = folder / f"{name}.log"
        if path.exists() and path.stat().st_size > 10 * 2**20:
            path.replace(path.with_suffix(".log.old"))
        return path.open("ab")

    def last_lines(self, name: str, count: int = 12) -> str:
        """Return the end of the log ``name``, for a message about a process that died."""
        path = self.path / "log" / f"{name}.log"
        if not path.exists():
            return ""
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - 8192))
            return "\n".join(file.read().decode("utf-8", "replace").splitlines()[-count:])


def try_lock(file: IO[bytes], *, exclusive: bool) -> bool:
    """Take the lock on an open lock file if nobody stands in the way; say whether we did."""
    kind = fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
