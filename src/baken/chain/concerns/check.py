"""Reads the answers of the check: as they come in with a report, and as a focal point sees them.

What comes in was in a hidden field, so anybody may have written it: guidance reads it back
strictly. What was stored is read mildly, since lists change and old concerns stay readable.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from baken.chain.guidance.answers import AnswerError
from baken.chain.guidance.handoff import Handoff, critical_codes, read_handoff
from baken.chain.guidance.indicators import PRESENT, Catalogue, Findings, assess
from baken.chain.guidance.sources import DatabaseGuidance
from baken.foundation.region.documents import DocumentMissing

from .drafts import ConcernDraft
from .models.choices import Channel, Subject, YesNoUnknown


@dataclass(frozen=True)
class Check:
    """The answers that go along with a report; ``handoff`` is None without a (valid) check."""

    handoff: Handoff | None
    catalogue: Catalogue | None

    @property
    def seen(self) -> list[str]:
        """Return the texts of the indicators that are present."""
        if self.handoff is None or self.catalogue is None:
            return []
        return [
            self.catalogue.indicators[code].text
            for code, answer in self.handoff.indicators.items()
            if answer in PRESENT
        ]

    @property
    def is_critical(self) -> bool:
        """Say whether somebody is in danger or one critical indicator is present."""
        if self.handoff is None or self.catalogue is None:
            return False
        return self.handoff.answers.danger or bool(critical_codes(self.handoff, self.catalogue))

    def outline(self) -> ConcernDraft:
        """Return a draft with what the check says; the form adds the rest."""
        if self.handoff is None:
            return ConcernDraft(channel=Channel.PUBLIC)
        answers = self.handoff.answers
        return ConcernDraft(
            channel=Channel.PUBLIC,
            forms=answers.forms,
            minor=YesNoUnknown(answers.minor),
            subject=Subject(answers.subject),
            critical=self.is_critical,
            route_version=self.handoff.route_version,
            answers={
                "answers": answers.as_json(),
                "indicators": dict(self.handoff.indicators),
                "observer": self.handoff.observer,
                "indicators_version": self.handoff.indicators_version,
            },
        )


def read_check(text: str, guidance: DatabaseGuidance) -> Check:
    """Return the check behind a hidden field; nothing, where it is empty or not to be trusted."""
    if not text:
        return Check(None, None)
    try:
        catalogue = guidance.catalogue
        handoff = read_handoff(
            text,
            catalogue=catalogue,
            forms=tuple(guidance.forms),
            municipalities=guidance.municipalities,
        )
    except (AnswerError, DocumentMissing):
        return Check(None, None)
    return Check(handoff, catalogue)


@dataclass(frozen=True)
class StoredCheck:
    """What a stored report says: the moment in words, and what the indicators say together."""

    when: str
    answers: Mapping[str, Any]
    findings: Findings | None

    def __bool__(self) -> bool:
        return bool(self.when or self.answers or self.findings)


def stored_check(
    data: Mapping[str, Any], *, forms: list[str], minor: str, guidance: DatabaseGuidance
) -> StoredCheck:
    """Explain stored answers with the lists of today; a code that is gone is left out."""
    indicators = data.get("indicators", data)
    given = {
        str(code): str(answer)
        for code, answer in (indicators.items() if isinstance(indicators, dict) else ())
        if answer in (*PRESENT, "no")
    }
    findings = None
    if given:
        try:
            findings = assess(guidance.catalogue, given, forms=forms, minor=minor)
        except DocumentMissing:
            findings = None
    answers = data.get("answers", {})
    return StoredCheck(
        when=str(data.get("when", "")),
        answers=answers if isinstance(answers, dict) else {},
        findings=findings,
    )
