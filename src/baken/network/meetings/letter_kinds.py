"""The letters of this room: default texts in Dutch, which an editor may change on screen."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from baken.network.letters.catalogue import register_letter

INVITATION = "meetings.invitation"
CHANGE = "meetings.change"
CANCELLATION = "meetings.cancellation"
AGENDA = "meetings.agenda"
MINUTES = "meetings.minutes"

_PLACEHOLDERS: dict[str, str | Promise] = {
    "body": _("name of the body"),
    "date": _("date"),
    "time": _("from when until when"),
    "place": _("place and link to take part online"),
    "link": _("address of the page of the meeting"),
}
_EXAMPLES = {"body": "Platform mensenhandel", "time": "9.00 tot 11.00 uur"}
_FACTS = """Wanneer: {date}, {time}
Waar: {place}"""


def register() -> None:
    """Register the letters; called once, when the app is ready."""
    register_letter(
        INVITATION,
        label=_("Invitation to a meeting"),
        subject="Uitnodiging: {body}, {date}",
        body=f"""Beste {{recipient}},

Hierbij de uitnodiging voor het overleg {{body}}.

{_FACTS}
Toelichting: {{note}}

De uitnodiging voor uw eigen agenda zit bij deze mail. Agenda en stukken staan in Baken:
{{link}}

Kunt u niet komen? Meld dat op dezelfde pagina.
""",
        placeholders=_PLACEHOLDERS | {"note": _("what the coordinator wrote for the members")},
        examples=_EXAMPLES | {"note": "Lees vooraf het concept van het actieplan."},
    )
    register_letter(
        CHANGE,
        label=_("Change of a meeting"),
        subject="Gewijzigd: {body}, {date}",
        body=f"""Beste {{recipient}},

Tijd, plaats of link van het overleg {{body}} is gewijzigd. Zo is het nu:

{_FACTS}

Bij deze mail zit de wijziging voor uw eigen agenda. Agenda en stukken staan in Baken:
{{link}}

Kunt u nu niet meer komen? Meld dat op dezelfde pagina.
""",
        placeholders=_PLACEHOLDERS,
        examples=_EXAMPLES,
    )
    register_letter(
        CANCELLATION,
        label=_("Cancellation of a meeting"),
        subject="Vervalt: {body}, {date}",
        body="""Beste {recipient},

Het overleg {body} op {date}, {time}, gaat niet door.

Reden: {reason}

Bij deze mail zit de annulering voor uw eigen agenda.

Punten die leden hadden aangevraagd, blijven bewaard voor een volgende keer:
{link}
""",
        placeholders=_PLACEHOLDERS | {"reason": _("why it is cancelled")},
        examples=_EXAMPLES | {"reason": "Er zijn te weinig punten."},
    )
    _register_papers()


def _register_papers() -> None:
    register_letter(
        AGENDA,
        label=_("Agenda of a meeting"),
        subject="Agenda: {body}, {date}",
        body=f"""Beste {{recipient}},

Hierbij de agenda van het overleg {{body}}.

{_FACTS}

De stukken staan in Baken:
{{link}}
""",
        placeholders=_PLACEHOLDERS,
        examples=_EXAMPLES,
    )
    register_letter(
        MINUTES,
        label=_("Minutes of a meeting"),
        subject="Verslag: {body}, {date}",
        body="""Beste {recipient},

Hierbij het verslag van het overleg {body} op {date}, met de besluiten en de acties.

Uw eigen acties vindt u ook in Baken:
{link}

Klopt er iets niet? Laat het weten voor de volgende bijeenkomst.
""",
        placeholders=_PLACEHOLDERS,
        examples=_EXAMPLES,
    )
