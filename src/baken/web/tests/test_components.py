"""The components as templates: what they draw, and that they escape what they are given."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import get_template
from django_cotton.compiler_regex import CottonCompiler

from baken.web.icons import ICONS
from baken.web.templatetags.web import icon

EVIL = '"><script>alert(1)</script>'
COMPONENTS = (
    '<c-heading title="{{ evil }}" lead="{{ evil }}" kicker="{{ evil }}" />',
    '<c-button href="{{ evil }}" name="{{ evil }}" value="{{ evil }}">{{ evil }}</c-button>',
    '<c-button :value="evil" :name="evil">{{ evil }}</c-button>',
    '<c-notice title="{{ evil }}">{{ evil }}</c-notice>',
    "<c-tag>{{ evil }}</c-tag>",
    '<c-card title="{{ evil }}" href="{{ evil }}">{{ evil }}</c-card>',
    '<c-table caption="{{ evil }}"><tr><td>{{ evil }}</td></tr></c-table>',
    '<c-summary><c-summary-row label="{{ evil }}">{{ evil }}</c-summary-row></c-summary>',
    '<c-timeline><c-timeline-item title="{{ evil }}" when="{{ evil }}" :who="evil" /></c-timeline>',
    '<c-steps :steps="evils" current="1" />',
    '<c-tabs :items="tabs" />',
    '<c-details summary="{{ evil }}">{{ evil }}</c-details>',
    '<c-empty title="{{ evil }}" />',
    '<c-stat label="{{ evil }}" :value="evil" hint="{{ evil }}" />',
    '<c-contact title="{{ evil }}" number="{{ evil }}" text="{{ evil }}" :reason="evil" />',
    '<c-copy text="{{ evil }}" />',
    '<c-bar-chart caption="{{ evil }}" :rows="bars" />',
    '<c-tile-map caption="{{ evil }}" :rows="tiles" />',
)


def draw(source: str, **context: Any) -> str:
    """Render a template that uses components."""
    return Template(CottonCompiler().process(source)).render(Context(context))


@pytest.mark.parametrize("source", COMPONENTS)
def test_a_component_never_lets_markup_through(source: str) -> None:
    html = draw(
        source,
        evil=EVIL,
        evils=[EVIL],
        tabs=[{"label": EVIL, "url": EVIL, "count": EVIL}],
        bars=[{"label": EVIL, "value": 3, "href": EVIL}],
        tiles=[{"label": EVIL, "value": 3, "column": 1, "row": 1, "href": EVIL}],
    )
    assert "<script" not in html
    assert "&lt;script" in html


def test_a_component_does_not_inherit_from_the_one_around_it() -> None:
    html = draw('<c-card title="Buiten"><c-notice>Binnen</c-notice></c-card>')
    assert html.count("Buiten") == 1


def test_a_button_is_a_link_only_with_an_address() -> None:
    assert "<a " in draw('<c-button href="/x/">Verder</c-button>')
    assert "<button" in draw("<c-button>Verder</c-button>")
    assert " disabled" in draw('<c-button disabled="yes">Verder</c-button>')


def test_a_table_without_rows_says_so() -> None:
    row = "<tbody>{% if row %}<tr><td>1</td></tr>{% endif %}</tbody>"
    source = f'<c-table caption="Lijst" empty="Niets">{row}</c-table>'
    assert "Niets" in draw(source)
    assert "<table" not in draw(source)
    assert "Niets" not in draw(source, row=True)
    assert "<table" in draw(source, row=True)


def test_the_pager_keeps_the_filters_and_disappears_on_one_page() -> None:
    pages = Paginator(range(50), 20)
    html = draw('<c-pager :page="page" query="status=new" />', page=pages.page(2))
    assert "?status=new&amp;page=1" in html
    assert "?status=new&amp;page=3" in html
    assert draw('<c-pager :page="page" />', page=Paginator([1], 20).page(1)).strip() == ""


def test_the_present_step_is_named_for_a_screen_reader() -> None:
    html = draw('<c-steps :steps="steps" current="2" />', steps=["Een", "Twee", "Drie"])
    assert html.count('aria-current="step"') == 1
    assert html.index("Een") < html.index('aria-current="step"') < html.index("Drie")


@pytest.mark.parametrize("name", sorted(ICONS))
def test_an_icon_is_decoration_unless_it_has_a_label(name: str) -> None:
    assert 'aria-hidden="true"' in icon(name)
    assert 'aria-label="A&amp;B"' in icon(name, "A&B")


def test_an_unknown_icon_fails_loudly() -> None:
    with pytest.raises(KeyError):
        icon("bestaat-niet")


def test_every_component_can_be_loaded() -> None:
    from pathlib import Path

    import baken.web

    folder = Path(baken.web.__file__).parent / "templates" / "cotton"
    for path in folder.glob("*.html"):
        assert "-" not in path.stem, "components are looked for with underscores"
        get_template(f"cotton/{path.name}")
