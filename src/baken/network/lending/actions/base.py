"""What the actions share: locking a request, writing its history, telling a race apart."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.http import Http404
from django.utils.translation import gettext as _

from baken.foundation.access.actor import Actor
from baken.foundation.access.permissions import Permission
from baken.network.lending.access import keeps_the_store
from baken.network.lending.errors import EditConflict, LendingRefused
from baken.network.lending.models import LoanRequest, RequestEvent

ONE_AT_A_TIME = ("loan_no_overlap", "loan_item_with_one_borrower")
"""The constraints of migrations 0002 and 0004."""


def require_keeper(actor: Actor) -> None:
    """Raise ``PermissionDenied`` for who does not lend."""
    if not keeps_the_store(actor):
        raise PermissionDenied


def require_asker(actor: Actor) -> None:
    """Raise ``PermissionDenied`` for who may not ask."""
    if not actor.may(Permission.LENDING_REQUEST) or actor.membership_id is None:
        raise PermissionDenied


def member(actor: Actor) -> UUID:
    """Return the membership under which a person acts; the checks above made sure of one."""
    assert actor.membership_id is not None
    return actor.membership_id


def locked(actor: Actor, request_id: UUID) -> LoanRequest:
    """Return a request the actor may know of, locked; raises ``Http404``."""
    found = (
        LoanRequest.objects.visible_to(actor)
        .select_related("organisation", "membership__account")
        .select_for_update(of=("self",))
        .filter(pk=request_id)
        .first()
    )
    if found is None:
        raise Http404
    request: LoanRequest = found
    return request


def hold(name: str) -> None:
    """Wait until nobody else holds the name; it is let go when the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def check_version(request: LoanRequest, version: int) -> None:
    """Raise ``EditConflict`` when the request was changed after it was opened."""
    if request.version != version:
        raise EditConflict(_("Somebody else changed this while you were busy."))


def note(actor: Actor, request: LoanRequest, kind: str, words: str = "") -> None:
    """Add a line to the history of a request."""
    RequestEvent.objects.create(
        request=request, kind=kind, note=words[:500], membership_id=member(actor)
    )


def save(request: LoanRequest, *fields: str) -> None:
    """Save the fields that changed, as a new version."""
    request.version += 1
    request.save(update_fields=[*fields, "version"])


@contextmanager
def friendly_race(message: str) -> Iterator[None]:
    """Turn a refusal of the database's overlap constraint into words.

    The block runs in a savepoint, so that the caller's transaction can go on.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if not any(name in str(error) for name in ONE_AT_A_TIME):
            raise
        raise LendingRefused(message) from error
