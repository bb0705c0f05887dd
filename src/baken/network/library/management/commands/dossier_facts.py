"""``baken dossier facts``: is every fact of the dossier on paper in the one that is made?"""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from baken.foundation.access.lock import acting_as
from baken.foundation.region.documents import DocumentMissing
from baken.network.library.dossier.editions import SYSTEM
from baken.network.library.dossier.facts import MISSING, FactsUnreadable, judge, read_facts
from baken.network.library.dossier.making import READER, make


class Command(BaseCommand):
    help = "List every heading and fact of the dossier on paper: found, left out or missing."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the list and the form of the answer."""
        standard = Path(settings.REGIONS_FOLDER).parent / "docs" / "dossier-facts.yaml"
        parser.add_argument("--json", action="store_true", dest="as_json", help="print JSON")
        parser.add_argument("--file", type=Path, default=standard, help="the list of facts")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the verdicts; end with status 1 when something is missing."""
        try:
            facts = read_facts(options["file"])
            with acting_as(SYSTEM):
                judged = judge(facts, make(READER))
        except FactsUnreadable as error:
            raise CommandError(str(error)) from error
        except DocumentMissing as error:
            raise CommandError("this region has no introduction dossier") from error
        counts = Counter(one.verdict for one in judged)
        if options["as_json"]:
            told = {"counts": counts, "judged": [asdict(one) for one in judged]}
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
        else:
            self.stdout.writelines(f"{one.line}\n" for one in judged)
            self.stdout.write(", ".join(f"{number} {word}" for word, number in counts.items()))
        if counts[MISSING]:
            sys.exit(1)
