"""``baken manage people_invite``: the first administrator of a new installation."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as
from baken.foundation.access.permissions import Permission
from baken.foundation.access.roles import Domain, Role
from baken.foundation.people import links
from baken.foundation.people.actions.invitations import invite
from baken.foundation.people.errors import PeopleError
from baken.foundation.people.fitting import Draft
from baken.foundation.region.models import Organisation

COMMAND_LINE = Actor.system("command-line", permissions=frozenset({Permission.ACCOUNT_MANAGE}))


class Command(BaseCommand):
    """Invite somebody and print the one-time link (or mail it)."""

    help = "Invite somebody, by default an administrator of the region; prints the one-time link."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("email")
        parser.add_argument("name")
        parser.add_argument("--organisation", default="var", help="slug, default: var")
        parser.add_argument("--role", default="administrator", choices=Role.values)
        parser.add_argument("--domain", default="", choices=Domain.values)
        parser.add_argument("--mail", action="store_true", help="mail the link, do not print it")

    def handle(self, *args: Any, **options: Any) -> None:
        """Invite, and print the link unless it is mailed."""
        with transaction.atomic(), acting_as(COMMAND_LINE):
            try:
                draft = Draft(
                    organisation=Organisation.objects.get(slug=options["organisation"]),
                    role=Role(options["role"]),
                    domain=Domain(options["domain"]),
                    starts_on=timezone.localdate(),
                )
                account = invite(
                    actor=COMMAND_LINE,
                    email=options["email"],
                    name=options["name"],
                    draft=draft,
                    by_mail=options["mail"],
                )
            except Organisation.DoesNotExist:
                raise CommandError(f"no organisation {options['organisation']!r}") from None
            except PeopleError as refusal:
                raise CommandError(refusal.message) from refusal
            if not options["mail"]:
                self.stdout.write(links.issue(account.links.open().get()))
