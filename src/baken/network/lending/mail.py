"""The letters of lending: who hears what at each step. An editor may change the texts."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as
from baken.foundation.access.permissions import Permission
from baken.foundation.people.models import Membership
from baken.foundation.people.queries import roles_with
from baken.network.letters import actions as letters
from baken.network.letters.catalogue import register_letter

from .models import ItemKind, LoanRequest
from .words import day_words, period_words, wish_words

_SYSTEM = Actor.system("lending")
SUBJECT_KIND = "loan-request"

PLACEHOLDERS = {
    "reference": _("reference of the request"),
    "organisation": _("organisation that asks"),
    "items": _("what is borrowed"),
    "period": _("the period"),
    "last_day": _("last day of the loan"),
    "place": _("place"),
    "reason": _("reason or remark, may be empty"),
    "link": _("address of the request"),
}
EXAMPLES = {
    "reference": "UL-7K3QF",
    "organisation": "Gemeente Voorbeeldstad",
    "items": "4 VR-brillen en 1 Koffer Verkeerd",
    "period": "maandag 2 maart 2026 tot en met vrijdag 6 maart 2026",
    "last_day": "vrijdag 6 maart 2026",
    "place": "Wijkcentrum De Haven",
    "reason": "U kunt de spullen vanaf 9.00 uur ophalen.",
    "link": "https://baken.voorbeeld.nl/uitleen/aanvragen/",
}
_END = "\n\nAlles over deze aanvraag vindt u hier:\n{link}\n\nMet vriendelijke groet,\nde VAR"

TEXTS = {
    "asked": (
        _("To the requester: request received"),
        "Uw aanvraag {reference} is ontvangen",
        "Beste {recipient},\n\nUw aanvraag {reference} is ontvangen: {items}, {period}. "
        "U hoort zo snel mogelijk of de uitleen doorgaat.",
    ),
    "new": (
        _("To who lends: new request"),
        "Nieuwe aanvraag {reference} van {organisation}",
        "Beste {recipient},\n\n{organisation} vraagt {items} te leen, {period}. "
        "Wilt u de aanvraag beoordelen?",
    ),
    "approved": (
        _("To the requester: approved"),
        "Uw aanvraag {reference} is goedgekeurd",
        "Beste {recipient},\n\nUw aanvraag is goedgekeurd. Voor u ligt klaar: {items}, {period}."
        "\n\n{reason}",
    ),
    "refused": (
        _("To the requester: refused"),
        "Uw aanvraag {reference} kan niet doorgaan",
        "Beste {recipient},\n\nHelaas kan uw aanvraag ({items}, {period}) niet doorgaan."
        "\n\nDe reden: {reason}",
    ),
    "cancelled": (
        _("To the other side: cancelled"),
        "Aanvraag {reference} is ingetrokken",
        "Beste {recipient},\n\nDe uitleen {reference} aan {organisation} ({items}, {period}) gaat "
        "niet door.\n\nDe reden: {reason}",
    ),
    "handed-out": (
        _("To the requester: handed out"),
        "U hebt geleend: {items}",
        "Beste {recipient},\n\nU hebt meegekregen: {items}. Breng alles uiterlijk {last_day} terug."
        "\n\nIs er iets stuk? Meld het meteen op de pagina van de aanvraag.",
    ),
    "returned": (
        _("To the requester: everything is back"),
        "Alles is terug: {reference}",
        "Beste {recipient},\n\nAlles van uw uitleen {reference} is terug. Dank u wel.\n\n"
        "Hebt u al ingevuld hoeveel mensen u hebt bereikt? Dat helpt de regio om te laten zien "
        "wat de bijeenkomsten opleveren.",
    ),
    "extension-asked": (
        _("To who lends: extension asked"),
        "{organisation} vraagt verlenging van {reference}",
        "Beste {recipient},\n\n{organisation} wil {items} langer houden dan {last_day}."
        "\n\nDe reden: {reason}",
    ),
    "extended": (
        _("To the requester: extended"),
        "Uw uitleen {reference} is verlengd",
        "Beste {recipient},\n\nU mag {items} houden tot en met {last_day}.",
    ),
    "extension-refused": (
        _("To the requester: not extended"),
        "Uw uitleen {reference} is niet verlengd",
        "Beste {recipient},\n\nVerlengen kan helaas niet. Breng {items} uiterlijk {last_day} terug."
        "\n\nDe reden: {reason}",
    ),
    "due-soon": (
        _("To the requester: almost time to return"),
        "Uiterlijk {last_day} terug: {items}",
        "Beste {recipient},\n\nUiterlijk {last_day} verwachten wij {items} terug. Hebt u ze langer "
        "nodig? Vraag dan verlenging aan op de pagina van de aanvraag.",
    ),
    "late": (
        _("To the requester: too late"),
        "Te laat: {items} hadden {last_day} terug moeten zijn",
        "Beste {recipient},\n\nWij hadden {items} uiterlijk {last_day} terug verwacht. Misschien "
        "wacht een ander erop. Wilt u de spullen zo snel mogelijk terugbrengen, of ons bellen?",
    ),
    "late-store": (
        _("To who lends: something is too late"),
        "Te laat terug: {reference} van {organisation}",
        "Beste {recipient},\n\n{organisation} had {items} uiterlijk {last_day} terug moeten "
        "brengen.",
    ),
    "problem": (
        _("To who lends: something is broken"),
        "Probleem gemeld bij {reference}",
        "Beste {recipient},\n\n{organisation} meldt een probleem bij de uitleen {reference}: "
        "{reason}",
    ),
}


def register() -> None:
    """Make the letters known; from ``AppConfig.ready``."""
    for name, (label, subject, body) in TEXTS.items():
        register_letter(
            f"lending.{name}",
            label=label,
            subject=subject,
            body=body + _END,
            placeholders=PLACEHOLDERS,
            examples=EXAMPLES,
        )


def to_requester(name: str, request: LoanRequest, *, reason: str = "", once: str = "") -> int:
    """Write to who asked; return how many letters were made."""
    return _send(name, request, [request.membership], reason, once)


def to_store(name: str, request: LoanRequest, *, reason: str = "", once: str = "") -> int:
    """Write to everybody who lends; return how many letters were made."""
    keepers = Membership.objects.running(timezone.localdate()).filter(
        role__in=roles_with(Permission.LENDING_MANAGE), account__is_active=True
    )
    return _send(name, request, list(keepers), reason, once)


def _send(name: str, request: LoanRequest, to: Sequence[Membership], reason: str, once: str) -> int:
    with acting_as(_SYSTEM), override(settings.LANGUAGE_CODE):
        kinds = {kind.slug: kind for kind in ItemKind.objects.visible_to(_SYSTEM)}
        made = letters.send(
            key=f"lending.{name}",
            to=to,
            values={
                "reference": request.reference,
                "organisation": str(request.organisation),
                "items": wish_words(request.wishes, kinds),
                "period": period_words(request.starts_on, request.ends_on),
                "last_day": day_words(request.ends_on),
                "place": request.place,
                "reason": reason,
                "link": letters.page_address(reverse("lending:request", args=[request.pk])),
            },
            about=(SUBJECT_KIND, request.pk),
            once=once,
        )
    return len(made)
