"""Which PostgreSQL is chosen, and what is said when there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from baken.config import binaries
from baken.config.binaries import Binaries
from baken.config.environment import OperatorError

SYSTEM = [Binaries(Path(f"/s{major}"), major, "of this machine") for major in (17, 15)]
WHEEL = [Binaries(Path(f"/w{major}"), major, "from the wheel") for major in (18, 16)]


@pytest.fixture(autouse=True)
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binaries, "system_installations", lambda: SYSTEM)
    monkeypatch.setattr(binaries, "wheel_installations", lambda: WHEEL)


@pytest.mark.parametrize(
    ("kind", "data", "folder"),
    [
        ("auto", None, "/s17"),
        ("wheel", None, "/w18"),
        ("system", None, "/s17"),
        ("auto", 15, "/s15"),
        ("auto", 16, "/w16"),
        ("auto", 18, "/w18"),
    ],
)
def test_data_keep_their_version_and_new_data_get_the_newest(
    kind: str, data: int | None, folder: str
) -> None:
    assert binaries.choose(kind, data).folder == Path(folder)


@pytest.mark.parametrize(("kind", "data"), [("system", 18), ("wheel", 15), ("auto", 14)])
def test_a_version_that_is_not_there_is_named_with_those_that_are(kind: str, data: int) -> None:
    with pytest.raises(OperatorError, match=f"made by PostgreSQL {data}; found here"):
        binaries.choose(kind, data)


def test_without_any_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binaries, "system_installations", list)
    with pytest.raises(OperatorError, match="Install the package 'postgresql'"):
        binaries.choose("system", None)


@pytest.mark.parametrize(
    ("version", "major"),
    [("postgres (PostgreSQL) 18.4", 18), ("postgres (PostgreSQL) 14.2", None), ("gibberish", None)],
)
def test_an_installation_is_whole_and_new_enough_or_none(
    tmp_path: Path, version: str, major: int | None
) -> None:
    for name in ("postgres", "initdb"):
        (tmp_path / name).write_text(f"#!/bin/sh\necho '{version}'\n")
        (tmp_path / name).chmod(0o755)
    found = binaries._installation(tmp_path, "test")
    assert (found.major if found else None) == major
    (tmp_path / "initdb").unlink()
    assert binaries._installation(tmp_path, "test") is None


def test_a_program_that_does_not_run_is_no_installation(tmp_path: Path) -> None:
    for name in ("postgres", "initdb"):
        (tmp_path / name).write_text("not a program")
        (tmp_path / name).chmod(0o755)
    assert binaries._installation(tmp_path, "test") is None


def test_root_without_a_way_down_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binaries.os, "geteuid", lambda: 0)
    monkeypatch.setattr(binaries, "_works", lambda prefix: False)
    with pytest.raises(OperatorError, match="refuses to run as root"):
        binaries.unprivileged()


def test_an_ordinary_user_needs_no_way_down(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binaries.os, "geteuid", lambda: 1000)
    assert binaries.unprivileged().prefix == ()
