"""The bench in small: its rows obey the product, and every page stays within its queries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import pytest
from django.db import connection

from baken.bench import measuring, pages, progress, report, samples, seeding, steps
from baken.chain.concerns.models import Concern, Referral
from baken.foundation.people.demonstration import load_cast
from baken.foundation.region.loading import load_pack
from baken.foundation.region.pack import read_pack

TOTAL = 400
pytestmark = pytest.mark.django_db


def ignore(line: str) -> None:
    """Say nothing."""


@pytest.fixture
def region(db: None, settings: Any) -> None:
    """Load the real region pack."""
    load_pack(read_pack(settings.REGIONS_FOLDER / "rotterdam"))


@pytest.fixture
def subjects(region: None, settings: Any) -> dict[str, Any]:
    """Fill the database with every constraint in place, and return what the bench looks at."""
    settings.IS_DEMONSTRATION = True
    settings.ROOT_URLCONF = "baken.foundation.people.tests.demonstration_site"
    load_cast()
    places = seeding.seed(TOTAL, say=ignore, keep_constraints=True)
    found = {name: {**asdict(place), **samples.seal_some(place)} for name, place in places.items()}
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    return found


def measured(group: Iterator[pages.Page]) -> list[measuring.Figures]:
    found = []
    for page in group:
        page.asks[0]()  # the first one reads the region's documents
        figures = measuring.Figures(page.name)
        for ask in page.asks[:3]:
            measuring.timed(figures, ask, page.status)
        found.append(figures)
    return found


def too_many(found: list[measuring.Figures]) -> dict[str, int]:
    bound = measuring.BOUND_QUERIES
    return {one.name: max(one.queries) for one in found if max(one.queries) > bound}


def test_invented_concerns_are_like_those_the_product_makes(subjects: Any) -> None:
    concerns = Concern.objects.unscoped(reason="what was invented")
    assert concerns.count() == TOTAL
    closed = concerns.filter(closed_at__isnull=False).count()
    assert 0.9 < closed / TOTAL < 0.98
    biggest = concerns.filter(organisation_id=subjects["biggest"]["organisation_id"]).count()
    assert 0.2 < biggest / TOTAL < 0.4
    assert Referral.objects.unscoped(reason="what was invented").count() > TOTAL / 2
    assert subjects["biggest"]["phones"]
    assert subjects["biggest"]["referrals"]
    # The register goes on behind the invented events.
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM audit_chainhead AS h WHERE sequence <>"
            " (SELECT max(sequence) FROM audit_auditevent AS e WHERE e.chain = h.chain)"
        )
        assert cursor.fetchone()[0] == 0


def test_every_page_asks_the_database_at_most_fifteen_things(subjects: Any) -> None:
    found = [*measured(pages.public_pages()), *measured(pages.staff_pages(subjects))]
    assert len(found) > 35
    assert too_many(found) == {}


def test_every_action_asks_a_bounded_number_of_things(subjects: Any) -> None:
    found = steps.measured_steps(subjects, requests=1, warm_up=1)
    assert found[0].name == "receive a report"
    assert {name: n for name, n in too_many(found).items() if n > ACTIONS.get(name, 15)} == {}


ACTIONS = {"receive a report": 28, "refer": 37, "accept a referral": 28, "complete a referral": 30}
"""Steps that tell another organisation: two registers and two locks at once."""


def test_a_page_that_answers_otherwise_has_no_figures(db: None) -> None:
    visitor = measuring.Visitor()
    with pytest.raises(measuring.BenchFault, match="nothing answered 404, not 200"):
        measuring.repeated("nothing", [lambda: visitor.get("/bestaat-niet/")], requests=1)


def test_the_ninety_fifth_percentile_is_one_of_the_figures() -> None:
    figures = measuring.Figures("x", milliseconds=[float(n) for n in range(1, 201)], queries=[15])
    assert figures.p95 == 190.0
    assert figures.p50 == 100.5
    assert not figures.is_within_bounds


def test_a_table_marks_what_misses_the_aim() -> None:
    row = {"p50_ms": 1.0, "p95_ms": 2.0, "max_ms": 3.0, "work_p50_ms": 0.5}
    row |= {"work_p95_ms": 0.6, "queries": 4, "bytes": 1234}
    lines = report.table([{"name": "a", "ok": True, **row}, {"name": "bb", "ok": False, **row}])
    good, bad = lines.splitlines()[2:]
    assert good.startswith("| a  |")
    assert "!!" not in good
    assert bad.endswith("| !! |")


def test_lists_are_compared_by_name() -> None:
    small = [
        {"name": "list", "p50_ms": 10.0, "work_p50_ms": 8.0},
        {"name": "only here", "p50_ms": 1.0, "work_p50_ms": 1.0},
    ]
    big = [{"name": "list", "p50_ms": 15.0, "work_p50_ms": 10.0}]
    [ratio] = report.ratios(small, big)
    assert (ratio["ratio"], ratio["ratio_of_work"]) == (1.5, 1.25)
    assert report.ratio_table([ratio], 10, 20).endswith("1.25 |")


def test_progress_tells_how_long_it_still_takes(time_machine: Any) -> None:
    lines: list[str] = []
    counter = progress.Progress("rows", 4, lines.append)
    counter.at(1)
    assert lines == []
    counter.at(4)
    assert lines == ["  4 of 4 rows, in 0 s"]
    assert progress._words(150) == "2 min 30 s"


def test_references_are_spelled_as_the_products_own_and_differ(db: None) -> None:
    from baken.bench import rows

    with connection.cursor() as cursor:
        cursor.execute(rows.FUNCTIONS)
        cursor.execute(
            "SELECT count(DISTINCT r), bool_and(r ~ '^BK-[346789ACDEFHJKMNPQRTVWXY]{4}-[^-]{4}$')"
            " FROM (SELECT pg_temp.reference('BK', n) AS r FROM generate_series(1, 5000) AS n) AS t"
        )
        assert cursor.fetchone() == (5000, True)
