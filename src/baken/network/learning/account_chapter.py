"""What trainings and outreach tell in the yearly account: counts of the region, no names."""

from __future__ import annotations

from django.db.models import Count, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as
from baken.network.policy.account.registry import Chapter, Figure, Table, register_chapter

from .models import Certificate, Enrolment, OutreachAudience, Session
from .queries import YearRow, outreach_by_year
from .workflow import SessionStatus

SYSTEM = Actor.system("account")


def register() -> None:
    """Register the chapter; from ``AppConfig.ready``."""
    register_chapter("learning", 50, gettext_lazy("Trainings and outreach"), chapter)


def chapter(year: int, _actor: Actor) -> Chapter:
    """Tell what was held and whom it reached in a year. Four queries."""
    with acting_as(SYSTEM):
        sessions = _sessions(year)
        certificates = (
            Certificate.objects.visible_to(SYSTEM)
            .filter(held_on__year=year, withdrawn_at__isnull=True)
            .count()
        )
        done = next((row for row in outreach_by_year(SYSTEM) if row.year == year), None)
    if not sessions.rows and done is None:
        return Chapter(missing=_("No training or outreach was noted in this year."))
    told = _("%(number)d certificates were issued for trainings in this year.") % {
        "number": certificates
    }
    tables = [sessions] if sessions.rows else []
    if done is None:
        return Chapter([told], tables)
    return Chapter([told], [*tables, _outreach(done)], [_reached(done)])


def _sessions(year: int) -> Table:
    """Count sessions held, and who was there with and without an account, by training."""
    held = Session.objects.visible_to(SYSTEM).filter(
        status=SessionStatus.HELD, starts_at__year=year
    )
    present = dict(
        Enrolment.objects.visible_to(SYSTEM)
        .filter(session__in=held.values("pk"), attended=True)
        .order_by()
        .values_list("session__training_id")
        .annotate(number=Count("id"))
    )
    found = (
        held.order_by("training__name")
        .values_list("training_id", "training__name")
        .annotate(number=Count("id"), others=Sum("others_attended"))
    )
    rows = [
        [name, str(number), str(present.get(training, 0) + (others or 0))]
        for training, name, number, others in found
    ]
    heads = [_("Training"), _("Sessions held"), _("Participants")]
    return Table(_("Trainings"), heads, rows, (1, 2))


def _outreach(done: YearRow) -> Table:
    rows = [
        [str(audience.label), str(done.number.get(audience.value, 0)), str(reached)]
        for audience in OutreachAudience
        for reached in [done.reached.get(audience.value, 0)]
    ]
    heads = [_("For whom"), _("Activities"), _("People reached")]
    return Table(_("Outreach"), heads, rows, (1, 2))


def _reached(done: YearRow) -> Figure:
    rows = [
        (str(audience.label), float(done.reached.get(audience.value, 0)))
        for audience in OutreachAudience
    ]
    return Figure(_("People reached by outreach"), rows)
