"""Signing up to read the knowledge base: asked by anybody, confirmed by mail, let in or not.

What a stranger types does three things and no more: it makes a row, it asks for one mail, and it
is forgotten after days. Nothing here changes an account that exists; only the owner of a mail
box comes further, and who is let in gets the role of reader and no other.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as
from baken.foundation.access.permissions import Permission
from baken.foundation.access.roles import Domain, Role
from baken.foundation.audit.models import AuditEvent
from baken.foundation.notices.actions import forget_subject, notify
from baken.foundation.people import jobs, links, mail
from baken.foundation.people.errors import PeopleError
from baken.foundation.people.events import note_membership, note_request
from baken.foundation.people.fitting import Draft
from baken.foundation.people.models import (
    Account,
    LinkPurpose,
    Membership,
    OneTimeLink,
    ReaderRequest,
    Refusal,
    RequestState,
)
from baken.foundation.people.queries import roles_with
from baken.foundation.region.mail_domains import organisation_of
from baken.foundation.region.models import Organisation

from .invitations import LinkUnusable

DOOR = Actor.system("reader-door")
"""Who acts for somebody who has no account yet, and gives the one role that has no invitation."""
TERM = dt.timedelta(days=365)
"""How long a reader reads before the mail address is confirmed again."""


@dataclass(frozen=True)
class Application:
    """What somebody says of themselves on the sign-up page."""

    name: str
    function: str
    organisation: str


@transaction.atomic
def ask(*, email: str, application: Application) -> None:
    """Keep a request and ask for the mail that answers it.

    Does the same for every address, known or not: what to answer is found out by the job, so
    neither the page nor the time it takes tells who has an account.
    """
    with acting_as(DOOR):
        request = ReaderRequest.objects.create(
            email=email,
            name=application.name,
            function=application.function,
            organisation_text=application.organisation,
        )
        jobs.queue_reader_answer(request)


def answer(*, request_id: UUID) -> None:
    """Mail what belongs to a new request: a link, or that there is an account already."""
    with acting_as(DOOR):
        found = ReaderRequest.objects.visible_to(DOOR).unconfirmed().select_for_update()
        request = found.filter(pk=request_id).first()
        if request is None:
            return
        account = Account.objects.filter(email__iexact=request.email).first()
        if account is not None:
            _answer_known(account)
            request.delete()
        elif _waits(request.email):
            mail.send_reader_word(request.email, "waits")
            request.delete()
        else:
            note_request(DOOR, "reader.asked", request)
            address = links.issue(links.make_for(request))
            mail.send_link(request.email, LinkPurpose.CONFIRM, address)


def _answer_known(account: Account) -> None:
    """Mail the owner of an account. Only who was a reader and nothing else gets a link."""
    if is_only_reader(account) and account.deactivated_at is None:
        if not account.is_active:
            jobs.queue_link(links.make(account, LinkPurpose.READER))
            return
        running = account.memberships.running(timezone.localdate())
        if not running.exists() and not was_shown_out(account):
            jobs.queue_link(links.make(account, LinkPurpose.RENEW))
            return
    mail.send_reader_word(account.email, "known")


def is_only_reader(account: Account) -> bool:
    """Say whether somebody was let in as a reader and never had another role."""
    roles = set(account.memberships.values_list("role", flat=True))
    return roles == {Role.READER}


def was_shown_out(account: Account) -> bool:
    """Say whether an administrator ended the reading: then a mail box does not begin it again.

    A year that is over leaves no event, so the register tells one from the other.
    """
    newest = account.memberships.latest("starts_on")
    said = AuditEvent.objects.visible_to(DOOR).for_subject("membership", newest.pk)
    latest = said.filter(event__in=("membership.ended", "membership.changed")).first()
    return latest is not None and latest.event == "membership.ended"


def _waits(email: str) -> bool:
    waiting = ReaderRequest.objects.visible_to(DOOR).waiting()
    return bool(waiting.filter(email=email).exists())


def look_up(*, secret: str) -> ReaderRequest | None:
    """Return the request whose mail address this secret confirms, or None."""
    with acting_as(DOOR):
        link = links.find(secret, purposes={LinkPurpose.CONFIRM})
        return link.reader_request if link is not None and _is_open(link) else None


def _is_open(link: OneTimeLink) -> bool:
    """Say whether a link still leads somewhere: no account came in between, no other request."""
    request = link.reader_request
    if request is None or request.state != RequestState.UNCONFIRMED:
        return False
    return not (
        _waits(request.email) or Account.objects.filter(email__iexact=request.email).exists()
    )


@transaction.atomic
def confirm(*, secret: str, application: Application, password: str) -> Account | None:
    """Confirm a mail address: let a recognised one in, put the others before an editor.

    Returns the account of who was let in, None for who waits. ``password`` counts only for the
    first. What the owner of the mail box now says of themselves replaces what was typed before.
    Raises ``LinkUnusable``.
    """
    with acting_as(DOOR):
        link = links.find(secret, purposes={LinkPurpose.CONFIRM}, lock=True)
        if link is None or not _is_open(link):
            raise LinkUnusable(_("This link does not work any more."))
        request = link.reader_request
        assert request is not None
        link.used_at = timezone.now()
        link.save(update_fields=["used_at"])
        _forget_others(request)
        request.name, request.function = application.name, application.function
        request.organisation_text = application.organisation
        request.confirmed_at = timezone.now()
        organisation = organisation_of(request.email)
        try:
            with transaction.atomic():
                if organisation is not None and password:
                    return _let_in(DOOR, request, organisation, password)
                _wait(request)
        except IntegrityError:  # two confirmations of one address in the same moment
            raise LinkUnusable(_("This link does not work any more.")) from None
        return None


def _forget_others(request: ReaderRequest) -> None:
    others = ReaderRequest.objects.visible_to(DOOR).unconfirmed().filter(email=request.email)
    others.exclude(pk=request.pk).delete()


def _wait(request: ReaderRequest) -> None:
    """Put a request before those who admit readers."""
    request.state = RequestState.WAITING
    request.save()
    note_request(DOOR, "reader.confirmed", request)
    admitting = Membership.objects.running(timezone.localdate()).filter(
        role__in=roles_with(Permission.READER_ADMIT), account__is_active=True
    )
    ids = list(admitting.values_list("pk", flat=True))
    if ids:
        path = reverse("people:reader-request", args=[request.pk])
        subject = ("reader-request", request.pk)
        notify(kind="reader.waits", subject=subject, path=path, membership_ids=ids)


def _let_in(
    actor: Actor, request: ReaderRequest, organisation: Organisation, password: str
) -> Account:
    """Make the account with the role of reader; without a password it is not active yet."""
    account = Account(email=request.email, name=request.name, is_active=bool(password))
    if password:
        account.set_password(password)
    else:
        account.set_unusable_password()
    account.save()
    request.state, request.organisation = RequestState.ADMITTED, organisation
    request.decided_at = timezone.now()
    request.save()
    # The region's chain before that of an organisation: the order of ``audit.register``.
    with acting_as(actor):
        how = "domain" if actor == DOOR else "editor"
        note_request(actor, "reader.admitted", request, how=how)
    membership = begin_reading(account, organisation)
    with acting_as(actor):
        note_membership(
            actor,
            "membership.given",
            membership,
            role=membership.role,
            domain="",
            starts_on=membership.starts_on.isoformat(),
            ends_on=_day(membership.ends_on),
        )
    return account


def begin_reading(account: Account, organisation: Organisation) -> Membership:
    """Give the role of reader for a term from today. No other role is given from here."""
    today = timezone.localdate()
    draft = Draft(organisation, Role.READER, Domain.NONE, today, today + TERM)
    draft.check()
    return Membership.objects.create(
        account=account,
        organisation=draft.organisation,
        role=draft.role,
        domain=draft.domain,
        starts_on=draft.starts_on,
        ends_on=draft.ends_on,
    )


@transaction.atomic
def admit(*, actor: Actor, request: ReaderRequest, organisation: Organisation) -> bool:
    """Let somebody in for an organisation and mail the link for a password.

    False when this address got an account meanwhile, by an invitation: that opens the knowledge
    base by itself, so the request goes and nothing is given. Raises ``PermissionDenied``, and
    ``PeopleError`` when somebody decided before.
    """
    _require(actor)
    with acting_as(DOOR):
        request = _locked(request)
        forget_subject(subject=("reader-request", request.pk))
        if Account.objects.filter(email__iexact=request.email).exists():
            request.delete()
            return False
        account = _let_in(actor, request, organisation, "")
        jobs.queue_link(links.make(account, LinkPurpose.READER, by_id=actor.account_id))
        return True


@transaction.atomic
def refuse(*, actor: Actor, request: ReaderRequest, reason: Refusal) -> None:
    """Turn somebody away with a reason that they read. Raises as ``admit``."""
    _require(actor)
    with acting_as(DOOR):
        request = _locked(request)
        request.state, request.refusal = RequestState.REFUSED, reason
        request.decided_at = timezone.now()
        request.save()
        jobs.queue_reader_refusal(request)
        forget_subject(subject=("reader-request", request.pk))
    note_request(actor, "reader.refused", request, refusal=reason.value)


def _require(actor: Actor) -> None:
    if not actor.may(Permission.READER_ADMIT):
        raise PermissionDenied


def _locked(request: ReaderRequest) -> ReaderRequest:
    found = ReaderRequest.objects.visible_to(DOOR).waiting().select_for_update(of=("self",))
    current: ReaderRequest | None = found.filter(pk=request.pk).first()
    if current is None:
        raise PeopleError(_("Somebody else decided on this request a moment ago."))
    return current


def look_up_renewal(*, secret: str) -> Account | None:
    """Return the reader whom this secret lets go on for another year, or None."""
    with acting_as(DOOR):
        link = links.find(secret, purposes={LinkPurpose.RENEW})
        return link.account if link is not None and _may_renew(link) else None


def _may_renew(link: OneTimeLink) -> bool:
    account = link.account
    if account is None or not account.is_active or not is_only_reader(account):
        return False
    return not was_shown_out(account)


@transaction.atomic
def renew(*, secret: str) -> Membership:
    """Let a reader go on for a term from today. Raises ``LinkUnusable``."""
    with acting_as(DOOR):
        link = links.find(secret, purposes={LinkPurpose.RENEW}, lock=True)
        if link is None or not _may_renew(link) or link.account is None:
            raise LinkUnusable(_("This link does not work any more."))
        link.used_at = timezone.now()
        link.save(update_fields=["used_at"])
        today = timezone.localdate()
        newest = link.account.memberships.select_related("organisation").latest("starts_on")
        if newest.ends_on is not None and newest.ends_on < today:
            newest = begin_reading(link.account, newest.organisation)
        else:
            newest.ends_on = today + TERM
            newest.save(update_fields=["ends_on"])
        note_membership(DOOR, "reader.renewed", newest)
        return newest


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day else ""
