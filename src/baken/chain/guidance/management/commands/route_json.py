"""Prints the route for answers in JSON; see ``baken.chain.guidance.command``."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from baken.chain.guidance.command import run


class Command(BaseCommand):
    help = "Print the route for a set of answers (JSON file, or - for standard input)."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the source of the answers."""
        parser.add_argument(
            "--json",
            required=True,
            metavar="FILE",
            dest="source",
            help="JSON file with the answers, or - for standard input",
        )
        parser.add_argument(
            "--no-database", action="store_true", help="use the files of the region pack"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the route; end with status 2 when an answer is missing or wrong."""
        status = run(options["source"], use_database=not options["no_database"])
        if status:
            sys.exit(status)
