"""One-time links: the secret is drawn when the mail is written and kept as a digest only."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from .models import Account, LinkPurpose, OneTimeLink

LIFETIME = {
    LinkPurpose.JOIN: dt.timedelta(days=7),
    LinkPurpose.RESTART: dt.timedelta(days=7),
    LinkPurpose.PASSWORD: dt.timedelta(hours=1),
}


def digest_of(secret: str) -> bytes:
    """Return what is kept of a secret. It has 256 random bits, so a plain hash is enough."""
    return hashlib.sha256(secret.encode()).digest()


def make(account: Account, purpose: LinkPurpose, *, by_id: UUID | None = None) -> OneTimeLink:
    """Make a link and withdraw the account's other open ones: only the newest works."""
    OneTimeLink.objects.open().filter(account=account).update(withdrawn_at=timezone.now())
    return OneTimeLink.objects.create(
        account=account,
        purpose=purpose,
        created_by_id=by_id,
        expires_at=timezone.now() + LIFETIME[purpose],
    )


def issue(link: OneTimeLink) -> str:
    """Draw the link's secret, keep its digest and return the full address for the mail.

    Drawing again (a second mail) makes the first address worthless. The secret stands in the
    query, which no log line of ours contains.
    """
    secret = secrets.token_urlsafe(32)
    link.digest = digest_of(secret)
    link.save(update_fields=["digest"])
    return f"{settings.SITE_ADDRESS}{reverse('people:one-time-link')}?sleutel={secret}"


def find(secret: str, *, lock: bool = False) -> OneTimeLink | None:
    """Return the open link with this secret, or None. ``lock`` holds it until commit."""
    links = OneTimeLink.objects.open().filter(digest=digest_of(secret)).select_related("account")
    if lock:
        links = links.select_for_update(of=("self",))
    return links.first()
