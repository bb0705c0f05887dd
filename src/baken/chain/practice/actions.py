"""Every write of practising: coming in, beginning a story, starting over, being forgotten.

All of it runs as a named part of the system, since no role may make a municipality or remove a
concern; and only in a practice installation.
"""

from __future__ import annotations

import datetime as dt
import secrets
from uuid import UUID

import structlog
from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.chain.concerns import actions as concerns
from baken.chain.concerns.models import Concern
from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as
from baken.foundation.access.permissions import Permission
from baken.foundation.access.roles import Domain, Role
from baken.foundation.people.models import Account, Membership
from baken.foundation.region.models import Organisation, OrganisationKind

from . import tickets
from .models import Practiser, UsedTicket
from .scenarios import Book, Scenario, current_book

SYSTEM = Actor.system(
    "practice", permissions=frozenset({Permission.REGION_EDIT, Permission.ACCOUNT_MANAGE})
)
_log = structlog.get_logger(__name__)
KEPT_DAYS = 30
"""Days after which nothing of a practiser is left, counted from her first time."""
BEGUN_AGO = dt.timedelta(minutes=25)
"""So long ago the concern came in: today, and before she did."""


class NotPractice(Exception):
    """Somebody called this outside a practice installation."""


def come_in(text: str) -> Practiser:
    """Use a ticket; return who came in, with a municipality of her own the first time.

    Raises ``TicketRefused``.
    """
    _demand_practice()
    with acting_as(SYSTEM):
        ticket = tickets.use(text)
        if ticket.role != Role.FOCAL_POINT:
            # Nobody else handles concerns; the real side gives nobody else a ticket.
            raise tickets.TicketRefused
        known = Practiser.objects.visible_to(SYSTEM).filter(code=ticket.code).first()
        practiser: Practiser = known or _welcome(ticket.code)
        practiser.came_from = ticket.came_from[:200]
        practiser.seen_at = timezone.now()
        practiser.save(update_fields=["came_from", "seen_at"])
        return practiser


def _welcome(code: str) -> Practiser:
    """Make a municipality, an account and a colleague for somebody who is new."""
    book = current_book()
    organisation = _municipality(book)
    mark = organisation.slug.rpartition("-")[2]
    own = _join(organisation, _("You, practising"), f"u.{mark}", Domain.SAFETY)
    name = secrets.choice(book.colleagues)
    colleague = _join(organisation, name, f"collega.{mark}", Domain.CARE)
    practiser: Practiser = Practiser.objects.create(
        code=code,
        organisation=organisation,
        account=own.account,
        membership=own,
        colleague=colleague,
        seen_at=timezone.now(),
    )
    return practiser


def _municipality(book: Book) -> Organisation:
    """Make an invented municipality.

    Not ``is_current``: so no list of the region shows it, and nobody can refer to it.
    """
    name = secrets.choice(book.municipalities)
    return Organisation.objects.create(
        slug=f"oefengemeente-{secrets.token_hex(6)}",
        name=_("Practice municipality %(name)s") % {"name": name},
        short_name=name,
        kind=OrganisationKind.MUNICIPALITY,
        is_current=False,
    )


def _join(organisation: Organisation, name: str, box: str, domain: Domain) -> Membership:
    """Make an invented account with one role. Nobody can sign in with it: it has no password."""
    account = Account(email=f"{box}@oefenruimte.test", name=name, is_demonstration=True)
    account.set_unusable_password()
    account.save(force_insert=True)
    return Membership.objects.create(
        account=account,
        organisation=organisation,
        role=Role.FOCAL_POINT,
        domain=domain,
        starts_on=timezone.localdate(),
    )


def begin(*, actor: Actor, scenario: Scenario) -> Practiser:
    """Put the concern of a story in the practiser's intake; what she had before is wiped.

    Raises ``Practiser.DoesNotExist`` for somebody who does not practise.
    """
    practiser = _locked_own(actor)
    with acting_as(SYSTEM):
        _call("practice_wipe", practiser.organisation_id)
        receipt = concerns.receive_from_public(
            actor=Actor.intake(practiser.organisation_id),
            draft=scenario.draft(practiser.organisation.short_name),
            token=secrets.token_urlsafe(24),
            at=timezone.now() - BEGUN_AGO,
        )
        concern = Concern.objects.visible_to(SYSTEM).get(reference=receipt.reference)
        practiser.scenario, practiser.concern_id = scenario.key, concern.pk
        practiser.save(update_fields=["scenario", "concern_id"])
    return practiser


def start_over(*, actor: Actor) -> None:
    """Wipe what the practiser did; she keeps her municipality and chooses a story anew."""
    practiser = _locked_own(actor)
    with acting_as(SYSTEM):
        _call("practice_wipe", practiser.organisation_id)
        practiser.scenario, practiser.concern_id = "", None
        practiser.save(update_fields=["scenario", "concern_id"])


def forget(*, actor: Actor) -> None:
    """Remove the practiser with everything that was hers, at her own request."""
    practiser = _locked_own(actor)
    with acting_as(SYSTEM):
        _call("practice_remove", practiser.organisation_id)


def forget_old(*, now: dt.datetime | None = None) -> int:
    """Remove practisers who began more than 30 days ago; return how many. Runs at night."""
    _demand_practice()
    before = (now or timezone.now()) - dt.timedelta(days=KEPT_DAYS)
    with acting_as(SYSTEM):
        old = Practiser.objects.visible_to(SYSTEM).filter(started_at__lte=before)
        ids = list(old.values_list("organisation_id", flat=True))
    return sum(_removed(organisation_id) for organisation_id in ids)


def _removed(organisation_id: UUID) -> bool:
    """Remove one; what goes wrong with it is logged and keeps nobody else from being forgotten."""
    try:
        with acting_as(SYSTEM):
            _call("practice_remove", organisation_id)
    except DatabaseError:  # the next night tries again
        _log.exception("practice.not_removed", organisation=str(organisation_id))
        return False
    return True


def forget_tickets(*, now: dt.datetime | None = None) -> None:
    """Forget used tickets that could not be used again anyway."""
    before = (now or timezone.now()) - dt.timedelta(seconds=10 * tickets.SECONDS)
    with acting_as(SYSTEM):
        UsedTicket.objects.visible_to(SYSTEM).filter(used_at__lt=before).delete()


def _locked_own(actor: Actor) -> Practiser:
    """Return the actor's own practice, locked: two windows do not begin two stories."""
    _demand_practice()
    own = Practiser.objects.visible_to(actor).values_list("pk", flat=True).get()
    with acting_as(SYSTEM):
        practiser: Practiser = (
            Practiser.objects.visible_to(SYSTEM)
            .select_for_update(of=("self",))
            .select_related("organisation")
            .get(pk=own)
        )
        return practiser


def _call(function: str, organisation_id: UUID) -> None:
    with connection.cursor() as cursor:
        # One of two names of this module, never from a request.
        cursor.execute(f"SELECT {function}(%s)", [organisation_id])


def _demand_practice() -> None:
    if not settings.IS_PRACTICE:
        raise NotPractice
