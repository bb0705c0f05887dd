"""The embedded PostgreSQL, really started: both sources, both ways for root, crashes and guests."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from baken.config import binaries
from baken.config.embedded import LONGEST_SOCKET, EmbeddedServer
from baken.config.environment import OperatorError
from baken.config.folder import DataFolder

pytestmark = pytest.mark.slow

HAVE = {"system": binaries.system_installations, "wheel": binaries.wheel_installations}
HOLD = """
import sys, time
from pathlib import Path
from baken.config.embedded import EmbeddedServer
from baken.config.folder import DataFolder
with EmbeddedServer(DataFolder(Path(sys.argv[1])), throwaway=True).used(alone=True) as server:
    print(server.running_pid(), flush=True)
    time.sleep(60)
"""


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path / "data")


def query(server: EmbeddedServer, role: str, statement: str) -> list[tuple[object, ...]]:
    with psycopg.connect(server.url(role), autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "Z" not in Path(f"/proc/{pid}/stat").read_text().split(")")[1].split()[0]


@pytest.fixture
def holder(folder: DataFolder) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder.path)], stdout=subprocess.PIPE, text=True
    )
    yield process
    process.kill()
    process.wait()


@pytest.mark.parametrize("kind", ["system", "wheel"])
def test_data_survives_a_restart_and_nothing_is_left_running(folder: DataFolder, kind: str) -> None:
    if not HAVE[kind]():
        pytest.skip(f"no PostgreSQL {kind} on this machine")
    said: list[str] = []
    with EmbeddedServer(folder, kind=kind, say=said.append).used(alone=True) as server:
        pid = server.running_pid()
        query(server, "owner", "CREATE TABLE kept (word text)")
        query(server, "owner", "INSERT INTO kept VALUES ('é')")
    assert pid is not None
    assert not is_alive(pid)
    with EmbeddedServer(folder, kind=kind, say=said.append).used(alone=True) as server:
        assert query(server, "owner", "SELECT upper(word) FROM kept") == [("É",)]
    assert [line.split()[0] for line in said] == ["Making", "Starting"]


def test_the_web_role_is_bound_and_the_owner_is_no_superuser(folder: DataFolder) -> None:
    with EmbeddedServer(folder, throwaway=True).used() as server:
        rights = query(
            server,
            "web",
            "SELECT rolname::text, rolsuper, rolbypassrls, rolcreaterole FROM pg_roles "
            "WHERE rolname LIKE 'baken%' ORDER BY rolname",
        )
        assert rights == [("baken_owner", False, False, False), ("baken_web", False, False, False)]
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            query(server, "web", "CREATE TABLE mine ()")


def test_only_the_password_opens_and_only_this_user_reaches_the_socket(
    folder: DataFolder,
) -> None:
    with EmbeddedServer(folder, throwaway=True).used() as server:
        assert server.socket_folder().stat().st_mode & 0o777 == 0o700
        assert query(server, "web", "SHOW listen_addresses") == [("",)]
        wrong = server.url("web").replace(folder.secret("database-web"), "guess")
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(wrong)
    secrets = folder.path / "secrets"
    assert secrets.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in secrets.iterdir()} == {0o600}


def test_a_failed_statement_is_not_written_to_the_log(folder: DataFolder) -> None:
    with EmbeddedServer(folder, throwaway=True).used() as server:
        query(server, "owner", "CREATE TABLE person (name text PRIMARY KEY)")
        query(server, "owner", "INSERT INTO person VALUES ('Jansje')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            query(server, "owner", "INSERT INTO person VALUES ('Jansje')")
    assert "Jansje" not in folder.last_lines("postgres", 100)
    assert "duplicate key" in folder.last_lines("postgres", 100)


def test_a_second_product_in_the_same_folder_is_refused(
    folder: DataFolder, holder: subprocess.Popen[str]
) -> None:
    assert holder.stdout is not None
    holder.stdout.readline()
    with (
        pytest.raises(OperatorError, match="Another Baken process"),
        EmbeddedServer(folder).used(alone=True),
    ):
        pass
    with EmbeddedServer(folder).used() as guest:
        assert query(guest, "web", "SELECT 1") == [(1,)]
    assert EmbeddedServer(folder).running_pid() is not None, "a guest may not stop the server"


def test_the_last_of_several_commands_stops_the_server(folder: DataFolder) -> None:
    first = EmbeddedServer(folder, throwaway=True)
    second = EmbeddedServer(folder, throwaway=True)
    with first.used():
        pid = first.running_pid()
        with second.used():
            assert second.running_pid() == pid
        assert first.running_pid() == pid
    assert first.running_pid() is None


def test_the_server_ends_with_a_killed_product(
    folder: DataFolder, holder: subprocess.Popen[str]
) -> None:
    assert holder.stdout is not None
    pid = int(holder.stdout.readline())
    holder.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + 10
    while is_alive(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_alive(pid)


def test_a_crash_is_recovered_even_when_the_number_is_taken(folder: DataFolder) -> None:
    with EmbeddedServer(folder).used(alone=True) as server:
        query(server, "owner", "CREATE TABLE kept (word text)")
        query(server, "owner", "INSERT INTO kept VALUES ('safe')")
        assert server.process is not None
        os.kill(server.process.pid, signal.SIGKILL)
        server.process.wait()
        left = (server.data / "postmaster.pid").read_text().splitlines()
    # After a restart of the machine another process has the number, here we ourselves.
    (server.data / "postmaster.pid").write_text("\n".join([str(os.getpid()), *left[1:]]) + "\n")
    assert server.running_pid() is None
    with EmbeddedServer(folder).used(alone=True) as again:
        assert query(again, "owner", "SELECT word FROM kept") == [("safe",)]


def test_a_long_path_gets_a_short_socket_that_goes_with_the_server(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / ("very-long-name-" * 8))
    with EmbeddedServer(folder, throwaway=True).used() as server:
        place = server.socket_folder()
        assert not place.is_relative_to(folder.path)
        assert len(os.fsencode(place / ".s.PGSQL.5432")) <= LONGEST_SOCKET
        assert query(server, "web", "SELECT 1") == [(1,)]
    assert not place.exists()


def test_data_of_another_major_version_says_what_to_do(folder: DataFolder) -> None:
    folder.prepare()
    (folder.path / "postgres").mkdir()
    (folder.path / "postgres" / "PG_VERSION").write_text("9\n")
    with pytest.raises(OperatorError, match="made by PostgreSQL 9") as refusal:
        EmbeddedServer(folder)._start(tied=False)
    assert "docs/operations.md" in str(refusal.value)


def test_what_is_thrown_away_anyway_may_be_of_another_version(folder: DataFolder) -> None:
    folder.prepare()
    (folder.path / "postgres").mkdir()
    (folder.path / "postgres" / "PG_VERSION").write_text("9\n")
    with EmbeddedServer(folder, throwaway=True).used() as server:
        assert query(server, "web", "SELECT 1") == [(1,)]


def test_a_database_half_made_is_made_again(folder: DataFolder) -> None:
    folder.prepare()
    (folder.path / "postgres.new").mkdir()
    (folder.path / "postgres.new" / "PG_VERSION").write_text("18\n")
    with EmbeddedServer(folder, throwaway=True).used() as server:
        assert query(server, "web", "SELECT 1") == [(1,)]


def test_what_postgresql_says_comes_with_the_cause(folder: DataFolder) -> None:
    with EmbeddedServer(folder, throwaway=True).used() as server:
        pass
    server.data.chmod(0o755)
    with (
        pytest.raises(OperatorError, match="must have mode 700"),
        EmbeddedServer(folder, throwaway=True).used(),
    ):
        pass


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to step down")
@pytest.mark.parametrize(
    "ways",
    [
        (binaries.setpriv_way, binaries.namespace_way),
        (binaries.namespace_way, binaries.setpriv_way),
    ],
)
def test_root_steps_down_by_either_way_and_may_change_between(ways: tuple[object, ...]) -> None:
    import shutil
    import tempfile

    chosen = [way() for way in ways]  # type: ignore[operator]
    if not all(binaries._works(way.prefix) for way in chosen):
        pytest.skip("this machine has one way only")
    place = Path(tempfile.mkdtemp(prefix="baken-test-"))
    place.chmod(0o755)
    try:
        for way in chosen:
            server = EmbeddedServer(DataFolder(place / "data"), throwaway=True, way=way)
            with server.used():
                assert query(server, "web", "SELECT 1") == [(1,)]
    finally:
        shutil.rmtree(place)


def test_ending_a_command_from_outside_stops_its_server(folder: DataFolder) -> None:
    command = [sys.executable, "-m", "baken.config.cli", "with-database", "--throwaway", "--"]
    process = subprocess.Popen(
        [*command, sys.executable, "-c", "import time; print(1, flush=True); time.sleep(60)"],
        stdout=subprocess.PIPE,
        env={
            **{name: value for name, value in os.environ.items() if "DATABASE" not in name},
            "BAKEN_DATA": str(folder.path),
        },
    )
    assert process.stdout is not None
    process.stdout.readline()
    pid = EmbeddedServer(folder).running_pid()
    process.terminate()
    assert process.wait(30) == 128 + signal.SIGTERM
    assert pid is not None
    assert not is_alive(pid)
