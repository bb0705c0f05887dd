"""What must be true before the first request; run by ``baken run`` as the database's owner.

Catalogues, tables, rights of the web role, the region pack, the invented people of a
demonstration, static files. Every step may be repeated and is then quick.
"""

from __future__ import annotations

import hashlib
import io
import sys
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

from .environment import OperatorError, env_text
from .start import refuse_unsafe, set_up_django

LONGEST_REPORT = 8


def prepare(say: Callable[[str], None], *, with_demonstration: bool = True) -> None:
    """Do all steps, with a line for each that takes time; raise ``OperatorError`` with a cause.

    ``with_demonstration=False`` leaves the invented people out: the bench has its own.
    """
    _compile_catalogues(say)
    set_up_django()
    _migrate(say)
    _load_region(say)
    if with_demonstration:
        _load_demonstration(say)
    _collect_static(say)
    refuse_unsafe()


def _compile_catalogues(say: Callable[[str], None]) -> None:
    """Write the ``.mo`` files that are older than their ``.po``; before Django reads them."""
    messages = _messages()
    stale = [app for app in messages.apps() if _is_stale(messages.catalogue_path(app))]
    if stale:
        say("Compiling the Dutch texts ...")
    try:
        for app in stale:
            messages.compile_catalogue(app)
    except OSError as error:
        raise OperatorError(
            f"The Dutch texts cannot be compiled: {error.strerror} ({error.filename}). Run "
            "'python -m baken.config.messages compile' once as the owner of the program files."
        ) from error


def _messages() -> ModuleType:
    from . import messages

    return messages


def _is_stale(catalogue: Path) -> bool:
    compiled = catalogue.with_suffix(".mo")
    if not catalogue.exists():
        return False
    return not compiled.exists() or compiled.stat().st_mtime < catalogue.stat().st_mtime


def _migrate(say: Callable[[str], None]) -> None:
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from . import apart
    from .database import grant_web_role

    apart.refuse_other_database()
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        say(f"Bringing the database up to date ({len(waiting)} steps) ...")
        call_command("migrate", verbosity=0, interactive=False)
    settle()
    grant_web_role()


def settle() -> None:
    """Let the database remember what it is for; lay the ground of practising where it is that."""
    from django.conf import settings

    from . import apart

    apart.remember()
    if settings.IS_PRACTICE:
        from baken.chain.practice import ground

        ground.lay()


def _load_region(say: Callable[[str], None]) -> None:
    from django.conf import settings
    from django.core.management import CommandError, call_command

    pack = settings.REGIONS_FOLDER / settings.REGION
    if not pack.is_dir():
        raise OperatorError(
            f"There is no region pack {pack}. Set BAKEN_REGIONS to the folder with packs and "
            "BAKEN_REGION to the name of one."
        )
    say(f"Loading the region pack '{settings.REGION}' ...")
    report = io.StringIO()
    try:
        call_command("region_load", pack, stdout=report)
    except CommandError as error:
        raise OperatorError(f"The region pack was refused.\n{error}") from error
    lines = report.getvalue().splitlines()
    say("\n".join(f"  {line}" for line in _shortened(lines)))


def _shortened(lines: list[str]) -> list[str]:
    """Return a report in which many lines of one kind became a count ("created: 96").

    What an editor changed and the pack could not is always shown in full.
    """
    kinds = Counter(line.split(":")[0] for line in lines)
    many = [kind for kind, count in kinds.items() if count > LONGEST_REPORT and kind != "kept"]
    counts = [f"{kind}: {kinds[kind]}" for kind in many]
    return counts + [line for line in lines if line.split(":")[0] not in many]


def _load_demonstration(say: Callable[[str], None]) -> None:
    from django.conf import settings
    from django.core.management import call_command, get_commands

    if settings.IS_DEMONSTRATION and "demo_load" in get_commands():
        say("Loading invented people and weeks of invented concerns ...")
        call_command("demo_load")


def _collect_static(say: Callable[[str], None]) -> None:
    """Collect style sheets and scripts, unless nothing changed since the last time."""
    from django.conf import settings
    from django.core.management import call_command

    stamp = settings.STATIC_ROOT / ".sources"
    sources = _fingerprint()
    if stamp.exists() and stamp.read_text(encoding="ascii") == sources:
        return
    say("Collecting style sheets and scripts ...")
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(sources, encoding="ascii")


def _fingerprint() -> str:
    """Return a digest of names, sizes and times of all static sources."""
    from django.contrib.staticfiles.finders import get_finders

    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            state = Path(storage.path(path)).stat()
            digest.update(f"{path}\0{state.st_size}\0{state.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> int:
    """Prepare; explain what an operator can mend in a few lines, and show the rest in full."""
    from django.db import DatabaseError

    try:
        prepare(_say)
    except OperatorError as error:
        sys.stderr.write(f"baken: {error}\n")
    except DatabaseError as error:
        trace = traceback.format_exc() if env_text("BAKEN_LOG_LEVEL") == "DEBUG" else ""
        sys.stderr.write(
            f"{trace}baken: The database refused a step: {str(error).strip()}\n"
            "(BAKEN_LOG_LEVEL=DEBUG shows where.)\n"
        )
    else:
        return 0
    return 1


if __name__ == "__main__":
    sys.exit(main())
