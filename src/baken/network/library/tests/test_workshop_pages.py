"""The pages of the workshop: what an editor reads, fills in and gets back."""

from __future__ import annotations

import io
import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from baken.network.library.actions import drafts
from baken.network.library.models import Article, Attachment, Revision, RevisionState, Term

from .workshop import BODY, WHY, article, begin, published, revision, send, write

pytestmark = pytest.mark.django_db


def url(name: str, *args: Any) -> str:
    return reverse(f"library:{name}", args=args)


def filled(draft: Revision, **values: Any) -> dict[str, Any]:
    """Return what the form of a draft sends."""
    return {
        "title": draft.title,
        "summary": draft.summary,
        "body": draft.body,
        "theme": draft.theme,
        "audience": draft.audience,
        "url": draft.url,
        "change_note": "",
        "publish_on": "",
        "version": draft.version,
        "pen": str(uuid.uuid4()),
        **values,
    }


def picture() -> SimpleUploadedFile:
    held = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(held, "PNG")
    return SimpleUploadedFile("Foto van het huis.png", held.getvalue(), "image/png")


def test_every_page_opens(cast: Any) -> None:
    text = published(cast)
    draft = drafts.start_draft(actor=cast.coordinator.actor, article_id=text.pk)
    waiting = send(cast, begin(cast, title="Wacht op een lezer"))
    term = Term.objects.create(slug="nis", word="NIS", explanation="Een woord dat uitleg heeft.")
    client = cast.editor.client
    for page in (
        url("workshop"),
        url("texts"),
        url("texts") + "?q=signalen&state=published",
        url("text", text.slug),
        url("compare", text.slug),
        url("compare", text.slug) + "?old=1&new=2&whole=on",
        url("take-off", text.slug),
        url("start"),
        url("write", draft.pk),
        url("review", draft.pk),
        url("review", waiting.pk),
        url("withdraw", draft.pk),
        url("picker") + "?q=essm",
        url("terms-edit"),
        url("add-term"),
        url("edit-term", term.slug),
        url("links"),
    ):
        assert client.get(page).status_code == 200, page


def test_nobody_else_opens_the_workshop(cast: Any) -> None:
    draft = begin(cast)
    for name in ("police", "trainer", "reader", "privacy_officer"):
        client = getattr(cast, name).client
        for page in (url("workshop"), url("write", draft.pk), url("links")):
            assert client.get(page).status_code == 403, (name, page)


def test_from_the_first_form_to_the_shelf(cast: Any) -> None:
    editor, coordinator = cast.editor.client, cast.coordinator.client
    sent = {"title": "Nieuw onderwerp", "kind": "article", "theme": "law"}
    answer = editor.post(url("start"), {**sent, "form_token": str(uuid.uuid4())})
    draft = Revision.objects.unscoped(reason=WHY).get()
    assert answer.url == url("write", draft.pk)
    answer = editor.post(answer.url, filled(draft, body=BODY, step="send"))
    assert answer.url == url("review", draft.pk)
    answer = coordinator.post(answer.url, {"step": "return", "remark": "Graag korter."})
    assert revision(draft).remark == "Graag korter."
    assert "Graag korter." in editor.get(url("write", draft.pk)).content.decode()
    editor.post(url("write", draft.pk), filled(revision(draft), body="Kort.", step="send"))
    seen = revision(draft)
    coordinator.post(url("review", draft.pk), {"step": "approve", "version": seen.version})
    page = cast.police.client.get(url("article", article(draft).slug)).content.decode()
    assert "Kort." in page


def test_a_form_with_a_fault_comes_back_filled(cast: Any) -> None:
    draft = begin(cast)
    sent = filled(draft, title="", body="Dit wil ik houden.", step="save")
    page = cast.editor.client.post(url("write", draft.pk), sent).content.decode()
    assert "Dit wil ik houden." in page
    assert revision(draft).body == BODY


def test_a_draft_without_a_text_is_saved_and_not_sent(cast: Any) -> None:
    draft, client = begin(cast), cast.editor.client
    sent = filled(draft, title="Eerst een titel", body="", step="send")
    page = client.post(url("write", draft.pk), sent).content.decode()
    assert "Er is nog geen tekst." in page
    found = revision(draft)
    assert (found.title, found.body, found.state) == ("Eerst een titel", "", RevisionState.DRAFT)
    sent.update(version=found.version, step="save")
    assert client.post(url("write", draft.pk), sent).status_code == 302


def test_after_a_conflict_both_texts_are_there_and_saving_again_works(cast: Any) -> None:
    draft = begin(cast)
    write(cast, draft, by="coordinator", body="Van de coördinator.")
    sent = filled(draft, body="Van mij.", step="save")
    answer = cast.editor.client.post(url("write", draft.pk), sent)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Van mij." in page
    assert "Van de coördinator." in page
    sent["version"] = revision(draft).version
    assert cast.editor.client.post(url("write", draft.pk), sent).status_code == 302
    assert revision(draft).body == "Van mij."


def test_while_typing_it_is_saved_and_shown(cast: Any) -> None:
    draft = begin(cast)
    words = "Dit is een lange zin die maar doorgaat en doorgaat, " * 4
    sent = filled(draft, body=f"**Let op** {words}. [Weg](artikel:weg)")
    page = cast.editor.client.post(url("keep", draft.pk), sent).content.decode()
    assert "<strong>Let op</strong>" in page
    assert "artikel:weg" in page
    assert "Net boven B1" in page
    assert 'hx-swap-oob="true"' in page
    assert revision(draft).body.startswith("**Let op**")


