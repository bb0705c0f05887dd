"""Markdown becomes a tree, and the tree becomes HTML in which nothing typed is alive."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baken.web.documents.html import as_html
from baken.web.documents.links import Target, broken, register_scheme, resolve
from baken.web.documents.markdown import blocks_of
from baken.web.documents.plain import as_plain
from baken.web.documents.tree import (
    Bullets,
    Heading,
    Link,
    Note,
    Paragraph,
    Picture,
    Table,
    Text,
    from_data,
    to_data,
)

TEXT = """## Vormen

Er zijn *veel* **vormen**: zie [ESSM](https://essm.example/).

- een
- twee
  - dieper

Tabel: Wie belt wie

| wie | hoe vaak |
| --- | ---: |
| gemeente | 12 |

> Let op: bel 112.

![Twee mensen praten](bestand:gesprek "Een gesprek")
"""


def test_all_kinds_of_blocks_are_read():
    heading, words, items, facts, note, picture = blocks_of(TEXT)
    assert heading == Heading(1, "Vormen", "vormen")
    assert isinstance(words, Paragraph)
    assert words.line == (
        Text("Er zijn "),
        Text("veel", emphasis=True),
        Text(" "),
        Text("vormen", strong=True),
        Text(": zie "),
        Link("ESSM", "https://essm.example/"),
        Text("."),
    )
    assert isinstance(items, Bullets)
    assert isinstance(items.items[1][1], Bullets)
    assert isinstance(facts, Table)
    assert (facts.caption, facts.numeric) == ("Wie belt wie", (1,))
    assert isinstance(note, Note)
    assert picture == Picture("bestand:gesprek", "Twee mensen praten", "Een gesprek")


def test_a_tree_survives_json():
    blocks = blocks_of(TEXT)
    assert from_data(json.loads(json.dumps(to_data(blocks)))) == blocks


def test_plain_text_holds_every_word():
    plain = as_plain(blocks_of(TEXT))
    for word in ("Vormen", "veel", "dieper", "gemeente", "112", "gesprek"):
        assert word in plain


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[klik](javascript:alert(1))",
        "[klik](JaVaScript:alert(1))",
        "[klik](data:text/html,x)",
        "[klik](//elders.example/)",
        "![x](https://elders.example/spion.png)",
        '![x](javascript:alert(1) "y")',
        "[klik](vbscript:x)",
    ],
)
def test_nothing_typed_is_alive(text: str):
    html = as_html(blocks_of(text))
    assert "<script" not in html
    assert "href" not in html
    assert "<img" not in html


@given(st.text(alphabet="<>&\"'[]()!`*_#|-: \nabcjsript/", max_size=120))
def test_html_holds_only_our_own_elements(text: str):
    html = as_html(blocks_of(text))
    for piece in html.split("<")[1:]:
        name = piece.lstrip("/").split(">")[0].split()[0]
        assert name in {
            "p", "br", "em", "strong", "code", "ul", "ol", "li", "a", "blockquote", "div", "table",
            "caption", "thead", "tbody", "tr", "th", "td", "figure", "img", "figcaption",
            "h2", "h3", "h4", "h5", "h6",
        }  # fmt: skip


def test_headings_have_anchors_of_their_own():
    assert [block.anchor for block in blocks_of("## Zorg\n\n## Zorg\n\n### ...")] == [
        "zorg",
        "zorg-2",
        "deel",
    ]


def test_a_scheme_of_a_room_is_resolved_and_a_broken_one_is_named():
    register_scheme("proef", _find_example)
    assert resolve("proef:een") == Target("/een/", "Een")
    blocks = blocks_of("[een](proef:een) en [twee](proef:twee)")
    assert broken(blocks) == ["proef:twee"]
    assert as_html(blocks) == '<p><a href="/een/">een</a> en twee</p>'


def _find_example(slug: str) -> Target | None:
    return Target("/een/", "Een") if slug == "een" else None
