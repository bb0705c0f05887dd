"""``baken region load DIR``: brings a region pack into the database, all of it or nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from baken.foundation.region.loading import PackRefused, load_pack
from baken.foundation.region.pack import read_pack


class Command(BaseCommand):
    """Print what changed and what an editor's change kept from changing."""

    help = "Load a region pack. What was edited on screen is never overwritten, but reported."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the folder."""
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        """Load and report."""
        try:
            report = load_pack(read_pack(folder))
        except PackRefused as refused:
            raise CommandError(f"{refused}\nNothing was changed.") from refused
        for line in report.lines():
            self.stdout.write(line)
