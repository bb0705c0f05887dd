"""Listens to what Django and django-allauth announce about signing in."""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account_signals
from allauth.mfa import signals as factor_signals
from allauth.mfa.models import Authenticator
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest

from baken.foundation.access.actor import Actor

from .events import note
from .models import Account
from .sessions import METHODS, begin_session


def connect() -> None:
    """Connect the listeners; called once at start-up."""
    user_logged_in.connect(_session_began, dispatch_uid="people.session_began")
    account_signals.user_logged_in.connect(_signed_in, dispatch_uid="people.signed_in")
    factor_signals.authentication_failed.connect(_second_step_failed, dispatch_uid="people.failed")


def _session_began(request: HttpRequest, **kwargs: Any) -> None:
    begin_session(request)


def _signed_in(request: HttpRequest, user: Account, **kwargs: Any) -> None:
    methods = [str(record.get("type") or record["method"]) for record in request.session[METHODS]]
    note(_actor(request), "session.signed-in", user, method="+".join(methods))


def _second_step_failed(
    request: HttpRequest, user: Account, authenticator: Authenticator, **kwargs: Any
) -> None:
    note(_actor(request), "session.sign-in-failed", user, step=str(authenticator.type))


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = getattr(request, "actor", None) or Actor.stranger()
    return actor
