"""The page that somebody lands on after signing in: one rule for all who ask."""

from __future__ import annotations

from django.conf import settings
from django.shortcuts import resolve_url

from baken.foundation.access.permissions import Permission
from baken.foundation.access.roles import permissions_of

from .models import Membership


def start_page(membership: Membership | None) -> str:
    """Return the first page of a role: the work, or for a reader the knowledge base.

    Without a role there is only the own account.
    """
    if membership is None:
        return resolve_url("people:own-account")
    works = Permission.WORK_READ in permissions_of(membership.role)
    return resolve_url(settings.LOGIN_REDIRECT_URL if works else settings.READER_REDIRECT_URL)
