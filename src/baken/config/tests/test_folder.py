"""The data folder: writable, with room, its secrets closed, its mode kept."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from baken.config.environment import ConfigurationError, OperatorError
from baken.config.folder import DataFolder


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    folder = DataFolder(tmp_path / "data")
    folder.prepare()
    return folder


def test_the_folder_and_its_secrets_are_closed_to_others(folder: DataFolder) -> None:
    first = folder.secret("key")
    assert folder.secret("key") == first
    assert len(first) >= 50
    assert folder.path.stat().st_mode & 0o777 == 0o700
    assert folder.secret_path("key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in folder.secret_path("key").parent.iterdir()] == ["key"]


def test_a_folder_that_cannot_be_written_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OperatorError, match=r"cannot be written: Not a directory.*BAKEN_DATA"):
        DataFolder(tmp_path / "file" / "data").prepare()


def test_a_full_disk_stops_before_anything_is_made(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(folder.path)._replace(free=10 * 2**20)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage)
    with pytest.raises(OperatorError, match="nearly full: 10 MB free"):
        folder.prepare()


def test_a_mode_is_kept_and_never_changed(folder: DataFolder) -> None:
    assert folder.settle_mode("demonstration") == "demonstration"
    assert folder.settle_mode("") == "demonstration"
    with pytest.raises(ConfigurationError, match="demonstration mode and cannot be used in prod"):
        folder.settle_mode("production")


def test_nobody_asked_means_production(folder: DataFolder) -> None:
    assert folder.settle_mode("") == "production"
    with pytest.raises(ConfigurationError, match="production mode"):
        folder.settle_mode("demonstration")


def test_a_long_log_moves_aside_and_a_new_one_begins(folder: DataFolder) -> None:
    with folder.log("web") as log:
        log.write(b"x" * (10 * 2**20 + 1) + b"\n")
    with folder.log("web") as log:
        log.write(b"one\ntwo\nthree\n")
    assert folder.last_lines("web", 2) == "two\nthree"
    assert (folder.path / "log" / "web.log.old").exists()
    assert folder.last_lines("never-written") == ""


def test_the_folder_comes_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("BAKEN_DATA", raising=False)
    assert DataFolder.of_environment().path == Path(os.path.realpath(tmp_path)) / ".baken"
    monkeypatch.setenv("BAKEN_DATA", "elsewhere")
    assert DataFolder.of_environment().path.name == "elsewhere"


def test_a_secret_made_by_two_processes_at_once_is_one_secret(
    folder: DataFolder, monkeypatch: Any
) -> None:
    def slow() -> str:
        folder.secret("key", lambda: "of the other process")
        return "mine"

    monkeypatch.setattr(os, "getpid", iter([1, 2]).__next__)
    assert folder.secret("key", slow) == "of the other process"
