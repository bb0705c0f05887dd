"""Settings from the environment, read strictly: an unknown value refuses to start.

Every variable is read through one of these functions, so that a typing error in a
deployment is a clear message at start-up and never a silent default.
"""

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit


class OperatorError(Exception):
    """Something that whoever runs the product can mend; the message says what and how."""


class ConfigurationError(OperatorError):
    """A setting is missing or has a value that cannot be understood."""


def env_text(name: str, default: str = "") -> str:
    """Return the variable, or the content of the file that ``NAME_FILE`` points to.

    Secrets come from files in production; a file that is named but missing raises
    ``ConfigurationError`` instead of falling back on a weak default.
    """
    file_name = os.environ.get(f"{name}_FILE")
    if file_name:
        try:
            return Path(file_name).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ConfigurationError(f"{name}_FILE: {error}") from error
    return os.environ.get(name, default)


def env_flag(name: str, *, default: bool = False) -> bool:
    """Return a boolean; only ``true`` and ``false`` are understood."""
    value = os.environ.get(name, "true" if default else "false").lower()
    if value not in {"true", "false"}:
        raise ConfigurationError(f"{name} must be true or false, not {value!r}")
    return value == "true"


def env_choice(name: str, choices: tuple[str, ...]) -> str:
    """Return one of ``choices``; the first is the default."""
    value = os.environ.get(name, choices[0])
    if value not in choices:
        raise ConfigurationError(f"{name} must be one of {', '.join(choices)}, not {value!r}")
    return value


def env_number(name: str, default: int) -> int:
    """Return a whole number."""
    value = os.environ.get(name, str(default))
    try:
        return int(value)
    except ValueError as error:
        raise ConfigurationError(f"{name} must be a whole number, not {value!r}") from error


def env_list(name: str, default: str = "") -> list[str]:
    """Return the comma-separated parts, without blanks."""
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def mail_from_url(url: str) -> dict[str, object]:
    """Turn ``smtp://user:password@host:port`` into Django's mail settings.

    ``smtp`` starts TLS on the open connection (port 587 unless given), ``smtps`` is TLS from
    the first byte (465). ``smtp+plain`` sends readable (25), for a relay on the same machine.
    """
    parts = urlsplit(url)
    ports = {"smtp": 587, "smtps": 465, "smtp+plain": 25}
    if parts.scheme not in ports or not parts.hostname:
        raise ConfigurationError("BAKEN_MAIL_SERVER must look like smtp://user:password@host:port")
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or ports[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
    }


def database_from_url(url: str) -> dict[str, object]:
    """Turn ``postgres://user:password@host:port/name?host=/socket`` into Django's dictionary."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ConfigurationError(f"DATABASE_URL must start with postgres://, not {parts.scheme!r}")
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", parts.hostname or ""),
        "PORT": query.pop("port", str(parts.port or "")),
        "OPTIONS": query,
    }
