"""``baken vault rotate``: wrap all data keys with the newest wrapping key."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.models import Count

from baken.foundation.access.actor import Actor
from baken.foundation.audit import register
from baken.foundation.vault.keyring import wrapping_keys
from baken.foundation.vault.keys import rewrap_all
from baken.foundation.vault.models import DataKey


class Command(BaseCommand):
    """Rotates, or with ``--check`` only counts the keys under each wrapping key."""

    help = (
        "Wrap all data keys with the newest key of BAKEN_VAULT_KEYS. May be stopped and started "
        "again. Run as the owner of the database."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add ``--check`` and ``--batch``."""
        parser.add_argument("--check", action="store_true", help="count only, change nothing")
        parser.add_argument("--batch", type=int, default=500, help="keys per transaction")

    def handle(self, *args: Any, **options: Any) -> None:
        """Rotate and report which wrapping keys are still needed."""
        self._refuse_behind_row_security()
        if not options["check"]:
            done = rewrap_all(batch_size=options["batch"], on_batch=self._say)
            if done:
                register.record(
                    actor=Actor.system("rotation"),
                    event="vault.rotated",
                    organisation_id=None,
                    details={"keys": done, "wrapped_by": wrapping_keys().newest},
                )
        self._report()

    def _refuse_behind_row_security(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT row_security_active('vault_datakey')")
            (hidden,) = cursor.fetchone()
        if hidden:
            raise CommandError("Run this as the owner of the database: other roles see no keys.")

    def _say(self, done: int) -> None:
        self.stdout.write(f"{done} keys wrapped again")

    def _report(self) -> None:
        living = DataKey.objects.filter(destroyed_at__isnull=True)
        counts = dict(living.values_list("kek_id").annotate(Count("pk")))
        for key_id in wrapping_keys().keys:
            self.stdout.write(f"{key_id}: wraps {_keys(counts.pop(key_id, 0))}")
        for key_id, number in sorted(counts.items()):
            self.stdout.write(f"{key_id}: wraps {_keys(number)} but is NOT configured")


def _keys(number: int) -> str:
    return "1 key" if number == 1 else f"{number} keys"
