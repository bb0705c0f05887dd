"""The picture of an estimate: well-formed, complete, inside its frame, true to its scales."""

from __future__ import annotations

import math
import re
import xml.etree.ElementTree as ElementTree
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baken.insight.estimation.outcome import (
    Averaged,
    Bootstrap,
    Caution,
    Estimate,
    StrataSum,
)
from baken.insight.estimation.picture import WIDTH, draw, text
from baken.insight.estimation.picture.canvas import BAND, BAR, INK, LINE, PAPER, SOFT
from baken.insight.estimation.picture.overlaps import MOST_COLUMNS, overlaps_of
from baken.insight.estimation.table import CaptureTable

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = [
    "<b>\"&'",
    "</desc><script>alert(1)</script>",
    "\x00\x1b\ufffe\ud800",
    "\u202egnol",
    "]]>",
]
FIVE = ("North", "East", "South", "West", "Centre")
BOOTSTRAP = Bootstrap(1000, 7, {}, 0.1, 0.01, 0.0, 0.0, (), None)
ROUNDING = 0.002


def table_of(lists: tuple[str, ...], counts: dict[int, int]) -> CaptureTable:
    codes = sorted(counts)
    return CaptureTable(lists, tuple(codes), tuple(counts[code] for code in codes))


def answer(table: CaptureTable, **changed: object) -> Estimate:
    given: dict[str, object] = {
        "lists": table.lists,
        "observed": table.observed,
        "estimate": 4000.0,
        "interval": {0.95: (3000.0, 6000.0), 0.8: (3300.0, 5000.0)},
        "interval_kind": "BCa",
        "model": (),
        "excluded": (),
        "identifiable": True,
        "refusal": None,
        "warnings": (),
        "threshold": 0.02,
        "bootstrap": BOOTSTRAP,
    }
    return Estimate(**{**given, **changed})


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg.encode())  # noqa: S314 - our own drawing


