"""Signing up to read: who comes in at once, who waits, and what a stranger can do with it."""

from __future__ import annotations

import datetime as dt

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from tests.pages import check_page, check_public_page

from baken.foundation.access.roles import Domain, Role
from baken.foundation.audit.models import AuditEvent
from baken.foundation.notices.models import Notice
from baken.foundation.people import jobs
from baken.foundation.people.actions import (
    endings,
    invitations,
    memberships,
    readers,
    readers_night,
)
from baken.foundation.people.fitting import Draft
from baken.foundation.people.models import (
    Account,
    LinkPurpose,
    Membership,
    OneTimeLink,
    ReaderRequest,
    RequestState,
)

from .door import PASSWORD, enter_password, link_in

pytestmark = pytest.mark.django_db
KNOWN, UNKNOWN = "jo.wilg@vlaardingen.nl", "kim@stichting-de-brug.test"
PAGE = "/kennisbank/aanmelden/"


@pytest.fixture(autouse=True)
def _domains(cast):
    cache.clear()
    organisation = cast.organisations["vlaardingen"]
    organisation.mail_domains = ["vlaardingen.nl"]
    organisation.save()


def requests():
    return ReaderRequest.objects.unscoped(reason="test")


def sign_up(email=KNOWN, **changes):
    sent = {"email": email, "name": "Jo Wilg", "organisation": "De Brug", "function": "Wijkteam"}
    return Client().post(PAGE, sent | {"subject": ""} | changes)


def answered():
    """Do the waiting job of each open request; return the last mail."""
    for request in requests().filter(state=RequestState.UNCONFIRMED, links=None):
        jobs.answer_reader(request_id=str(request.pk))
    return mail.outbox[-1]


def confirm(path, client=None, **changes):
    client = client or Client()
    page = client.get(path)
    sent = {
        "sleutel": path.partition("sleutel=")[2],
        "name": "Jo Wilg",
        "function": "Wijkteam",
        "organisation": "De Brug",
        "password1": PASSWORD,
        "password2": PASSWORD,
    }
    return client, page, client.post("/kennisbank/aanmelden/bevestigen/", sent | changes)


def waiting(email=UNKNOWN):
    sign_up(email)
    confirm(link_in(answered()))
    return requests().get(email=email)


def a_reader(email=KNOWN):
    sign_up(email)
    client, _page, _answer = confirm(link_in(answered()))
    return client, Account.objects.get(email=email)


def test_the_page_is_public_and_asks_little(cast):
    page = Client().get(PAGE)
    check_public_page(page)
    assert "Gemeente Vlaardingen" in page.content.decode()


def test_a_recognised_address_is_confirmed_and_reads_at_once(cast, events):
    check_public_page(sign_up("Jo.Wilg@VLAARDINGEN.nl"))
    letter = answered()
    assert letter.to == [KNOWN]
    assert "Wilg" not in letter.subject + letter.body
    client, page, answer = confirm(link_in(letter), organisation="Gemeente Schiedam")
    check_page(page)
    assert answer.url == settings.READER_REDIRECT_URL
    assert client.get("/kennisbank/begrippen/").status_code == 200
    membership = Membership.objects.get(account__email=KNOWN)
    today = dt.date.today()  # noqa: DTZ011 - the tests run within one day
    assert (membership.role, membership.organisation.slug) == (Role.READER, "vlaardingen")
    assert membership.ends_on == today + readers.TERM
    assert events() == [
        "reader.asked",
        "reader.admitted",
        "membership.given",
        "session.signed-in",
    ]
    assert not Notice.objects.unscoped(reason="test").exists()


