"""The open lists: reasons, outcomes, functions, set texts, grounds and receivers.

They are data of the region (sections ``reasons`` and ``grounds`` of its pack), so that a
region changes them without a programmer. A slug of an older version that is gone from the
list is shown as it is: history is never rewritten.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from baken.foundation.region.documents import DocumentMissing, current_document
from baken.foundation.region.models import Organisation

from .errors import ConcernError
from .models.choices import ReferralKind
from .models.concern import Concern


@dataclass(frozen=True)
class Code:
    """One entry of a list: a stable slug and the words for the screen."""

    slug: str
    label: str


@dataclass(frozen=True)
class ClosingReason(Code):
    """``direct``: may be used straight after receipt, without a decision.

    ``needs_feedback``: the reporter hears first; not when they withdrew it themselves.
    """

    direct: bool
    needs_feedback: bool


@dataclass(frozen=True)
class OutcomeCode(Code):
    """What came out of a referral, or of a request for advice."""

    kinds: tuple[str, ...]


@dataclass(frozen=True)
class StandardFeedback(Code):
    """A set text for the reporter; ``counts`` says whether it is real feedback."""

    text: str
    counts: bool


@dataclass(frozen=True)
class Ground(Code):
    """A legal ground for sharing, with its source and how far that was checked."""

    text: str
    kinds: tuple[str, ...]
    personal_data: bool
    source_title: str
    source_url: str
    mark: str


@dataclass(frozen=True)
class ReceiverChoice:
    """An organisation that may receive this concern; ``fits`` False says why in ``otherwise``.

    ``is_needed`` says that the route never leaves it out here, such as with a minor.
    """

    organisation: Organisation
    kinds: tuple[str, ...]
    note: str
    fits: bool
    otherwise: str
    grounds: tuple[Ground, ...]
    is_needed: bool = False

    def grounds_for(self, kind: ReferralKind | str) -> list[Ground]:
        """Return the grounds that hold for this kind of referral to this organisation."""
        return [ground for ground in self.grounds if kind in ground.kinds]


def _entries(list_name: str) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = current_document("reasons")[list_name]
    return entries


def closing_reasons(*, direct_only: bool = False) -> list[ClosingReason]:
    """Return why a concern may be closed; ``direct_only`` before it was decided on."""
    reasons = [
        ClosingReason(e["slug"], e["label"], e["direct"], e.get("feedback", True))
        for e in _entries("closing")
    ]
    return [reason for reason in reasons if reason.direct or not direct_only]


def refusal_reasons() -> list[Code]:
    """Return why a partner may refuse."""
    return [Code(e["slug"], e["label"]) for e in _entries("refusal")]


def withdrawal_reasons() -> list[Code]:
    """Return why a sender may withdraw."""
    return [Code(e["slug"], e["label"]) for e in _entries("withdrawal")]


def outcomes(kind: ReferralKind | str | None = None) -> list[OutcomeCode]:
    """Return what may come out of a referral, of one kind or of any."""
    found = [OutcomeCode(e["slug"], e["label"], tuple(e["kinds"])) for e in _entries("outcomes")]
    return [outcome for outcome in found if kind is None or kind in outcome.kinds]


def reporter_functions() -> list[Code]:
    """Return functions of reporters and observers; never a name."""
    return [Code(e["slug"], e["label"]) for e in _entries("reporter_functions")]


def standard_feedback() -> list[StandardFeedback]:
    """Return the set texts for reporters."""
    return [
        StandardFeedback(e["slug"], e["label"], e["text"], e["counts"])
        for e in _entries("feedback")
    ]


def label(list_name: str, slug: str) -> str:
    """Return the words for a slug of a list of ``reasons``, or the slug when it is gone."""
    return next((e["label"] for e in _entries(list_name) if e["slug"] == slug), slug)


def require(slug: str, choices: Sequence[Code], *, field: str) -> str:
    """Return ``slug`` when it is one of the choices, or raise ``ConcernError`` for the field."""
    if slug not in {choice.slug for choice in choices}:
        raise ConcernError(_("Choose one of the listed options."), field=field)
    return slug


# -- Forms of exploitation ---------------------------------------------------------------------


def form_labels() -> dict[str, str]:
    """Return slug → words of the forms of exploitation; empty without a loaded pack."""
    try:
        forms = current_document("forms")["forms"]
    except DocumentMissing:
        return {}
    return {form["slug"]: form["name"] for form in forms}


# -- Grounds and receivers ---------------------------------------------------------------------


def grounds() -> list[tuple[Ground, frozenset[str]]]:
    """Return all grounds, each with the kinds of organisation it holds for."""
    return [
        (
            Ground(
                slug=g["slug"],
                label=g["label"],
                text=g["text"],
                kinds=tuple(g["kinds"]),
                personal_data=g["personal_data"],
                source_title=g["source"]["title"],
                source_url=g["source"].get("url", ""),
                mark=g["source"]["mark"],
            ),
            frozenset(g["receivers"]),
        )
        for g in current_document("grounds")["grounds"]
    ]


def receiver_choices(concern: Concern) -> list[ReceiverChoice]:
    """Return who may receive this concern: who always takes part, who fits, then the others.

    Within each in the region's order.

    One query for the organisations. The own municipality is never a choice.
    """
    rules = current_document("grounds")["receivers"]
    known = grounds()
    slugs = [rule["organisation"] for rule in rules if "organisation" in rule]
    kinds = [rule["organisation_kind"] for rule in rules if "organisation_kind" in rule]
    candidates = list(
        (Organisation.objects.filter(slug__in=slugs) | Organisation.objects.filter(kind__in=kinds))
        .filter(is_current=True)
        .exclude(pk=concern.organisation_id)
        .order_by("name")
    )
    choices: list[ReceiverChoice] = []
    chosen: set[str] = set()
    for rule in rules:
        for organisation in candidates:
            if organisation.slug not in chosen and _is_about(rule, organisation):
                chosen.add(organisation.slug)
                choices.append(_choice(rule, organisation, concern, known))
    return sorted(choices, key=lambda choice: (not choice.is_needed, not choice.fits))


def _is_about(rule: dict[str, Any], organisation: Organisation) -> bool:
    return rule.get("organisation") == organisation.slug or (
        rule.get("organisation_kind") == organisation.kind
    )


def _choice(
    rule: dict[str, Any],
    organisation: Organisation,
    concern: Concern,
    known: list[tuple[Ground, frozenset[str]]],
) -> ReceiverChoice:
    fits = _fits(rule.get("when", {}), concern)
    return ReceiverChoice(
        organisation=organisation,
        kinds=tuple(rule["kinds"]),
        note=rule["note"],
        fits=fits,
        otherwise="" if fits else rule["otherwise"],
        grounds=tuple(ground for ground, kinds in known if organisation.kind in kinds),
        is_needed="always_when" in rule and _fits(rule["always_when"], concern),
    )


def _fits(conditions: dict[str, list[str]], concern: Concern) -> bool:
    facts: dict[str, set[str]] = {
        "minor": {concern.minor},
        "subject": {concern.subject},
        "forms": set(concern.forms),
    }
    return all(facts[name] & set(allowed) for name, allowed in conditions.items())
