"""Writing a version: begun once, saved without losing anything, and nobody else's work."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from baken.network.library.actions import drafts
from baken.network.library.errors import EditConflict, LibraryError
from baken.network.library.models import Article, Kind, Revision, RevisionState, Theme

from .workshop import BODY, WHY, article, begin, published, revision, send, write

pytestmark = pytest.mark.django_db
VALUES = {"title": "Signalen in een woning", "theme": Theme.SIGNALS, "kind": Kind.ARTICLE}


def save(cast: Any, draft: Revision, body: str, **how: Any) -> Revision:
    given = {"actor": cast.editor.actor, "version": draft.version, "pen": uuid.uuid4(), **how}
    return drafts.save_draft(revision_id=draft.pk, values={"body": body}, **given)


def test_the_same_form_sent_twice_begins_one_text(cast: Any) -> None:
    token = uuid.uuid4()
    first = drafts.start_text(actor=cast.editor.actor, token=token, values=VALUES)
    second = drafts.start_text(actor=cast.editor.actor, token=token, values=VALUES)
    assert first.pk == second.pk
    assert Article.objects.unscoped(reason=WHY).count() == 1


def test_a_title_that_is_taken_gets_an_address_of_its_own(cast: Any) -> None:
    slugs = [article(begin(cast)).slug for _one in range(3)]
    assert slugs == [
        "signalen-in-een-woning",
        "signalen-in-een-woning-2",
        "signalen-in-een-woning-3",
    ]


def test_a_text_has_one_open_version(cast: Any) -> None:
    text = published(cast)
    first = drafts.start_draft(actor=cast.editor.actor, article_id=text.pk)
    again = drafts.start_draft(actor=cast.coordinator.actor, article_id=text.pk)
    assert first.pk == again.pk
    assert first.body == BODY


def test_one_page_that_saves_twice_is_no_conflict_with_itself(cast: Any) -> None:
    draft, pen = begin(cast), uuid.uuid4()
    save(cast, draft, "Eerst.", pen=pen, by_itself=True)
    assert save(cast, draft, "Daarna.", pen=pen).body == "Daarna."


def test_a_save_by_itself_that_comes_late_does_not_undo_what_was_sent_by_hand(cast: Any) -> None:
    draft, pen = begin(cast), uuid.uuid4()
    save(cast, draft, "Laatste woord.", pen=pen)
    with pytest.raises(EditConflict):
        save(cast, draft, "Te laat.", pen=pen, by_itself=True)
    assert revision(draft).body == "Laatste woord."


def test_what_a_colleague_saved_is_not_overwritten_and_is_shown(cast: Any) -> None:
    draft = begin(cast)
    write(cast, draft, by="coordinator", body="Van de coördinator.")
    with pytest.raises(EditConflict) as conflict:
        save(cast, draft, "Van de redacteur.")
    assert conflict.value.theirs == {"body": "Van de coördinator."}
    assert save(cast, draft, "Samen.", version=conflict.value.version).body == "Samen."


def test_saving_what_stands_there_already_changes_nothing(cast: Any) -> None:
    draft = begin(cast)
    same = save(cast, draft, BODY, actor=cast.coordinator.actor, version=1)
    assert (same.version, same.written_by_id) == (draft.version, cast.editor.membership.pk)


def test_who_changed_it_last_is_its_writer(cast: Any) -> None:
    draft = write(cast, begin(cast), by="coordinator", body="Anders.")
    assert draft.written_by_id == cast.coordinator.membership.pk


def test_what_is_being_read_is_not_changed(cast: Any) -> None:
    draft = send(cast, begin(cast))
    with pytest.raises(LibraryError, match="geen concept"):
        save(cast, draft, "Nog gauw iets.")


def test_a_number_that_points_at_a_person_is_refused(cast: Any) -> None:
    draft = begin(cast)
    with pytest.raises(LibraryError) as refused:
        save(cast, draft, "Zijn BSN is 111222333.")
    assert refused.value.field == "body"


def test_an_earlier_version_comes_back_as_a_draft(cast: Any) -> None:
    text = published(cast)
    first = text.revisions.get(number=1)
    drafts.start_draft(actor=cast.editor.actor, article_id=text.pk)
    with pytest.raises(LibraryError, match="open"):
        drafts.restore(actor=cast.editor.actor, revision_id=first.pk)
    open_one = text.revisions.get(state=RevisionState.DRAFT)
    drafts.withdraw(actor=cast.editor.actor, revision_id=open_one.pk)
    back = drafts.restore(actor=cast.editor.actor, revision_id=first.pk)
    assert (back.state, back.body, back.number) == (RevisionState.DRAFT, BODY, 3)


def test_the_value_of_the_pack_comes_back_through_a_draft(cast: Any) -> None:
    text = published(cast)
    text.pack_values = {"title": "Titel van het pakket", "body": BODY}
    text.save(update_fields=["pack_values"])
    draft = drafts.take_pack_value(actor=cast.editor.actor, article_id=text.pk, field="title")
    assert draft is not None
    assert (draft.title, article(draft).title) == ("Titel van het pakket", "Signalen in een woning")
    with pytest.raises(LibraryError):
        drafts.take_pack_value(actor=cast.editor.actor, article_id=text.pk, field="body")


@pytest.mark.parametrize("name", ["police", "trainer", "reader", "administrator"])
def test_nobody_but_an_editor_writes(cast: Any, name: str) -> None:
    draft = begin(cast)
    actor = getattr(cast, name).actor
    with pytest.raises(PermissionDenied):
        drafts.start_text(actor=actor, token=uuid.uuid4(), values=VALUES)
    with pytest.raises(PermissionDenied):
        save(cast, draft, "Van een ander.", actor=actor)
