"""Concerns (signalen): what somebody saw, what the municipality did with it, who answered.

Three zones, and the tables follow them, so that the database can keep them apart:

* **Outline** (``Concern``, ``Referral``, ``ConcernEvent``): slugs, dates, ids. No free text.
* **Content** (``ConcernContent``, ``Observation``, ``Interpretation``, ``Person``, ``Note``,
  ``Assessment``, ``Decision``): sealed under the concern's own key, for the municipality.
* **Shared** (``ReferralContent``, ``ReferralMessage`` and what is linked to a referral): for
  the municipality and the one receiving organisation, for as long as the referral lives.

Each child repeats the concern's organisation (and, where a partner may read, the receiver):
the policies of the second lock are then plain comparisons, and a composite foreign key in
the database keeps the repetition true.
"""

from .choices import (
    Advice,
    Channel,
    ConcernStatus,
    DueKind,
    EventKind,
    FeedbackDirection,
    FeedbackMeans,
    HandOverReason,
    IdentifierKind,
    MessageSide,
    Outcome,
    PersonKind,
    ReferralKind,
    ReferralStatus,
    SourceKind,
    Subject,
    YesNoUnknown,
)
from .concern import Concern, ConcernEvent, ConcernOutline, HandOver
from .content import (
    ConcernContent,
    Interpretation,
    Note,
    Observation,
    Person,
    PersonIdentifier,
)
from .referral import (
    Referral,
    ReferralContent,
    ReferralMessage,
    ReferralObservation,
    ReferralPerson,
)
from .reporter import FeedbackMessage, ReporterChannel
from .weighing import Assessment, Decision

__all__ = [
    "Advice",
    "Assessment",
    "Channel",
    "Concern",
    "ConcernContent",
    "ConcernEvent",
    "ConcernOutline",
    "ConcernStatus",
    "Decision",
    "DueKind",
    "EventKind",
    "FeedbackDirection",
    "FeedbackMeans",
    "FeedbackMessage",
    "HandOver",
    "HandOverReason",
    "IdentifierKind",
    "Interpretation",
    "MessageSide",
    "Note",
    "Observation",
    "Outcome",
    "Person",
    "PersonIdentifier",
    "PersonKind",
    "Referral",
    "ReferralContent",
    "ReferralKind",
    "ReferralMessage",
    "ReferralObservation",
    "ReferralPerson",
    "ReferralStatus",
    "ReporterChannel",
    "SourceKind",
    "Subject",
    "YesNoUnknown",
]
