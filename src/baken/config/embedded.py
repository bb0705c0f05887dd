"""The embedded PostgreSQL: started in the data folder when nobody named a server.

It listens on a Unix socket only, in a folder of mode 700, and asks for passwords (SCRAM) that
lie in the data folder with mode 600. Three roles: ``postgres`` (sets up, used here only),
``baken_owner`` (owns the database: migrations, loading) and ``baken_web`` (the web process and
the worker: reads and writes rows, bound by row-level security).

Several commands may use the server at once. The first starts it, the last stops it; ``baken
run`` wants it for itself, so that its end is the end of everything.
"""

from __future__ import annotations

import contextlib
import ctypes
import locale
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
from psycopg import sql

from .binaries import Binaries, Unprivileged, choose, unprivileged
from .environment import OperatorError, env_choice
from .folder import DataFolder, try_lock

PORT = "5432"
PRACTICE_DATABASE = "baken_practice"
LONGEST_SOCKET = 103
"""Bytes of a socket's path: 104 on macOS, 108 on Linux, with the closing zero."""

START_SECONDS = 600
"""Long: after a crash a big database first repeats its journal. A dead one is seen at once."""
STOP_SECONDS = 30
PR_SET_PDEATHSIG = 1

SERVER_SETTINGS = {
    "listen_addresses": "",
    "port": PORT,
    "max_connections": "60",
    "jit": "off",
    "timezone": "UTC",
    # A statement that failed, with its values, does not belong in a log.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length": "0",
}
THROWAWAY_SETTINGS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
"""For tests: fast, and lost when the machine stops."""


