"""The ticket with which somebody goes over: who she is stays behind.

It says a code, a role, where it was made, and a number that makes it the only one; it is signed
with a secret that both installations have for nothing else, and good for one minute. The code is
a keyed digest of the account under a key that the practice side does not have, so that nobody
there, with everything that is there, finds out who it was.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import asdict, dataclass
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db import IntegrityError, transaction
from django.utils.crypto import salted_hmac

from baken.foundation.access.roles import Role

from .models import UsedTicket

SECONDS = 60
"""How long a ticket is good: the time to press a button."""
SALT = "baken.practice.ticket"
CODE_SALT = "baken.practice.code"
LONGEST = 1_000


class TicketRefused(Exception):
    """The ticket is not one of ours, too old, or was used. Which one is nobody's business."""


@dataclass(frozen=True)
class Ticket:
    """What goes over. No name, and no id of a person, a role or an organisation."""

    code: str
    role: str
    came_from: str
    number: str


def code_of(account_id: UUID) -> str:
    """Return the practice code of an account: the same each time, and it leads nowhere back."""
    return salted_hmac(CODE_SALT, str(account_id), algorithm="sha256").hexdigest()


def issue(account_id: UUID, role: Role, *, came_from: str) -> str:
    """Return a fresh, signed ticket. ``came_from`` is scheme and host of the real product."""
    ticket = Ticket(code_of(account_id), role.value, came_from, secrets.token_urlsafe(16))
    return signing.dumps(asdict(ticket), key=_secret(), salt=SALT)


def use(text: str) -> Ticket:
    """Return what a ticket says and make it worthless; raise ``TicketRefused``.

    Runs as a part of the system. Of two that come with the same ticket at once, the database
    lets one in.
    """
    ticket = read(text)
    digest = hashlib.sha256(f"{ticket.code} {ticket.number}".encode()).digest()
    try:
        with transaction.atomic():
            UsedTicket.objects.create(digest=digest)
    except IntegrityError:
        raise TicketRefused from None
    return ticket


def read(text: str) -> Ticket:
    """Return what a ticket says, when it was signed here less than a minute ago."""
    if len(text) > LONGEST:
        raise TicketRefused
    try:
        said = signing.loads(text, key=_secret(), salt=SALT, max_age=SECONDS)
        ticket = Ticket(**said)
    except (signing.BadSignature, TypeError, ValueError):
        raise TicketRefused from None
    if not all(isinstance(value, str) and value for value in asdict(ticket).values()):
        raise TicketRefused
    return ticket


def _secret() -> str:
    """Return the shared secret; without one nothing is signed and nothing is believed."""
    if not settings.PRACTICE_SECRET:
        raise TicketRefused
    secret: str = settings.PRACTICE_SECRET
    return secret
