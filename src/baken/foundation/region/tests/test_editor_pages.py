"""The editor's screens and the focal point's one screen, as a browser uses them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from tests.cast import Cast
from tests.pages import Element, check_page, read_page

from baken.foundation.region import actions
from baken.foundation.region.loading import load_pack
from baken.foundation.region.models import ContactPoint, Organisation

from .conftest import own_pack

pytestmark = pytest.mark.django_db
OWN = "/beheer/mijn-gemeente/"


@pytest.fixture
def region(db):
    """Load the real region and gather the cast in it."""
    load_pack(own_pack("rotterdam"))
    return Cast.gather()


@pytest.fixture
def editor(region) -> Client:
    """Return the browser of the editor of the region."""
    return region.editor.client


def point(slug: str, contact: str) -> ContactPoint:
    return ContactPoint.objects.select_related("organisation").get(
        organisation__slug=slug, slug=contact
    )


def address(contact: ContactPoint) -> str:
    return f"/beheer/regio/contacten/{contact.pk}/"


def answers(client: Client, url: str, **changes: str) -> dict[str, Any]:
    """Return what a browser would send from the page's main form, with ``changes``."""
    page = check_page(client.get(url))
    main = next(form for form in page.all("form") if "data-unsaved" in form.attrs)
    data: dict[str, list[str]] = {}
    for element in page.all("input", "textarea", "option"):
        if main in element.parents:
            for name, value in _answer(element).items():
                data.setdefault(name, []).append(value)
    return {**data, **changes}


def _answer(element: Element) -> dict[str, str]:
    """Return what one control adds to what is sent."""
    name, value = element.attrs.get("name", ""), element.attrs.get("value", "")
    if element.tag == "option":
        owner = next(parent for parent in element.parents if parent.tag == "select")
        return {owner.attrs["name"]: value} if "selected" in element.attrs else {}
    if element.tag == "textarea":
        return {name: element.text.lstrip("\n")}
    if element.attrs.get("type") in {"checkbox", "radio"}:
        return {name: value or "on"} if "checked" in element.attrs else {}
    return {name: value}


PAGES = [
    "/beheer/regio/",
    "/beheer/regio/?due=1&q=essm",
    "/beheer/regio/organisaties/",
    "/beheer/regio/organisaties/essm/",
    "/beheer/regio/organisaties/essm/contact-toevoegen/",
    "/beheer/regio/organisatie-toevoegen/",
    "/beheer/regio/pakket/",
]


@pytest.mark.parametrize("url", PAGES)
def test_an_editor_sees_it_and_others_do_not(editor, region, url):
    check_page(editor.get(url))
    assert region.focal_safety.client.get(url).status_code == 403
    assert region.stranger.get(url).status_code == 302


def test_what_was_never_checked_comes_first_and_what_is_old_is_overdue(editor):
    ContactPoint.objects.filter(pk=point("comensha", "helpdesk").pk).update(
        last_checked_on=dt.date(2025, 1, 1)
    )
    html = editor.get("/beheer/regio/").content.decode()
    assert html.index("Regionaal meld- en adviespunt") < html.index("Te laat")
    assert "23 contactpunten zijn nog niet ingevuld" in html
    only_due = editor.get("/beheer/regio/?due=1").content.decode()
    assert "Te laat" in only_due
    assert "Politie, geen spoed" not in only_due


def test_checked_today_is_one_click(editor):
    contact = point("essm", "advice")
    response = editor.post(f"{address(contact)}gecontroleerd/", follow=True)
    assert "staat op vandaag gecontroleerd" in response.content.decode()
    assert point("essm", "advice").last_checked_on is not None
    assert editor.get(f"{address(contact)}gecontroleerd/").status_code == 405


