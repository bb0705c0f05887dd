"""Who may know of what in this room; the policies of migration 0002 say the same in SQL.

What is published for readers is for everybody with an account that opens the knowledge base;
what is published for partners only for who takes part in the approach. Drafts are for who writes.
A visit and a subscription are for the person alone.
"""

from __future__ import annotations

from typing import Self

from django.db.models import Q, TextField
from django.db.models.functions import Cast

from baken.foundation.access.actor import Actor, ActorKind
from baken.foundation.access.closed import ScopedQuerySet
from baken.foundation.access.permissions import Permission

READERS = "readers"
PARTNERS = "partners"


def is_system(actor: Actor) -> bool:
    """Say whether a named part of the system asks."""
    return actor.kind == ActorKind.SYSTEM


def writes(actor: Actor) -> bool:
    """Say whether the actor writes in the knowledge base."""
    return actor.may(Permission.LIBRARY_EDIT)


def audiences_of(actor: Actor) -> list[str]:
    """Return the audiences that the actor belongs to."""
    if not actor.may(Permission.LIBRARY_READ):
        return []
    return [READERS, PARTNERS] if actor.may(Permission.LIBRARY_READ_PARTNER) else [READERS]


class ArticleQuerySet(ScopedQuerySet):
    """Articles, documents and blocks of talks."""

    def visible_to(self, actor: Actor) -> Self:
        """Return what is published for the actor, and everything to who writes."""
        if is_system(actor) or writes(actor):
            return self.all()
        return self.published().filter(audience__in=audiences_of(actor))

    def published(self) -> Self:
        """Return what is on the shelves now."""
        return self.filter(is_published=True, is_current=True)


class OfArticleQuerySet(ScopedQuerySet):
    """Files of an article: known to whoever knows the article, once its published text names them.

    A file that hangs on a draft waits for the second reader as the draft does.
    """

    def visible_to(self, actor: Actor) -> Self:
        """Return what the texts that the actor may know of hold."""
        if is_system(actor) or writes(actor):
            return self.all()
        return self.filter(
            article__is_published=True,
            article__is_current=True,
            article__audience__in=audiences_of(actor),
            article__body__contains=Cast("id", TextField()),
        )


class WritersQuerySet(ScopedQuerySet):
    """Drafts, reviews and checks of links: the workshop behind the shelves."""

    def visible_to(self, actor: Actor) -> Self:
        """Return everything to who writes, nothing to others."""
        return self.all() if is_system(actor) or writes(actor) else self.none()


class ReadersQuerySet(ScopedQuerySet):
    """Terms and editions of the dossier: for everybody whom the knowledge base is open to."""

    def visible_to(self, actor: Actor) -> Self:
        """Return everything to readers."""
        may = is_system(actor) or actor.may(Permission.LIBRARY_READ)
        return self.all() if may else self.none()


class OwnQuerySet(ScopedQuerySet):
    """Visits and subscriptions: of one person, for that person."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the actor's own."""
        if is_system(actor):
            return self.all()
        if actor.account_id is None:
            return self.none()
        return self.filter(Q(account_id=actor.account_id))


class TalkQuerySet(ScopedQuerySet):
    """Talks: of the organisation, since a colleague may give the same one; its maker changes it."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the talks of the actor's own organisation."""
        if actor.organisation_id is None or not actor.may(Permission.LIBRARY_READ_PARTNER):
            return self.none()
        return self.filter(organisation_id=actor.organisation_id)

    def made_by(self, actor: Actor) -> Self:
        """Return those that the actor made."""
        return self.filter(account_id=actor.account_id)
