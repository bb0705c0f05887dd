"""Ticking, sharing and leaving the path. Everything here is done twice without harm."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import action
from baken.network.onboarding.errors import OnboardingRefused
from baken.network.onboarding.models import Journey, RhythmTick, StepTick
from baken.network.onboarding.packs import rhythm_key
from baken.network.onboarding.path import document, path_of

from .base import walker


@action
def tick_step(*, actor: Actor, key: str, done: bool) -> None:
    """Say that a step is done, or that it is not after all.

    Raises:
        Http404: for a step that the region does not give.
        OnboardingRefused: for a step that Baken sees itself.
    """
    membership_id = walker(actor)
    path = path_of(actor)
    step = path.find(key) if path else None
    if step is None:
        raise Http404
    if not step.may_tick:
        raise OnboardingRefused(_("Baken sees itself whether this step is done."))
    if done:
        StepTick.objects.bulk_create(
            [StepTick(membership_id=membership_id, step=key, done_on=timezone.localdate())],
            ignore_conflicts=True,
        )
    else:
        StepTick.objects.visible_to(actor).filter(membership_id=membership_id, step=key).delete()
    refresh_counts(actor=actor)


@action
def tick_point(*, actor: Actor, key: str, year: int, done: bool) -> None:
    """Say that a point of the rhythm is done in a year, or that it is not after all.

    Raises ``Http404`` for a point that the region does not give.
    """
    membership_id = walker(actor)
    content = document() or {}
    if key not in {rhythm_key(item) for item in content.get("rhythm", [])}:
        raise Http404
    if done:
        RhythmTick.objects.bulk_create(
            [
                RhythmTick(
                    membership_id=membership_id,
                    point=key,
                    year=year,
                    done_on=timezone.localdate(),
                )
            ],
            ignore_conflicts=True,
        )
        return
    own = RhythmTick.objects.visible_to(actor)
    own.filter(membership_id=membership_id, point=key, year=year).delete()


@action
def share(*, actor: Actor, shared: bool) -> None:
    """Let the coordinator see how far she is, in numbers by kind, or take that back.

    Taking back empties the numbers: what is not shared is not kept for others.
    """
    journey = _journey(actor)
    path = path_of(actor)
    journey.shared_at = timezone.now() if shared else None
    journey.counts = path.numbers() if shared and path else {}
    journey.save(update_fields=["shared_at", "counts"])


@action
def begin(*, actor: Actor) -> None:
    """Let today be day 1, for who was in the role before there was a path."""
    journey = _journey(actor)
    journey.begun_on, journey.dismissed_at = timezone.localdate(), None
    journey.save(update_fields=["begun_on", "dismissed_at"])


@action
def dismiss(*, actor: Actor, dismissed: bool) -> None:
    """Take the path off the first page, or put it back."""
    journey = _journey(actor)
    journey.dismissed_at = timezone.now() if dismissed else None
    journey.save(update_fields=["dismissed_at"])


@action
def refresh_counts(*, actor: Actor) -> None:
    """Bring the numbers that she shares up to date; nothing where she shares nothing."""
    journey = Journey.objects.visible_to(actor).filter(membership_id=actor.membership_id).first()
    if journey is None or journey.shared_at is None:
        return
    path = path_of(actor)
    numbers: dict[str, Any] = path.numbers() if path else {}
    if numbers != journey.counts:
        journey.counts = numbers
        journey.save(update_fields=["counts"])


def _journey(actor: Actor) -> Journey:
    """Return her path, made when it is not there yet."""
    membership_id = walker(actor)
    Journey.objects.bulk_create([Journey(membership_id=membership_id)], ignore_conflicts=True)
    own = Journey.objects.visible_to(actor).select_for_update()
    journey: Journey = own.get(membership_id=membership_id)
    return journey