def test_an_unknown_address_waits_for_an_editor(cast, events):
    sign_up(UNKNOWN)
    _client, page, answer = confirm(link_in(answered()), name="Kim Braam")
    check_page(page)
    assert "password1" not in page.content.decode()
    check_page(answer)
    assert not Account.objects.filter(email=UNKNOWN).exists()
    request = requests().get()
    assert (request.state, request.name) == (RequestState.WAITING, "Kim Braam")
    told = Notice.objects.unscoped(reason="test").values_list("account__name", flat=True)
    assert set(told) == {"Coordinator", "Editor"}

    editor = cast.editor.client
    check_page(editor.get("/beheer/lezers/"))
    place = f"/beheer/lezers/{request.pk}/"
    check_page(editor.get(place))
    check_page(editor.post(f"{place}toelaten/", {"organisation": ""}))
    essm = cast.organisations["essm"]
    answer = editor.post(f"{place}toelaten/", {"organisation": str(essm.pk)})
    assert answer.url == "/beheer/lezers/"
    account = Account.objects.get(email=UNKNOWN)
    assert not account.is_active
    jobs.mail_link(link_id=str(account.links.open().get().pk))
    path = link_in(mail.outbox[-1])
    client = Client()
    check_page(client.get(path))
    sent = {"sleutel": path.partition("=")[2], "password1": PASSWORD, "password2": PASSWORD}
    answer = client.post("/uitnodiging/", sent)
    assert answer.url == settings.READER_REDIRECT_URL
    assert account.memberships.get().organisation == essm
    assert not Notice.objects.unscoped(reason="test").filter(subject_id=request.pk).exists()
    assert "reader.confirmed" in events()
    assert "Toegelaten" in editor.get("/beheer/lezers/").content.decode()


def test_a_refusal_is_told_with_its_reason(cast, events):
    request = waiting()
    place = f"/beheer/lezers/{request.pk}/afwijzen/"
    check_page(cast.coordinator.client.post(place, {}))
    answer = cast.coordinator.client.post(place, {"reason": "unknown"})
    assert answer.status_code == 302
    jobs.refuse_reader(request_id=str(request.pk))
    letter = mail.outbox[-1]
    assert letter.to == [UNKNOWN]
    assert "niet nagaan" in letter.body
    assert "Jo Wilg" not in letter.body
    assert events()[-1] == "reader.refused"
    cast.editor.client.post(f"/beheer/lezers/{request.pk}/toelaten/", {"organisation": "x"})
    assert not Account.objects.filter(email=UNKNOWN).exists()


def test_the_answer_is_the_same_for_a_known_address(cast):
    unknown, known = sign_up(UNKNOWN), sign_up(cast.focal_safety.account.email)
    assert unknown.content == known.content
    assert [one.state for one in requests()] == ["unconfirmed"] * 2


def test_the_owner_of_an_account_is_told_and_nothing_changes(cast):
    account = cast.focal_safety.account
    before = Account.objects.filter(pk=account.pk).values().get()
    sign_up(account.email.upper())
    letter = answered()
    assert letter.to == [account.email]
    assert "account" in letter.subject
    assert "sleutel=" not in letter.body
    assert not requests().exists()
    assert not OneTimeLink.objects.exists()
    assert Account.objects.filter(pk=account.pk).values().get() == before


def test_an_invited_account_cannot_be_taken_over(cast):
    """Not by signing up first, not by signing up after, and not by a link that lies ready."""
    sign_up()
    early = link_in(answered())
    draft = Draft(
        cast.organisations["schiedam"], Role.FOCAL_POINT, Domain.CARE, dt.date(2026, 1, 1)
    )
    account = invitations.invite(
        actor=cast.administrator.actor, email=KNOWN, name="Jo Wilg", draft=draft
    )
    _client, page, answer = confirm(early)
    assert page.status_code == answer.status_code == 410
    sign_up()
    assert "sleutel=" not in answered().body
    account.refresh_from_db()
    assert not account.is_active
    assert account.links.get().purpose == LinkPurpose.JOIN
    assert [one.role for one in account.memberships.all()] == [Role.FOCAL_POINT]


