"""``baken retention run``: shred what has passed its term."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from baken.foundation.retention.errors import RetentionFailed
from baken.foundation.retention.shredding import run


class Command(BaseCommand):
    """Runs what the nightly job runs, or with ``--dry-run`` only counts."""

    help = "Shred everything whose retention term has ended and that nobody holds."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add ``--dry-run``."""
        parser.add_argument("--dry-run", action="store_true", help="count only, change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run and print one line per kind."""
        try:
            outcome = run(dry_run=options["dry_run"])
        except RetentionFailed as problem:
            raise CommandError(f"not shredded: {problem}") from None
        word = "would be shredded" if options["dry_run"] else "shredded"
        for kind, number in outcome.shredded.items():
            self.stdout.write(f"{kind}: {number} {word}, {outcome.held[kind]} held")
        if not outcome.shredded:
            self.stdout.write("Nothing is registered with a retention term.")
