"""The box and the texts, as an editor uses them."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.pages import check_page

from baken.foundation.access.lock import acting_as
from baken.network.letters import actions, catalogue, jobs
from baken.network.letters.errors import EditConflict, LetterRefused
from baken.network.letters.models import Letter, LetterState, LetterText

from .conftest import BODY, SUBJECT, fresh

pytestmark = pytest.mark.django_db

TEXT = "/brieven/teksten/test.invite/"
MOST_QUERIES = 15
BOOKKEEPING = ("SAVEPOINT", "RELEASE", "SET LOCAL", "SELECT set_config")


@pytest.fixture
def editor(cast: Any) -> Any:
    return cast.editor.client


def typed(**changes: Any) -> dict[str, Any]:
    return {"subject": "Kom: {meeting}", "body": "Dag {recipient}.", "version": 0, **changes}


def own_text() -> Any:
    return LetterText.objects.unscoped(reason="test").first()


def test_an_edited_text_is_what_letters_say_from_then_on(editor: Any, send: Any) -> None:
    answer = editor.post(TEXT, typed())
    assert (answer.status_code, answer["Location"]) == (302, TEXT)
    letter = send("het Netwerk")[0]
    assert (letter.subject, letter.body) == ("Kom: het Netwerk", "Dag Focal Safety.\n")
    check_page(editor.get(TEXT))


def test_the_preview_stands_beside_the_form_with_invented_values(editor: Any) -> None:
    page = editor.get(TEXT)
    check_page(page)
    assert "U bent uitgenodigd voor Platform." in page.content.decode()
    asked = editor.post(TEXT, typed(preview="1", body="Nieuw voor {meeting}."))
    check_page(asked)
    assert "Nieuw voor Platform." in asked.content.decode()
    step = editor.post(
        TEXT, typed(body="Al typend: {meeting} {nee}."), headers={"HX-Request": "true"}
    )
    html = step.content.decode()
    assert "Al typend: Platform {nee}." in html
    assert "<html" not in html
    assert own_text() is None


def test_a_placeholder_may_be_called_items(editor: Any) -> None:
    catalogue.register_letter(
        "test.items", label="X", subject="x", body="{items}", placeholders={"items": "spullen"}
    )
    page = editor.get("/brieven/teksten/test.items/")
    check_page(page)
    assert "[spullen]" in page.content.decode()


def test_an_unknown_placeholder_is_refused_with_the_known_ones(editor: Any) -> None:
    page = editor.post(TEXT, typed(body="Op {datum} om {Tijd}."))
    html = page.content.decode()
    check_page(page)
    assert "{datum}, {Tijd}" in html
    assert "{recipient}, {meeting}" in html
    assert "Op {datum} om {Tijd}." in html
    assert own_text() is None


def test_the_action_refuses_it_too(cast: Any) -> None:
    with acting_as(cast.editor.actor) as actor:
        with pytest.raises(LetterRefused, match=r"\{x\}"):
            actions.edit_text(actor=actor, key="test.invite", subject="a", body="{x}", version=0)
        with pytest.raises(LetterRefused):
            actions.edit_text(actor=actor, key="test.invite", subject=" ", body="b", version=0)


def test_the_default_can_be_restored(editor: Any, send: Any) -> None:
    editor.post(TEXT, typed())
    editor.post(f"{TEXT}standaard/", {"version": 1})
    assert send("X")[0].subject == SUBJECT.format(meeting="X")
    assert own_text().is_default
    page = editor.get(TEXT)
    assert BODY.split("\n")[0].split(" ")[0] in page.content.decode()
    editor.post(TEXT, typed(version=2))
    assert own_text().version == 3


def test_two_editors_at_once_do_not_overwrite_each_other_unseen(cast: Any, editor: Any) -> None:
    editor.post(TEXT, typed())
    page = cast.coordinator.client.post(TEXT, typed(subject="Anders"))
    check_page(page)
    assert "Anders" in page.content.decode()
    assert own_text().subject == "Kom: {meeting}"
    cast.coordinator.client.post(TEXT, typed(subject="Anders", version=1))
    assert own_text().subject == "Anders"
    editor.post(f"{TEXT}standaard/", {"version": 1})
    assert own_text().subject == "Anders"
    with acting_as(cast.editor.actor) as actor, pytest.raises(EditConflict):
        actions.restore_text(actor=actor, key="test.invite", version=1)


def test_the_box_shows_letters_in_a_fixed_number_of_queries(
    editor: Any, send: Any, cast: Any
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            check_page(editor.get("/brieven/"))
        return sum(not one["sql"].startswith(BOOKKEEPING) for one in seen.captured_queries)

    send()
    first = queries()
    send(to=[cast.police.membership, cast.riec.membership, cast.mayor.membership])
    assert queries() == first
    assert first <= MOST_QUERIES


def test_the_box_can_be_narrowed_and_taken_along(editor: Any, send: Any) -> None:
    send("Eerste")
    assert "Eerste" in editor.get("/brieven/?state=queued&letter=test.invite").content.decode()
    for query in ("state=sent", "state=failed"):
        assert "Eerste" not in editor.get(f"/brieven/?{query}").content.decode()
    assert "Eerste" in editor.get("/brieven/?state=nonsense").content.decode()
    answer = editor.get("/brieven/?as=spreadsheet")
    assert answer["Content-Disposition"] == 'attachment; filename="brieven.xlsx"'


def test_without_a_mail_server_the_box_says_how_many_wait(
    editor: Any, send: Any, settings: Any
) -> None:
    send()
    settings.MAIL_CONFIGURED = True
    assert "1 brief wacht" not in editor.get("/brieven/").content.decode()
    settings.MAIL_CONFIGURED = False
    assert "1 brief wacht" in editor.get("/brieven/").content.decode()
    send()
    assert "2 brieven wachten" in editor.get("/brieven/").content.decode()


def test_one_letter_can_be_tried_again_and_all_can(editor: Any, send: Any) -> None:
    one, two = send()[0], send()[0]
    Letter.objects.unscoped(reason="test").update(state=LetterState.FAILED)
    check_page(editor.get(f"/brieven/{one.pk}/"))
    editor.post(f"/brieven/{one.pk}/opnieuw/")
    assert (fresh(one).state, fresh(two).state) == (LetterState.QUEUED, LetterState.FAILED)
    editor.post("/brieven/opnieuw/")
    assert fresh(two).state == LetterState.QUEUED
    jobs.send_letter.func(None, letter_id=str(one.pk))
    answer = editor.post(f"/brieven/{one.pk}/opnieuw/")
    assert answer["Location"] != f"/brieven/{one.pk}/"
    check_page(editor.get(answer["Location"]))


def test_an_unknown_text_and_an_unknown_letter_are_not_there(editor: Any) -> None:
    assert editor.get("/brieven/teksten/nee/").status_code == 404
    assert editor.get("/brieven/6d1b1c1e-0000-4000-8000-000000000000/").status_code == 404


def test_a_registration_that_cannot_work_is_refused() -> None:
    words: dict[str, Any] = {"label": "x", "subject": "x", "placeholders": {}}
    with pytest.raises(ValueError, match="unknown placeholders"):
        catalogue.register_letter("test.wrong", body="{nee}", **words)
    with pytest.raises(ValueError, match="no key"):
        catalogue.register_letter("Test Wrong", body="x", **words)
    with pytest.raises(ValueError, match="twice"):
        catalogue.register_letter("test.invite", body="x", **words)


def test_a_text_holds_no_number_of_a_person(editor: Any) -> None:
    data = {"subject": "BSN 111222333", "body": "burgerservicenummer 111222333", "version": "0"}
    answer = editor.post(TEXT, data)
    assert set(answer.context["form"].errors) == {"subject", "body"}


def test_a_version_without_end_is_no_version(editor: Any) -> None:
    answer = editor.post(f"{TEXT}standaard/", {"version": "9" * 5000})
    assert answer.status_code == 302
