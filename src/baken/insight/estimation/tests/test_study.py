"""The simulation study: its populations are what they say, its figures are what they count."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baken.insight.estimation.lattice import superset_sums
from baken.insight.estimation.study import __main__ as command
from baken.insight.estimation.study import design, report, truth
from baken.insight.estimation.study.design import Cell, Design
from baken.insight.estimation.study.figures import figures, sides
from baken.insight.estimation.study.running import Answer, run

CHANCES = st.lists(st.floats(0.01, 0.6), min_size=2, max_size=6)


def overlap(cells, *lists):
    """Return the chance to be on all of these lists."""
    return superset_sums(cells[None, :])[0, sum(1 << number for number in lists)]


@given(CHANCES)
def test_independent_lists_share_what_chance_gives(chances):
    cells = truth.independent(chances)
    assert cells.sum() == pytest.approx(1)
    assert truth.list_chances(cells) == pytest.approx(chances)
    assert overlap(cells, 0, 1) == pytest.approx(chances[0] * chances[1])
    assert cells[0] == pytest.approx(math.prod(1 - chance for chance in chances))


@settings(max_examples=40)
@given(CHANCES, st.floats(0.05, 20), st.floats(0.05, 20))
def test_an_interaction_has_its_odds_ratio_whatever_the_other_lists_say(chances, first, second):
    wanted = {(0, 1): first}
    if len(chances) > 2:
        wanted[1, 2] = second
    cells = truth.dependent(chances, wanted)
    assert truth.list_chances(cells) == pytest.approx(chances)
    for low in range(len(chances)):
        for high in range(low + 1, len(chances)):
            for others in range(cells.size):
                if others >> low & 1 or others >> high & 1:
                    continue
                both, one, other = (
                    others | 1 << low | 1 << high,
                    others | 1 << low,
                    others | 1 << high,
                )
                ratio = cells[both] * cells[others] / (cells[one] * cells[other])
                assert ratio == pytest.approx(wanted.get((low, high), 1.0), rel=1e-6)


def test_lists_that_never_share_keep_their_sizes():
    cells = truth.dependent([0.3, 0.2, 0.1], {(0, 1): 0.0})
    assert truth.list_chances(cells) == pytest.approx([0.3, 0.2, 0.1])
    assert overlap(cells, 0, 1) == 0
    assert overlap(cells, 0, 2) == pytest.approx(0.3 * 0.1)


def test_impossible_lists_are_refused():
    with pytest.raises(ArithmeticError, match="no population"):
        truth.dependent([0.7, 0.6], {(0, 1): 0.0})
    with pytest.raises(ValueError, match="easy"):
        truth.two_classes([0.9], 0.5, 0.1)


@given(CHANCES, st.floats(0, 0.4), st.floats(0, 1))
def test_two_classes_keep_the_chance_of_each_list_and_share_more(chances, hidden, factor):
    cells = truth.two_classes(chances, hidden, factor)
    assert cells.sum() == pytest.approx(1)
    assert truth.list_chances(cells) == pytest.approx(chances)
    mean = 1 - hidden + hidden * factor
    spread = (1 - hidden + hidden * factor**2) / mean**2
    assert overlap(cells, 0, 1) == pytest.approx(chances[0] * chances[1] * spread)


def test_people_that_no_list_reaches_are_never_seen():
    cells = truth.two_classes([0.3, 0.2], 0.2, 0.0)
    reached = truth.independent([0.375, 0.25])
    assert cells[1:] == pytest.approx(0.8 * reached[1:])
    assert cells[0] == pytest.approx(0.2 + 0.8 * reached[0])


@given(st.integers(2, 6), st.floats(0.2, 5), st.floats(0.2, 9))
def test_a_beta_mixture_has_the_moments_of_the_beta(lists, a, b):
    cells = truth.beta_mixed(lists, a, b)
    assert cells.sum() == pytest.approx(1)
    assert truth.list_chances(cells) == pytest.approx([a / (a + b)] * lists)
    assert overlap(cells, 0, 1) == pytest.approx(a * (a + 1) / ((a + b) * (a + b + 1)))


def test_drawn_lists_have_the_sizes_of_the_truth():
    cells = design.full().cells[0].truth()
    table = truth.draw(cells, 1_000_000, np.random.default_rng(4))
    assert table.lists == ("A", "B", "C")
    expected = np.array([overlap(cells, 0, 1), overlap(cells, 0, 2), overlap(cells, 1, 2)])
    shared = table.overlaps()
    found = np.array([shared[0, 1], shared[0, 2], shared[1, 2]]) / 1_000_000
    assert np.abs(found - expected).max() < 5 * math.sqrt(0.25 / 1_000_000)
    assert abs(table.observed / 1_000_000 - (1 - cells[0])) < 5 * math.sqrt(0.25 / 1_000_000)


def test_the_design_covers_what_it_promises():
    cells = design.full().cells
    assert {cell.family for cell in cells} == {
        "independent",
        "dependent",
        "heterogeneous",
        "sparse",
    }
    assert {cell.size for cell in cells} == {200, 1000, 5000, 20_000}
    assert {min(cell.lists for cell in cells), max(cell.lists for cell in cells)} == {3, 8}
    assert len({cell.name for cell in cells}) == len(cells)
    for cell in (*cells, *design.quick().cells):
        assert cell.truth().sum() == pytest.approx(1)
        assert cell.truth().size == 1 << cell.lists


def test_the_number_of_processes_changes_no_figure():
    small = Design(
        (
            Cell(design.DEPENDENT, design.POSITIVE, 3, 500, 12),
            Cell(design.SPARSE, design.PLAIN, 3, 200, 11),
        ),
        50,
    )
    told = []
    alone = run(small, 5, 1, lambda done, total: told.append((done, total)))
    assert alone == run(small, 5, 2)
    assert alone != run(small, 6, 1)
    assert [len(answers) for answers in alone] == [12, 11]
    assert told[-1] == (23, 23)
    assert [done for done, _total in told] == sorted(done for done, _total in told)


def named(content):
    """Return the names of the populations that failed."""
    return [cell["cell"]["variant"] for cell in content["cells"] if cell["failures"]]


def test_the_quick_study_runs_by_one_command_and_repeats(tmp_path, capsys):
    texts, contents = [], []
    for name in ("first.json", "second.json"):
        file = tmp_path / name
        picture = file.with_suffix(".svg")
        wanted = ["--seed", "3", "--workers", "1", "--json", str(file), "--plot", str(picture)]
        command.main(["--quick", *wanted])
        shown = capsys.readouterr()
        assert "100 of 100 tables, in" in shown.err
        texts.append(shown.out.split("\n", 1)[1])
        contents.append(json.loads(file.read_text()))
    assert texts[0] == texts[1]
    assert contents[0]["cells"] == contents[1]["cells"]
    assert contents[0]["about"]["seed"] == 3
    drawn = (tmp_path / "first.svg").read_text()
    assert ">independent: no interaction, 3 lists</text>" in drawn
    assert f"4 populations, {len(named(contents[0]))} failures." in drawn
    assert drawn == (tmp_path / "second.svg").read_text()
    assert "| independent: no interaction" in texts[0]


def test_unusable_options_are_refused(capsys):
    for wrong in (["--seed", "-1"], ["--workers", "0"]):
        with pytest.raises(SystemExit) as ended:
            command.main(["--quick", *wrong])
        assert ended.value.code == 2
    assert "--seed is at least 0" in capsys.readouterr().err


def test_coverage_is_right_where_the_model_is_right():
    easy = Cell(design.INDEPENDENT, design.PLAIN, 3, 2000, 160)
    (answers,) = run(Design((easy,), 300), 11, 1)
    found = figures(easy, answers)
    # Four standard errors on either side.
    assert abs(found.wide.value - 0.95) < 4 * math.sqrt(0.95 * 0.05 / easy.sets)
    assert abs(found.narrow.value - 0.80) < 4 * math.sqrt(0.80 * 0.20 / easy.sets)
    assert abs(found.bias) < 0.02
    assert found.finite.value == 1


def test_heterogeneity_is_told_as_a_failure():
    hard = Cell(design.HETEROGENEOUS, design.NEVER, 3, 5000, 20)
    (answers,) = run(Design((hard,), 200), 11, 1)
    found = figures(hard, answers)
    assert "misses the truth" in found.failures
    assert found.bias == pytest.approx(-0.2, abs=0.05)
    assert "lies below it" in report.sentence(found)
    assert report.why(found).startswith("A group that no list can reach")


def answer(estimate, wide=None, cautions=(), refusal=""):
    return Answer(
        observed=50,
        estimate=estimate,
        wide=wide,
        narrow=wide,
        percentile=wide,
        corrected=True,
        right_model=False,
        main_effects=estimate,
        all_pairs=None,
        average=None,
        cautions=cautions,
        refusal=refusal,
    )


CELL = Cell(design.INDEPENDENT, design.PLAIN, 3, 100, 4)
ANSWERS = [
    answer(80.0, (70.0, 99.0), ("few_overlaps",)),
    answer(140.0, (90.0, math.inf), ("untestable_dependence",)),
    answer(math.inf, refusal="infinite"),
    answer(None, refusal="empty_list"),
]


def test_figures_count_by_hand():
    found = figures(CELL, ANSWERS)
    assert found.seen == 0.5
    assert (found.finite.value, found.infinite.value, found.refused.value) == (0.5, 0.25, 0.25)
    assert found.bias == pytest.approx(0.4)
    assert found.mean_bias == pytest.approx(0.1)
    assert found.error == pytest.approx(math.sqrt((0.2**2 + 0.4**2) / 2))
    assert (found.wide.value, found.wide.of) == (0.5, 2)
    assert found.wide.error == pytest.approx(math.sqrt(0.25 / 2))
    assert (found.below, found.above) == (0.5, 0.0)
    assert found.width == math.inf
    assert found.cautions == {"few_overlaps": 0.25, "untestable_dependence": 0.25}
    assert found.refusals == {"empty_list": 0.25, "infinite": 0.25}
    assert found.failures == ("too high", "misses the truth", "often no number")
    assert found.average is None


def test_sides_of_a_caution_count_by_hand():
    found, none = sides([CELL], [ANSWERS], heterogeneous=False)
    assert (found.code, none.code) == ("few_overlaps", "no warning")
    assert (none.with_it.value, none.without.value) == (1.0, 0.0)
    assert (found.with_it.value, found.without.value) == (0.0, 1.0)
    assert found.error_with == pytest.approx(0.2)
    assert found.error_without == pytest.approx(0.4)
    assert sides([CELL], [ANSWERS], heterogeneous=True) == []


def test_a_table_says_no_end_and_no_figure_in_words():
    found = figures(CELL, ANSWERS)
    shown = report.markdown([found], [], [])
    assert "infinite" in shown
    assert "50.0 ± 35.4" in shown
    assert "### Failures: 1 of 1 populations" in shown
    assert "The smallest lists are empty, or share nobody, in many of the draws:" in shown
    assert "lies below it in 50 % (not surely under 90 %)" in shown
    assert "**too high, misses the truth, often no number**" in shown
    content = json.loads(report.as_json({"seed": 1}, [found], [], []))
    assert content["cells"][0]["width"] == "infinite"
    assert content["cells"][0]["cell"]["size"] == 100


@pytest.mark.parametrize(
    ("value", "shown"),
    [(None, "–"), (math.inf, "infinite"), (-0.004, "0 %"), (0.126, "+13 %"), (99.0, "> 1000 %")],
)
def test_shares_are_whole_per_cents(value, shown):
    assert report.percent(value, signed=True) == shown