class EmbeddedServer:
    """The server of one data folder. Use it through ``used()``."""

    def __init__(
        self,
        folder: DataFolder,
        *,
        kind: str | None = None,
        throwaway: bool = False,
        way: Unprivileged | None = None,
        say: Callable[[str], None] = lambda line: None,
    ) -> None:
        self.folder = folder
        self.throwaway = throwaway
        self.data = folder.path / "postgres"
        self.kind = kind or env_choice("BAKEN_POSTGRES", ("auto", "system", "wheel"))
        self.process: subprocess.Popen[bytes] | None = None
        self._way = way
        self._say = say

    # -- For whom it runs --------------------------------------------------------------------

    @contextmanager
    def used(self, *, alone: bool = False) -> Iterator[EmbeddedServer]:
        """Run the block with the server up; stop it after the last user.

        With ``alone`` nobody else may use it: a second ``baken run`` in the same folder
        raises ``OperatorError``. The server then also stops when this process is killed.
        """
        self.folder.prepare()
        with self.folder.open_lock("users") as users:
            with self.folder.locked("start"):
                self._join(users, alone=alone)
            try:
                yield self
            finally:
                with self.folder.locked("start"):
                    if try_lock(users, exclusive=True) or alone:
                        self.stop()

    def _join(self, users: object, *, alone: bool) -> None:
        if alone:
            if not try_lock(users, exclusive=True):  # type: ignore[arg-type]
                raise OperatorError(
                    f"Another Baken process uses the data folder {self.folder.path}. Stop it "
                    "first, or choose another folder with BAKEN_DATA."
                )
            self.stop()  # one that an earlier, killed process left behind
        try_lock(users, exclusive=False)  # type: ignore[arg-type]
        if self.running_pid() is None:
            self._start(tied=alone)

    # -- Addresses ---------------------------------------------------------------------------

    def url(self, role: str, database: str = "baken") -> str:
        """Return the address for ``owner``, ``web`` or ``postgres``, with its password."""
        user = role if role == "postgres" else f"baken_{role}"
        password = self.folder.secret(f"database-{role}")
        host = quote(str(self.socket_folder()), safe="")
        return f"postgres://{user}:{password}@/{database}?host={host}&port={PORT}"

    def socket_folder(self) -> Path:
        """Return where the running server's socket is, as its own pid file says."""
        return Path(self._pid_lines()[4])

    # -- State -------------------------------------------------------------------------------

    def _pid_lines(self) -> list[str]:
        with contextlib.suppress(OSError):
            lines = (self.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
            if len(lines) >= 5:
                return lines
        return []

    def running_pid(self) -> int | None:
        """Return the server's process id, or None; a pid file of a dead server is no server.

        A number alone proves nothing, since another process may have it by now (always so
        after a restart in a container): the process must also stand in our data folder.
        """
        lines = self._pid_lines()
        if not lines:
            return None
        pid = int(lines[0])
        try:
            os.kill(pid, 0)
        except OSError:
            return None
        proc = Path(f"/proc/{pid}/cwd")
        if Path("/proc/self").exists():
            try:
                return pid if proc.resolve(strict=True) == self.data.resolve() else None
            except OSError:
                return None
        return pid

    @property
    def data_major(self) -> int | None:
        """Return the major version that made the data, or None when there is none yet."""
        path = self.data / "PG_VERSION"
        return int(path.read_text(encoding="ascii")) if path.exists() else None

    @property
    def programs(self) -> Path:
        """Return the folder of ``psql``, ``pg_dump`` and the like, of the data's own version."""
        return choose(self.kind, self.data_major).folder

    # -- Start -------------------------------------------------------------------------------

    def _start(self, *, tied: bool) -> None:
        binaries = self._chosen()
        self._way = self._way or unprivileged()
        is_new = self.data_major is None
        if is_new:
            self._say(f"Making a database with {binaries} ...")
            self._make_cluster(binaries)
        else:
            self._say(f"Starting {binaries} ...")
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        self._way.let_through(self.folder.path)
        self._way.give(self.data)
        try:
            self._launch(binaries, tied=tied)
            self._make_roles()
        except BaseException:
            self.stop()
            raise

    def _chosen(self) -> Binaries:
        """Return the binaries to start; what is thrown away anyway may be of any version."""
        try:
            return choose(self.kind, self.data_major)
        except OperatorError:
            if not self.throwaway or self.data_major is None:
                raise
            shutil.rmtree(self.data)
            return choose(self.kind, None)

    def _make_cluster(self, binaries: Binaries) -> None:
        """Run ``initdb`` aside and move the result in place, so that half is never used."""
        assert self._way is not None
        aside = self.folder.path / "postgres.new"
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir(mode=0o700)
        password = self.folder.path / "postgres.password"
        self.folder.secret("database-postgres")
        shutil.copy(self.folder.secret_path("database-postgres"), password)
        self._way.let_through(self.folder.path)
        self._way.give(aside)
        self._way.give(password)
        command = [*self._way.prefix, str(binaries.folder / "initdb")]
        command += [f"--pgdata={aside}", "--username=postgres", f"--pwfile={password}"]
        command += ["--auth=scram-sha-256", "--encoding=UTF8", f"--locale={_utf8_locale()}"]
        try:
            done = subprocess.run(  # noqa: S603 - programs we found, arguments we made
                command + (["--no-sync"] if self.throwaway else []),
                capture_output=True,
                text=True,
                env=_clean_environment(),
                check=False,
            )
        finally:
            password.unlink()
        if done.returncode != 0:
            shutil.rmtree(aside, ignore_errors=True)
            raise OperatorError(_explain("making the database", done.stderr or done.stdout))
        aside.rename(self.data)

    def _socket_place(self) -> Path:
        """Return a folder of mode 700 whose path is short enough for a socket in it."""
        assert self._way is not None
        near = self.folder.path / "socket"
        if len(os.fsencode(near / f".s.PGSQL.{PORT}")) <= LONGEST_SOCKET:
            near.mkdir(mode=0o700, exist_ok=True)
            place = near
        else:
            place = self._short_place()
        self._way.give(place)
        return place

    def _short_place(self) -> Path:
        """Return a folder of our own in the temporary folder, the same one each time."""
        assert self._way is not None
        note = self.folder.path / "socket-folder"
        if note.exists():
            place = Path(note.read_text(encoding="utf-8"))
            with contextlib.suppress(OSError):
                state = place.lstat()
                owners = {os.geteuid(), self._way.owner[0] if self._way.owner else 0}
                if state.st_mode == stat.S_IFDIR | 0o700 and state.st_uid in owners:
                    return place
        place = Path(tempfile.mkdtemp(prefix="baken-"))
        note.write_text(str(place), encoding="utf-8")
        return place

    def _launch(self, binaries: Binaries, *, tied: bool) -> None:
        assert self._way is not None
        settings = dict(SERVER_SETTINGS, unix_socket_directories=str(self._socket_place()))
        if self.throwaway:
            settings.update(THROWAWAY_SETTINGS)
        command = [*self._way.prefix, str(binaries.folder / "postgres"), "-D", str(self.data)]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        with self.folder.log("postgres") as log:
            self.process = subprocess.Popen(  # noqa: S603 - as above
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=_clean_environment(),
                start_new_session=True,  # Ctrl-C is for us; we stop it after the others
                preexec_fn=tie_to_parent(signal.SIGINT) if tied else None,
            )
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                break
            lines = self._pid_lines()
            if len(lines) >= 8 and lines[7].strip() == "ready":
                return
            time.sleep(0.05)
        raise OperatorError(_explain("starting the database", self.folder.last_lines("postgres")))

    def _make_roles(self) -> None:
        """Create the two roles and the database where they are missing."""
        with psycopg.connect(self.url("postgres", "postgres"), autocommit=True) as connection:
            self._make_database(connection, "baken")
            # The tests act as the web role from an owner's connection.
            connection.execute("GRANT baken_web TO baken_owner")

    def add_practice(self) -> None:
        """Create the database of practising, with roles that cannot connect to the real one."""
        with psycopg.connect(self.url("postgres", "postgres"), autocommit=True) as connection:
            self._make_database(connection, PRACTICE_DATABASE)

    def _make_database(self, connection: psycopg.Connection[Any], name: str) -> None:
        known = {row[0] for row in connection.execute("SELECT rolname FROM pg_roles")}
        owner, web = f"{name}_owner", f"{name}_web"
        for role, rights in ((owner, "CREATEDB" if name == "baken" else ""), (web, "")):
            if role not in known:
                secret = self.folder.secret(f"database-{role.removeprefix('baken_')}")
                connection.execute(
                    sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOBYPASSRLS {} PASSWORD {}").format(
                        sql.Identifier(role), sql.SQL(rights), sql.Literal(secret)
                    )
                )
        there = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        names = {
            key: sql.Identifier(value)
            for key, value in {"name": name, "owner": owner, "web": web}.items()
        }
        statements = [
            "REVOKE ALL ON DATABASE {name} FROM PUBLIC",
            "GRANT CONNECT, TEMPORARY ON DATABASE {name} TO {web}",
        ]
        if there.fetchone() is None:
            statements.insert(0, "CREATE DATABASE {name} OWNER {owner}")
        for statement in statements:
            connection.execute(sql.SQL(statement).format(**names))

    # -- Stop --------------------------------------------------------------------------------

    def stop(self) -> None:
        """Stop the server, politely first: connections end, data is written."""
        pid = self.process.pid if self.process else self.running_pid()
        lines = self._pid_lines()
        if pid is not None:
            for sign, seconds in ((signal.SIGINT, STOP_SECONDS), (signal.SIGQUIT, 10)):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, sign)
                if self._gone(pid, seconds):
                    break
        self.process = None
        if lines and Path(lines[4]).parent != self.folder.path:
            shutil.rmtree(lines[4], ignore_errors=True)  # the short one in the temporary folder

    def _gone(self, pid: int, seconds: float) -> bool:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if self.process is not None:
                if self.process.poll() is not None:
                    return True
            elif self.running_pid() != pid:
                return True
            time.sleep(0.05)
        return False


