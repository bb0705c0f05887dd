"""What lending tells in the yearly account: how often and for how many people, by kind."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as
from baken.network.policy.account.registry import Chapter, Table, register_chapter

from .figures import Use, of_year

SYSTEM = Actor.system("account")


def register() -> None:
    """Register the chapter; from ``AppConfig.ready``."""
    register_chapter("lending", 60, gettext_lazy("Lending"), chapter)


def chapter(year: int, _actor: Actor) -> Chapter:
    """Tell use and reach of what was lent in a year. Two queries."""
    with acting_as(SYSTEM):
        figures = of_year(SYSTEM, year, timezone.localdate())
    total = figures.total
    if not total.requests:
        return Chapter(missing=_("Nothing was lent in this year."))
    told = _(
        "%(requests)d requests were lent out; %(told)d of them told how many people took part,"
        " %(reached)d together."
    ) % {"requests": total.requests, "told": total.told, "reached": total.reached}
    paragraphs = [told]
    if len(figures.by_kind) > 1:
        paragraphs.append(
            _("A request with several kinds counts for each; kinds do not add up to the total.")
        )
    rows = [_row(use) for use in [*figures.by_kind, total]]
    heads = [_("Kind"), _("Requests"), _("Days away"), _("People reached")]
    return Chapter(paragraphs, [Table(_("Use and reach"), heads, rows, (1, 2, 3))])


def _row(use: Use) -> list[str]:
    return [use.label, str(use.requests), str(use.item_days), str(use.reached)]