def test_what_cannot_be_saved_while_typing_is_said_and_nothing_is_lost(cast: Any) -> None:
    draft = begin(cast)
    sent = filled(draft, body="BSN 111222333")
    page = cast.editor.client.post(url("keep", draft.pk), sent).content.decode()
    assert "Nog niet bewaard." in page
    assert "hx-swap-oob" not in page
    assert revision(draft).body == BODY


@pytest.mark.parametrize("name", ["keep", "write"])
def test_a_text_that_nothing_can_read_is_not_kept(cast: Any, name: str) -> None:
    draft = begin(cast)
    endless = "*" * 20_000 + "a" + "*" * 20_000
    answer = cast.editor.client.post(url(name, draft.pk), filled(draft, body=endless))
    assert "opmaaktekens" in answer.content.decode()
    assert revision(draft).body == BODY


def test_without_a_script_the_preview_saves_and_the_next_save_is_no_conflict(cast: Any) -> None:
    draft, client = begin(cast), cast.editor.client
    sent = filled(draft, body="**Vet**", step="preview")
    page = client.post(url("write", draft.pk), sent).content.decode()
    assert "<strong>Vet</strong>" in page
    sent.update(version=revision(draft).version, body="Nog vetter", step="save")
    assert client.post(url("write", draft.pk), sent).status_code == 302


def test_a_picture_is_added_with_words_and_shown_to_readers_only(cast: Any) -> None:
    draft, client = begin(cast), cast.editor.client
    sent = filled(draft, step="attach", file=picture(), file_alt="")
    assert (
        "Beschrijf wat er op het plaatje staat"
        in client.post(url("write", draft.pk), sent).content.decode()
    )
    sent = {"file": picture(), "file_alt": "Een blauw vlak", "file_title": ""}
    page = client.post(url("attach", draft.pk), sent, HTTP_HX_REQUEST="true").content.decode()
    kept = Attachment.objects.unscoped(reason=WHY).get()
    assert f"![Een blauw vlak](bestand:{kept.pk})" in page
    assert kept.name == "foto-van-het-huis.png"
    answer = client.get(url("file", kept.pk))
    assert answer["Content-Type"] == "image/png"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert cast.police.client.get(url("file", kept.pk)).status_code == 404


def test_a_file_sent_to_a_page_that_takes_none_is_refused_before_it_is_read(cast: Any) -> None:
    sent = {"title": "Met bestand", "kind": "article", "theme": "law", "file": picture()}
    answer = cast.editor.client.post(url("start"), sent)
    assert answer.status_code == 413
    assert not Article.objects.unscoped(reason=WHY).filter(title="Met bestand").exists()


def test_a_term_is_added_changed_and_refused_when_a_colleague_was_first(cast: Any) -> None:
    client = cast.editor.client
    sent = {"word": "Loverboy", "also": "mensenhandelaar", "explanation": "Iemand die lokt.",
            "article_slug": "", "is_current": "on", "version": ""}  # fmt: skip
    client.post(url("add-term"), sent)
    term = Term.objects.unscoped(reason=WHY).get()
    answer = client.post(url("edit-term", term.slug), {**sent, "also": "", "version": "1"})
    assert answer.status_code == 302
    answer = client.post(
        url("edit-term", term.slug), {**sent, "explanation": "Iets anders.", "version": "1"}
    )
    assert answer.status_code == 409
    assert "Iets anders." in answer.content.decode()


def test_the_list_asks_the_same_questions_for_one_text_as_for_many(
    cast: Any, django_assert_max_num_queries: Any
) -> None:
    for number in range(6):
        begin(cast, title=f"Tekst {number}")
    client = cast.editor.client
    for page in (url("texts"), url("workshop")):
        client.get(page)
        with django_assert_max_num_queries(17):
            client.get(page)


def test_a_text_of_the_pack_shows_what_an_editor_changed(cast: Any) -> None:
    text = published(cast)
    Article.objects.unscoped(reason=WHY).filter(pk=text.pk).update(
        pack_values={"title": "Zoals het pakket het noemt"}
    )
    client = cast.editor.client
    page = client.get(url("text", text.slug)).content.decode()
    assert "Zoals het pakket het noemt" in page.replace("<del>", "").replace("</del>", "") or (
        "pakket" in page
    )
    answer = client.post(url("take-pack", text.slug, "title"))
    assert answer.status_code == 302
    open_one = Revision.objects.unscoped(reason=WHY).get(state=RevisionState.DRAFT)
    assert open_one.title == "Zoals het pakket het noemt"
    assert client.post(url("take-pack", text.slug, "position")).status_code == 404


def test_a_file_that_is_too_large_comes_back_as_words(cast: Any) -> None:
    draft = begin(cast)
    huge = SimpleUploadedFile("groot.pdf", b"%PDF-" + b"0" * 12_000_001, "application/pdf")
    sent = {"file": huge, "file_alt": "", "file_title": ""}
    page = cast.editor.client.post(url("attach", draft.pk), sent).content.decode()
    assert "Dit bestand is te groot. Hooguit 10 MB." in page
    assert not Attachment.objects.unscoped(reason=WHY).exists()
