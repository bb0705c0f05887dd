"""Settings are read strictly: what cannot be understood is named, never guessed."""

from __future__ import annotations

from pathlib import Path

import pytest

from baken.config import environment as env
from baken.config.environment import ConfigurationError
from baken.config.prepare import _shortened


def test_a_secret_comes_from_its_file_before_the_variable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "secret").write_text("from the file\n")
    monkeypatch.setenv("WORD", "from the variable")
    assert env.env_text("WORD") == "from the variable"
    monkeypatch.setenv("WORD_FILE", str(tmp_path / "secret"))
    assert env.env_text("WORD") == "from the file"
    monkeypatch.setenv("WORD_FILE", str(tmp_path / "gone"))
    with pytest.raises(ConfigurationError, match="WORD_FILE"):
        env.env_text("WORD", "a weak default")


@pytest.mark.parametrize("value", ["yes", "1", "", "TRUE "])
def test_only_true_and_false_are_truth_values(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLAG", value)
    with pytest.raises(ConfigurationError, match="FLAG must be true or false"):
        env.env_flag("FLAG")


def test_a_list_has_no_blanks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOSTS", " a.test, ,b.test,")
    assert env.env_list("HOSTS") == ["a.test", "b.test"]


def test_a_database_address_over_a_socket_with_odd_characters_is_understood() -> None:
    found = env.database_from_url("postgres://us%40er:p%2Fw@/name?host=%2Frun%2Fpg&port=5433&x=1")
    assert (found["USER"], found["PASSWORD"], found["NAME"]) == ("us@er", "p/w", "name")
    assert (found["HOST"], found["PORT"], found["OPTIONS"]) == ("/run/pg", "5433", {"x": "1"})


@pytest.mark.parametrize(
    ("url", "port", "starts_tls", "is_tls"),
    [
        ("smtp://jan%40voorbeeld.test:w%3Aw@mail.test", 587, True, False),
        ("smtps://jan%40voorbeeld.test:w%3Aw@mail.test:4650", 4650, False, True),
        ("smtp+plain://jan%40voorbeeld.test:w%3Aw@mail.test", 25, False, False),
    ],
)
def test_a_mail_address_says_how_it_is_protected(
    url: str, port: int, starts_tls: bool, is_tls: bool
) -> None:
    found = env.mail_from_url(url)
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"]) == ("mail.test", port)
    assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == ("jan@voorbeeld.test", "w:w")
    assert (found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (starts_tls, is_tls)


@pytest.mark.parametrize("url", ["mail.test:587", "imap://mail.test", "smtp://"])
def test_a_mail_address_that_cannot_be_understood_is_refused(url: str) -> None:
    with pytest.raises(ConfigurationError, match="BAKEN_MAIL_SERVER must look like"):
        env.mail_from_url(url)


def test_many_lines_of_a_kind_are_counted_and_what_an_editor_changed_is_shown() -> None:
    kept = [f"kept: the number of desk {number}" for number in range(12)]
    created = [f"created: organisation {number}" for number in range(30)]
    few = ["new version: route 2026-11"]
    assert _shortened([*created, *few, *kept]) == ["created: 30", *few, *kept]
    assert _shortened(few) == few
