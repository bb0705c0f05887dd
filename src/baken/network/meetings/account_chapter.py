"""What the bodies tell in the yearly account: held against the minimum, decisions and actions.

Counts as the system, so that every reader of one account sees the same numbers; what was decided
stays in the registers of the bodies, for their members.
"""

from __future__ import annotations

from collections import Counter
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as
from baken.foundation.region.models import Organisation, OrganisationKind
from baken.network.policy.account.registry import Chapter, Table, register_chapter

from .models import Action, ActionState, Decision, NationalConsultation, YearTalk
from .queries import BodyYear, year_of

SYSTEM = Actor.system("account")


def register() -> None:
    """Register the chapter; from ``AppConfig.ready``."""
    register_chapter("meetings", 20, gettext_lazy("Consultation"), chapter)


def chapter(year: int, _actor: Actor) -> Chapter:
    """Tell what was held, decided and done in a year. Six queries."""
    with acting_as(SYSTEM):
        bodies = year_of(SYSTEM, year)
        if not bodies:
            return Chapter(missing=_("There are no consultation bodies yet."))
        tables = [_held(bodies), _results(bodies, year)]
        national = _national(year)
        return Chapter([_talks(year)], [*tables, *([national] if national else [])])


def _held(bodies: list[BodyYear]) -> Table:
    rows = []
    for one in bodies:
        counts = Counter(_kind(meeting) for meeting in one.meetings)
        minimum = one.body.minimum_per_year
        rows.append(
            [
                one.body.name,
                str(minimum) if minimum else "–",
                str(counts["held"]),
                str(counts["unnoted"]),
                str(counts["planned"]),
            ]
        )
    heads = [_("Body"), _("At least"), _("Held"), _("Past, not noted"), _("Still planned")]
    return Table(_("Meetings held against the minimum"), heads, rows, (1, 2, 3, 4))


def _kind(meeting: Any) -> str:
    if meeting.is_held:
        return "held"
    return "unnoted" if meeting.day < timezone.localdate() else "planned"


def _results(bodies: list[BodyYear], year: int) -> Table:
    decisions = dict(
        Decision.objects.visible_to(SYSTEM)
        .filter(year=year)
        .order_by()
        .values_list("body_id")
        .annotate(number=Count("id"))
    )
    actions = _actions(year)
    rows = [
        [
            one.body.name,
            str(decisions.get(one.body.pk, 0)),
            *(str(number) for number in actions.get(one.body.pk, (0, 0, 0))),
        ]
        for one in bodies
    ]
    heads = [_("Body"), _("Decisions"), _("Actions done"), _("Actions open"), _("Of them late")]
    caption = _("Decisions and actions; open actions as on %(day)s") % {
        "day": date_format(timezone.localdate(), "j F Y")
    }
    return Table(caption, heads, rows, (1, 2, 3, 4))


def _actions(year: int) -> dict[UUID, tuple[int, int, int]]:
    """Return per body the actions done in the year, open today, and of those late today."""
    is_open = Q(state=ActionState.OPEN)
    rows = (
        Action.objects.visible_to(SYSTEM)
        .order_by()
        .values_list("body_id")
        .annotate(
            done=Count("id", filter=Q(state=ActionState.DONE, closed_on__year=year)),
            open=Count("id", filter=is_open),
            late=Count("id", filter=is_open & Q(due_on__lt=timezone.localdate())),
        )
    )
    return {body: (done, waiting, late) for body, done, waiting, late in rows}


def _talks(year: int) -> str:
    held = YearTalk.objects.visible_to(SYSTEM).filter(year=year, held_on__isnull=False).count()
    places = Organisation.objects.filter(kind=OrganisationKind.MUNICIPALITY, is_current=True)
    return _("The yearly talk was held with %(held)d of %(all)d municipalities.") % {
        "held": held,
        "all": places.count(),
    }


def _national(year: int) -> Table | None:
    rows = [
        [one.name, date_format(one.held_on, "j F Y")]
        for one in NationalConsultation.objects.visible_to(SYSTEM)
        .filter(held_on__year=year)
        .order_by("held_on")
    ]
    if not rows:
        return None
    return Table(_("National consultations"), [_("National consultation"), _("Date")], rows)
