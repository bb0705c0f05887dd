"""No text runs off a slide: neither by the rule nor on the page that is really set."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from baken.network.library.talk import fitting, paper
from baken.network.library.talk.slides import Point, Slide

from .conftest import made_of

LONG = "Iemand die steeds een ander laat praten en zelf niets zegt, ook niet als u het vraagt. " * 4
words = st.text(
    st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"], max_codepoint=0x24F),
    min_size=1, max_size=400,
)  # fmt: skip
points = st.builds(Point, words, st.integers(0, 1), st.booleans(), st.booleans())
slides = st.builds(
    Slide, title=words, points=st.lists(points, max_size=8).map(tuple),
    big=st.sampled_from(["", "112"]), code=st.sampled_from(["", "https://baken.example/check/"]),
)  # fmt: skip


def plain(found: Any) -> str:
    return "".join("".join(point.text.split()) for slide in found for point in slide.points)


@given(slides)
@settings(max_examples=60, deadline=None)
@example(Slide("x" * 300, (Point("w" * 900),)))
def test_every_slide_fits_in_type_that_the_back_row_reads_and_no_word_is_lost(slide: Slide) -> None:
    found = fitting.fitted([slide])
    for one in found:
        room = fitting.room_of(one)
        assert one.size in fitting.SIZES
        assert room.total(one.points, one.size) <= room.height
        allowed = dict(fitting.TITLE_SIZES)[one.title_size]
        lines = fitting.wrapped(one.title, one.title_size * 1.08, fitting.TEXT_WIDTH)
        assert len(lines) <= allowed
    whole = "".join("".join(point.text.split()) for point in slide.points)
    assert plain(found).endswith(whole)


def test_little_text_is_large_and_much_text_becomes_more_slides_that_are_about_as_full() -> None:
    (short,) = fitting.fitted([Slide("Kort", (Point("Bel ons."),), note="Zeg het.")])
    assert short.size == fitting.SIZES[0]
    found = fitting.fitted([Slide("Lang", tuple(Point(LONG[:170]) for _n in range(5)), note="N.")])
    assert [one.title for one in found] == ["Lang", "Lang (2)"]
    assert [len(one.points) for one in found] == [3, 2]
    assert found[0].note == "N."
    assert found[1].note == "Dit hoort bij de vorige dia."


def test_a_point_longer_than_a_slide_is_cut_between_words() -> None:
    found = fitting.fitted([Slide("Lang", (Point(LONG * 3),))])
    assert len(found) > 1
    assert {word for one in found for point in one.points for word in point.text.split()} == set(
        LONG.split()
    )


def test_what_the_rule_calls_fitting_fits_on_the_page_that_is_set() -> None:
    """Typst begins a new page when a block is too high: pages are slides when all fits."""
    wide = "Aanmeldingsformulier WMO, MBO en HAVO: wie mag mee? Mmm, wwww. " * 3
    full = tuple(
        fitting.fitted(
            [Slide(wide[:60], tuple(Point(wide[: 20 * n]) for n in range(1, 9))) for _m in range(3)]
            + [Slide("Met code", (Point(LONG),), code="https://baken.example/check/")]
            + [Slide("Met nummer", (Point(LONG), Point(LONG)), big="0800 2000")]
        )
    )
    content = paper.slides_pdf(made_of(full))
    assert len(PdfReader(BytesIO(content)).pages) == len(full) + 1
