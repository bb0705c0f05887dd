"""Who may know of self-checks and of the yearly account.

A self-check and its evidence belong to the municipality; the coordinator and the portfolio holder
see the region. Another municipality, and a partner, sees neither the evidence nor whether an
agreement is met, only how many municipalities of the region stand where (``agreements.queries``
counts as the system). Migration 0004 says the same in SQL.
"""

from __future__ import annotations

from baken.foundation.access.actor import Actor, ActorKind
from baken.foundation.access.closed import ScopedQuerySet
from baken.foundation.access.permissions import Permission


def sees_region(actor: Actor) -> bool:
    """Say whether the actor sees every municipality: coordinator and portfolio holder."""
    return actor.may(Permission.POLICY_READ) and (
        actor.may(Permission.POLICY_EDIT) or actor.may(Permission.OUTLINE_READ_REGION)
    )


def checks_own(actor: Actor) -> bool:
    """Say whether the actor may fill in checks of the own organisation."""
    return actor.may(Permission.POLICY_EDIT_OWN) and actor.organisation_id is not None


class AgreementCheckQuerySet(ScopedQuerySet):
    """Self-checks of municipalities."""

    def visible_to(self, actor: Actor) -> AgreementCheckQuerySet:
        """Return the checks of the own organisation, or of all for who answers for the region."""
        if actor.kind == ActorKind.SYSTEM or sees_region(actor):
            return self.all()
        if actor.may(Permission.POLICY_READ) and actor.organisation_id is not None:
            return self.filter(organisation_id=actor.organisation_id)
        return self.none()

    def newest(self) -> AgreementCheckQuerySet:
        """Return the latest check of each municipality and item. By the unique index."""
        return self.order_by("organisation_id", "item", "-number").distinct(
            "organisation_id", "item"
        )


class YearlyAccountQuerySet(ScopedQuerySet):
    """Yearly accounts: a draft is of who answers for the region, a final one of everybody."""

    def visible_to(self, actor: Actor) -> YearlyAccountQuerySet:
        """Return what the actor may know of."""
        if sees_region(actor):
            return self.all()
        if actor.may(Permission.POLICY_READ):
            return self.filter(status="final")
        return self.none()


class AccountWordsQuerySet(ScopedQuerySet):
    """The coordinator's own words, all versions: work in progress."""

    def visible_to(self, actor: Actor) -> AccountWordsQuerySet:
        """Return them to who answers for the region."""
        return self.all() if sees_region(actor) else self.none()


class AccountEditionQuerySet(ScopedQuerySet):
    """Final texts, earlier ones included; while an account is open again they are not shown."""

    def visible_to(self, actor: Actor) -> AccountEditionQuerySet:
        """Return the editions of accounts that are final now, or all."""
        if sees_region(actor):
            return self.all()
        if actor.may(Permission.POLICY_READ):
            return self.filter(account__status="final")
        return self.none()