def test_a_contact_sent_back_as_it_is_changes_nothing(editor):
    for slug in ("essm", "emergency", "mma", "nla", "riec", "vlaardingen"):
        contact = ContactPoint.objects.filter(organisation__slug=slug).first()
        before = ContactPoint.objects.filter(pk=contact.pk).values().get()
        url = address(contact)
        response = editor.post(url, answers(editor, url), follow=True)
        assert "Er is niets gewijzigd" in response.content.decode(), contact.slug
        assert ContactPoint.objects.filter(pk=contact.pk).values().get() == before


def test_an_organisation_sent_back_as_it_is_changes_nothing(editor):
    for slug in ("essm", "vlaardingen", "police"):
        url = f"/beheer/regio/organisaties/{slug}/"
        before = Organisation.objects.filter(slug=slug).values().get()
        response = editor.post(url, answers(editor, url), follow=True)
        assert "Er is niets gewijzigd" in response.content.decode()
        assert Organisation.objects.filter(slug=slug).values().get() == before


def test_a_changed_contact_shows_history_and_the_packs_value(editor):
    contact = point("nla", "report")
    changes = {"phone": "0800 51 52", "hours-fri_until_1": "16.30", "checked": "on"}
    editor.post(address(contact), answers(editor, address(contact), **changes))
    changed = point("nla", "report")
    assert changed.phone == "08005152"
    assert changed.opening_hours.describe().startswith("maandag t/m donderdag 09:00–17:00")
    html = check_page_html(editor, address(contact))
    assert "Wijkt af van het regiopakket" in html
    assert "0800 5151 → 0800 5152" in html
    assert "Redacteur, VAR" in html
    assert "0800 5152" in check_page_html(editor, "/beheer/regio/pakket/")
    editor.post(f"{address(contact)}pakketwaarde/phone/")
    assert point("nla", "report").phone == "08005151"
    assert editor.post(f"{address(contact)}pakketwaarde/phone/").status_code == 302


def check_page_html(client: Client, url: str) -> str:
    response = client.get(url)
    check_page(response)
    return response.content.decode()


def test_a_changed_organisation_can_go_back_to_the_pack(editor):
    url = "/beheer/regio/organisaties/essm/"
    editor.post(url, answers(editor, url, short_name="Het ESSM"))
    assert "Het ESSM" in check_page_html(editor, url)
    editor.post(f"{url}pakketwaarde/short_name/")
    assert Organisation.objects.get(slug="essm").short_name == "ESSM"
    assert editor.post(f"{url}pakketwaarde/short_name/").status_code == 302


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"phone": "12"}, "Dit is geen telefoonnummer"),
        ({"email": "geen adres"}, "Schrijf een e-mailadres"),
        ({"website": "geen site"}, "Schrijf een webadres"),
        ({"hours-mon_from_1": "half 9"}, "Schrijf een tijd"),
        ({"name": ""}, "verplicht"),
    ],
)
def test_a_wrong_answer_is_explained_and_nothing_typed_is_lost(editor, changes, message):
    contact = point("nla", "report")
    data = answers(editor, address(contact), purpose="Dit typte ik", **changes)
    response = editor.post(address(contact), data)
    page = check_page(response)
    assert message in response.content.decode()
    assert page.title.startswith("Fout:")
    assert "Dit typte ik" in response.content.decode()
    assert point("nla", "report").version == 1


def test_copying_mondays_times_saves_nothing_yet(editor):
    contact = point("nla", "report")
    data = answers(editor, address(contact), **{"hours-mon_from_1": "7:15", "phone": "112"})
    response = editor.post(address(contact), data | {"copy": "workdays"})
    check_page(response)
    assert response.content.decode().count('value="7:15"') == 5
    assert 'value="112"' in response.content.decode()
    assert point("nla", "report").version == 1


def test_the_second_editor_is_warned_and_may_replace(editor, region):
    contact = point("nla", "report")
    data = answers(editor, address(contact), purpose="Mijn tekst")
    actions.edit_contact(
        contact, actor=region.editor.actor, values={"purpose": "De ander"}, version=1
    )
    response = editor.post(address(contact), data)
    html = response.content.decode()
    check_page(response)
    assert "Iemand anders heeft dit intussen gewijzigd" in html
    assert "Mijn tekst" in html
    assert point("nla", "report").purpose == "De ander"
    editor.post(address(contact), data | {"version": "2"})
    assert point("nla", "report").purpose == "Mijn tekst"


