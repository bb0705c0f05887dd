"""Small helpers for the pages of agreements; no query and no rule lives here."""

from __future__ import annotations

from django import template
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from baken.foundation.access.roles import Domain
from baken.network.policy.account.registry import Figure
from baken.network.policy.agreements.standing import KINDS, Standing
from baken.network.policy.models.agreements import CheckState

register = template.Library()

HEADS = {
    Standing.MET: Standing.MET.label,
    Standing.PARTLY: pgettext_lazy("head of a narrow column", "Partly"),
    Standing.NOT_MET: pgettext_lazy("head of a narrow column", "Not"),
    Standing.NOT_APPLICABLE: pgettext_lazy("head of a narrow column", "N/a"),
    Standing.EXPIRED: pgettext_lazy("head of a narrow column", "Expired"),
    Standing.NEVER: pgettext_lazy("head of a narrow column", "Not yet"),
}


@register.filter
def standing_kind(standing: str) -> str:
    """Return the kind of tag for a standing."""
    return KINDS[Standing(standing)]


@register.filter
def short_words(standing: str) -> str:
    """Return a standing in a word or two, for a table with many columns."""
    return str(HEADS[Standing(standing)])


@register.filter
def state_kind(state: str) -> str:
    """Return the kind of tag for the answer of a check."""
    return KINDS[Standing(CheckState(state).value)]


@register.filter
def count_of(counts: dict[Standing, int], standing: str) -> int:
    """Return how many municipalities stand there."""
    return counts.get(Standing(standing), 0)


@register.filter
def domain_names(domains: tuple[str, ...]) -> str:
    """Return the domains in words."""
    return get_text_list([str(Domain(domain).label).lower() for domain in domains], _("and"))


@register.filter
def bar_rows(figure: Figure) -> list[dict[str, object]]:
    """Return the rows of a figure as a bar chart takes them; a whole number has no decimals."""
    return [
        {"label": label, "value": value if value is None or value % 1 else int(value)}
        for label, value in figure.rows
    ]
