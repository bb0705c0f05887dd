"""The reading ease of Douma on texts whose numbers were counted by hand."""

from __future__ import annotations

import pytest

from baken.web.documents.markdown import blocks_of
from baken.web.documents.readability import (
    Level,
    readability_of,
    sentences_of,
    syllables_of,
)

EASY = "U ziet een kind. Het kind is bang. Bel dan de politie. Blijf bij het kind. " * 3
HARD = (
    "De interdisciplinaire samenwerkingsverbanden inzake mensenhandelproblematiek "
    "veronderstellen verantwoordelijkheidsbewustzijn bij gemeentelijke functionarissen, "
    "opsporingsinstanties, zorgcoördinatoren, toezichthouders, beleidsmedewerkers, bestuurders, "
    "hulpverleningsorganisaties, vreemdelingendiensten, arbeidsinspecteurs, woningcorporaties, "
    "onderwijsinstellingen, jeugdbeschermers, vertrouwenspersonen en veiligheidsregio's, "
    "overeenkomstig onderstaande uitvoeringsvoorschriften en samenwerkingsovereenkomsten."
)


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("kind", 1), ("politie", 3), ("mensenhandel", 4), ("ideeën", 3), ("geïnd", 2),
        ("leeuw", 1), ("nieuws", 1), ("financieel", 4), ("bureau", 2), ("coördinator", 5),
        ("RIEC", 1), ("mbo", 1), ("xyz", 1), ("NL", 1),
    ],
)  # fmt: skip
def test_syllables_are_counted_by_vowels(word: str, number: int) -> None:
    assert syllables_of(word) == number


def test_sentences_end_at_marks_and_not_at_abbreviations() -> None:
    text = "Bel o.a. de politie, bijv. via 112. Wacht u? Nee! Ga naar art. 273f Sr."
    assert sentences_of(text) == [
        "Bel o.a. de politie, bijv. via 112.",
        "Wacht u?",
        "Nee!",
        "Ga naar art. 273f Sr.",
    ]


def test_the_score_is_that_of_the_formula() -> None:
    found = readability_of(blocks_of("U ziet een kind. Het kind is bang."))
    assert (found.words, found.sentences, found.words_a_sentence) == (8, 2, 4.0)
    assert found.score == 100.0  # 8 syllables in 8 words: 206.84 - 77 - 3.72, cut off
    harder = readability_of(blocks_of("Gemeentelijke functionarissen signaleren mensenhandel."))
    # 5 + 5 + 4 + 4 syllables in 4 words: nothing is left.
    assert harder.score == 0.0


def test_short_sentences_of_short_words_are_probably_b1() -> None:
    assert readability_of(blocks_of(EASY)).level == Level.LIKELY


def test_long_sentences_are_pointed_out_longest_first() -> None:
    long = f"Dit is een zin van {'veel ' * 15}korte woorden."
    found = readability_of(blocks_of(f"{EASY}\n\n{long}\n\n{HARD}"))
    assert found.longest == (HARD, long)
    assert readability_of(blocks_of(f"{HARD} {HARD}")).level == Level.UNLIKELY


def test_headings_tables_and_few_words_do_not_count() -> None:
    found = readability_of(
        blocks_of("## Verantwoordelijkheidsbewustzijn\n\n| A |\n| --- |\n| b |\n")
    )
    assert (found.words, found.level) == (0, Level.TOO_SHORT)
    assert readability_of(blocks_of("- Bel 112.\n- Blijf daar.")).sentences == 2
