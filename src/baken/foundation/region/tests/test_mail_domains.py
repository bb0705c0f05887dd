"""By which address an organisation is recognised, and how somebody might pretend."""

from __future__ import annotations

from typing import Any

import pytest

from baken.foundation.region.forms.records import OrganisationForm
from baken.foundation.region.mail_domains import (
    EVERYBODY,
    MailDomainProblem,
    normalise,
    organisation_of,
)
from baken.foundation.region.models import Organisation

from .conftest import own_pack

pytestmark = pytest.mark.django_db


@pytest.fixture
def rotterdam(cast: Any) -> Organisation:
    """Give two organisations a domain and return the first."""
    vlaardingen: Organisation = cast.organisations["vlaardingen"]
    vlaardingen.mail_domains = ["vlaardingen.nl", "stroomopwaarts.nl"]
    vlaardingen.save()
    return vlaardingen


def test_an_address_of_the_organisation_is_recognised(rotterdam: Organisation) -> None:
    for address in ("a@vlaardingen.nl", "A.B@VLAARDINGEN.NL ", "x@stroomopwaarts.nl"):
        assert organisation_of(address) == rotterdam


@pytest.mark.parametrize(
    "address",
    [
        "a@sub.vlaardingen.nl",
        "a@vlaardingen.nl.evil.example",
        "a@xvlaardingen.nl",
        "a@vlaardingen.nl@evil.example",
        "vlaardingen.nl",
        "a@vlаardingen.nl",  # a Cyrillic a
        "a@ｖlaardingen.nl",  # a full-width v, which NFKC would turn into ours
        "a@vlaardingen.nl.",
        "a@[127.0.0.1]",
        "a@nl",
        "a@gmail.com",
        "",
    ],
)
def test_what_looks_like_it_is_not_it(rotterdam: Organisation, address: str) -> None:
    assert organisation_of(address) is None


def test_a_sign_that_becomes_a_letter_in_lower_case_is_not_that_letter(
    rotterdam: Organisation,
) -> None:
    rotterdam.mail_domains = ["kade.nl"]
    rotterdam.save()
    assert organisation_of("a@kade.nl") == rotterdam
    assert organisation_of("a@\u212aade.nl") is None


def test_a_domain_of_two_organisations_says_nothing(rotterdam: Organisation, cast: Any) -> None:
    Organisation.objects.filter(slug="essm").update(mail_domains=["vlaardingen.nl"])
    assert organisation_of("a@vlaardingen.nl") is None
    Organisation.objects.filter(slug="essm").update(is_current=False)
    assert organisation_of("a@vlaardingen.nl") == rotterdam


@pytest.mark.parametrize("text", ["gmail.com", "nl", "a b.nl", "rotterdam", "é.nl", "*.nl", ""])
def test_what_cannot_be_a_domain_of_one_organisation_is_refused(text: str) -> None:
    with pytest.raises(MailDomainProblem):
        normalise(text)
    assert "gmail.com" in EVERYBODY


def test_the_editor_writes_domains_and_never_those_of_another(
    rotterdam: Organisation, cast: Any
) -> None:
    essm = cast.organisations["essm"]
    sent = {"name": "ESSM", "kind": "care", "chain_role": "advice", "version": "1"}
    form = OrganisationForm.for_organisation(essm, sent | {"mail_domains": "@ESSM.nl\nessm.nl"})
    assert form.is_valid(), form.errors
    assert form.values()["mail_domains"] == ["essm.nl"]
    for text in ("vlaardingen.nl", "gmail.com", "geen domein"):
        form = OrganisationForm.for_organisation(essm, sent | {"mail_domains": text})
        assert "mail_domains" in form.errors


def test_the_pack_says_which_domains_and_no_two_the_same(spoil: Any) -> None:
    for region in ("rotterdam", "voorbeeld"):
        pack = own_pack(region)
        assert not pack.faults
        assert pack.items("municipalities", "municipalities")[0]["mail_domains"]
    pack = spoil("organisations", "[hulplijn-duinland.example]", "[duinhaven.example, gmail.com]")
    faults = [fault.message for fault in pack.faults]
    assert "'duinhaven.example' already belongs to 'duinhaven'" in faults
    assert "'gmail.com' is not the domain of one organisation" in faults
