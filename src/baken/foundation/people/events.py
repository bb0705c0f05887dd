"""The events of this room in the audit register: who came in, who may do what since when.

No event holds a name, a mail address, an IP address or a password; people are ids.
"""

from __future__ import annotations

from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from baken.foundation.access.actor import Actor
from baken.foundation.audit.catalogue import (
    register_event,
    register_subject,
    register_values,
)
from baken.foundation.audit.register import Detail, record

from .models import Account, Membership, ReaderRequest, TokenScope

_PERIOD: dict[str, str | Promise] = {"starts_on": _("from"), "ends_on": _("until")}
_ROLE: dict[str, str | Promise] = {"role": _("role"), "domain": _("domain")}

EVENTS: dict[str, tuple[str | Promise, dict[str, str | Promise]]] = {
    "session.signed-in": (_("Signed in"), {"method": _("how")}),
    "session.sign-in-failed": (_("Sign-in failed"), {"step": _("step")}),
    "session.signed-out": (_("Signed out"), {}),
    "session.switched": (_("Switched role"), {}),
    "session.ended": (_("Ended own sessions"), {"count": _("how many")}),
    "account.invited": (_("Invited somebody"), {}),
    "account.invitation-repeated": (_("Sent the invitation again"), {}),
    "account.invitation-withdrawn": (_("Withdrew the invitation"), {}),
    "account.joined": (_("Accepted the invitation"), {}),
    "account.renamed": (_("Changed own name"), {}),
    "account.deactivated": (_("Deactivated an account"), {}),
    "account.activated": (_("Activated an account again"), {}),
    "account.password-link": (_("Asked for a link to choose a new password"), {}),
    "account.password-changed": (_("Changed the password"), {}),
    "account.second-factor-added": (_("Added a second step"), {"type": _("kind")}),
    "account.second-factor-removed": (_("Removed a second step"), {"type": _("kind")}),
    "account.second-factor-reset": (_("Reset the second step of an account"), {}),
    "account.recovery-codes-renewed": (_("Made new recovery codes"), {}),
    "account.must-start-again": (_("Must choose a new password for a role with a second step"), {}),
    "account.forgotten": (_("Removed name and mail address of a former reader"), {}),
    "reader.asked": (_("Asked to read the knowledge base"), {}),
    "reader.confirmed": (_("Confirmed the mail address"), {}),
    "reader.admitted": (_("Let a reader in"), {"how": _("how")}),
    "reader.refused": (_("Refused a reader"), {"refusal": _("reason")}),
    "reader.renewed": (_("Goes on reading for a year"), {}),
    "token.made": (_("Made an API token"), {"scope": _("what it may do"), "until": _("until")}),
    "token.revoked": (_("Revoked an API token"), {}),
    "token.used": (_("Used an API token today"), {}),
    "membership.given": (_("Gave a role"), {**_ROLE, **_PERIOD}),
    "membership.changed": (_("Changed the last day of a role"), {"ends_on": _("until")}),
    "membership.ended": (_("Ended a role"), {"ends_on": _("until")}),
    "membership.handed-over": (
        _("Handed open work over"),
        {"to": _("to"), "count": _("how many")},
    ),
}


def register_events() -> None:
    """Add this room's events to the catalogue; called once at start-up."""
    register_subject("account", _("account"))
    register_subject("membership", _("role of somebody"))
    register_subject("token", _("API token"))
    register_subject("reader-request", _("request to read"))
    register_values("how", lambda: {"domain": _("by the mail domain"), "editor": _("by an editor")})
    register_values("scope", lambda: dict(TokenScope.choices))
    for name, (label, details) in EVENTS.items():
        register_event(name, label=label, details=details)


def note(
    actor: Actor,
    event: str,
    account: Account,
    *,
    reason: str = "",
    fields: tuple[str, ...] = (),
    **details: Detail,
) -> None:
    """Write an event about an account, in the chain of the organisation it works for."""
    record(
        actor=actor,
        event=event,
        organisation_id=home_of(account),
        subject=("account", account.pk),
        fields=fields,
        reason=reason,
        details=details,
    )


def note_membership(
    actor: Actor, event: str, membership: Membership, *, reason: str = "", **details: Detail
) -> None:
    """Write an event about a membership, in the chain of its organisation."""
    record(
        actor=actor,
        event=event,
        organisation_id=membership.organisation_id,
        subject=("membership", membership.pk),
        reason=reason,
        details=details,
    )


def note_request(actor: Actor, event: str, request: ReaderRequest, **details: Detail) -> None:
    """Write an event about a request to read, in the chain of the region."""
    record(
        actor=actor,
        event=event,
        organisation_id=None,
        subject=("reader-request", request.pk),
        details=details,
    )


def note_unknown(actor: Actor, event: str, **details: Detail) -> None:
    """Write an event about nobody we know (a mail address without account)."""
    record(actor=actor, event=event, organisation_id=None, details=details)


def home_of(account: Account) -> UUID | None:
    """Return the organisation of the account's newest membership, or None without any."""
    home: UUID | None = (
        account.memberships.order_by("-starts_on", "pk")
        .values_list("organisation_id", flat=True)
        .first()
    )
    return home
