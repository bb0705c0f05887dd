"""The form of every room: messages that help, dates as people write them, marks for readers."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django import forms
from tests.pages import Page

from baken.web.forms import BakenForm, Choices, DateField

from .test_components import draw


class VisitForm(BakenForm):
    place = forms.CharField(label="Plaats", help_text="Om te weten waar.")
    day = DateField(label="Dag", past=True)
    kind = forms.ChoiceField(
        label="Soort", widget=Choices(hints={"b": "Uitleg bij B"}), choices=[("a", "A"), ("b", "B")]
    )
    sure = forms.BooleanField(label="Ik weet het zeker")
    note = forms.CharField(label="Notitie", required=False, widget=forms.Textarea)
    own = forms.CharField(label="Eigen", error_messages={"required": "Zelf geschreven"})


def test_a_missing_answer_is_asked_for_by_name() -> None:
    errors = VisitForm({}).errors
    assert errors["place"] == ["Vul in: Plaats"]
    assert errors["kind"] == ["Kies een antwoord: Soort"]
    assert errors["sure"] == ["Zet een vinkje om verder te gaan: Ik weet het zeker"]
    assert errors["own"] == ["Zelf geschreven"]
    assert "note" not in errors


@pytest.mark.parametrize(
    "text",
    [
        "20-11-2026",
        "20/11/2026",
        "20.11.2026",
        "20 11 2026",
        "2026-11-20",
        "20 november 2026",
        "20 nov. 2026",
    ],
)
@time_machine.travel("2026-11-24 09:00:00+01:00")
def test_a_date_is_read_as_people_write_it(text: str) -> None:
    form = VisitForm({"place": "x", "day": text, "kind": "a", "sure": "on", "own": "x"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["day"] == dt.date(2026, 11, 20)


@time_machine.travel("2026-11-24 09:00:00+01:00")
def test_a_date_that_is_none_or_lies_ahead_is_explained() -> None:
    assert "27 maart 2026" in VisitForm({"day": "gisteren"}).errors["day"][0]
    assert VisitForm({"day": "31-02-2026"}).errors["day"] == VisitForm({"day": "x"}).errors["day"]
    assert "toekomst" in VisitForm({"day": "25-11-2026"}).errors["day"][0]
    assert "day" not in VisitForm({"day": "24-11-2026"}).errors


def test_a_date_comes_back_as_it_is_written_here() -> None:
    assert 'value="01-02-2026"' in str(VisitForm(initial={"day": dt.date(2026, 2, 1)})["day"])


def drawn(form: forms.Form) -> Page:
    return Page(draw('<c-form :form="form" public="yes" submit="Verder" />', form=form))


def test_a_field_with_an_error_tells_a_screen_reader_what_and_why() -> None:
    page = drawn(VisitForm({}))
    (place,) = [one for one in page.all("input") if one.attrs.get("name") == "place"]
    assert place.attrs["aria-invalid"] == "true"
    assert place.attrs["aria-describedby"].split() == ["id_place_helptext", "id_place_error"]
    by_id = {one.attrs["id"]: one for one in page.elements if "id" in one.attrs}
    assert "Vul in: Plaats" in by_id["id_place_error"].text
    assert "Om te weten waar." in by_id["id_place_helptext"].text


def test_the_summary_links_to_a_control_for_each_error() -> None:
    page = drawn(VisitForm({}))
    links = [one.attrs["href"][1:] for one in page.all("a") if one.attrs["href"].startswith("#")]
    controls = {one.attrs.get("id") for one in page.all("input", "textarea", "select")}
    assert links == ["id_place", "id_day", "id_kind_0", "id_sure", "id_own"]
    assert set(links) <= controls


def test_the_summary_names_the_question_where_a_form_has_only_the_common_message() -> None:
    class OtherForm(forms.Form):
        reason = forms.CharField(label="Reden <b>")
        day = forms.CharField(label="Dag", error_messages={"required": "Zelf geschreven"})

    html = draw('<c-error-summary :form="form" />', form=OtherForm({}))
    assert ">Vul in: Reden &lt;b&gt;</a>" in html
    assert ">Zelf geschreven</a>" in html


def test_a_form_without_errors_has_no_summary() -> None:
    page = drawn(VisitForm())
    assert not [one for one in page.elements if one.attrs.get("class") == "error-summary"]
    assert not [one for one in page.elements if "aria-invalid" in one.attrs]


def test_choices_are_a_group_with_a_name_and_hints() -> None:
    page = drawn(VisitForm())
    (group,) = [one for one in page.all("fieldset") if one.attrs.get("id") == "id_kind"]
    assert "Soort" in group.text
    assert "Uitleg bij B" in group.text


def test_what_is_not_required_says_so() -> None:
    (label,) = [one for one in drawn(VisitForm()).all("label") if one.attrs["for"] == "id_note"]
    assert "niet verplicht" in label.text


def test_a_form_sent_again_keeps_its_token_and_a_new_one_gets_another() -> None:
    def token(form: forms.Form) -> str:
        page = Page(draw('<c-form :form="form" public="yes" token="yes" />', form=form))
        (one,) = [one for one in page.all("input") if one.attrs.get("name") == "form_token"]
        return one.attrs["value"]

    assert token(VisitForm({"form_token": "abc"})) == "abc"
    assert token(VisitForm()) != token(VisitForm())


def test_a_public_form_asks_for_no_cookie_and_another_carries_its_token() -> None:
    source = '<c-form :form="form" public="{{ public }}" />'
    assert "csrfmiddlewaretoken" in draw(source, form=VisitForm(), public="", csrf_token="x")
    assert "csrfmiddlewaretoken" not in draw(source, form=VisitForm(), public="yes", csrf_token="x")
