"""The style sheets: small, up to date, readable for everybody; and a municipality's own tokens."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.test import Client

from baken.web import bundle, theme


@pytest.fixture
def own_theme(tmp_path: Path, settings: Any) -> Iterator[Any]:
    path = tmp_path / "tokens.json"
    settings.THEME_FILE = str(path)

    def write(content: str) -> None:
        theme.css.cache_clear()
        path.write_text(content, encoding="utf-8")

    yield write
    theme.css.cache_clear()


def test_the_served_style_sheets_are_up_to_date() -> None:
    assert bundle.stale() == [], "run: python -m baken.web.bundle"


@pytest.mark.parametrize(("name", "limit"), [("public.css", 12_000), ("staff.css", 16_000)])
def test_a_style_sheet_stays_small(name: str, limit: int) -> None:
    assert len(gzip.compress((bundle.STATIC / name).read_bytes())) < limit


def test_the_script_stays_small() -> None:
    script = bundle.STATIC / "js" / "baken.js"
    assert len(gzip.compress(script.read_bytes())) < 6_000


def test_squeezing_keeps_what_is_quoted() -> None:
    css = '/* weg */ .a::before { content: "; a :  b" ; }\n.b > .c , .d { color : red; }'
    assert bundle.squeeze(css).strip() == '.a::before{content:"; a :  b"}.b>.c,.d{color :red}'


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_text_can_be_read_on_its_ground(mode: str) -> None:
    tokens = theme.own_tokens()[mode]
    low = {
        (text, ground): round(theme.contrast(tokens[text], tokens[ground]), 2)
        for text, ground in theme.PAIRS
        if theme.contrast(tokens[text], tokens[ground]) < theme.TEXT_CONTRAST
    }
    assert low == {}


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_edges_of_controls_and_focus_can_be_seen(mode: str) -> None:
    tokens = theme.own_tokens()[mode]
    for ground in ("paper", "ground"):
        assert theme.contrast(tokens["line-strong"], tokens[ground]) >= 3
        seen = max(
            theme.contrast(tokens[focus], tokens[ground]) for focus in ("focus-ring", "focus-halo")
        )
        assert seen >= 3


def test_contrast_is_that_of_the_standard() -> None:
    assert theme.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert theme.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.django_db
def test_a_municipality_brings_its_own_colours(own_theme: Any) -> None:
    own_theme(json.dumps({"light": {"brand": "#7a1233", "brand-strong": "#5c0d25"}}))
    page = Client().get("/over/").content.decode()
    address = f"/thema-{theme.version()}.css"
    assert address in page
    response = Client().get(address)
    assert "--brand:#7a1233" in response.content.decode()
    assert response["Content-Type"].startswith("text/css")
    assert Client().get("/thema-0123.css").status_code == 404


@pytest.mark.django_db
def test_without_own_colours_nothing_is_loaded() -> None:
    theme.css.cache_clear()
    assert "/thema-" not in Client().get("/over/").content.decode()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("[]", "light and dark"),
        ('{"light": {"danger": "#000000"}}', "cannot be changed"),
        ('{"light": {"brand": "red"}}', "must be a colour"),
        ('{"light": {"brand": "#0b5566;}body{display:none"}}', "must be a colour"),
        ('{"light": {"brand": "#eeeeee"}}', "contrast"),
        ("{", "Expecting"),
    ],
)
def test_colours_that_cannot_be_used_stop_the_start(
    own_theme: Any, content: str, words: str
) -> None:
    own_theme(content)
    with pytest.raises(SystemCheckError, match=r"baken\.web\.E001") as refused:
        call_command("check")
    assert words in str(refused.value)
