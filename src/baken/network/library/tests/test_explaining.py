"""Terms explain themselves at their first occurrence, and nowhere they should not."""

from __future__ import annotations

from typing import Any

import pytest

from baken.network.library.explaining import Explaining
from baken.network.library.models import Term
from baken.web.documents.html import as_html
from baken.web.documents.markdown import blocks_of

from .test_reading import page, publish, term

pytestmark = pytest.mark.django_db


@pytest.fixture
def terms() -> list[Term]:
    """A long word, an abbreviation that is a common word too, and a term of two words."""
    return [
        term("zorg", "Zorgcoördinator", explanation="Regelt de zorg.", article_slug="zorg"),
        term("om", "Openbaar Ministerie", "OM", explanation="Vervolgt verdachten."),
        term("signaal", "Signaal", explanation="Iets dat u opvalt."),
    ]


def written(terms: list[Term], text: str, reading: str = "") -> str:
    explaining = Explaining(terms, reading=reading)
    return str(as_html(blocks_of(text), words=explaining, links=explaining.link))


def explained(html: str) -> list[str]:
    """Return the words that are buttons, in order."""
    return [part.split("</button>")[0].split(">", 1)[1] for part in html.split('class="term" ')[1:]]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("De zorgcoördinator belt. De zorgcoördinator komt.", ["zorgcoördinator"]),
        ("Zorgcoordinatoren en zorgcoördinators.", ["Zorgcoordinatoren"]),
        ("Om te weten: het OM beslist.", ["OM"]),
        ("Het Openbaar Ministerie (OM) beslist.", ["Openbaar Ministerie"]),
        ("Signalen: een **signaal** telt.", ["signaal"]),
        ("Het noodsignaal en signaalkaart.", []),
        ("## Signaal\n\nTekst.", []),
        ("[signaal](https://voorbeeld.test/)", []),
        ("`signaal` in code", []),
        ("- een signaal\n- nog een signaal", ["signaal"]),
    ],
)
def test_a_word_is_explained_once_where_it_may(
    terms: list[Term], text: str, words: list[str]
) -> None:
    assert explained(written(terms, text)) == words


def test_a_link_to_a_term_is_its_explanation_at_first(terms: list[Term]) -> None:
    html = written(terms, "Een [teken](term:signaal). Later een signaal, [weer](term:signaal).")
    assert explained(html) == ["teken"]
    assert "kennisbank/begrippen/#signaal" in html


def test_the_text_about_a_term_does_not_send_to_itself(terms: list[Term]) -> None:
    assert explained(written(terms, "De zorgcoördinator.", reading="zorg")) == []


def test_what_an_editor_wrote_is_escaped(terms: list[Term]) -> None:
    terms[2].explanation = "<script>x</script>"
    html = written(terms, "Een signaal & <b>meer</b>.")
    assert "<script>" not in html
    assert "&amp; &lt;b&gt;meer&lt;/b&gt;" in html


def test_a_page_holds_button_note_and_list_for_paper(cast: Any, terms: list[Term]) -> None:
    publish("overleg", "Overleg", "De zorgcoördinator en een signaal.")
    html = page(cast.reader, "article", "overleg")
    assert "Meer lezen" not in html
    publish("zorg", "Zorg")
    assert "Meer lezen" in page(cast.reader, "article", "overleg")
    for slug in ("zorg", "signaal"):
        assert f'popovertarget="begrip-{slug}"' in html
        assert f'id="begrip-{slug}" popover' in html
    assert html.index("Begrippen in deze tekst") < html.rindex("Iets dat u opvalt.")
    assert "Vervolgt verdachten." not in html
