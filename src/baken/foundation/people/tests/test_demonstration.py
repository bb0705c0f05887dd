"""The demonstration: an invented cast, one-click sign-in, and nothing of it in production."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from django.conf import settings as real_settings
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import NoReverseMatch, reverse
from tests.pages import check_page

import baken.foundation.people.urls  # noqa: F401 - read before a test changes the mode
from baken.foundation.access.roles import Domain, Role
from baken.foundation.people import checks, demo, demonstration
from baken.foundation.people.fitting import ROLE_KINDS, WITH_DOMAIN
from baken.foundation.people.models import Account, Membership

pytestmark = pytest.mark.django_db
REGIONS = Path(real_settings.REGIONS_FOLDER)


@pytest.fixture
def play(settings, cast, tmp_path):
    """Demonstration mode with a small cast over the organisations of the tests."""
    folder = tmp_path / "duinland" / "demonstration"
    folder.mkdir(parents=True)
    people = [
        {
            "name": "Noor Klaproos",
            "email": "noor@speler.test",
            "can": "Ziet alles van Vlaardingen.",
            "memberships": [
                {"organisation": "vlaardingen", "role": "focal-point", "domain": "safety"},
                {"organisation": "var", "role": "trainer"},
            ],
        },
        {
            "name": "Saar Madelief",
            "email": "saar@speler.test",
            "can": "Nodigt uit.",
            "memberships": [{"organisation": "var", "role": "administrator"}],
        },
        {
            "name": "Mei Vergeetmeniet",
            "email": "mei@speler.test",
            "can": "Beantwoordt.",
            "memberships": [{"organisation": "essm", "role": "advice-desk"}],
        },
    ]
    (folder / "cast.yaml").write_text(yaml.safe_dump({"people": people}))
    settings.REGIONS_FOLDER, settings.REGION = tmp_path, "duinland"
    settings.IS_DEMONSTRATION = True
    settings.ROOT_URLCONF = "baken.foundation.people.tests.demonstration_site"
    return demonstration.load_cast


@pytest.mark.parametrize("region", ["rotterdam", "voorbeeld"])
def test_the_cast_of_a_region_plays_every_role_at_organisations_of_its_pack(region):
    folder = REGIONS / region
    cast = demonstration.read_cast(folder / "demonstration" / "cast.yaml")
    kinds = {}
    for name in ("organisations", "municipalities"):
        for entry in yaml.safe_load((folder / f"{name}.yaml").read_text())[name]:
            kinds[entry["slug"]] = entry.get("kind", "municipality")
    played = [(part, one) for part in cast for one in part.memberships]
    for part, one in played:
        role = Role(one["role"])
        assert kinds[one["organisation"]] in ROLE_KINDS[role], part.name
        assert bool(Domain(one.get("domain", ""))) == (role in WITH_DOMAIN), part.name
        assert part.can, part.name
    assert {one["role"] for _, one in played} == set(Role.values)
    assert len({part.email for part in cast}) == len(cast) >= 18
    assert any(len(part.memberships) > 1 for part in cast)


def test_loading_twice_changes_nothing(play):
    play()
    before = list(Membership.objects.order_by("pk").values())
    play()
    assert list(Membership.objects.order_by("pk").values()) == before
    assert Account.objects.filter(is_demonstration=True).count() == 3


def test_the_page_shows_the_cast_and_signs_in_with_one_click(play, events):
    play()
    client = Client()
    page = client.get("/demo/")
    check_page(page)
    assert [len(players) for _, players in page.context["groups"]] == [1, 1, 2]
    membership = Membership.objects.get(account__email="saar@speler.test")
    answer = client.post("/demo/inloggen/", {"membership": str(membership.pk)})
    assert answer.url == real_settings.LOGIN_REDIRECT_URL
    check_page(client.get(reverse("people:accounts")))
    assert events()[-1] == "session.signed-in"
    trainer = Membership.objects.get(account__email="noor@speler.test", role="trainer")
    client.post("/demo/inloggen/", {"membership": str(trainer.pk)})
    assert client.get(reverse("people:accounts")).status_code == 403


def test_one_click_leads_from_one_of_the_cast_to_the_next(play):
    play()
    client = Client()
    for email, role in (("mei", "advice-desk"), ("noor", "focal-point"), ("saar", "administrator")):
        membership = Membership.objects.get(account__email=f"{email}@speler.test", role=role)
        answer = client.post("/demo/inloggen/", {"membership": str(membership.pk)})
        assert answer.status_code == 302, email
        assert client.session["_auth_user_id"] == str(membership.account_id)


def test_only_invented_people_can_be_played(play, cast):
    play()
    for wanted in (str(cast.administrator.membership.pk), "no-uuid", ""):
        assert Client().post("/demo/inloggen/", {"membership": wanted}).status_code == 404


def test_an_empty_demonstration_says_how_to_load_it(play, settings):
    settings.REGION = "nergens"
    page = Client().get("/demo/")
    check_page(page)
    assert "baken demo load" in page.content.decode()


def test_the_link_of_an_invitation_is_shown_instead_of_mailed(play, cast):
    play()
    from .test_invitation import invited

    account = invited(cast)
    client = cast.administrator.client
    check_page(client.get(reverse("people:account", args=[account.pk])))
    page = client.post(f"/demo/uitnodiging/{account.pk}/")
    check_page(page)
    path = page.context["address"].partition("/uitnodiging/")[2]
    assert Client().get(f"/uitnodiging/{path}").status_code == 200
    assert client.post(f"/demo/uitnodiging/{cast.trainer.account.pk}/").status_code == 404


def test_outside_demonstration_mode_there_is_no_such_page(play, settings, cast):
    play()
    membership = Membership.objects.get(account__email="saar@speler.test")
    settings.IS_DEMONSTRATION = False
    assert Client().get("/demo/").status_code == 404
    answer = Client().post("/demo/inloggen/", {"membership": str(membership.pk)})
    assert answer.status_code == 404
    assert cast.administrator.client.post(f"/demo/uitnodiging/{membership.pk}/").status_code == 404


def test_outside_demonstration_mode_there_is_no_such_route(client):
    with pytest.raises(NoReverseMatch):
        reverse("people:demonstration")
    assert client.get("/demo/").status_code == 404


def test_production_refuses_invented_people(play, settings):
    play()
    assert checks.no_invented_people(None, ["default"]) == []
    settings.BAKEN_MODE = "production"
    assert [one.id for one in checks.no_invented_people(None, ["default"])] == ["people.E001"]
    assert checks.no_invented_people(None, None) == []
    Account.objects.filter(is_demonstration=True).update(is_demonstration=False)
    assert checks.no_invented_people(None, ["default"]) == []


def test_an_invented_person_has_no_rights_in_production(play, settings):
    play()
    client = Client()
    membership = Membership.objects.get(account__email="saar@speler.test")
    client.post("/demo/inloggen/", {"membership": str(membership.pk)})
    settings.BAKEN_MODE = "production"
    assert client.get(reverse("people:own-account")).status_code == 302


def test_the_command_runs_all_loaders_in_order(play, settings, capsys, monkeypatch):
    monkeypatch.setattr(demo, "_loaders", {})
    demo.register_demonstration("people", play, order=10)
    demo.register_demonstration("other", lambda: "done", order=5)
    call_command("demo_load")
    assert [line.split(":")[0] for line in capsys.readouterr().out.splitlines()] == [
        "other",
        "people",
    ]
    with pytest.raises(ValueError, match="twice"):
        demo.register_demonstration("other", lambda: "done")
    settings.REGION = "nergens"
    with pytest.raises(CommandError, match=r"cast\.yaml"):
        call_command("demo_load")
    settings.BAKEN_MODE = "production"
    with pytest.raises(CommandError, match="production"):
        call_command("demo_load")


def test_a_cast_of_another_region_is_refused_by_name(play, settings, tmp_path):
    file = demonstration.cast_file()
    file.write_text(file.read_text().replace("vlaardingen", "elders"))
    with pytest.raises(demonstration.CastFault, match="'elders'"):
        play()
    assert not Account.objects.filter(is_demonstration=True).exists()


def test_an_invented_person_has_an_address_that_cannot_exist(tmp_path):
    file = tmp_path / "cast.yaml"
    person = {"name": "A", "email": "a@gemeente.nl", "can": "", "memberships": []}
    file.write_text(yaml.safe_dump({"people": [person]}))
    with pytest.raises(demonstration.CastFault, match=r"\.test"):
        demonstration.read_cast(file)


def test_the_first_administrator_is_invited_on_the_command_line(cast, capsys):
    call_command("people_invite", "eerste@voorbeeld.test", "Eerste Beheerder")
    address = capsys.readouterr().out.strip()
    path = address.partition("/uitnodiging/")[2]
    assert Client().get(f"/uitnodiging/{path}").status_code == 200
    account = Account.objects.get(email="eerste@voorbeeld.test")
    assert account.memberships.get().role == "administrator"
    call_command("people_invite", "tweede@voorbeeld.test", "Tweede", "--mail")
    assert capsys.readouterr().out == ""
    with pytest.raises(CommandError, match="nergens"):
        call_command("people_invite", "a@b.test", "A", "--organisation", "nergens")
    with pytest.raises(CommandError):
        call_command("people_invite", "eerste@voorbeeld.test", "Nog eens")