@pytest.mark.parametrize(
    "address",
    [
        "a@vlaardingen.nl@evil.example",
        '"a@evil.example"@vlaardingen.nl',
        "a%evil.example@vlaardingen.nl",
        "a@[192.0.2.1]",
        "a@vlаardingen.nl",  # a Cyrillic a
        "a@ｖlaardingen.nl",  # full width
        "\u212aim@vlaardingen.nl",  # the Kelvin sign, which becomes k in lower case
        "a\n@vlaardingen.nl",
        "a@vlaardingen.nl\nBcc: b@evil.example",
        "a..b@vlaardingen.nl",
        "geen adres",
        "",
    ],
)
def test_what_two_systems_could_read_differently_is_no_address(cast, address):
    page = sign_up(address)
    check_public_page(page)
    assert "email" in page.context["form"].errors
    assert not requests().exists()


@pytest.mark.parametrize(
    "address", ["a@sub.vlaardingen.nl", "a@vlaardingen.nl.evil.example", "a@evilvlaardingen.nl"]
)
def test_a_domain_that_resembles_it_waits(cast, address):
    sign_up(address)
    _client, _page, answer = confirm(link_in(answered()))
    assert answer.status_code == 200
    assert requests().get().state == RequestState.WAITING
    assert not Account.objects.filter(email=address).exists()


def test_nobody_fills_a_mail_box(cast):
    """Not with tags or dots either, and the page says the same each time."""
    pages = {
        sign_up(address).content
        for address in (KNOWN, "jo.wilg+a@vlaardingen.nl", "jowilg@vlaardingen.nl", KNOWN, KNOWN)
    }
    assert len(pages) == 1
    assert requests().count() == 3


def test_who_floods_is_told(cast, monkeypatch):
    from baken.foundation.people.views import sign_up as view

    monkeypatch.setattr(view, "FROM_ONE_CALLER", 2)
    answers = [sign_up(f"a{number}@x.test") for number in range(3)]
    assert [one.status_code for one in answers] == [200, 200, 429]
    check_public_page(answers[-1])
    monkeypatch.setattr(view, "FROM_ONE_CALLER", 99)
    monkeypatch.setattr(view, "TO_ONE_DOMAIN", 3)
    assert [sign_up(f"b{number}@y.test").status_code for number in range(4)][-1] == 429
    monkeypatch.setattr(view, "TO_ALL", 1)
    assert sign_up("c@z.test").status_code == 429


def test_a_program_that_fills_everything_in_is_told_nothing(cast):
    assert sign_up(subject="casino").content == sign_up(UNKNOWN).content
    assert requests().count() == 1


def test_a_link_works_once_and_for_three_days(cast, time_machine):
    sign_up()
    path = link_in(answered())
    now = dt.datetime.now(dt.UTC)
    time_machine.move_to(now + dt.timedelta(days=3, minutes=1))
    assert confirm(path)[1].status_code == 410
    time_machine.move_to(now)
    assert Client().get(path).status_code == 200
    assert confirm(path)[2].status_code == 302
    assert confirm(path)[1].status_code == 410


def test_somebody_elses_request_does_not_spoil_ones_own_link(cast):
    sign_up()
    own = link_in(answered())
    sign_up(name="Grappenmaker")
    confirm(own)
    assert Account.objects.get(email=KNOWN).name == "Jo Wilg"
    assert requests().get().state == RequestState.ADMITTED


def test_in_a_browser_where_somebody_else_is_signed_in_the_link_works_too(cast):
    sign_up()
    client, _page, answer = confirm(link_in(answered()), client=cast.editor.client)
    assert answer.url == settings.READER_REDIRECT_URL
    assert client.get("/beheer/lezers/").status_code == 403
    assert KNOWN in client.get("/account/").content.decode()


def test_who_was_invited_while_waiting_is_not_let_in_twice(cast):
    request = waiting()
    today = dt.date.today()  # noqa: DTZ011 - the tests run within one day
    draft = Draft(cast.organisations["essm"], Role.ADVICE_DESK, Domain.NONE, today)
    account = invitations.invite(
        actor=cast.administrator.actor, email=UNKNOWN, name="Jo", draft=draft
    )
    place = f"/beheer/lezers/{request.pk}/toelaten/"
    essm = str(cast.organisations["essm"].pk)
    assert cast.editor.client.post(place, {"organisation": essm}).status_code == 302
    assert not requests().exists()
    assert [one.role for one in account.memberships.all()] == [Role.ADVICE_DESK]
    assert cast.editor.client.post(place, {"organisation": essm}).status_code == 404


