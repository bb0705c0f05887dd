"""``baken manage people_reseal``: second steps under the newest secret key."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as
from baken.foundation.people import secrets_at_rest

SEALED = ("secret", "seed")
"""What django-allauth keeps of an app and of recovery codes; both pass through the adapter."""


class Command(BaseCommand):
    """Seal every secret of a second step anew; afterwards the former key may be forgotten."""

    help = "After a change of BAKEN_SECRET_KEY: seal second steps under the new key."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it in one transaction and say how many."""
        count = 0
        with acting_as(Actor.system("people-reseal")):
            for factor in Authenticator.objects.select_for_update().order_by("pk"):
                for name in SEALED:
                    if name in factor.data:
                        factor.data[name] = secrets_at_rest.reseal(factor.data[name])
                        count += 1
                factor.save(update_fields=["data"])
        self.stdout.write(f"{count} secrets sealed under the newest key")
