"""Which accounts somebody may know of as accounts."""

from __future__ import annotations

from typing import Any, Self

from django.db import models

from baken.foundation.access.actor import Actor
from baken.foundation.access.permissions import Permission


class AccountQuerySet(models.QuerySet[Any]):
    """Accounts. That a colleague exists is no secret; the account pages are."""

    def visible_to(self, actor: Actor) -> Self:
        """Return all accounts to who manages them, and to everybody else only their own."""
        if actor.may(Permission.ACCOUNT_MANAGE):
            return self.all()
        if actor.account_id is None:
            return self.none()
        return self.filter(pk=actor.account_id)
