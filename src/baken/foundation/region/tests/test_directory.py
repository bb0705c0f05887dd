"""The directory: choosing by place and situation, typing errors, and cards for an address book."""

from __future__ import annotations

import pytest
import vobject
from django.test import Client
from tests.pages import check_public_page

from baken.foundation.region.loading import load_pack
from baken.foundation.region.models import ChainRole, Organisation, Situation
from baken.foundation.region.searching import MAXIMUM_QUERY, apart, words_of

from .conftest import own_pack

pytestmark = pytest.mark.django_db


@pytest.fixture
def rotterdam():
    """Load the real region."""
    load_pack(own_pack("rotterdam"))


def asked(**query):
    """Return the main part of the page and the organisations on it."""
    response = Client().get("/organisaties/", query)
    check_public_page(response)
    entries = [one.listed.slug for group in response.context["groups"] for one in group.entries]
    return response.content.decode(), entries


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [("a", "a", 0), ("uitbuting", "uitbuiting", 1), ("politei", "politie", 1), ("ab", "cd", 2)],
)
def test_a_slip_is_a_letter_missing_added_wrong_or_swapped(one, other, slips):
    assert apart(one, other) == apart(other, one) == slips


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("comesnha", "comensha"),
        ("Huminatas", "humanitas"),
        ("arbeidsinspektie", "nla"),
        ("veilg thuis", "veilig-thuis"),
        ("Schidam", "schiedam"),
        ("opvnag", "fier"),
    ],
)
def test_a_typing_error_still_finds_it_and_says_so(rotterdam, typed, slug):
    html, entries = asked(q=typed)
    assert slug in entries
    assert "Wij zochten naar" in html


def test_a_sign_that_becomes_many_does_not_make_a_question_longer():
    assert sum(map(len, words_of("\ufdfa" * MAXIMUM_QUERY))) <= MAXIMUM_QUERY


def test_what_resembles_nothing_finds_nothing(rotterdam):
    for typed in ("xyzzy", "kwantummechanica", "abcde", "%", "<"):
        html, entries = asked(q=typed)
        assert entries == []
        assert "Niets gevonden" in html


def test_somebody_chooses_by_situation_and_by_place(rotterdam):
    assert "mma" in asked(wanneer="crime")[1]
    assert "nla" not in asked(wanneer="child")[1]
    assert set(asked(plaats="emergency")[1]) == {"emergency"}
    assert "vlaardingen" in asked(wanneer="doubt")[1]
    both = asked(wanneer="work", plaats="investigation")[1]
    assert "nla" in both
    assert "fairwork" not in both
    assert len(asked(wanneer="onzin", plaats="onzin")[1]) == len(asked()[1])


def test_every_choice_finds_something(rotterdam):
    for situation in Situation.values:
        assert asked(wanneer=situation)[1], situation
    for place in ChainRole.values:
        assert asked(plaats=place)[1], place


def test_every_organisation_says_where_it_stands_and_when_it_was_checked(rotterdam):
    html, entries = asked()
    assert len(entries) == Organisation.objects.count()
    assert "Gecontroleerd op 23 november 2026" in html
    assert "Nog te controleren" in html
    page = Client().get("/organisaties/comensha/").content.decode()
    assert "Iemand heeft hulp of opvang nodig" in page
    assert "?plaats=care" in page


def test_the_cards_are_read_back_by_another_program(rotterdam):
    response = Client().get("/organisaties/essm/visitekaartje/")
    assert response["Content-Type"] == "text/vcard; charset=utf-8"
    assert 'filename="essm.vcf"' in response["Content-Disposition"]
    assert not response.cookies
    read = list(vobject.readComponents(response.content.decode()))
    first = read[0]
    assert first.version.value == "3.0"
    assert first.fn.value.startswith("ESSM")
    assert first.tel.value == "+31102365256"
    assert first.email.value == "pmw@stichtinghumanitas.nl"
    assert "Wanneer bellen: Ik twijfel en wil advies" in first.note.value
    assert max(len(line) for line in response.content.split(b"\r\n")) <= 76


def test_all_cards_in_one_file_have_names_and_ids_of_their_own(rotterdam):
    read = list(
        vobject.readComponents(Client().get("/organisaties-visitekaartjes/").content.decode())
    )
    assert len({one.uid.value for one in read}) == len(read) > 20
    names = {one.org.value[0] for one in read}
    assert {"CoMensha", "FairWork", "Fier"} <= names
    again = list(
        vobject.readComponents(Client().get("/organisaties-visitekaartjes/").content.decode())
    )
    assert [one.uid.value for one in again] == [one.uid.value for one in read]


def test_a_line_break_in_the_data_is_no_new_line_in_a_card(rotterdam):
    Organisation.objects.filter(slug="fier").update(name="Fier\r\nTEL:+31600000000; x,y")
    read = list(
        vobject.readComponents(Client().get("/organisaties/fier/visitekaartje/").content.decode())
    )
    assert all(getattr(one, "tel", None) is None or "0600" not in one.tel.value for one in read)
    assert all(
        "31600000000" not in tel.value for one in read for tel in one.contents.get("tel", [])
    )


def test_what_does_not_exist_has_no_card(rotterdam):
    assert Client().get("/organisaties/nergens/visitekaartje/").status_code == 404
