"""Who asks, and what waits for them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import Router

from baken.api.routing import operation
from baken.api.rules import SIGNED_IN, actor_of, requires, token_of
from baken.api.schemas.people import MeOut, TokenOut, WorkItemOut, WorkOut
from baken.api.shapes import organisation
from baken.chain.concerns.models import Assessment, Referral
from baken.chain.concerns.work import WorkItem, my_work
from baken.foundation.access.permissions import Permission
from baken.foundation.people.models import Account
from baken.foundation.people.tokens import UsedToken

router = Router(tags=["work"])


@router.get(
    "/me",
    response=MeOut,
    **operation("me", SIGNED_IN, gettext_noop("Who you are here, and what you may")),
)
def me(request: HttpRequest) -> MeOut:
    """Return the account, the role and the token of the request. One query at most."""
    actor, token = actor_of(request), token_of(request)
    membership: Any = getattr(request, "membership", None)
    account = membership.account if membership else Account.objects.visible_to(actor).get()
    return MeOut(
        name=account.name,
        membership_id=actor.membership_id,
        role=actor.role.value if actor.role else None,
        domain=actor.domain.value or None,
        organisation=organisation(membership.organisation) if membership else None,
        permissions=sorted(permission.value for permission in actor.permissions),
        signed_in_by="token" if token else "session",
        token=_token(token),
    )


@router.get(
    "/work",
    response=WorkOut,
    **operation(
        "work",
        requires(Permission.WORK_READ),
        gettext_noop("What waits for you"),
        gettext_noop("As on the page “My work”: late first, at most a hundred of each kind."),
    ),
)
def work(request: HttpRequest) -> WorkOut:
    """Return the work of the role. At most three queries."""
    found = my_work(actor_of(request))
    return WorkOut(
        overdue=found.overdue,
        mine=[_item(one) for one in found.mine],
        queue=[_item(one) for one in found.queue],
        to_weigh=[_item(one) for one in found.to_weigh],
        received=[_item(one) for one in found.received],
    )


def _token(token: UsedToken | None) -> TokenOut | None:
    if token is None:
        return None
    return TokenOut(name=token.name, scope=token.scope.value, expires_at=token.expires_at)


def _item(item: WorkItem) -> WorkItemOut:
    record = item.record
    is_assessment = isinstance(record, Assessment)
    subject = record.concern if is_assessment else record
    return WorkItemOut(
        kind=_kind(record),
        id=subject.pk,
        reference=subject.reference,
        assessment_id=record.pk if is_assessment else None,
        status=None if is_assessment else record.status,
        due_on=item.due_on,
        due_kind=None if is_assessment else record.due_kind or None,
        overdue=item.overdue,
        critical=subject.critical,
        unread_answer=item.unread_answer,
        unread_message=item.unread_message,
        unread_reply=item.unread_reply,
    )


def _kind(record: Any) -> Any:
    if isinstance(record, Assessment):
        return "assessment"
    return "referral" if isinstance(record, Referral) else "concern"
