"""What the style page shows: invented examples in Dutch, so that components are judged with the
words they will carry. Data, not interface: nothing here is a screen text.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.paginator import Paginator

from .forms import BakenForm, Choices, DateField, MultipleChoices
from .line_chart import LineChart, Point, line_chart
from .theme import own_tokens
from .tree_chart import Box, TreeChart, tree_chart

MUNICIPALITIES = (
    ("Lansingerland", 3, 5, 0),
    ("Maassluis", 1, 2, 1),
    ("Vlaardingen", 9, 3, 1),
    ("Schiedam", 12, 4, 1),
    ("Rotterdam", 41, 5, 1),
    ("Capelle aan den IJssel", 6, 6, 1),
    ("Krimpen aan den IJssel", None, 7, 1),
    ("Voorne aan Zee", 2, 1, 2),
    ("Nissewaard", 5, 3, 2),
    ("Albrandswaard", None, 4, 2),
    ("Barendrecht", 4, 5, 2),
    ("Ridderkerk", 7, 6, 2),
    ("Goeree-Overflakkee", 1, 1, 3),
    ("Hoeksche Waard", 5, 4, 3),
    ("Zwijndrecht", 8, 5, 3),
    ("Dordrecht", 27, 6, 4),
)
FORMS = (
    ("Arbeidsuitbuiting", 38),
    ("Seksuele uitbuiting", 31),
    ("Criminele uitbuiting", 22),
    ("Gedwongen dienstverlening", 6),
    ("Nog onbekend", 14),
)


class ExampleForm(BakenForm):
    """Every kind of field once."""

    place = forms.CharField(
        label="Waar hebt u het gezien?",
        help_text="Een straat of een plek is genoeg. Zo weet de gemeente waar zij moet kijken.",
    )
    seen_on = DateField(label="Wanneer was dat?", past=True)
    story = forms.CharField(
        label="Wat hebt u gezien of gehoord?",
        help_text="Schrijf feiten op: wat, wanneer en wie. Wat u ervan denkt, komt straks.",
        widget=forms.Textarea,
    )
    source = forms.ChoiceField(
        label="Hoe weet u dit?",
        widget=Choices(hints={"told": "Door de persoon zelf, een collega of een buurtbewoner."}),
        choices=[
            ("seen", "Zelf gezien"),
            ("told", "Gehoord van iemand"),
            ("file", "Uit een dossier"),
        ],
    )
    forms_seen = forms.MultipleChoiceField(
        label="Waar denkt u aan?",
        required=False,
        widget=MultipleChoices,
        choices=[
            ("labour", "Arbeidsuitbuiting"),
            ("sexual", "Seksuele uitbuiting"),
            ("unknown", "Ik weet het niet"),
        ],
    )
    municipality = forms.ChoiceField(
        label="In welke gemeente?",
        choices=[("", "Kies een gemeente"), ("GM0622", "Vlaardingen"), ("GM0606", "Schiedam")],
    )
    contact_me = forms.BooleanField(label="De gemeente mag mij bellen voor vragen", required=False)


class NoteForm(BakenForm):
    """One text that warns for personal data."""

    note = forms.CharField(
        label="Aantekening",
        help_text="Schrijf geen namen of nummers op. Daar is een eigen veld voor.",
        widget=forms.Textarea,
        initial="De man zei dat ik kan bellen.",
    )


def _swatches() -> list[dict[str, str]]:
    own = own_tokens()
    return [
        {"name": name, "light": colour, "dark": own["dark"][name]}
        for name, colour in own["light"].items()
    ]


def _schedule() -> dict[str, Any]:
    """Return two weeks of two invented things, as a room with a calendar draws them."""
    width, head, row = 34, 44, 32
    blocks = ((0, 2, 3, "out"), (0, 5, 1, "cleaning"), (1, 6, 4, "reserved"), (1, 0, 2, "back"))
    words = {"out": "Uitgeleend", "reserved": "Wijk", "back": "", "cleaning": ""}
    lines: list[dict[str, Any]] = [
        {"label": f"Bril {number + 1}", "y": head + row * number, "is_usable": True, "blocks": []}
        for number in range(2)
    ]
    for line, start, days, kind in blocks:
        place = {"x": 150 + start * width, "width": days * width}
        more = {"kind": kind, "text": words[kind], "title": f"Bril {line + 1}: {kind}"}
        lines[line]["blocks"].append(place | more)
    columns = [
        {
            "x": 150 + day * width,
            "width": width,
            "label": str(day + 1),
            "month": "" if day else "juni 2026",
            "is_rest": day in {5, 6, 12, 13},
            "is_today": day == 3,
        }
        for day in range(14)
    ]
    size = {"width": 150 + 14 * width, "height": head + 2 * row}
    return {"columns": columns, "lines": lines, "head": head, "row": row, "grid": 2 * row, **size}


def context() -> dict[str, Any]:
    """Return what the style page needs; fresh forms, no database."""
    pages = Paginator(range(240), 20)
    return {
        "example": ExampleForm(prefix="plain", initial={"source": "seen"}),
        "wrong": ExampleForm({"wrong-seen_on": "gisteren"}, prefix="wrong"),
        "noted": NoteForm(prefix="note"),
        "page": pages.page(3),
        "steps": ["Veiligheid", "Wat ziet u?", "Waar en wie?"],
        "tabs": [
            {"label": "Overzicht", "url": "#tabbladen", "current": True},
            {"label": "Doorzettingen", "url": "#kaarten", "current": False, "count": 2},
            {"label": "Logboek", "url": "#tabellen", "current": False},
        ],
        "tree": _tree(),
        "line": _line(),
        "schedule": _schedule(),
        "year": _year(),
        "path": _path(),
        "relay": _relay(),
        "months": [
            "jan",
            "feb",
            "mrt",
            "apr",
            "mei",
            "jun",
            "jul",
            "aug",
            "sep",
            "okt",
            "nov",
            "dec",
        ],
        "by_form": [{"label": label, "value": value} for label, value in FORMS],
        "by_municipality": [
            {"label": name, "value": value, "column": column, "row": row}
            for name, value, column, row in MUNICIPALITIES
        ],
        "rows": [
            {
                "reference": "BK-7K4QX2",
                "form": "Arbeidsuitbuiting",
                "status": "Nieuw",
                "kind": "info",
                "due": "vandaag",
            },
            {
                "reference": "BK-M3T9WD",
                "form": "Criminele uitbuiting",
                "status": "Te laat",
                "kind": "danger",
                "due": "3 dagen te laat",
            },
            {
                "reference": "BK-P8H2RC",
                "form": "Seksuele uitbuiting",
                "status": "Bij partner",
                "kind": "warning",
                "due": "over 4 dagen",
            },
        ],
        "moment": dt.datetime(2026, 11, 24, 9, 30, tzinfo=dt.UTC),
        "versions": [
            {
                "label": "Waar",
                "mine": "De loods",
                "theirs": "De loods aan de haven",
                "differs": True,
            },
            {"label": "Wanneer", "mine": "20-11-2026", "theirs": "20-11-2026", "differs": False},
        ],
        "swatches": _swatches(),
        "text": TEXT,
    }


TEXT = {
    "reference": "BK-7K4QX2",
    "title": "Signaal BK-7K4QX2",
    "lead": "Ontvangen op 24 november 2026 via de openbare check.",
    "kicker": "Arbeidsuitbuiting · Vlaardingen",
    "hero_title": "Klopt er iets niet? Kijk verder en bel de juiste organisatie.",
    "hero_lead": "In twee minuten weet u wie u belt en wat u mag vertellen. Zonder account.",
    "prose_title": "Wat de zorgcoördinator doet",
    "prose_before": "Bel bij twijfel de",
    "term": "zorgcoördinator",
    "term_means": "Regelt zorg en opvang voor een slachtoffer.",
    "prose_after": "en vraag wat er kan.",
    "prose_note": "Wie belt, hoeft geen naam te noemen.",
    "picture": "Een vuurtoren",
    "picture_caption": "Het teken van Baken.",
    "prose_found": "Gevonden in een zin over de",
    "prose_theme": "Zorg en opvang",
    "hero_kicker": "Regio Rotterdam",
    "start": "Doe de check",
    "numbers": "Bekijk de nummers",
    "notice_info": "Een signaal is nooit bewijs. U geeft door wat u ziet.",
    "notice_success": "Uw signaal is verstuurd. De gemeente Vlaardingen leest het.",
    "notice_warning": "Bemiddel niet met de familie. Dat kan gevaarlijk zijn voor de persoon.",
    "notice_danger": "Is er nu gevaar? Wacht niet op deze pagina en bel 112.",
    "contact": "ESSM, meld- en adviespunt",
    "contact_reason": "Zij denken met u mee. U hoeft geen namen te noemen.",
    "contact_hours": "Dagelijks 08:30–22:00. Daarbuiten: politie 0900-8844.",
    "contact_more": "‘Ik zag iets dat op uitbuiting lijkt. Ik wil graag overleggen.’",
    "emergency": "Politie en ambulance",
    "emergency_reason": "U zei dat er nu gevaar is.",
    "card": "Mag ik dit delen?",
    "card_text": "Wat u mag vertellen, hangt af van aan wie u het vertelt en waarom.",
    "empty": "Er staat niets voor u klaar",
    "empty_text": "Nieuwe signalen en antwoorden van partners verschijnen hier vanzelf.",
    "details": "Waarom vragen wij dit?",
    "details_text": "Is de persoon jonger dan 18? Dan belt u ook Veilig Thuis.",
    "table": "Signalen van Vlaardingen",
    "by_form": "Signalen naar vorm, 2026 (verzonnen cijfers)",
    "by_municipality": "Signalen naar gemeente, 2026 (verzonnen cijfers)",
    "note": "Een streepje: minder dan 5, of niet bekend.",
    "fact_title": "Zes matrassen in een loods",
    "fact": "Op de verdieping lagen zes matrassen. De ramen waren afgeplakt.",
    "fact_by": "Inspecteur bouwtoezicht",
    "opinion": "Het lijkt erop dat hier mensen slapen die er ook werken.",
    "message": "Weet u of er ’s nachts mensen zijn?",
    "answer": "De inspecteur zag om zes uur licht branden.",
    "secret": "zeven-oevers-blauw-anker",
    "receipt": "Bewaar deze twee. U hebt ze nodig om de terugkoppeling te lezen.",
    "municipality": "Vlaardingen",
    "who": "Aandachtsfunctionaris, Vlaardingen",
}


def _year() -> list[dict[str, Any]]:
    """Return two rows of a year: what was held, what was not noted, what is planned."""
    meetings = {
        "Platform": {2: "held", 5: "held", 9: "unnoted", 11: "planned"},
        "Netwerk": {4: "held", 10: "planned"},
    }
    return [
        {
            "body": name,
            "cells": [
                [{"kind": kinds[month], "label": f"{name}, {month + 1}", "href": "#cijfers"}]
                if month in kinds
                else []
                for month in range(12)
            ],
        }
        for name, kinds in meetings.items()
    ]


def _path() -> dict[str, Any]:
    """Return two kinds of steps on a path of a hundred days, on day 40."""
    steps = {"Lezen": {110: "held", 300: "unnoted"}, "Doen": {420: "planned"}}
    lines = [
        {
            "label": label,
            "y": 44 + 36 * row,
            "marks": [
                {"x": x, "y": 44 + 36 * row, "sign": sign, "words": f"{label}, {x}"}
                for x, sign in marks.items()
            ],
        }
        for row, (label, marks) in enumerate(steps.items())
    ]
    ticks = [(1, 92), (50, 363), (100, 640)]
    sizes = {"width": 660, "height": 98, "left": 92, "now_x": 308}
    return {**sizes, "lines": lines, "ticks": ticks}


def _relay() -> list[dict[str, Any]]:
    """Return two steps of an internal reporting route."""
    first = {"who": "Medewerker", "tells": "Teamleider", "within_days": 0, "replaced_by": ""}
    second = {"who": "Teamleider", "tells": "Aandachtsfunctionaris", "within_days": 1}
    return [first, {**second, "replaced_by": "Collega van het andere domein"}]


def _tree() -> TreeChart:
    goals = [Box("goal", "Voorkomen", "Doel 1")]
    tasks = [Box("task", "Kennis bij wie mensen ontmoet", "Opgave 1", joins=("goal",))]
    actions = [
        Box("one", "Baliemedewerkers trainen", word="Loopt", shape="going", joins=("task",)),
        Box("two", "Scholen bezoeken", word="Vertraagd", shape="late", joins=("task",)),
        Box("three", "Folder vernieuwen", word="Klaar", shape="done", joins=("task",)),
    ]
    return tree_chart([("Doelen", goals), ("Opgaven", tasks), ("Acties", actions)])


def _line() -> LineChart:
    values = [(1, 10.0), (4, 22.0), (9, 41.0)]
    points = [Point(dt.date(2026, month, 1), value) for month, value in values]
    return line_chart(points, target=60)
