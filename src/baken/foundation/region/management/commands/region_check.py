"""``baken region check DIR``: says what is wrong with a region pack. Needs no database."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from baken.foundation.region.pack import Pack, read_pack, sections


class Command(BaseCommand):
    """Print one line per fault (``file:line: message``, status 1) or a summary (status 0)."""

    help = "Check a region pack: file, line and what is wrong. Needs no database."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the folder."""
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        """Check and report."""
        pack = read_pack(folder)
        if pack.faults:
            for fault in pack.faults:
                self.stdout.write(str(fault))
            sys.exit(1)
        self.stdout.write(_summary(pack))


def _summary(pack: Pack) -> str:
    lines = [f"{pack.content('region')['name']}: the pack is sound."]
    for section in sections():
        if not pack.has(section.name):
            continue
        content = pack.content(section.name)
        version = f"version {content['version']}, " if section.kept_whole else ""
        counts = ", ".join(
            f"{len(value)} {key}" for key, value in content.items() if isinstance(value, list)
        )
        lines.append(f"  {section.name}: {version}{counts}".rstrip(", "))
    return "\n".join(lines)