def of_class(root: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [node for node in root.iter() if name in node.get("class", "").split()]


def said(root: ElementTree.Element, name: str) -> list[str]:
    return [node.text or "" for node in of_class(root, name)]


def described(root: ElementTree.Element) -> str:
    return root.findtext(f"{SVG}desc") or ""


def size(node: ElementTree.Element, name: str) -> float:
    return float(node.get(name, "nan"))


SIMPLE = table_of(FIVE, {1: 400, 2: 300, 4: 100, 8: 49, 16: 25, 3: 16, 5: 9, 24: 4, 7: 1, 31: 1})

names = st.one_of(st.sampled_from(HOSTILE), st.text(min_size=1, max_size=60))
numbers = st.one_of(st.floats(0, 1e7), st.floats(0, 1e300), st.just(math.inf))


@st.composite
def tables(draw_one: st.DrawFn) -> CaptureTable:
    many = draw_one(st.integers(2, 10))
    lists = tuple(draw_one(st.lists(names, min_size=many, max_size=many, unique=True)))
    codes = st.integers(1, (1 << many) - 1)
    counts = st.one_of(st.integers(1, 20), st.integers(1, 10**6))
    return table_of(lists, draw_one(st.dictionaries(codes, counts, max_size=60)))


@st.composite
def intervals(draw_one: st.DrawFn) -> dict[float, tuple[float, float]]:
    levels = draw_one(st.lists(st.sampled_from([0.5, 0.8, 0.95, 0.975]), unique=True, max_size=3))
    return {level: tuple(sorted((draw_one(numbers), draw_one(numbers)))) for level in levels}


@st.composite
def answers(draw_one: st.DrawFn, table: CaptureTable, parts: bool = True) -> Estimate:
    cautions = st.lists(st.builds(Caution, st.just("code"), st.text(max_size=200)), max_size=2)
    refusal = draw_one(st.one_of(st.none(), st.builds(Caution, st.just("code"), st.text())))
    low, high = sorted((draw_one(numbers), draw_one(numbers)))
    strata = (
        {
            name: draw_one(answers(table, parts=False))
            for name in draw_one(st.sets(names, max_size=4))
        }
        if parts
        else {}
    )
    return answer(
        table,
        estimate=draw_one(st.sampled_from([None, math.inf])) if refusal else draw_one(numbers),
        refusal=refusal,
        interval={} if refusal else draw_one(intervals()),
        warnings=tuple(draw_one(cautions)),
        model=tuple(draw_one(st.lists(names, max_size=12))),
        main_effects=draw_one(st.one_of(st.none(), numbers)),
        all_pairs=draw_one(st.one_of(st.none(), numbers)),
        averaged=draw_one(
            st.one_of(st.none(), st.builds(Averaged, numbers, st.just(low), st.just(high),
                                           st.integers(1, 5000), st.booleans(), st.just(())))
        ),
        bootstrap=draw_one(st.sampled_from([None, BOOTSTRAP])),
        strata=strata,
        strata_sum=draw_one(
            st.one_of(st.none(), st.builds(StrataSum, numbers, intervals()))
        ) if strata else None,
    )  # fmt: skip


def corners(node: ElementTree.Element) -> list[tuple[float, float]]:
    """Return the corners of what a shape covers; of words, what they cover in a common font."""
    tag = node.tag.removeprefix(SVG)
    if tag == "rect":
        x, y = size(node, "x"), size(node, "y")
        return [(x, y), (x + size(node, "width"), y + size(node, "height"))]
    if tag == "line":
        return [(size(node, "x1"), size(node, "y1")), (size(node, "x2"), size(node, "y2"))]
    if tag == "circle":
        x, y, radius = size(node, "cx"), size(node, "cy"), size(node, "r")
        return [(x - radius, y - radius), (x + radius, y + radius)]
    if tag == "polygon":
        return [tuple(map(float, pair.split(","))) for pair in node.get("points", "").split()]
    if tag == "text":
        letter = float(node.get("font-size", "12"))
        wide = text.width(node.text or "", letter)
        x, y = size(node, "x"), size(node, "y")
        if node.get("transform"):
            assert node.get("transform") == f"rotate(-90 {node.get('x')} {node.get('y')})"
            return [(x - letter, y - wide), (x, y)]
        start = x - wide * {"end": 1.0, "middle": 0.5}.get(node.get("text-anchor", ""), 0.0)
        return [(start, y - letter), (start + wide, y + letter / 4)]
    return []


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_outcome_is_well_formed_and_inside_its_frame(data: st.DataObject) -> None:
    table = data.draw(tables())
    root = parsed(draw(data.draw(answers(table)), table))
    assert root.get("role") == "img"
    _, _, wide, high = map(float, root.get("viewBox", "").split())
    assert wide == WIDTH
    for node in root.iter():
        assert "nan" not in " ".join(node.attrib.values())
        for x, y in corners(node):
            assert -0.5 <= x <= wide + 0.5
            assert -0.5 <= y <= high + 0.5


@settings(max_examples=60, deadline=None)
@given(tables())
def test_all_counts_are_written_or_gathered(table: CaptureTable) -> None:
    root = parsed(draw(answer(table), table))
    written = [int(words.replace(",", "")) for words in said(root, "overlap-count")]
    rest = [int(words.replace(",", "")) for words in said(root, "rest-count")]
    assert sum(written) + sum(rest) == table.observed
    assert len(written) + len(rest) <= MOST_COLUMNS
    if not rest:
        assert sorted(written) == sorted(table.counts)
    sizes = [int(words.replace(",", "")) for words in said(root, "size")]
    assert sizes == table.overlaps().diagonal().tolist()


@settings(max_examples=60, deadline=None)
@given(tables())
def test_bars_have_the_square_root_of_the_count_as_length(table: CaptureTable) -> None:
    root = parsed(draw(answer(table), table))
    columns = measured(root, "overlap-bar", "height", "overlap-count")
    columns += measured(root, "rest-bar", "height", "rest-count")
    for bars in (columns, measured(root, "size-bar", "width", "size")):
        unit = max(
            (length / math.sqrt(count) for length, count in bars if count == largest(bars)),
            default=0,
        )
        for length, count in bars:
            assert length == pytest.approx(unit * math.sqrt(count), abs=ROUNDING)
    assert any("square-root scale" in words for words in root.itertext())


def measured(
    root: ElementTree.Element, bars: str, length: str, figures: str
) -> list[tuple[float, int]]:
    counts = [int(words.replace(",", "")) for words in said(root, figures)]
    return [
        (size(bar, length), count) for bar, count in zip(of_class(root, bars), counts, strict=True)
    ]


def largest(bars: list[tuple[float, int]]) -> int:
    return max(count for _, count in bars) or -1


def test_the_axis_of_the_bars_says_their_scale() -> None:
    root = parsed(draw(answer(SIMPLE), SIMPLE))
    ticks = {int(node.text or ""): size(node, "y") for node in of_class(root, "root-tick")}
    highest, count = max(measured(root, "overlap-bar", "height", "overlap-count"))
    assert len(ticks) >= 4
    for value, y in ticks.items():
        assert ticks[0] - y == pytest.approx(highest * math.sqrt(value / count), abs=ROUNDING)


def test_columns_go_by_number_of_lists_then_by_count() -> None:
    columns = overlaps_of(SIMPLE).columns
    order = [(len(column.lists), -column.count) for column in columns]
    assert order == sorted(order)
    dots = [column.lists for column in columns]
    assert dots[:6] == [(0,), (1,), (2,), (3,), (4,), (0, 1)]
    root = parsed(draw(answer(SIMPLE), SIMPLE))
    assert len(of_class(root, "has")) == sum(map(len, dots))


def test_a_thousand_histories_are_gathered_with_their_number_and_cases() -> None:
    lists = tuple(f"List {number}" for number in range(10))
    table = table_of(lists, {code: 1 + code % 7 for code in range(1, 1024)})
    root = parsed(draw(answer(table), table))
    shown = said(root, "overlap-count")
    hidden = table.observed - sum(map(int, shown))
    alone = [column for column in overlaps_of(table).columns if len(column.lists) == 1]
    assert len(alone) == 10
    assert f"{1023 - len(shown):,} other combinations, {hidden:,} cases" in described(root)


def scale_of(root: ElementTree.Element) -> tuple[float, float]:
    """Return where zero is on the linear axis and how long one case is, by its ticks."""
    ticks = [
        (int((node.text or "").replace(",", "")), size(node, "x"))
        for node in of_class(root, "tick")
    ]
    assert len(ticks) >= 3
    steps = {later[0] - earlier[0] for earlier, later in pairwise(ticks)}
    assert len(steps) == 1
    assert str(steps.pop()).rstrip("0") in ("1", "2", "5")
    (first, left), (last, right) = ticks[0], ticks[-1]
    assert first == 0
    return left, (right - left) / last


def test_the_lower_half_is_on_one_linear_axis() -> None:
    root = parsed(draw(answer(SIMPLE, main_effects=2500.0), SIMPLE))
    zero, unit = scale_of(root)
    seen = of_class(root, "seen-bar")[0]
    assert size(seen, "x") == pytest.approx(zero, abs=ROUNDING)
    assert size(seen, "width") == pytest.approx(unit * SIMPLE.observed, abs=0.01)
    thin, thick = of_class(root, "interval")
    for line, (low, high) in ((thin, (3000, 6000)), (thick, (3300, 5000))):
        assert size(line, "x1") == pytest.approx(zero + unit * low, abs=0.01)
        assert size(line, "x2") == pytest.approx(zero + unit * high, abs=0.01)
    assert size(thick, "stroke-width") > 2 * size(thin, "stroke-width")
    for kind, value in (("estimate", 4000), ("main", 2500)):
        mark = next(node for node in of_class(root, kind) if "mark" in node.get("class", ""))
        across = [x for x, _ in corners(mark)]
        assert (min(across) + max(across)) / 2 == pytest.approx(zero + unit * value, abs=0.01)


def test_the_figures_stand_beside_the_marks_and_in_the_description() -> None:
    averaged = Averaged(4100.0, 2900.0, 7000.0, 1024, True, ())
    estimate = answer(SIMPLE, main_effects=2500.0, all_pairs=5500.0, averaged=averaged)
    root = parsed(draw(estimate, SIMPLE))
    assert said(root, "figure") == ["905", "4,000", "2,500", "5,500", "4,100"]
    assert said(root, "range") == [
        "95 %: 3,000 to 6,000",
        "80 %: 3,300 to 5,000",
        "spread: 2,900 to 7,000",
    ]
    told = described(root)
    for words in ("905", "4,000", "3,000 to 6,000", "3,300 to 5,000", "2,500", "5,500", "4,100"):
        assert words in told
    assert "North only: 400" in told
    assert "North, East and South: 1" in told
    assert f"Cases on each list: North: {400 + 16 + 9 + 1 + 1};" in told


def test_no_upper_end_is_an_arrow_with_words_and_never_a_number() -> None:
    estimate = answer(SIMPLE, estimate=math.inf, interval={0.95: (3000.0, math.inf)})
    svg = draw(estimate, SIMPLE)
    root = parsed(svg)
    assert "no upper end" in said(root, "beyond")
    assert "no upper end" in said(root, "figure")
    assert "no upper end" in described(root)
    assert of_class(root, "arrow")
    assert not of_class(root, "mark")
    assert not re.search(r"\binf\b|∞|\d{9}", svg.split("</desc>")[1])


def test_an_upper_bound_without_end_keeps_the_mark() -> None:
    estimate = answer(SIMPLE, interval={0.95: (3000.0, math.inf), 0.8: (3300.0, 5000.0)})
    root = parsed(draw(estimate, SIMPLE))
    assert said(root, "beyond") == ["no upper end"]
    assert len(of_class(root, "mark")) == 1
    assert "95 %: 3,000 to no upper end" in said(root, "range")


def test_what_is_far_beyond_leaves_the_axis_with_an_arrow() -> None:
    near, far = (
        parsed(draw(answer(SIMPLE, all_pairs=value), SIMPLE)) for value in (7000.0, 9_000_000.0)
    )
    assert said(near, "beyond") == []
    assert said(far, "beyond") == ["beyond this axis"]
    assert "9,000,000" in said(far, "figure")
    assert len(of_class(near, "mark")) == len(of_class(far, "mark")) + 1


def test_a_refusal_draws_the_reason_and_no_number() -> None:
    reason = "The lists share one case only, so that any number would fit them equally well."
    estimate = answer(
        SIMPLE, estimate=None, interval={}, refusal=Caution("few", reason),
        main_effects=2345.0, all_pairs=6789.0,
    )  # fmt: skip
    svg = draw(estimate, SIMPLE)
    root = parsed(svg)
    assert " ".join(said(root, "reason")) == f"No number: {reason}"
    assert reason in described(root)
    assert said(root, "figure") == ["905"]
    assert not of_class(root, "mark")
    assert not of_class(root, "interval")
    assert "2,345" not in svg
    assert "6,789" not in svg


def test_a_refusal_for_want_of_an_end_has_the_arrow_and_the_reason() -> None:
    reason = "The lists share too few cases to bound the number from above."
    refused = answer(SIMPLE, estimate=math.inf, interval={}, refusal=Caution("infinite", reason))
    root = parsed(draw(answer(SIMPLE, strata={"Women": refused}), SIMPLE))
    alone = parsed(draw(refused, SIMPLE))
    for drawn in (root, alone):
        assert said(drawn, "beyond") == ["no upper end"]
        assert " ".join(said(drawn, "reason")) == reason
        assert f"no upper end. {reason}" in described(drawn)
    assert said(alone, "heading") == ["905 seen, the estimate has no upper end"]
    assert not of_class(alone, "mark")


def test_each_part_has_a_row_with_its_own_interval() -> None:
    parts = {
        "Women": answer(SIMPLE, estimate=1500.0, interval={0.95: (1200.0, 1900.0)}, observed=300),
        "Men": answer(SIMPLE, estimate=2200.0, interval={0.95: (1800.0, math.inf)}, observed=400),
        "Unknown": answer(
            SIMPLE, estimate=None, interval={}, observed=9, refusal=Caution("few", "Too few.")
        ),
    }
    added = StrataSum(3700.0, {0.95: (3100.0, 4900.0)})
    root = parsed(draw(answer(SIMPLE, strata=parts, strata_sum=added), SIMPLE))
    assert said(root, "label")[2:] == [*parts, "All parts added up"]
    assert said(root, "figure")[2:] == ["1,500", "2,200", "3,700"]
    assert said(root, "reason") == ["No number: Too few."]
    assert said(root, "range")[2:] == [
        "95 %: 1,200 to 1,900",
        "95 %: 1,800 to no upper end",
        "95 %: 3,100 to 4,900",
    ]
    assert len(of_class(root, "seen-bar")) == 4
    assert "Women (300 seen): 1,500; 95 % interval (BCa) 1,200 to 1,900." in described(root)


def test_warnings_and_the_model_stand_under_the_picture_in_full() -> None:
    warning = "The estimate rests on few cases, and one more or less would move it. " * 4
    estimate = answer(
        SIMPLE, model=("North:East", "East:South"), excluded=("East:South",),
        warnings=(Caution("few", warning),),
    )  # fmt: skip
    notes = " ".join(said(parsed(draw(estimate, SIMPLE)), "note"))
    assert "pairs North:East and East:South (no case in common: East:South)" in notes
    assert "1,000 bootstrap replicates, seed 7" in notes
    assert " ".join(f"Warning: {warning}".split()) in notes


def test_the_warnings_of_the_parts_are_pointed_at() -> None:
    quiet, loud = answer(SIMPLE), answer(SIMPLE, warnings=(Caution("few", "Few cases."),))
    for parts, expected in (
        ({"Women": quiet, "Men": quiet}, []),
        ({"Women": loud, "Men": quiet, "Unknown": loud}, ["Women and Unknown."]),
    ):
        notes = said(parsed(draw(answer(SIMPLE, strata=parts), SIMPLE)), "note")
        assert [note.split("of their own: ")[1] for note in notes if "own" in note] == expected


def test_a_number_without_an_interval_says_so() -> None:
    root = parsed(draw(answer(SIMPLE, interval={}, bootstrap=None), SIMPLE))
    assert said(root, "heading") == [
        "905 seen, 4,000 estimated in all",
        "No interval was computed.",
    ]


def test_long_names_are_shortened_and_complete_for_a_pointer_and_a_reader() -> None:
    long = "The joint registration desk of all the municipalities and provinces together"
    table = table_of((long, "Short"), {1: 5, 2: 4, 3: 3})
    root = parsed(draw(answer(table), table))
    drawn = said(root, "list")
    assert drawn[1].endswith("…")
    assert drawn[-1] == "Short"
    assert of_class(root, "list")[0].findtext(f"{SVG}title") == long
    assert long in described(root)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_stays_text(name: str) -> None:
    table = table_of((name, "Other"), {1: 5, 2: 4, 3: 3})
    svg = draw(answer(table, strata={name: answer(table)}, warnings=(Caution("a", name),)), table)
    root = parsed(svg)
    tags = {node.tag.removeprefix(SVG) for node in root.iter()}
    assert tags <= {"svg", "title", "desc", "rect", "line", "circle", "polygon", "text"}
    assert "".join(said(root, "list")) == f"{text.clean(name)}Other"
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", svg)


def test_nothing_comes_from_elsewhere_or_runs() -> None:
    root = parsed(draw(answer(SIMPLE), SIMPLE))
    used = {name for node in root.iter() for name in node.attrib}
    assert not [name for name in used if name.startswith("on") or "href" in name or name == "style"]
    assert not any("url(" in value for node in root.iter() for value in node.attrib.values())


def test_it_has_a_name_and_a_description_of_its_own() -> None:
    first = parsed(draw(answer(SIMPLE), SIMPLE))
    other = parsed(draw(answer(SIMPLE, estimate=5000.0), SIMPLE))
    for root in (first, other):
        assert root[0].tag == f"{SVG}title"
        assert root[0].get("id") == root.get("aria-labelledby")
        assert root[1].tag == f"{SVG}desc"
        assert root[1].get("id") == root.get("aria-describedby")
    assert root[0].get("id") != first[0].get("id")
    assert "905 seen, 4,000 estimated in all; 95 % interval: 3,000 to 6,000" in (
        first[0].text or ""
    )


def test_seconds_do_not_change_the_picture() -> None:
    assert draw(answer(SIMPLE, seconds=1.0), SIMPLE) == draw(answer(SIMPLE, seconds=2.0), SIMPLE)


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("ground", [PAPER, BAND])
@pytest.mark.parametrize("colour", [INK, SOFT, BAR])
def test_words_and_bars_stand_out(colour: str, ground: str) -> None:
    assert (luminance(ground) + 0.05) / (luminance(colour) + 0.05) >= 4.5


def test_the_edge_of_an_empty_dot_stands_out() -> None:
    assert (luminance(BAND) + 0.05) / (luminance(LINE) + 0.05) >= 3


@given(st.floats(1, 1e12), st.integers(1, 6))
def test_ticks_are_round_and_few(limit: float, most: int) -> None:
    ticks = text.round_ticks(limit, most)
    assert ticks[0] == 0
    assert 1 <= len(ticks) <= most + 1
    assert ticks[-1] <= limit


@given(st.text(max_size=80), st.floats(20, 400))
def test_lines_fit_and_keep_their_words(words: str, room: float) -> None:
    lines = text.wrap(words, 12, room)
    assert all(text.width(line, 12) <= room for line in lines)
    assert "".join(lines).replace(" ", "") == text.clean(words).replace(" ", "")