def test_a_second_request_while_one_waits_changes_nothing(cast):
    request = waiting()
    sign_up(UNKNOWN, name="Anders")
    assert "wacht" in answered().subject
    assert requests().get() == request
    assert requests().get().name == "Jo Wilg"


def test_a_link_to_go_on_opens_no_page_for_a_password_and_the_other_way_round(cast):
    _client, account = a_reader()
    from baken.foundation.people import links

    renewal = links.issue(links.make(account, LinkPurpose.RENEW)).partition("sleutel=")[2]
    assert Client().get("/uitnodiging/", {"sleutel": renewal}).status_code == 410
    password = links.issue(links.make(account, LinkPurpose.PASSWORD)).partition("sleutel=")[2]
    for page in ("bevestigen", "verlengen"):
        answer = Client().get(f"/kennisbank/aanmelden/{page}/", {"sleutel": password})
        assert answer.status_code == 410
    assert Client().get("/uitnodiging/", {"sleutel": password}).status_code == 200


def test_a_year_is_renewed_by_confirming_the_mail_again(cast, time_machine, events):
    _client, account = a_reader()
    start = dt.datetime.now(dt.UTC)
    time_machine.move_to(start + dt.timedelta(days=340))
    assert readers_night.run()["asked"] == 1
    assert readers_night.run()["asked"] == 0
    jobs.mail_link(link_id=str(account.links.open().get().pk))
    path = link_in(mail.outbox[-1])
    check_page(Client().get(path))
    assert account.memberships.get().ends_on < (start + dt.timedelta(days=366)).date()
    answer = Client().post("/kennisbank/aanmelden/verlengen/", {"sleutel": path.partition("=")[2]})
    assert answer.url == settings.READER_REDIRECT_URL
    assert account.memberships.get().ends_on > (start + dt.timedelta(days=700)).date()
    assert events()[-1] == "reader.renewed"
    assert Client().get(path).status_code == 410


def test_who_comes_back_after_the_end_goes_on_with_the_same_account(cast, time_machine):
    _client, account = a_reader()
    time_machine.move_to(dt.datetime.now(dt.UTC) + dt.timedelta(days=400))
    client, answer = enter_password(account)
    assert answer.url == reverse("people:own-account")
    assert client.get("/kennisbank/begrippen/").status_code == 403
    sign_up()
    answered()
    jobs.mail_link(link_id=str(account.links.open().get().pk))
    secret = link_in(mail.outbox[-1]).partition("=")[2]
    Client().post("/kennisbank/aanmelden/verlengen/", {"sleutel": secret})
    assert client.get("/kennisbank/begrippen/").status_code == 200
    assert account.memberships.count() == 2


def test_who_was_shown_out_is_not_let_in_by_the_own_mail_box(cast):
    """A link of before, or a new one, does not overrule the administrator who ended the reading."""
    from baken.foundation.people import links

    _client, account = a_reader()
    renewal = links.issue(links.make(account, LinkPurpose.RENEW)).partition("sleutel=")[2]
    endings.end_membership(
        actor=cast.administrator.actor,
        membership=account.memberships.get(),
        ends_on=None,
        reason="works elsewhere",
    )
    page = "/kennisbank/aanmelden/verlengen/"
    assert Client().post(page, {"sleutel": renewal}).status_code == 410
    account.links.update(withdrawn_at=dt.datetime.now(dt.UTC))
    sign_up()
    assert "sleutel=" not in answered().body
    assert not account.links.open().exists()
    assert readers_night.run()["asked"] == 0


