"""The one table of roles and permissions.

A role comes from the region's introduction dossier ("Rolverdeling binnen de regio").
``Permission`` is an enumeration, so an unknown name fails when this module is imported.
A superuser flag opens nothing: there is none.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .permissions import Permission as P


class Role(models.TextChoices):
    """What somebody is for an organisation, as the dossier names it."""

    FOCAL_POINT = "focal-point", _("Focal point")
    ADVICE_DESK = "advice-desk", _("Advice desk worker")
    CARE_COORDINATOR = "care-coordinator", _("Care coordinator")
    SHELTER_WORKER = "shelter-worker", _("Shelter worker")
    CHILD_PROTECTION = "child-protection", _("Child protection desk worker")
    RIEC = "riec", _("RIEC officer")
    POLICE = "police", _("Police team member")
    INSPECTORATE = "inspectorate", _("Labour inspector")
    PROSECUTOR = "prosecutor", _("Prosecutor")
    REGIONAL_COORDINATOR = "regional-coordinator", _("Regional coordinator")
    PORTFOLIO_HOLDER = "portfolio-holder", _("Regional portfolio holder")
    MAYOR = "mayor", _("Mayor")
    TRAINER = "trainer", _("Trainer")
    EDITOR = "editor", _("Editor")
    ADMINISTRATOR = "administrator", _("Administrator")
    PRIVACY_OFFICER = "privacy-officer", _("Privacy officer")
    READER = "reader", _("Reader of the knowledge base")


class Domain(models.TextChoices):
    """The two domains of municipal work that the region wants to see side by side."""

    CARE = "care", _("Care")
    SAFETY = "safety", _("Safety")
    NONE = "", _("Not applicable")


# Working together concerns everybody who takes part in the approach; what somebody sees of it
# is for the rules of each room.
_TOGETHER = frozenset(
    {
        P.BODY_READ,
        P.POLICY_READ,
        P.LEARNING_READ,
        P.LENDING_REQUEST,
        P.LIBRARY_READ,
        P.LIBRARY_READ_PARTNER,
        P.WORK_READ,
    }
)
_RECEIVER = frozenset({P.REFERRAL_READ, P.CONCERN_ANSWER_REFERRAL})
_PARTNER = _RECEIVER | _TOGETHER

ROLE_PERMISSIONS: dict[Role, frozenset[P]] = {
    # A receiver too: what plays in another municipality is sent to the focal point there.
    Role.FOCAL_POINT: _RECEIVER
    | _TOGETHER
    | frozenset(
        {
            P.POLICY_EDIT_OWN,
            P.ONBOARDING_WALK,
            P.CONCERN_CREATE,
            P.CONCERN_READ,
            P.CONCERN_ASSESS,
            P.CONCERN_DECIDE,
            P.CONCERN_REFER,
            P.CONCERN_CLOSE,
            P.CONCERN_HAND_OVER,
            P.CONCERN_LOOK_UP,
            # A concern that belongs in another municipality is referred to its focal points.
            P.REFERRAL_READ,
            P.CONCERN_ANSWER_REFERRAL,
            P.REGION_EDIT_OWN,
        }
    ),
    Role.ADVICE_DESK: _PARTNER,
    Role.CARE_COORDINATOR: _PARTNER,
    Role.SHELTER_WORKER: _TOGETHER,
    Role.CHILD_PROTECTION: _PARTNER,
    Role.RIEC: _PARTNER,
    Role.POLICE: _PARTNER,
    Role.INSPECTORATE: _PARTNER,
    Role.PROSECUTOR: _TOGETHER,
    Role.REGIONAL_COORDINATOR: _TOGETHER
    | {
        P.OUTLINE_READ_REGION,
        P.BODY_PLAN,
        P.ONBOARDING_FOLLOW,
        P.POLICY_EDIT,
        P.LEARNING_MANAGE,
        P.LENDING_MANAGE,
        P.LETTER_EDIT,
        P.LIBRARY_EDIT,
        P.READER_ADMIT,
    },
    Role.PORTFOLIO_HOLDER: _TOGETHER | {P.OUTLINE_READ_REGION},
    Role.MAYOR: _TOGETHER | {P.OUTLINE_READ_MUNICIPALITY},
    Role.TRAINER: _TOGETHER | {P.LEARNING_MANAGE, P.LENDING_MANAGE},
    Role.EDITOR: _TOGETHER
    | {P.REGION_EDIT, P.LEARNING_MANAGE, P.LETTER_EDIT, P.LIBRARY_EDIT, P.READER_ADMIT},
    # These two keep the accounts and the register and take no part in the approach.
    Role.ADMINISTRATOR: frozenset({P.WORK_READ, P.ACCOUNT_MANAGE, P.LIBRARY_READ}),
    Role.PRIVACY_OFFICER: frozenset({P.WORK_READ, P.AUDIT_READ, P.LIBRARY_READ}),
    # Whoever works on this subject may sign up; the knowledge base opens and nothing else.
    Role.READER: frozenset({P.LIBRARY_READ}),
}

ONE_STEP_ROLES = frozenset({Role.READER})
"""Roles that sign in with a password alone.

A reader reaches what the region wrote for everybody who works on this subject, and no person.
Every other role reaches personal data, names of colleagues, the register, the accounts, figures
of the region or the phone numbers that people in need are told to call, and needs a second factor.
"""


def permissions_of(role: Role | str) -> frozenset[P]:
    """Return what a role may do; an unknown role raises ``ValueError``."""
    return ROLE_PERMISSIONS[Role(role)]


def needs_second_factor(role: Role | str) -> bool:
    """Say whether a role may be used only after a second factor was shown."""
    return Role(role) not in ONE_STEP_ROLES
