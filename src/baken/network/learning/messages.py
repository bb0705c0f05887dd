"""The notices and letters of this room: when they go out and what they say by default."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from baken.foundation.access.actor import Actor
from baken.foundation.notices.catalogue import register_names, register_notice
from baken.network.letters.catalogue import register_letter

from .models import Session

NOTICES: Mapping[str, Promise] = {
    "learning.enrolled": _("You have a place in a training"),
    "learning.waiting": _("You are on the waiting list of a training"),
    "learning.moved-up": _("A place in a training came free for you"),
    "learning.removed": _("Your enrolment for a training was cancelled"),
    "learning.changed": _("A training you enrolled for was changed"),
    "learning.changed-waiting": _("A training you wait for was changed"),
    "learning.session-cancelled": _("A training you enrolled for does not take place"),
    "learning.reminder": _("A training you enrolled for is soon"),
    "learning.after": _("Your certificate is ready, and your opinion is asked"),
    "learning.below-minimum": _("A training has fewer participants than it needs"),
    "learning.certificate-ends": _("A training of yours must be renewed soon"),
    "learning.count-ends": _("Trainings in your municipality must be renewed soon"),
}

_ABOUT = "{training}\n{date}, {time}\n{place}"
_GREETING = "Beste {recipient},"
_END = "Met vriendelijke groet,\nde organisatie van de trainingen"


def _letter(*parts: str) -> str:
    return "\n\n".join((_GREETING, *parts, _END))


LETTERS: Mapping[str, tuple[Promise, str, str]] = {
    "learning.enrolled": (
        _("Training: place confirmed"),
        "Uw plaats in {training} op {date}",
        _letter(
            "U bent aangemeld en hebt een plaats:",
            _ABOUT,
            "Kunt u toch niet? Meld u dan af, zodat iemand anders kan komen:\n{link}",
        ),
    ),
    "learning.waiting": (
        _("Training: on the waiting list"),
        "U staat op de wachtlijst voor {training} op {date}",
        _letter(
            "Alle plaatsen zijn bezet. U staat op de wachtlijst voor:",
            _ABOUT,
            "Komt er een plaats vrij, dan krijgt u die vanzelf en hoort u dat van ons.\n{link}",
        ),
    ),
    "learning.moved-up": (
        _("Training: moved up from the waiting list"),
        "U hebt alsnog een plaats in {training} op {date}",
        _letter(
            "Er kwam een plaats vrij. U kunt meedoen aan:",
            _ABOUT,
            "Kunt u toch niet? Meld u dan af, zodat iemand anders kan komen:\n{link}",
        ),
    ),
    "learning.removed": (
        _("Training: enrolment cancelled by the organiser"),
        "Uw aanmelding voor {training} is geannuleerd",
        _letter("De organisatie heeft uw aanmelding geannuleerd voor:", _ABOUT, "{link}"),
    ),
    "learning.changed": (
        _("Training: time or place changed"),
        "Gewijzigd: {training} op {date}",
        _letter(
            "De tijd of de plaats is gewijzigd. Zo is het nu:",
            _ABOUT,
            "Past het u niet meer? Meld u dan af:\n{link}",
        ),
    ),
    "learning.changed-waiting": (
        _("Training: time or place changed, to the waiting list"),
        "Gewijzigd: {training} op {date}",
        _letter(
            "U staat op de wachtlijst. De tijd of de plaats is gewijzigd. Zo is het nu:",
            _ABOUT,
            "Past het u niet meer? Meld u dan af:\n{link}",
        ),
    ),
    "learning.session-cancelled": (
        _("Training: does not take place"),
        "Gaat niet door: {training} op {date}",
        _letter("Deze training gaat niet door:", _ABOUT, "De reden: {reason}", "{link}"),
    ),
    "learning.reminder": (
        _("Training: reminder"),
        "Herinnering: {training} op {date}",
        _letter(
            "Binnenkort doet u mee aan:",
            _ABOUT,
            "Kunt u toch niet? Meld u dan af, zodat iemand anders kan komen:\n{link}",
        ),
    ),
    "learning.after": (
        _("Training: certificate and evaluation"),
        "Uw certificaat van {training}",
        _letter(
            "Bedankt dat u erbij was:",
            _ABOUT,
            "Uw certificaat staat klaar. Wij horen ook graag wat u ervan vond. Dat zijn drie "
            "vragen en niemand ziet dat het uw antwoord is.\n{link}",
        ),
    ),
}
PLACEHOLDERS: Mapping[str, Promise] = {
    "training": _("name of the training"),
    "date": _("day"),
    "time": _("from and until"),
    "place": _("place, or the address of the online meeting"),
    "link": _("address of the page of the session"),
}
EXAMPLES = {
    "training": "Herkennen en signaleren van mensenhandel",
    "time": "09.30 - 12.00 uur",
    "reason": "de trainer is ziek",
}


def _names(actor: Actor, ids: Iterable[UUID]) -> dict[UUID, str]:
    rows = Session.objects.visible_to(actor).filter(pk__in=ids)
    return dict(rows.values_list("pk", "training__name"))


def register() -> None:
    """Add all notices and letters to their catalogues; from ``AppConfig.ready``."""
    for kind, sentence in NOTICES.items():
        register_notice(kind, sentence)
    register_names("training-session", _names)
    for key, (label, subject, body) in LETTERS.items():
        more = {"reason": _("why it does not take place")} if "{reason}" in body else {}
        register_letter(
            key,
            label=label,
            subject=subject,
            body=body,
            placeholders={**PLACEHOLDERS, **more},
            examples=EXAMPLES,
        )
