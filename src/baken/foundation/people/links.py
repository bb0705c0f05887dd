"""One-time links: the secret is drawn when the mail is written and kept as a digest only."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from .models import Account, LinkPurpose, OneTimeLink, ReaderRequest

LIFETIME = {
    LinkPurpose.JOIN: dt.timedelta(days=7),
    LinkPurpose.RESTART: dt.timedelta(days=7),
    LinkPurpose.PASSWORD: dt.timedelta(hours=1),
    LinkPurpose.CONFIRM: dt.timedelta(days=3),
    LinkPurpose.READER: dt.timedelta(days=7),
    LinkPurpose.RENEW: dt.timedelta(days=30),
    LinkPurpose.RISE: dt.timedelta(days=7),
}
FOR_PASSWORD = frozenset(LIFETIME) - {LinkPurpose.CONFIRM, LinkPurpose.RENEW}
"""Links that end in a new password; of these an account has one at a time."""
_PAGES = {
    LinkPurpose.CONFIRM: "people:reader-confirm",
    LinkPurpose.RENEW: "people:reader-renew",
}


def digest_of(secret: str) -> bytes:
    """Return what is kept of a secret. It has 256 random bits, so a plain hash is enough."""
    return hashlib.sha256(secret.encode()).digest()


def make(account: Account, purpose: LinkPurpose, *, by_id: UUID | None = None) -> OneTimeLink:
    """Make a link and withdraw the account's others of its sort: only the newest works."""
    same = FOR_PASSWORD if purpose in FOR_PASSWORD else {purpose}
    others = OneTimeLink.objects.open().filter(account=account, purpose__in=same)
    others.update(withdrawn_at=timezone.now())
    return OneTimeLink.objects.create(
        account=account,
        purpose=purpose,
        created_by_id=by_id,
        expires_at=timezone.now() + LIFETIME[purpose],
    )


def make_for(request: ReaderRequest) -> OneTimeLink:
    """Make the link that confirms the mail address of a request.

    Requests for one address each keep their own link: who types somebody else's address can
    not make the owner's link worthless.
    """
    return OneTimeLink.objects.create(
        reader_request=request,
        purpose=LinkPurpose.CONFIRM,
        expires_at=timezone.now() + LIFETIME[LinkPurpose.CONFIRM],
    )


def issue(link: OneTimeLink) -> str:
    """Draw the link's secret, keep its digest and return the full address for the mail.

    Drawing again (a second mail) makes the first address worthless. The secret stands in the
    query, which no log line of ours contains.
    """
    secret = secrets.token_urlsafe(32)
    link.digest = digest_of(secret)
    link.save(update_fields=["digest"])
    page = reverse(_PAGES.get(LinkPurpose(link.purpose), "people:one-time-link"))
    return f"{settings.SITE_ADDRESS}{page}?sleutel={secret}"


def find(
    secret: str, *, purposes: Iterable[LinkPurpose] = FOR_PASSWORD, lock: bool = False
) -> OneTimeLink | None:
    """Return the open link with this secret, or None. ``lock`` holds it until commit.

    A link is looked for where it belongs: one that prolongs opens no page for a password.
    """
    links = OneTimeLink.objects.open().filter(digest=digest_of(secret), purpose__in=purposes)
    links = links.select_related("account", "reader_request")
    if lock:
        links = links.select_for_update(of=("self",))
    return links.first()
