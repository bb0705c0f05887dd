"""Both locks agree on the workshop, and the database refuses what no page offers."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import Error, transaction
from tests.cast import PEOPLE

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as
from baken.network.library.actions import attaching, drafts
from baken.network.library.models import (
    Article,
    Attachment,
    Audience,
    CheckedLink,
    LinkRound,
    Revision,
    RevisionState,
    Theme,
)

from .test_files import photo
from .workshop import WHY, begin, published, send

pytestmark = pytest.mark.django_db
MODELS: list[Any] = [Article, Revision, Attachment, CheckedLink, LinkRound]


@pytest.fixture
def world(cast: Any) -> Revision:
    """Return a draft of a text that is not published, beside two that are."""
    open_text = published(cast)
    inner = published(cast, title="Alleen voor partners")
    Article.objects.unscoped(reason=WHY).filter(pk=inner.pk).update(audience=Audience.PARTNERS)
    for text in (open_text, inner):
        for alt in ("In de tekst", "Alleen in een concept"):
            file = attaching.attach(
                actor=cast.editor.actor,
                article_id=text.pk,
                name="foto.jpg",
                content=photo(),
                alt=alt,
            )
            if alt == "In de tekst":
                named = f"![Vlak](bestand:{file.pk})"
                Article.objects.unscoped(reason=WHY).filter(pk=text.pk).update(body=named)
    CheckedLink.objects.create(url="https://www.example.org/")
    LinkRound.objects.create()
    return begin(cast, title="Nog niet af")


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_both_locks_show_the_same(cast: Any, world: Revision, model: Any) -> None:
    actors = [getattr(cast, name).actor for name in PEOPLE]
    actors += [Actor.stranger(), Actor.system("library")]
    seen = set()
    for actor in actors:
        expected = set(model.objects.visible_to(actor).values_list("pk", flat=True))
        with acting_as(actor):
            found = set(model.objects.unscoped(reason=WHY).values_list("pk", flat=True))
        assert found == expected, f"{model.__name__} as {actor.role or actor.kind}"
        seen.add(frozenset(found))
    assert len(seen) > 1


def test_a_file_of_a_draft_waits_for_the_second_reader(cast: Any, world: Revision) -> None:
    for name, number in (("reader", 1), ("police", 2), ("editor", 4)):
        seen = Attachment.objects.visible_to(getattr(cast, name).actor)
        assert seen.count() == number, name


def refused(actor: Actor, write: Any) -> bool:
    """Say whether the database refuses a write, or lets it touch no row."""
    try:
        with transaction.atomic(), acting_as(actor):
            return write() == 0
    except Error:
        return True


def change(revision: Revision, **values: Any) -> Any:
    return lambda: Revision.objects.unscoped(reason=WHY).filter(pk=revision.pk).update(**values)


def test_the_database_lets_nobody_skip_the_second_person(cast: Any, world: Revision) -> None:
    editor = cast.editor.actor

    def add(state: str) -> Any:
        return Revision.objects.create(
            article=world.article,
            number=9,
            state=state,
            title="Zo",
            theme=Theme.LAW,
            written_by=cast.editor.membership,
        )

    assert refused(editor, lambda: add(RevisionState.PUBLISHED))
    assert refused(editor, change(world, state=RevisionState.PUBLISHED))
    assert refused(editor, change(world, state=RevisionState.APPROVED))
    mine = {"state": RevisionState.PUBLISHED, "approved_by": cast.editor.membership}
    assert refused(editor, change(world, **mine))
    theirs = {"state": RevisionState.PUBLISHED, "approved_by": cast.coordinator.membership}
    assert not refused(cast.coordinator.actor, change(send(cast, world), **theirs))


def test_the_database_lets_nobody_change_what_was_published(cast: Any, world: Revision) -> None:
    stands = Revision.objects.unscoped(reason=WHY).filter(state=RevisionState.PUBLISHED).first()
    assert refused(cast.editor.actor, change(stands, body="Anders."))
    drafts.withdraw(actor=cast.editor.actor, revision_id=world.pk)
    assert refused(cast.editor.actor, change(world, state=RevisionState.DRAFT))


@pytest.mark.parametrize("name", ["police", "trainer", "reader", "administrator"])
def test_nobody_but_an_editor_writes_in_the_tables(cast: Any, world: Revision, name: str) -> None:
    actor = getattr(cast, name).actor
    text = Article.objects.unscoped(reason=WHY).filter(is_published=True)
    links = CheckedLink.objects.unscoped(reason=WHY)
    assert refused(actor, change(world, title="Van mij"))
    assert refused(actor, lambda: text.update(title="Van mij"))
    assert refused(actor, lambda: links.update(state="dead"))
    assert refused(actor, lambda: links.delete()[0])
    assert refused(actor, lambda: LinkRound.objects.create())
