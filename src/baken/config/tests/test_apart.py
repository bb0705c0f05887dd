"""Real work and practising: two databases with roles that do not reach each other, other keys."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection
from django.test import override_settings

from baken.config import apart, cli, prepare, start
from baken.config.beside import NAME, Beside, NoneBeside
from baken.config.embedded import PRACTICE_DATABASE, EmbeddedServer
from baken.config.environment import OperatorError
from baken.config.folder import DataFolder
from baken.foundation.vault import errors, keys, sealing

REAL, PRACTICE = "baken", PRACTICE_DATABASE
ROLES = {"owner": REAL, "web": REAL, "practice_owner": PRACTICE, "practice_web": PRACTICE}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedServer]:
    """Return a running server with both databases, as ``baken run`` makes them."""
    folder = DataFolder(tmp_path_factory.mktemp("both") / "data")
    with EmbeddedServer(folder, throwaway=True).used() as server:
        server.add_practice()
        server.add_practice()  # the next start finds it there
        yield server


@pytest.mark.parametrize("role", ROLES)
def test_a_role_reaches_its_own_database_and_not_the_other(
    server: EmbeddedServer, role: str
) -> None:
    own = ROLES[role]
    other = PRACTICE if own == REAL else REAL
    with psycopg.connect(server.url(role, own)) as opened:
        assert opened.execute("SELECT current_database()").fetchone() == (own,)
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        psycopg.connect(server.url(role, other))


def test_the_roles_have_passwords_of_their_own_and_no_power(server: EmbeddedServer) -> None:
    passwords = {server.url(role).split(":")[2].split("@")[0] for role in ROLES}
    assert len(passwords) == len(ROLES)
    with psycopg.connect(server.url("postgres", "postgres")) as opened:
        rows = opened.execute(
            "SELECT r.rolname FROM pg_roles r WHERE r.rolname LIKE 'baken%' AND (r.rolsuper OR"
            " r.rolbypassrls OR EXISTS (SELECT 1 FROM pg_auth_members m JOIN pg_roles g ON"
            " g.oid = m.roleid WHERE m.member = r.oid AND g.rolname <> 'baken_web'))"
        ).fetchall()
    assert rows == []


# -- Keys --------------------------------------------------------------------------------------


def own_keys(folder: DataFolder, mode: str, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Return the keys that an installation of a mode makes for itself."""
    names = {"SECRET_KEY": "BAKEN_SECRET_KEY", "VAULT_KEYS": "BAKEN_VAULT_KEYS"}
    names["VAULT_SECRETS"] = "BAKEN_VAULT_SECRETS"
    for variable in (*names.values(), "BAKEN_PRACTICE_SECRET"):
        monkeypatch.delenv(variable, raising=False)
        # Set and taken away, so that what is set below is taken away after the test as well.
        monkeypatch.setenv(f"{variable}_FILE", "x")
        monkeypatch.delenv(f"{variable}_FILE")
    folder.prepare()
    start.set_own_secrets(folder, mode)
    return {
        setting: Path(os.environ[f"{variable}_FILE"]).read_text(encoding="utf-8")
        for setting, variable in names.items()
    }


