"""The audit events and notices of concerns: what may be written, and the words for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from baken.foundation.access.actor import Actor
from baken.foundation.audit.catalogue import (
    Words,
    register_event,
    register_reason,
    register_subject,
    register_values,
)
from baken.foundation.notices.catalogue import register_names, register_notice

from . import codes, words
from .models import Concern, Referral
from .models.choices import Advice, Channel, FeedbackMeans, IdentifierKind, Outcome

_REFERRAL = {"referral": _("Referral")}
_ARRIVAL = {"channel": _("Channel"), "reference": _("Reference")}
"""With the reference, a privacy officer finds the events of a concern from a letter."""

EVENTS: Mapping[str, tuple[Promise, Mapping[str, Promise]]] = {
    "concern.received": (_("Concern received"), _ARRIVAL),
    "concern.registered": (_("Concern entered"), _ARRIVAL),
    "concern.taken": (_("Concern taken up"), {}),
    "concern.handed-over": (_("Concern handed over"), {}),
    "concern.edited": (_("Details of a concern changed"), {}),
    "concern.fact-added": (_("Fact added"), {}),
    "concern.fact-corrected": (_("Fact corrected"), {}),
    "concern.interpretation-added": (_("Interpretation added"), {}),
    "concern.person-added": (_("Person added"), {}),
    "concern.note-added": (_("Note added"), {}),
    "concern.assessment-requested": (_("Second opinion asked"), {}),
    "concern.assessment-given": (_("Second opinion given"), {"advice": _("Advice")}),
    "concern.decided": (_("Decision taken"), {"outcomes": _("Decision")}),
    "concern.feedback-given": (
        _("Feedback given"),
        {"means": _("Means"), "standard": _("Standard text")},
    ),
    "concern.channel-opened": (_("Secret for the reporter made"), {}),
    "concern.channel-read": (_("Reporter read the feedback"), {}),
    "concern.reporter-replied": (_("Reporter replied"), {}),
    "concern.closed": (_("Concern closed"), {"closing_reason": _("Closing reason")}),
    "concern.reopened": (_("Concern reopened"), {}),
    "concern.looked-up": (_("Exact look-up"), {"kind": _("Kind"), "hits": _("Hits")}),
    "concern.shredded": (_("Concern shredded"), {}),
    "referral.sent": (_("Referral sent"), _REFERRAL),
    "referral.accepted": (_("Referral accepted"), _REFERRAL),
    "referral.refused": (_("Referral refused"), _REFERRAL),
    "referral.done": (_("Referral completed"), _REFERRAL),
    "referral.withdrawn": (_("Referral withdrawn"), _REFERRAL),
    "referral.message-sent": (_("Message sent with a referral"), _REFERRAL),
    "referral.read": (_("Referral read by the receiver"), _REFERRAL),
}

NOTICES: Mapping[str, Promise] = {
    "concern.received": _("A new concern waits to be taken up"),
    "concern.handed-over": _("A concern was handed over to you"),
    "concern.assessment-requested": _("You are asked to weigh a concern along"),
    "concern.assessment-given": _("Your second assessor answered"),
    "concern.reporter-replied": _("A reporter replied to the feedback"),
    "concern.due-soon": _("A step in a concern is due soon"),
    "concern.overdue": _("A step in a concern is overdue"),
    "referral.sent": _("A referral waits for your answer"),
    "referral.withdrawn": _("A referral was withdrawn"),
    "referral.accepted": _("A partner accepted a referral"),
    "referral.refused": _("A partner refused a referral"),
    "referral.done": _("A partner completed a referral"),
    "referral.message": _("There is a message with a referral"),
    "referral.due-soon": _("A referral is due soon"),
    "referral.overdue": _("A referral is overdue"),
}


def _reasons() -> dict[str, str]:
    """Return the words for grounds, outcomes and reasons. Two queries."""
    lists = (codes.outcomes(), codes.refusal_reasons(), codes.withdrawal_reasons())
    found = {code.slug: code.label for entries in lists for code in entries}
    return found | {ground.slug: ground.label for ground, _kinds in codes.grounds()}


def _fields() -> dict[str, str | Promise]:
    """Return the words for what an event touched: a kind of row, or a detail of the concern."""
    short = {name.partition(".")[2]: label for name, label in words.MODELS.items()}
    details = {field.name: field.verbose_name for field in Concern._meta.fields}
    return {**details, **short, **words.MODELS, "message": _("Message"), "answer": _("Answer")}


def _concern_names(actor: Actor, ids: Iterable[UUID]) -> dict[UUID, str]:
    rows = Concern.objects.visible_to(actor).filter(pk__in=ids)
    return dict(rows.values_list("pk", "reference"))


def _referral_names(actor: Actor, ids: Iterable[UUID]) -> dict[UUID, str]:
    rows = Referral.objects.visible_to(actor).filter(pk__in=ids)
    return dict(rows.values_list("pk", "reference"))


VALUES: dict[str, Words] = {
    "field": _fields,
    "reason": _reasons,
    "closing_reason": lambda: {code.slug: code.label for code in codes.closing_reasons()},
    "standard": lambda: {code.slug: code.label for code in codes.standard_feedback()},
    "channel": lambda: dict(Channel.choices),
    "advice": lambda: dict(Advice.choices),
    "outcomes": lambda: dict(Outcome.choices),
    "means": lambda: dict(FeedbackMeans.choices),
    "kind": lambda: dict(IdentifierKind.choices),
}
"""The words for the codes in the details of events."""


def register() -> None:
    """Add all events and notices to their catalogues; from ``AppConfig.ready``."""
    register_subject("concern", _("Concern"))
    register_subject("referral", _("Referral"))
    for name, (label, details) in EVENTS.items():
        register_event(name, label=label, details=details)
    for code, text in words.PURPOSES.items():
        register_reason(code, text)
    for detail, values in VALUES.items():
        register_values(detail, values)
    for kind, sentence in NOTICES.items():
        register_notice(kind, sentence)
    register_names("concern", _concern_names)
    register_names("referral", _referral_names)