def test_nothing_is_kept_longer_than_needed(cast, time_machine):
    sign_up("a@weg.test")
    request = waiting()
    _client, account = a_reader()
    start = dt.datetime.now(dt.UTC)
    time_machine.move_to(start + dt.timedelta(days=3, hours=1))
    readers_night.run()
    assert requests().filter(email="a@weg.test").count() == 0
    time_machine.move_to(start + dt.timedelta(days=61))
    assert readers_night.run()["late"] == 1
    request.refresh_from_db()
    assert (request.state, request.refusal) == (RequestState.REFUSED, "late")
    time_machine.move_to(start + dt.timedelta(days=69))
    readers_night.run()
    assert not requests().exists()
    time_machine.move_to(start + dt.timedelta(days=365 + 92))
    assert readers_night.run()["forgotten"] == 1
    account.refresh_from_db()
    assert "wilg" not in f"{account.name} {account.email}".lower()
    assert not account.is_active
    assert readers_night.run()["forgotten"] == 0


def test_a_reader_who_is_given_a_role_keeps_one_account_and_starts_again(cast, events):
    """Whoever learned the password of a reader must not get the new role with it."""
    client, account = a_reader()
    page = cast.administrator.client.post(
        reverse("people:invite"),
        {
            "name": "Jo Wilg",
            "email": KNOWN,
            "organisation": str(cast.organisations["vlaardingen"].pk),
            "role": "focal-point",
            "domain": "care",
            "starts_on": "2026-01-01",
        },
    )
    assert reverse("people:give-role", args=[account.pk]) in page.content.decode()
    today = dt.date.today()  # noqa: DTZ011 - the tests run within one day
    draft = Draft(cast.organisations["vlaardingen"], Role.FOCAL_POINT, Domain.CARE, today)
    memberships.give(actor=cast.administrator.actor, account=account, draft=draft)
    assert [one.role for one in account.memberships.running(today)] == [Role.FOCAL_POINT]
    assert client.get("/kennisbank/begrippen/").status_code == 302
    assert not enter_password(account)[1].has_header("Location")
    assert events()[-1] != "account.must-start-again"  # the failed sign-in came after
    assert "account.must-start-again" in events()
    jobs.mail_link(link_id=str(account.links.open().get().pk))
    secret = link_in(mail.outbox[-1]).partition("=")[2]
    sent = {"sleutel": secret, "password1": PASSWORD, "password2": PASSWORD}
    assert Client().post("/uitnodiging/", sent).url == reverse("mfa_index")


def test_a_second_step_that_a_password_alone_could_set_up_goes_before_a_role(cast):
    """Who learned the password of a reader may have set up a second step and waited."""
    _client, account = a_reader()
    Authenticator.objects.create(user=account, type="totp", data={"secret": "of a stranger"})
    today = dt.date.today()  # noqa: DTZ011 - the tests run within one day
    draft = Draft(cast.organisations["vlaardingen"], Role.FOCAL_POINT, Domain.CARE, today)
    memberships.give(actor=cast.administrator.actor, account=account, draft=draft)
    account.refresh_from_db()
    assert not account.has_usable_password()
    assert not Authenticator.objects.filter(user=account).exists()
    assert account.links.open().get().purpose == LinkPurpose.RISE


def test_a_reader_reaches_the_knowledge_base_the_own_account_and_nothing_else(cast):
    client, account = a_reader()
    page = client.get("/account/")
    check_page(page)
    html = page.content.decode()
    assert 'href="/mijn-werk/"' not in html
    assert "/account/api-sleutels/" not in html
    assert "/account/collegas/" not in html
    for path in ("/account/naam/", "/account/wachtwoord/", "/account/tweede-stap/"):
        assert client.get(path).status_code == 200, path
    closed = ("/mijn-werk/", "/account/collegas/", "/account/api-sleutels/", "/beheer/lezers/")
    for path in (*closed, "/account/api-sleutels/maken/", "/api/v1/me", "/api/v1/work"):
        assert client.get(path).status_code == 403, path
    assert client.get("/berichten/").status_code == 200  # the own, and there are none
    _again, answer = enter_password(account)
    assert answer.url == settings.READER_REDIRECT_URL


def test_nothing_of_an_applicant_is_in_the_register(cast):
    waiting()
    a_reader()
    rows = str(list(AuditEvent.objects.unscoped(reason="test").values()))
    for word in ("Wilg", "vlaardingen.nl", "de-brug", "Wijkteam"):
        assert word not in rows
