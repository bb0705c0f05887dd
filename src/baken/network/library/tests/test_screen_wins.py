"""The pack decides until an editor changes a text on screen; then the screen wins."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from baken.foundation.notices.models import Notice
from baken.foundation.region.loading import LoadReport
from baken.network.library.actions import drafts, publishing, reviewing
from baken.network.library.models import Article, Revision
from baken.network.library.packs import load_texts
from baken.network.library.reminders import remind_of_checks

from .workshop import WHY, published, write

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 3, 2)
NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


class Pack:
    """As much of a region pack as loading texts needs."""

    def __init__(self, **values: Any) -> None:
        self.texts = [
            {
                "slug": "signalen",
                "title": "Signalen",
                "theme": "signals",
                "body": "Van het pakket.\n",
                "source": "Dossier",
                "verification": "B",
                **values,
            }
        ]

    def items(self, section: str, key: str) -> list[dict[str, Any]]:
        return self.texts


def load(**values: Any) -> Article:
    report = LoadReport()
    load_texts(Pack(**values), report)  # type: ignore[arg-type]
    found: Article = Article.objects.unscoped(reason=WHY).get(slug="signalen")
    found.report = report
    return found


def edit(cast: Any, text: Article, **values: Any) -> None:
    draft = drafts.start_draft(actor=cast.editor.actor, article_id=text.pk)
    draft = write(cast, draft, **values)
    draft = reviewing.send_to_reader(actor=cast.editor.actor, revision_id=draft.pk)
    reviewing.approve(actor=cast.coordinator.actor, revision_id=draft.pk, version=draft.version)


def test_what_an_editor_changed_stays_and_the_rest_follows_the_pack(cast: Any) -> None:
    edit(cast, load(), body="Van het scherm.")
    text = load(body="Nieuw van het pakket.\n", title="Signalen zien")
    assert (text.body, text.title) == ("Van het scherm.", "Signalen zien")
    assert text.edited_fields() == {"body": ("Van het scherm.", "Nieuw van het pakket.\n")}
    assert [kept.field for kept in text.report.kept] == ["body"]


def test_what_the_pack_and_the_screen_published_are_versions_of_one_row(cast: Any) -> None:
    edit(cast, load(), body="Van het scherm.")
    load(title="Signalen zien")
    versions = Revision.objects.unscoped(reason=WHY).order_by("number")
    assert [(one.number, one.written_by_id is None) for one in versions] == [
        (1, True),
        (2, False),
        (3, True),
    ]


def test_a_text_that_was_taken_off_the_shelves_stays_off(cast: Any) -> None:
    publishing.take_off(actor=cast.editor.actor, article_id=load().pk)
    assert not load(body="Nieuw.\n").is_published


def test_a_draft_of_the_same_name_is_not_published_by_the_pack(cast: Any) -> None:
    values = {"title": "Signalen", "theme": "law", "kind": "article"}
    drafts.start_text(actor=cast.editor.actor, token=Revision().pk, values=values)
    assert not load().is_published


def test_a_newer_check_on_screen_outlives_an_older_one_of_the_pack(cast: Any) -> None:
    text = load(last_checked_on="2020-01-01", checked_by="Redactie")
    publishing.mark_checked(
        actor=cast.editor.actor, article_id=text.pk, review_on=dt.date(2099, 1, 1)
    )
    again = load(last_checked_on="2020-01-01", checked_by="Redactie")
    assert again.last_checked_on is not None
    assert again.last_checked_on.year > 2020
    assert again.checked_by.startswith("Redacteur")
    assert again.review_on == dt.date(2099, 1, 1)


@pytest.mark.parametrize(
    ("days", "kind"),
    [(10, "library.check-soon"), (-3, "library.check-late"), (40, None), (-90, None)],
)
def test_editors_are_reminded_of_the_day_once(cast: Any, days: int, kind: str | None) -> None:
    text = published(cast)
    Article.objects.unscoped(reason=WHY).filter(pk=text.pk).update(
        review_on=DAY + dt.timedelta(days=days)
    )
    for _time in range(2):
        remind_of_checks(NOON)
    told = Notice.objects.unscoped(reason=WHY).filter(kind__startswith="library.check")
    receivers = {cast.editor.membership.pk, cast.coordinator.membership.pk} if kind else set()
    assert {one.membership_id for one in told} == receivers
    assert told.count() == len(receivers)
    assert {one.kind for one in told} == ({kind} if kind else set())
