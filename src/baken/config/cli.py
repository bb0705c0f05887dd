"""The ``baken`` command line: one word or two, then options.

A command that needs a database gets one: the server of ``DATABASE_URL``, or the embedded one
of the data folder, started for the length of the command when it does not run yet.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from secrets import token_urlsafe

from . import start
from .environment import OperatorError, env_text


@dataclass(frozen=True)
class Forwarded:
    """A command that is a management command of one of the rooms.

    ``role`` is the database role it signs in with: ``owner`` to load and migrate, ``web``
    where row-level security must bind it. ``needs_database`` is False for what only reads
    files.
    """

    words: str
    target: str
    help: str
    role: str = "owner"
    needs_database: bool = True


FORWARDED = (
    Forwarded("demo load", "demo_load", "load the invented cast and weeks of invented concerns"),
    Forwarded(
        "region check", "region_check", "check a region pack: file, line, fault", "web", False
    ),
    Forwarded("region load", "region_load", "load a region pack, all of it or nothing"),
    Forwarded("route", "route_json", "print the route for answers in JSON", "web", False),
    Forwarded(
        "dossier facts",
        "dossier_facts",
        "is every fact of the dossier on paper in the one that is made?",
        "web",
    ),
    Forwarded("audit verify", "audit_verify", "prove that the audit register was not changed"),
    Forwarded("vault rotate", "vault_rotate", "wrap all data keys with the newest key"),
    Forwarded("retention run", "retention_run", "shred what has passed its retention term"),
)

OWN = {
    "run": "start everything: database, web, worker (--demo: with invented people)",
    "check": "check settings, database, region pack, mail and worker",
    "migrate": "bring the database up to date, as its owner",
    "serve": "start the web process only",
    "worker": "start the background worker only",
    "bench": "measure pages and actions on 1,000,000 invented concerns",
    "estimate": "estimate who is on none of several overlapping lists (a file of lists)",
    "secrets": "print fresh secrets for production",
    "with-database": "run another program with a database (--throwaway: for tests)",
    "manage": "run a Django management command as the owner",
}


def say(line: str) -> None:
    """Print one line of progress at once, also into a pipe; errors go elsewhere."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def usage() -> str:
    """Return the list of commands."""
    lines = [f"  {words:<15} {text}" for words, text in OWN.items()]
    lines += [f"  {command.words:<15} {command.help}" for command in FORWARDED]
    return "Usage: baken COMMAND [options]\n\n" + "\n".join(sorted(lines)) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status. A fault of use is one line and status 2."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    # So that a database we started also stops when somebody ends the command from outside.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    try:
        return _dispatch(words)
    except OperatorError as error:
        sys.stderr.write(f"baken: {error}\n")
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read our words has gone ("baken route ... | head"); that is no fault.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _dispatch(words: list[str]) -> int:
    if not words or words[0] in {"help", "-h", "--help"}:
        say(usage())
        return 0 if words else 2
    if words[0] in OWN:
        return _OWN_COMMANDS[words[0]](words[1:])
    for command in FORWARDED:
        parts = command.words.split()
        if words[: len(parts)] == parts:
            return forward(command, words[len(parts) :])
    sys.stderr.write(f"baken: there is no command {' '.join(words[:2])!r}\n\n{usage()}")
    return 2


def _manage(target: str, arguments: list[str]) -> int:
    """Run a management command in this process."""
    start.set_up_django()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["baken", target, *arguments])
    return 0


def _known(target: str) -> bool:
    start.set_up_django()
    from django.core.management import get_commands

    return target in get_commands()


def forward(command: Forwarded, arguments: list[str]) -> int:
    """Run a room's management command with what it needs around it."""
    os.environ["BAKEN_DATABASE_ROLE"] = command.role
    if not command.needs_database:
        start.use_running_database()
        start.set_passing_secret()
    with start.database(say=_to_stderr) if command.needs_database else nullcontext():
        if not _known(command.target):
            raise OperatorError(f"'{command.words}' is not part of this build.")
        return _manage(command.target, arguments)


def _to_stderr(line: str) -> None:
    sys.stderr.write(line + "\n")


def _grant() -> None:
    from .database import grant_web_role

    grant_web_role()


