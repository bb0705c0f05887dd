"""Goals, tasks and agreements as parts of a document (``baken.web.documents.living``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as
from baken.web.documents.living import register_part
from baken.web.documents.tree import Block, Heading, Link, bullets, line_of, paragraph

from .agreements.items import current_agreements
from .models import Framework, FrameworkState, GoalLevel

ADOPTED = Actor.system("adopted policy")
"""Adopted goals and tasks are public; actions, plans and self-checks stay in this room."""


def register() -> None:
    """Make the parts known; called once, when the app is ready."""
    register_part("policy-national", gettext_lazy("National goals"), national_part)
    register_part("policy-regional", gettext_lazy("Regional goals and tasks"), regional_part)
    register_part(
        "policy-agreements", gettext_lazy("Agreements of every municipality"), agreements_part
    )


def _frameworks() -> list[Framework]:
    """Return the policy that holds today with goals and tasks. Three queries."""
    today = timezone.localdate()
    with acting_as(ADOPTED):
        holds = Framework.objects.visible_to(ADOPTED).filter(
            state=FrameworkState.IN_FORCE, starts_on__lte=today, ends_on__gte=today
        )
        return list(holds.prefetch_related("goals", "tasks"))


def _goals(framework: Framework, level: GoalLevel) -> list[str]:
    return [goal.text for goal in framework.goals.all() if goal.level == level]


def national_part(_actor: Actor) -> Sequence[Block]:
    """Return the goals of the country that the region works on."""
    goals = [text for one in _frameworks() for text in _goals(one, GoalLevel.NATIONAL)]
    told = list(dict.fromkeys(goals))
    return [paragraph(_("The national goals are:")), bullets(told, ordered=True)] if told else []


def regional_part(_actor: Actor) -> Sequence[Block]:
    """Return the region's policy: period, goals and tasks."""
    return [block for one in _frameworks() for block in _regional(one)]


def _regional(framework: Framework) -> Iterator[Block]:
    yield Heading(1, framework.name)
    yield paragraph(
        _("This policy runs from %(start)s to %(end)s.")
        % {
            "start": date_format(framework.starts_on, "j F Y"),
            "end": date_format(framework.ends_on, "j F Y"),
        },
        " " + framework.description if framework.description else "",
    )
    if goals := _goals(framework, GoalLevel.REGIONAL):
        yield Heading(2, _("Goals"))
        yield bullets(goals, ordered=True)
    if tasks := list(framework.tasks.all()):
        yield Heading(2, _("Tasks"))
        yield bullets(
            [f"{one.title}. {one.description}".removesuffix(". ") for one in tasks], ordered=True
        )
    if framework.website:
        yield paragraph(line_of(Link(_("Read more about this policy"), framework.website))[0])


def agreements_part(_actor: Actor) -> Sequence[Block]:
    """Return what every municipality agreed on; never how far one of them is. One query."""
    lines = [f"{item.title}: {item.agreed}" for item in current_agreements()]
    return [bullets(lines)] if lines else []
