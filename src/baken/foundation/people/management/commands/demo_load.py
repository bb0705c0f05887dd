"""``baken demo load``: the invented cast, and the invented data of every room."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from baken.foundation.people import demo
from baken.foundation.people.demonstration import CastFault


class Command(BaseCommand):
    """Run all registered demonstration loaders; running it again changes nothing."""

    help = "Load the invented people and data of a demonstration. Refuses in production."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say what was loaded."""
        if settings.BAKEN_MODE == "production":
            raise CommandError("This is production; invented people have no place here.")
        for loader in demo.loaders():
            try:
                self.stdout.write(f"{loader.name}: {loader.load()}")
            except CastFault as fault:
                raise CommandError(str(fault)) from fault