def _run(arguments: list[str]) -> int:
    from .supervisor import run

    parser = argparse.ArgumentParser(prog="baken run", description=OWN["run"])
    parser.add_argument("--demo", action="store_true", help="invented people, one-click sign-in")
    parser.add_argument("--port", type=int, help="port of the web address (PORT, 8000)")
    parser.add_argument("--host", help="address to listen on (HOST, 127.0.0.1)")
    options = parser.parse_args(arguments)
    return run(
        mode="demonstration" if options.demo else "", port=options.port, host=options.host, say=say
    )


def _check(arguments: list[str]) -> int:
    from .doctor import report

    argparse.ArgumentParser(prog="baken check", description=OWN["check"]).parse_args(arguments)
    os.environ["BAKEN_DATABASE_ROLE"] = "web"
    with start.database(say=_to_stderr):
        return report(say)


def _migrate(arguments: list[str]) -> int:
    os.environ["BAKEN_DATABASE_ROLE"] = "owner"
    with start.database(say=_to_stderr):
        start.set_up_django()
        from . import apart, prepare

        apart.refuse_other_database()
        status = _manage("migrate", arguments)
        prepare.settle()
        _grant()
    return status


def _serve(arguments: list[str]) -> int:
    from .supervisor import STATEMENT_SECONDS, web_command

    parser = argparse.ArgumentParser(prog="baken serve", description=OWN["serve"])
    parser.add_argument("--port", type=int, default=int(env_text("PORT", "8000")))
    parser.add_argument("--host", default=env_text("HOST", "127.0.0.1"))
    options = parser.parse_args(arguments)
    _needs_server("serve")
    os.environ["BAKEN_DATABASE_ROLE"] = "web"
    with start.database(say=_to_stderr):
        start.refuse_unsafe()
        os.environ.setdefault("BAKEN_STATEMENT_SECONDS", STATEMENT_SECONDS)
        command = web_command(options.host, options.port)
        os.execv(command[0], command)  # noqa: S606 - this process becomes the web process


def _worker(arguments: list[str]) -> int:
    from .worker import work

    argparse.ArgumentParser(prog="baken worker", description=OWN["worker"]).parse_args(arguments)
    _needs_server("worker")
    os.environ["BAKEN_DATABASE_ROLE"] = "web"
    with start.database(say=_to_stderr):
        start.refuse_unsafe()
        return work()


def _needs_server(word: str) -> None:
    if not start.has_server():
        raise OperatorError(f"'{word}' needs DATABASE_URL. 'baken run' brings its own database.")


def _secrets(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="baken secrets", description=OWN["secrets"])
    parser.add_argument("--name", default="1", help="name of the new keys (a-z, 0-9, -)")
    parser.add_argument("--practice", action="store_true", help="for practising beside real work")
    options = parser.parse_args(arguments)
    label = start.PRACTICE_LABEL if options.practice else ""
    say(f"BAKEN_SECRET_KEY={label}{token_urlsafe(64)}")
    say(f"BAKEN_VAULT_KEYS={start.fresh_key(label + options.name)}")
    say(f"BAKEN_VAULT_SECRETS={start.fresh_key(label + options.name)}")
    if options.practice:
        say(f"BAKEN_PRACTICE_SECRET={token_urlsafe(48)}")
    return 0


def _with_database(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="baken with-database", description=OWN["with-database"])
    parser.add_argument("--throwaway", action="store_true", help="fast and unsafe, for tests")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    options = parser.parse_args(arguments)
    command = options.command[1:] if options.command[:1] == ["--"] else options.command
    if not command:
        parser.error("which program?")
    throwaway = options.throwaway and not start.has_server()
    with start.throwaway_database(_to_stderr) if throwaway else start.database(say=_to_stderr):
        return subprocess.run(command, check=False).returncode  # noqa: S603 - the user's own words


def _bench(arguments: list[str]) -> int:
    from baken.bench.command import run

    return run(arguments, say=say)


def _estimate(arguments: list[str]) -> int:
    from baken.insight.estimation.command import run

    return run(arguments, say=say)


def _manage_words(arguments: list[str]) -> int:
    os.environ.setdefault("BAKEN_DATABASE_ROLE", "owner")
    with start.database(say=_to_stderr):
        return _manage(arguments[0] if arguments else "help", arguments[1:])


_OWN_COMMANDS = {
    "run": _run,
    "check": _check,
    "migrate": _migrate,
    "serve": _serve,
    "worker": _worker,
    "bench": _bench,
    "estimate": _estimate,
    "secrets": _secrets,
    "with-database": _with_database,
    "manage": _manage_words,
}

if __name__ == "__main__":
    sys.exit(main())
