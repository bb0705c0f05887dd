"""Examples for the walk over all routes as all roles."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from baken.network.library.models import (
    Article,
    Attachment,
    Audience,
    CheckedLink,
    Revision,
    Talk,
    Term,
    Theme,
)
from baken.network.library.talk.audiences import TalkAudience

EVERYBODY = {
    "focal_safety", "focal_care", "focal_schiedam", "advice_desk", "care_coordinator",
    "shelter_worker", "police", "inspectorate", "riec", "child_protection", "prosecutor",
    "coordinator", "portfolio_holder", "mayor", "trainer", "editor",
}  # fmt: skip
"""Who takes part in the approach; readers, administrators and privacy officers do not."""

SEES = {
    "article_slug": EVERYBODY,
    "file_id": EVERYBODY,
    "talk_id": {"focal_safety", "focal_care", "mayor"},
    "revision_id": {"editor", "coordinator"},
    "link_id": {"editor", "coordinator"},
}


def examples(cast: Any) -> dict[str, str]:
    """Return an article for partners with a file."""
    article = Article.objects.create(
        slug="overleg-voorbereiden",
        title="Overleg voorbereiden",
        body="Een agenda helpt.",
        theme=Theme.POLICY,
        audience=Audience.PARTNERS,
        is_published=True,
        published_at=timezone.now(),
        changed_at=timezone.now(),
    )
    file = Attachment.objects.create(
        article=article, name="agenda.pdf", content_type="application/pdf", size=4,
        digest="0" * 64, content=b"%PDF",
    )  # fmt: skip
    article.body += f" Zie de [agenda](bestand:{file.pk})."
    article.save(update_fields=["body"])
    return {
        "article_slug": article.slug,
        "theme_word": "vormen",
        "file_id": str(file.pk),
        **talk_examples(cast),
        **workshop_examples(cast, article),
    }


def workshop_examples(cast: Any, article: Article) -> dict[str, str]:
    """Return a draft by the editor, a term, and an outside link."""
    draft = Revision.objects.create(
        article=article,
        number=1,
        title=article.title,
        body=article.body,
        theme=article.theme,
        written_by=cast.editor.membership,
    )
    term = Term.objects.create(
        slug="voorbeeldwoord", word="Voorbeeldwoord", explanation="Een woord om mee te oefenen."
    )
    link = CheckedLink.objects.create(url="https://www.example.org/")
    return {
        "revision_id": str(draft.pk),
        "term_slug": term.slug,
        "link_id": str(link.pk),
    }


def talk_examples(cast: Any) -> dict[str, str]:
    """Return a talk of Vlaardingen, and a poster."""
    talk = Talk.objects.create(
        account=cast.focal_safety.account,
        organisation=cast.organisations["vlaardingen"],
        title="Zien en melden",
        audience=TalkAudience.FRONT_DESK,
        length=10,
        items=[{"part": "danger", "minutes": 1}, {"part": "questions", "minutes": 8}],
    )
    return {"talk_id": str(talk.pk), "poster_text": "balie", "poster_format": "a4"}
