"""``baken audit verify``: prove that the audit register was not tampered with."""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from baken.foundation.audit.verifying import Fault, Report, Witness, verify


class Command(BaseCommand):
    """Verifies all chains; exit status 1 and one line for each broken one."""

    help = (
        "Verify every chain of the audit register and name the first event in each that was "
        "changed, removed, inserted, moved or cut off. Run as the owner of the database."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the witness files."""
        parser.add_argument(
            "--write-heads", type=Path, metavar="FILE", help="then write the heads, to keep apart"
        )
        parser.add_argument(
            "--against", type=Path, metavar="FILE", help="also compare with heads kept earlier"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify, print the count and the seconds."""
        self._refuse_behind_row_security()
        start = time.perf_counter()
        reports = list(verify())
        faults = [(report.chain, report.fault) for report in reports if report.fault]
        if options["against"]:
            faults += self._witness(options["against"]).faults()
        self._print(reports, faults, time.perf_counter() - start)
        if faults:
            raise SystemExit(1)
        if options["write_heads"]:
            Witness.now(timezone.now()).write(options["write_heads"])

    def _refuse_behind_row_security(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT row_security_active('audit_auditevent')")
            (hidden,) = cursor.fetchone()
        if hidden:
            raise CommandError("Run this as the owner of the database: other roles see too little.")

    def _witness(self, path: Path) -> Witness:
        try:
            return Witness.read(path)
        except (OSError, ValueError) as error:
            raise CommandError(f"{path}: {error}") from error

    def _print(self, reports: list[Report], faults: list[Any], seconds: float) -> None:
        events = sum(report.events for report in reports)
        for chain_id, fault in faults:
            self.stderr.write(_line(chain_id, fault))
        self.stdout.write(
            f"{events} events in {len(reports)} chains verified in {seconds:.1f} seconds: "
            + (f"{len(faults)} BROKEN" if faults else "whole")
        )


def _line(chain_id: object, fault: Fault) -> str:
    return f"chain {chain_id}: {fault.kind}: {fault}"
