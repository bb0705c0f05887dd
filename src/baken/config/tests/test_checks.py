"""Each system check, by its number."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection

from baken.config import checks
from baken.config.embedded import EmbeddedServer
from baken.config.folder import DataFolder

PRODUCTION = {
    "BAKEN_MODE": "production",
    "IS_DEMONSTRATION": False,
    "DEBUG": False,
    "SECRET_KEY": "k9" * 10 + "abcdefghijklmnopqrstuvwxyz0123456789",
    "VAULT_KEYS": "one:" + "A" * 43 + "=",
    "VAULT_SECRETS": "one:" + "B" * 42 + "A=",
    "SITE_ADDRESS": "https://baken.voorbeeld.test",
    "ALLOWED_HOSTS": ["baken.voorbeeld.test"],
    "MAIL_CONFIGURED": True,
    "BEHIND_PROXY": True,
    "ALLAUTH_TRUSTED_PROXY_COUNT": 1,
}


def numbers(found: list[Any]) -> list[str]:
    return sorted({message.id.removeprefix("baken.") for message in found})


def all_numbers() -> list[str]:
    plain = (
        checks.demonstration_stays_apart,
        checks.production_is_closed,
        checks.mail_reaches_people,
    )
    return numbers([message for check in plain for message in check(None)])


@pytest.fixture
def production(settings: Any) -> Any:
    for name, value in PRODUCTION.items():
        setattr(settings, name, value)
    return settings


@pytest.fixture
def demonstration(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    settings.BAKEN_MODE, settings.IS_DEMONSTRATION = "demonstration", True
    settings.SITE_ADDRESS, settings.ALLOWED_HOSTS = "http://localhost:8000", ["localhost", "[::1]"]
    settings.DATA_FOLDER, settings.MAIL_CONFIGURED = tmp_path, True
    for name in ("BAKEN_SECRET_KEY", "BAKEN_VAULT_KEYS", "BAKEN_VAULT_SECRETS"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv(f"{name}_FILE", str(tmp_path / "secrets" / name))
    return settings


def test_good_settings_pass(production: Any) -> None:
    assert all_numbers() == []


def test_a_demonstration_at_home_passes(demonstration: Any) -> None:
    demonstration.ALLOWED_HOSTS = ["localhost", "127.0.0.1", "192.168.1.20", "laptop.local"]
    assert all_numbers() == []


@pytest.mark.parametrize("host", ["baken.rotterdam.voorbeeld", "8.8.8.8", "*", ".example.org"])
def test_a_demonstration_on_a_public_address_is_refused(demonstration: Any, host: str) -> None:
    demonstration.ALLOWED_HOSTS = ["localhost", host]
    assert all_numbers() == ["E001"]


def test_a_demonstration_with_real_secrets_is_refused(
    demonstration: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BAKEN_SECRET_KEY_FILE", "/run/secrets/baken")
    assert all_numbers() == ["E002"]
    monkeypatch.setenv("BAKEN_SECRET_KEY", "real")
    assert all_numbers() == ["E002"]


@pytest.mark.parametrize(
    ("name", "value", "number"),
    [
        ("DEBUG", True, "E003"),
        ("SECRET_KEY", "a" * 30, "E004"),
        ("SECRET_KEY", "a" * 80, "E004"),
        ("VAULT_KEYS", "", "E005"),
        ("VAULT_KEYS", "one:dG9vIHNob3J0", "E005"),
        ("VAULT_SECRETS", "", "E005"),
        ("SITE_ADDRESS", "http://baken.voorbeeld.test", "E006"),
        ("SITE_ADDRESS", "https://elders.test", "E006"),
        ("ALLOWED_HOSTS", ["*"], "E006"),
        ("MAIL_CONFIGURED", False, "W001"),
    ],
)
def test_production_refuses(production: Any, name: str, value: Any, number: str) -> None:
    setattr(production, name, value)
    assert all_numbers() == [number]


@pytest.mark.parametrize(
    ("behind", "proxies", "found"),
    [(True, 0, ["E010"]), (False, 1, ["E010"]), (True, 1, []), (True, 2, [])],
)
def test_callers_are_told_apart_and_cannot_lie(
    production: Any, behind: bool, proxies: int, found: list[str]
) -> None:
    production.BEHIND_PROXY, production.ALLAUTH_TRUSTED_PROXY_COUNT = behind, proxies
    assert all_numbers() == found


def test_a_host_under_a_domain_of_ours_passes(production: Any) -> None:
    production.ALLOWED_HOSTS = [".voorbeeld.test"]
    assert all_numbers() == []


# -- Those that ask the database --------------------------------------------------------------

database = pytest.mark.django_db


def in_database() -> list[str]:
    return numbers(checks.second_lock_holds(None, databases=["default"]))


@database
def test_the_web_role_of_the_tests_passes() -> None:
    assert in_database() == []


@pytest.fixture(scope="module")
def superuser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Give a superuser's cursor on a server of our own: only there can roles be spoiled."""
    folder = DataFolder(tmp_path_factory.mktemp("server"))
    with (
        EmbeddedServer(folder, throwaway=True).used() as server,
        psycopg.connect(server.url("postgres")) as connection,
    ):
        yield connection.cursor()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        ("ALTER ROLE baken_web BYPASSRLS", "has BYPASSRLS"),
        ("ALTER ROLE baken_web SUPERUSER", "is a superuser"),
        ("CREATE TABLE mine (); ALTER TABLE mine OWNER TO baken_web", "owns tables"),
        ("CREATE ROLE other BYPASSRLS; GRANT other TO baken_web", "is a member of a role"),
        (
            "CREATE TABLE owned (); ALTER TABLE owned OWNER TO baken_owner;"
            "GRANT baken_owner TO baken_web",
            "is a member of a role",
        ),
        ("CREATE TABLE open (); GRANT TRUNCATE ON open TO baken_web", "may TRUNCATE"),
    ],
)
def test_a_web_role_that_can_pass_the_lock_is_refused(
    superuser: Any, spoil: str, words: str
) -> None:
    superuser.execute("REVOKE baken_web FROM baken_owner")  # or the circle would be refused
    assert checks._role(superuser) == []
    superuser.execute(spoil)
    found = checks._role(superuser)
    superuser.connection.rollback()
    assert {message.id for message in found} == {"baken.E008"}
    assert any(words in message.msg for message in found)


@database
def test_a_missing_web_role_is_refused(settings: Any) -> None:
    settings.WEB_ROLE = "nobody_made_me"
    assert in_database() == ["E008"]


@database
def test_a_table_without_row_level_security_is_refused() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE notices_notice DISABLE ROW LEVEL SECURITY")
    assert in_database() == ["E009"]


@database
def test_an_old_server_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "OLDEST_MAJOR", 99)
    assert in_database() == ["E007"]


@database
def test_signing_in_as_another_role_than_the_one_with_rights_is_noticed(settings: Any) -> None:
    settings.DATABASE_ROLE, settings.WEB_ROLE = "web", "baken_elsewhere"
    assert "W002" in in_database()


def test_without_a_database_nothing_is_asked() -> None:
    assert checks.second_lock_holds(None) == []