@pytest.fixture
def both(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[dict[str, str], dict[str, str]]:
    """Return the keys of a real installation and of one for practising."""
    real = own_keys(DataFolder(tmp_path / "real"), "demonstration", monkeypatch)
    return real, own_keys(DataFolder(tmp_path / "other"), "practice", monkeypatch)


def test_text_sealed_on_one_side_is_not_opened_on_the_other(both: Any, cast: Any) -> None:
    place: dict[str, Any] = {"table": "concerns_note", "row_id": uuid.uuid4(), "column": "text"}
    real, other = both
    with override_settings(**real):
        key = keys.new_key(organisation_id=cast.organisations["vlaardingen"].pk)
        sealed = sealing.seal(key, "Vier matrassen.", **place)
        assert sealing.unseal(key, sealed, **place) == "Vier matrassen."
    with override_settings(**other), pytest.raises(errors.KeyMissing):
        sealing.unseal(key, sealed, **place)
    # Even under the same name the key is another.
    renamed = {**other, "VAULT_KEYS": f"{key.kek_id}:{other['VAULT_KEYS'].split(':')[1]}"}
    with override_settings(**renamed), pytest.raises(errors.VaultError):
        sealing.unseal(key, sealed, **place)


def found(**values: Any) -> list[str]:
    """Return the numbers of what the checks of keys refuse."""
    secret = {"PRACTICE_SECRET": "a-secret-for-nothing-but-tickets-" + "x" * 10}
    with override_settings(**{**secret, **values}):
        checks = (apart.keys_have_this_purpose, apart.tickets_have_a_secret_of_their_own)
        return [str(message.id) for check in checks for message in check(None)]


def test_keys_of_one_side_are_refused_on_the_other(both: Any) -> None:
    real, other = both
    assert found(IS_PRACTICE=False, **real) == []
    assert found(IS_PRACTICE=True, **other) == []
    assert found(IS_PRACTICE=True, **real) == ["baken.E012"]
    assert found(IS_PRACTICE=False, **other) == ["baken.E012"]


@pytest.mark.parametrize("name", ["SECRET_KEY", "VAULT_KEYS", "VAULT_SECRETS"])
def test_one_real_key_among_others_is_enough_to_refuse(both: Any, name: str) -> None:
    real, other = both
    assert found(IS_PRACTICE=True, **{**other, name: real[name]}) == ["baken.E012"]
    if name != "SECRET_KEY":
        mixed = f"{other[name]},{real[name]}"
        assert found(IS_PRACTICE=True, **{**other, name: mixed}) == ["baken.E012"]


@pytest.mark.parametrize("secret", ["", "short", "SECRET_KEY"])
def test_tickets_need_a_secret_that_is_used_for_nothing_else(both: Any, secret: str) -> None:
    _real, other = both
    secret = other.get(secret, secret)
    assert found(IS_PRACTICE=True, **{**other, "PRACTICE_SECRET": secret}) == ["baken.E013"]
    assert found(IS_PRACTICE=False, PRACTICE_SECRET="") == []
    assert found(IS_PRACTICE=False, PRACTICE_SECRET="", PRACTICE_PORT=8001) == ["baken.E013"]


@pytest.mark.parametrize(
    ("address", "refused"),
    [
        ("https://baken.voorbeeld.nl:8443", ["baken.E014"]),
        ("https://BAKEN.voorbeeld.nl", ["baken.E014"]),
        ("https://oefenen.voorbeeld.nl", []),
        ("", []),
    ],
)
def test_another_port_of_the_real_host_is_refused(address: str, refused: list[str]) -> None:
    real = {"BAKEN_MODE": "production", "SITE_ADDRESS": "https://baken.voorbeeld.nl"}
    with override_settings(**real, PRACTICE_ADDRESS=address):
        said = apart.practising_has_a_host_of_its_own(None)
    assert [message.id for message in said] == refused


def test_fresh_secrets_for_practising_say_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["secrets", "--practice"]) == 0
    printed = dict(line.split("=", 1) for line in capsys.readouterr().out.splitlines())
    settings = {name.removeprefix("BAKEN_"): value for name, value in printed.items()}
    assert found(IS_PRACTICE=True, **settings) == []


# -- What the database remembers ---------------------------------------------------------------


def refused(*, practice: bool) -> list[str]:
    """Return what the check of the database says."""
    with override_settings(IS_PRACTICE=practice):
        return [str(one.id) for one in apart.database_has_this_purpose(None, ["default"])]


@pytest.mark.parametrize("practice", [True, False])
def test_a_database_remembers_what_it_is_for(db: None, practice: bool) -> None:
    with override_settings(IS_PRACTICE=practice):
        apart.refuse_other_database()
        prepare.settle()
        apart.refuse_other_database()
    assert refused(practice=practice) == []
    assert refused(practice=not practice) == ["baken.E011"]
    with override_settings(IS_PRACTICE=not practice):
        with pytest.raises(OperatorError, match="cannot be used"):
            apart.refuse_other_database()
        apart.remember()  # once is for good
    assert refused(practice=practice) == []


def test_a_database_that_was_never_told_is_not_practised_in(db: None) -> None:
    assert refused(practice=True) == ["baken.E011"]
    assert refused(practice=False) == []


def test_a_database_with_accounts_of_before_is_real(cast: Any) -> None:
    with override_settings(IS_PRACTICE=True), pytest.raises(OperatorError, match="real work"):
        apart.refuse_other_database()


def test_the_web_role_cannot_make_a_real_database_one_for_practising(db: None) -> None:
    from baken.config.database import grant_web_role

    apart.remember()
    grant_web_role()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT bool_or(has_table_privilege('baken_web', 'practice_installation', p))"
            " FROM unnest(ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) AS p"
        )
        assert cursor.fetchone() == (False,)


