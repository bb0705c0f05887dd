"""A second person reads, returns or approves; what is approved appears at once or on its day."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from baken.foundation.access.actor import Actor
from baken.foundation.notices.models import Notice
from baken.foundation.people.models import Membership
from baken.network.library.actions import drafts, publishing, reviewing
from baken.network.library.errors import EditConflict, LibraryError, SecondPersonNeeded
from baken.network.library.models import Article, Kind, Revision, RevisionState, Theme

from .workshop import WHY, article, begin, published, revision, send, write

pytestmark = pytest.mark.django_db


def approve(cast: Any, draft: Revision, *, by: str = "coordinator", **how: Any) -> Revision:
    given = {"actor": getattr(cast, by).actor, "version": revision(draft).version, **how}
    return reviewing.approve(revision_id=draft.pk, **given)


def kinds_for(membership: Membership) -> list[str]:
    notices = Notice.objects.unscoped(reason=WHY).filter(membership=membership)
    return sorted(notices.values_list("kind", flat=True))


def test_approving_publishes_at_once_when_no_day_was_chosen(cast: Any) -> None:
    draft = send(cast, begin(cast))
    assert kinds_for(cast.coordinator.membership) == ["library.to-read"]
    approve(cast, draft)
    text = article(draft)
    assert (text.is_published, text.body) == (True, draft.body)
    assert "gesloten gordijn" in text.plain_body
    assert revision(draft).state == RevisionState.PUBLISHED
    assert text.revisions.count() == 1
    assert kinds_for(cast.editor.membership) == ["library.approved"]


def test_who_wrote_it_does_not_approve_it_under_any_role(cast: Any) -> None:
    draft = send(cast, begin(cast))
    other = Membership.objects.create(
        account=cast.editor.account,
        organisation=cast.organisations["var"],
        role="regional-coordinator",
        starts_on=dt.date(2025, 1, 1),
    )
    twin = Actor.person(
        account_id=cast.editor.account.pk,
        membership_id=other.pk,
        organisation_id=other.organisation_id,
        role=other.role,
    )
    for actor in (cast.editor.actor, twin):
        with pytest.raises(SecondPersonNeeded):
            reviewing.approve(actor=actor, revision_id=draft.pk, version=draft.version)
        with pytest.raises(SecondPersonNeeded):
            reviewing.give_back(actor=actor, revision_id=draft.pk, remark="Goed zo.")
    assert revision(draft).state == RevisionState.REVIEW


def test_the_database_refuses_one_person_for_both(cast: Any) -> None:
    draft = begin(cast)
    draft.approved_by_id = draft.written_by_id
    with pytest.raises(IntegrityError), transaction.atomic():
        draft.save(update_fields=["approved_by"])


def test_a_returned_text_carries_the_remark_to_its_writer(cast: Any) -> None:
    draft = send(cast, begin(cast))
    reviewing.give_back(
        actor=cast.coordinator.actor, revision_id=draft.pk, remark="De bron ontbreekt."
    )
    found = revision(draft)
    assert (found.state, found.remark) == (RevisionState.DRAFT, "De bron ontbreekt.")
    assert kinds_for(cast.editor.membership) == ["library.returned"]
    with pytest.raises(LibraryError):
        approve(cast, draft)


def test_only_the_text_that_was_read_is_approved(cast: Any) -> None:
    draft = send(cast, begin(cast))
    seen = draft.version
    reviewing.take_back(actor=cast.editor.actor, revision_id=draft.pk)
    write(cast, draft, body="Iets heel anders.")
    send(cast, draft)
    with pytest.raises(EditConflict):
        approve(cast, draft, version=seen)


def test_what_is_planned_appears_on_its_day_and_not_before(cast: Any) -> None:
    draft = send(cast, begin(cast))
    day = timezone.localdate() + dt.timedelta(days=3)
    approve(cast, draft, publish_on=day)
    assert publishing.publish_planned(day - dt.timedelta(days=1)) == 0
    assert not article(draft).is_published
    assert publishing.publish_planned(day) == 1
    assert article(draft).is_published
    assert publishing.publish_planned(day) == 0


def test_a_planned_text_is_published_now_moved_or_taken_back(cast: Any) -> None:
    draft = send(cast, begin(cast))
    day = timezone.localdate() + dt.timedelta(days=3)
    approve(cast, draft, publish_on=day)
    reviewing.plan(
        actor=cast.editor.actor, revision_id=draft.pk, publish_on=day + dt.timedelta(days=1)
    )
    assert publishing.publish_planned(day) == 0
    reviewing.take_back(actor=cast.editor.actor, revision_id=draft.pk)
    assert revision(draft).approved_by_id is None
    approve(cast, send(cast, draft), publish_on=day)
    reviewing.plan(actor=cast.editor.actor, revision_id=draft.pk, publish_on=None)
    assert article(draft).is_published


def test_nothing_is_done_with_what_was_published_or_withdrawn(cast: Any) -> None:
    text = published(cast)
    stands = text.revisions.get()
    gone = drafts.start_draft(actor=cast.editor.actor, article_id=text.pk)
    drafts.withdraw(actor=cast.editor.actor, revision_id=gone.pk)
    for one in (stands, gone):
        for step in (reviewing.send_to_reader, reviewing.take_back, drafts.withdraw):
            with pytest.raises(LibraryError):
                step(actor=cast.editor.actor, revision_id=one.pk)


@pytest.mark.parametrize("body", ["", "Tekst.\n\n![](bestand:x)\n"])
def test_an_empty_text_or_a_picture_without_words_is_not_sent(cast: Any, body: str) -> None:
    with pytest.raises(LibraryError) as refused:
        send(cast, begin(cast, body=body))
    assert refused.value.field == "body"


def test_a_document_needs_an_address_and_no_text(cast: Any) -> None:
    values = {"title": "Handreiking", "theme": Theme.LAW, "kind": Kind.DOCUMENT}
    draft = drafts.start_text(actor=cast.editor.actor, token=uuid.uuid4(), values=values)
    with pytest.raises(LibraryError) as refused:
        send(cast, draft)
    assert refused.value.field == "url"
    write(cast, draft, url="https://www.example.org/handreiking")
    assert send(cast, draft).state == RevisionState.REVIEW


def test_sending_twice_asks_once(cast: Any) -> None:
    draft = send(cast, begin(cast))
    assert send(cast, draft).version == draft.version


def test_publishing_the_same_again_is_no_news_for_readers(cast: Any) -> None:
    text = published(cast)
    draft = drafts.start_draft(actor=cast.editor.actor, article_id=text.pk)
    approve(cast, send(cast, draft))
    assert article(draft).changed_at == text.changed_at


def test_a_text_leaves_the_shelves_and_comes_back_by_a_new_version(cast: Any) -> None:
    text = published(cast)
    publishing.take_off(actor=cast.editor.actor, article_id=text.pk)
    shelves = Article.objects.visible_to(cast.police.actor)
    assert not shelves.filter(pk=text.pk).exists()
    draft = drafts.restore(actor=cast.editor.actor, revision_id=text.revisions.get().pk)
    approve(cast, send(cast, draft))
    assert shelves.filter(pk=text.pk).exists()


def test_a_check_names_role_and_organisation_and_the_next_day(cast: Any) -> None:
    text = published(cast)
    today = timezone.localdate()
    with pytest.raises(LibraryError):
        publishing.mark_checked(actor=cast.editor.actor, article_id=text.pk, review_on=today)
    after = today + dt.timedelta(days=180)
    publishing.mark_checked(actor=cast.editor.actor, article_id=text.pk, review_on=after)
    text.refresh_from_db()
    assert (text.last_checked_on, text.review_on) == (today, after)
    assert text.checked_by == "Redacteur, VeiligheidsAlliantie Rotterdam"
    assert cast.editor.account.name not in text.checked_by
