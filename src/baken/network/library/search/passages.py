"""The passage of a text in which a question is answered, with the found words marked."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.contrib.postgres.search import SearchHeadline, SearchQuery
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from baken.network.library.access import ArticleQuerySet
from baken.web.documents.markdown import blocks_of
from baken.web.documents.plain import as_plain

START, STOP, GAP = "\ue000", "\ue001", "\ue002"
"""Private characters around a found word and between passages; a text that has them loses them."""


@dataclass(frozen=True)
class Run:
    """Part of a passage."""

    text: str
    is_found: bool


def passages_of(
    shelf: ArticleQuerySet, ids: Iterable[UUID], query: SearchQuery
) -> Mapping[UUID, SafeString]:
    """Return a passage for each text of one page of results. One query.

    The database marks in the text without accents; what is shown is the text as written.
    """
    headline = SearchHeadline(
        "plain_body",
        query,
        config="dutch",
        start_sel=START,
        stop_sel=STOP,
        fragment_delimiter=GAP,
        max_fragments=2,
        max_words=28,
        min_words=12,
    )
    rows = shelf.filter(pk__in=list(ids)).annotate(headline=headline)
    return {
        pk: as_passage(headline, body, plain, summary)
        for pk, headline, body, plain, summary in rows.values_list(
            "pk", "headline", "body", "plain_body", "summary"
        )
    }


def as_passage(headline: str, body: str, plain: str, summary: str) -> SafeString:
    """Return what the database marked, as written by the editor, escaped; else the summary."""
    if START not in headline:
        return format_html("{}", summary or _beginning(body))
    written = unicodedata.normalize("NFC", as_plain(blocks_of(body)))
    passages = []
    for fragment in headline.split(GAP):
        runs = _as_written(_runs(fragment), written, plain)
        passages.append(format_html_join("", "{}", ((_run(run),) for run in runs)) if runs else "")
    return format_html_join(" … ", "{}", ((passage,) for passage in passages))


def _run(run: Run) -> SafeString:
    """Return a run as HTML; lines and cells of a table are kept apart by a point."""
    text = run.text.replace(" | ", " · ").replace("\n- ", " · ").replace("\n", " · ")
    return format_html("<mark>{}</mark>" if run.is_found else "{}", text)


def _runs(fragment: str) -> list[Run]:
    runs = []
    for part in fragment.split(START):
        found, stop, rest = part.partition(STOP)
        if stop:
            runs.append(Run(found, is_found=True))
            part = rest
        runs.append(Run(part.replace(STOP, ""), is_found=False))
    return [run for run in runs if run.text]


def _as_written(runs: list[Run], written: str, plain: str) -> list[Run]:
    """Put the accents back: both texts have the same length, so a place is a place."""
    place = plain.find("".join(run.text for run in runs))
    if place < 0 or len(written) != len(plain):
        return runs
    shown = []
    for run in runs:
        shown.append(Run(written[place : place + len(run.text)], run.is_found))
        place += len(run.text)
    return shown


def _beginning(body: str) -> str:
    words = as_plain(blocks_of(body)).split()
    return " ".join(words[:28]) + (" …" if len(words) > 28 else "")