# -- What `baken run` starts -------------------------------------------------------------------


REAL_SETTINGS = (
    "DATABASE_URL",
    "DATABASE_OWNER_URL",
    "BAKEN_SECRET_KEY",
    "BAKEN_VAULT_KEYS",
    "BAKEN_VAULT_SECRETS_FILE",
    "BAKEN_MAIL_SERVER",
    "BAKEN_SITE_ADDRESS",
)


class Guests:
    """Stands for the processes of a run: remembers who was invited."""

    def __init__(self) -> None:
        self.invited: list[str] = []
        self.is_gone = False

    def invite(self, name: str, command: list[str], environment: dict[str, str]) -> None:
        self.invited.append(name)

    def guest_is_gone(self, name: str) -> bool:
        return self.is_gone


@pytest.fixture
def run(server: EmbeddedServer, monkeypatch: pytest.MonkeyPatch) -> start.Ground:
    """Return the ground of a demonstration, with the secrets of the real side around."""
    for name in ("SECRET", "PORT", "STATE"):
        for variable in (f"BAKEN_PRACTICE_{name}", f"BAKEN_PRACTICE_{name}_FILE"):
            monkeypatch.setenv(variable, "x")
            monkeypatch.delenv(variable)
    monkeypatch.setenv("BAKEN_MODE", "demonstration")
    for name in REAL_SETTINGS:
        monkeypatch.setenv(name, f"the real {name}")
    return start.Ground(server.folder, server)


def test_the_other_installation_is_told_nothing_of_the_real_one(
    run: start.Ground, server: EmbeddedServer
) -> None:
    beside = Beside.of(run, "127.0.0.1", 8000)
    told = beside.environment(server)
    assert {os.environ[name] for name in REAL_SETTINGS}.isdisjoint(told.values())
    assert not {"BAKEN_VAULT_KEYS", "BAKEN_SECRET_KEY", "BAKEN_MAIL_SERVER"} & told.keys()
    assert told["BAKEN_MODE"] == NAME
    assert told["PORT"] == os.environ["BAKEN_PRACTICE_PORT"] == "8001"
    assert PRACTICE in told["DATABASE_URL"]
    assert told["BAKEN_DATA"] != str(run.folder.path)
    assert told["BAKEN_PRACTICE_SECRET_FILE"] == os.environ["BAKEN_PRACTICE_SECRET_FILE"]


def test_its_end_is_said_once_and_takes_nothing_down(run: start.Ground) -> None:
    said: list[str] = []
    guests: Any = Guests()
    beside = Beside.of(run, "127.0.0.1", 8000)
    state = Path(os.environ["BAKEN_PRACTICE_STATE"])
    assert state.read_text().strip() == "starting"
    beside.begin(guests, said.append)
    beside.look()
    assert guests.invited == [NAME]
    guests.is_gone = True
    beside.look()
    beside.look()
    assert sum("has stopped" in line for line in said) == 1
    assert state.read_text().strip() == "stopped"


def test_a_fault_while_it_is_made_is_said_too(
    run: start.Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(self: EmbeddedServer) -> None:
        raise psycopg.OperationalError

    monkeypatch.setattr(EmbeddedServer, "add_practice", broken)
    said: list[str] = []
    guests: Any = Guests()
    Beside.of(run, "127.0.0.1", 8000).begin(guests, said.append)
    assert guests.invited == []
    assert "everything else goes on" in said[0]


@pytest.mark.parametrize(
    ("mode", "more", "wanted"),
    [
        ("demonstration", {}, True),
        ("demonstration", {"BAKEN_PRACTICE": "false"}, False),
        ("production", {}, False),
        ("production", {"BAKEN_PRACTICE_ADDRESS": "https://oefenen.test"}, True),
        ("practice", {}, False),
    ],
)
def test_when_practising_comes_along(
    run: start.Ground,
    monkeypatch: pytest.MonkeyPatch,
    mode: str,
    more: dict[str, str],
    wanted: bool,
) -> None:
    monkeypatch.setenv("BAKEN_MODE", mode)
    for name, value in more.items():
        monkeypatch.setenv(name, value)
    found = Beside.of(run, "127.0.0.1", 8000)
    assert isinstance(found, NoneBeside) is not wanted
    # With somebody else's server it is a service of its own.
    assert isinstance(Beside.of(start.Ground(run.folder), "127.0.0.1", 8000), NoneBeside)
