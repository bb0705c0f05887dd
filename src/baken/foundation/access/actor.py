"""Who acts: a person in one role for one organisation, or a named part of the system.

Every rule (``visible_to``) and every write (``actions``) takes an ``Actor``, never a user
and never a request, so that a page, the API, a command and a background job are judged
by the same rule.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from .permissions import Permission
from .roles import Domain, Role, permissions_of


class ActorKind(StrEnum):
    """The kinds of actor; the database's policies know the same words."""

    PERSON = "person"
    STRANGER = "stranger"
    INTAKE = "intake"
    REPORTER = "reporter"
    SYSTEM = "system"


@dataclass(frozen=True)
class Actor:
    """One actor. Build it with a class method, not by hand.

    ``name`` is for system actors only ("reminders"); a person is known by ids, so that an
    actor can be logged without a name in the log line.
    """

    kind: ActorKind
    name: str = ""
    account_id: UUID | None = None
    membership_id: UUID | None = None
    organisation_id: UUID | None = None
    role: Role | None = None
    domain: Domain = Domain.NONE
    permissions: frozenset[Permission] = field(default=frozenset())
    reporter_key: str = ""

    @classmethod
    def stranger(cls) -> "Actor":
        """Somebody without an account: sees what is public."""
        return cls(kind=ActorKind.STRANGER)

    @classmethod
    def person(
        cls,
        *,
        account_id: UUID,
        membership_id: UUID,
        organisation_id: UUID,
        role: Role | str,
        domain: Domain | str = Domain.NONE,
    ) -> "Actor":
        """A signed-in person under one membership."""
        return cls(
            kind=ActorKind.PERSON,
            account_id=account_id,
            membership_id=membership_id,
            organisation_id=organisation_id,
            role=Role(role),
            domain=Domain(domain),
            permissions=permissions_of(role),
        )

    @classmethod
    def without_membership(cls, account_id: UUID) -> "Actor":
        """A signed-in person without a running membership: sees their own account only."""
        return cls(kind=ActorKind.PERSON, account_id=account_id)

    @classmethod
    def intake(cls, organisation_id: UUID) -> "Actor":
        """The public form while it hands one concern to ``organisation_id``; reads nothing."""
        return cls(kind=ActorKind.INTAKE, name="intake", organisation_id=organisation_id)

    @classmethod
    def reporter(cls, reporter_key: str) -> "Actor":
        """A reporter who showed reference and secret; ``reporter_key`` is their keyed hash."""
        return cls(kind=ActorKind.REPORTER, name="reporter", reporter_key=reporter_key)

    @classmethod
    def system(cls, name: str, *, permissions: frozenset[Permission] = frozenset()) -> "Actor":
        """A named background job. It sees outlines and deadlines, never sealed content.

        ``permissions`` for a command that does what otherwise a person of some role does.
        """
        return cls(kind=ActorKind.SYSTEM, name=name, permissions=permissions)

    def may(self, permission: Permission) -> bool:
        """Say whether the actor's role carries the permission."""
        return permission in self.permissions

    @property
    def is_person(self) -> bool:
        """True for somebody signed in."""
        return self.kind == ActorKind.PERSON