def tie_to_parent(sign: signal.Signals) -> Callable[[], None] | None:
    """Return a function for a new process that has the kernel send ``sign`` when we are killed.

    Linux only; elsewhere None, and a killed ``baken run`` leaves processes behind.
    """
    if sys.platform != "linux":
        return None
    library = ctypes.CDLL(None)

    def tie() -> None:
        library.prctl(PR_SET_PDEATHSIG, sign)

    return tie


def _clean_environment() -> dict[str, str]:
    """Return what PostgreSQL needs of our environment: no secrets, no other server's PG*."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    return {**kept, "LC_ALL": "C"}


def _utf8_locale() -> str:
    """Return a UTF-8 locale this machine has, so that case folding knows more than ASCII."""
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        for name in ("C.UTF-8", "C.utf8", "en_US.UTF-8"):
            with contextlib.suppress(locale.Error):
                locale.setlocale(locale.LC_CTYPE, name)
                return name
    finally:
        locale.setlocale(locale.LC_CTYPE, before)
    return "C"


def _explain(doing: str, output: str) -> str:
    """Turn PostgreSQL's words into a message with the likely cause first."""
    causes = {
        "No space left on device": "the disk is full. Free some room, or set BAKEN_DATA to a "
        "folder on another disk.",
        "Permission denied": "PostgreSQL's user may not enter or write the data folder. Choose "
        "a folder that others may pass through with BAKEN_DATA.",
        "has invalid permissions": "the data folder must have mode 700, on a file system that "
        "knows permissions. Set BAKEN_DATA to another folder.",
        "could not look up effective user": "the user has no name on this machine.",
    }
    cause = next((text for sign, text in causes.items() if sign in output), "PostgreSQL refused.")
    detail = "\n".join(f"    {line}" for line in output.strip().splitlines()[-6:])
    return f"While {doing}: {cause}\n{detail}"
