"""Sessions in the database under a digest of their key, with account and device in columns.

Configured as ``SESSION_ENGINE``. Django's store keeps the cookie's value itself as primary
key; here a leaked table or backup opens no session. The asynchronous half of Django's store
is not adapted and finds nothing: this site is served synchronously.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any
from uuid import UUID

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

from .models import AccountSession

STARTED = "started_at"
"""Session key: when somebody signed in, in seconds since 1970."""
SEEN = "seen_at"
"""Session key: the last request, in seconds since 1970, kept to the minute."""
DEVICE = "device"
"""Session key: a short name of browser and system."""


def digest_of(session_key: str) -> str:
    """Return what is kept of a session's key: 64 hexadecimal digits."""
    return hashlib.sha256(session_key.encode()).hexdigest()


class SessionStore(DatabaseStore):
    """A database store that never writes the key of a session."""

    @classmethod
    def get_model_class(cls) -> type[AccountSession]:
        """Return the model of the rows."""
        return AccountSession

    def _get_session_from_db(self) -> AccountSession | None:
        row = AccountSession.objects.filter(
            session_key=digest_of(self.session_key or ""), expire_date__gt=timezone.now()
        ).first()
        if row is None:
            self._session_key = None
        return row

    def exists(self, session_key: str) -> bool:
        """Say whether a session with this key is kept."""
        return AccountSession.objects.filter(session_key=digest_of(session_key)).exists()

    def create_model_instance(self, data: dict[str, Any]) -> AccountSession:
        """Return the row for the current state of the session."""
        account = data.get(SESSION_KEY)
        key: str = self._get_or_create_session_key()  # type: ignore[attr-defined]
        return AccountSession(
            session_key=digest_of(key),
            session_data=self.encode(data),
            expire_date=self.get_expiry_date(),
            account_id=UUID(account) if account else None,
            device=data.get(DEVICE, ""),
            started_at=_moment(data.get(STARTED)),
            seen_at=_moment(data.get(SEEN)),
        )

    def delete(self, session_key: str | None = None) -> None:
        """Forget a session (this one, when no key is given)."""
        key = session_key or self.session_key
        if key is not None:
            AccountSession.objects.filter(session_key=digest_of(key)).delete()


def _moment(seconds: float | None) -> dt.datetime | None:
    return None if seconds is None else dt.datetime.fromtimestamp(seconds, dt.UTC)