def test_the_same_warning_for_an_organisation(editor, region):
    url = "/beheer/regio/organisaties/essm/"
    data = answers(editor, url, serves="Mijn tekst")
    essm = Organisation.objects.get(slug="essm")
    actions.edit_organisation(
        essm, actor=region.editor.actor, values={"serves": "De ander"}, version=1
    )
    html = editor.post(url, data).content.decode()
    assert "Iemand anders heeft dit intussen gewijzigd" in html
    assert 'name="version" value="2"' in html


def test_an_organisation_and_its_contact_are_added(editor):
    url = "/beheer/regio/organisatie-toevoegen/"
    data = answers(editor, url, name="Huis aan de Kade", kind="care", chain_role="care")
    response = editor.post(url, data)
    assert response["Location"].endswith("/organisaties/huis-aan-de-kade/contact-toevoegen/")
    check_page(editor.post(url, data))
    assert Organisation.objects.filter(slug__startswith="huis-aan").count() == 1
    contact_url = response["Location"]
    data = answers(editor, contact_url, name="Receptie", purpose="Opvang", phone="010 236 52 56")
    editor.post(contact_url, data | {"checked": "on"})
    added = point("huis-aan-de-kade", "receptie")
    assert (added.phone, bool(added.last_checked_on)) == ("+31102365256", True)
    check_page(editor.post(contact_url, data))
    assert "Receptie" in check_page_html(editor, "/organisaties/huis-aan-de-kade/")


def test_what_is_taken_out_of_use_leaves_the_directory(editor):
    url = "/beheer/regio/organisaties/fier/"
    data = answers(editor, url)
    del data["is_current"]
    editor.post(url, data)
    assert editor.get("/organisaties/fier/").status_code == 404
    assert "niet in gebruik" in check_page_html(editor, "/beheer/regio/organisaties/")


def test_a_focal_point_keeps_the_own_municipality_reachable(region):
    client = region.focal_care.client
    data = answers(client, OWN, phone="010 248 40 00", email="team@vlaardingen.example")
    data |= {"hours-mon_from_1": "9", "hours-mon_until_1": "17", "checked": "on"}
    client.post(OWN, data)
    html = Client().get("/organisaties/vlaardingen/").content.decode()
    assert "010 248 40 00" in html
    assert "Aandachtsfunctionaris, Vlaardingen" in html
    assert "maandag 09:00–17:00" in html
    assert not point("schiedam", "focal-point").phone


def test_a_focal_point_reaches_no_other_contact(region):
    client = region.focal_safety.client
    for contact in (point("schiedam", "focal-point"), point("essm", "advice")):
        assert client.get(address(contact)).status_code == 403
        assert client.post(address(contact), {"phone": "112"}).status_code == 403
    html = check_page_html(client, OWN)
    assert 'name="purpose"' not in html
    data: dict[str, Any] = answers(client, OWN, purpose="Anders", is_current="")
    client.post(OWN, data)
    assert point("vlaardingen", "focal-point").purpose.startswith("Aanspreekpunt")
    assert region.editor.client.get(OWN).status_code == 403


def test_without_a_contact_point_the_own_screen_does_not_exist(region):
    ContactPoint.objects.filter(organisation__slug="vlaardingen").delete()
    assert region.focal_safety.client.get(OWN).status_code == 404


def test_the_screens_ask_the_database_little(editor, django_assert_max_num_queries):
    for url in ("/beheer/regio/", "/beheer/regio/organisaties/", "/beheer/regio/pakket/"):
        editor.get(url)
        with django_assert_max_num_queries(25):
            read_page(editor.get(url))
