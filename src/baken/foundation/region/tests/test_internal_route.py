"""The internal reporting route: kept by the focal point, public without names, one default."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.utils import ProgrammingError
from django.urls import reverse
from tests.pages import check_page

from baken.foundation.access.lock import acting_as
from baken.foundation.region import internal_routes
from baken.foundation.region.actions import EditConflict
from baken.foundation.region.internal_routes import route_by_code, route_by_slug, route_of
from baken.foundation.region.models import InternalRoute, RegionChange
from baken.foundation.region.route_model import RouteStep

STEPS = [
    RouteStep("Medewerker", "Teamleider", 0, "Andere teamleider"),
    RouteStep("Teamleider", "Aandachtsfunctionaris", 1),
]


def save(player: Any, cast: Any, *, version: int = 0, slug: str = "vlaardingen") -> list[str]:
    with acting_as(player.actor):
        return internal_routes.save_route(
            cast.organisations[slug],
            actor=player.actor,
            steps=STEPS,
            note="Formulier staat op intranet.",
            version=version,
        )


def typed(**changes: Any) -> dict[str, Any]:
    data: dict[str, Any] = {"version": "0", "note": ""}
    for number in (1, 2):
        data |= {f"who_{number}": "", f"tells_{number}": "", f"replaced_{number}": ""}
        data[f"days_{number}"] = "1"
    return data | changes


def test_without_a_route_the_default_is_shown_and_said_to_be_one(cast):
    route = route_by_slug("vlaardingen")
    assert not route.is_own
    assert route.shown == route.default != ()


def test_a_focal_point_saves_the_route_of_the_own_municipality(cast):
    assert save(cast.focal_care, cast) == ["steps", "note"]
    route = route_by_code("GM0622")
    assert route.is_own
    assert route.shown == tuple(STEPS)
    assert route == route_of(cast.organisations["vlaardingen"].pk)
    author = RegionChange.objects.filter(record_kind="internalroute").first().changed_by
    assert "Vlaardingen" in author
    assert "Focal Care" not in author


def test_saving_the_same_again_changes_nothing(cast):
    save(cast.focal_care, cast)
    assert save(cast.focal_safety, cast, version=1) == []


def test_who_saw_an_older_version_is_warned(cast):
    save(cast.focal_care, cast)
    with pytest.raises(EditConflict):
        save(cast.focal_safety, cast)


@pytest.mark.parametrize("player", ["focal_schiedam", "editor", "mayor", "reader"])
def test_nobody_else_changes_it(cast, player):
    with pytest.raises(PermissionDenied):
        save(getattr(cast, player), cast)
    assert not InternalRoute.objects.exists()


@pytest.mark.parametrize("player", ["focal_schiedam", "editor", "mayor"])
def test_the_second_lock_refuses_it_too(cast, player):
    place = cast.organisations["vlaardingen"].pk
    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        acting_as(getattr(cast, player).actor),
    ):
        InternalRoute.objects.create(organisation_id=place, steps=[])


def test_a_stranger_reads_it_behind_the_second_lock(cast):
    from baken.foundation.access.actor import Actor

    save(cast.focal_care, cast)
    with acting_as(Actor.stranger()), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM region_internalroute")
        assert cursor.fetchone() == (1,)


def test_the_page_saves_and_shows_the_picture_in_words(cast):
    client = cast.focal_safety.client
    page = reverse("region:own-route")
    check_page(client.get(page))
    answer = client.post(
        page, typed(who_1="Medewerker", tells_1="Teamleider", days_1="0", replaced_1="Collega")
    )
    assert answer.status_code == 302
    text = client.get(page).content.decode()
    assert "vertelt het dezelfde dag aan" in text
    assert "Dan: Collega" in text


@pytest.mark.parametrize(
    "changes",
    [
        {"who_1": "Medewerker"},
        {"who_1": "Bel 06 12345678", "tells_1": "Teamleider"},
        {"who_1": "Medewerker", "tells_1": "jan@voorbeeld.test"},
    ],
)
def test_half_a_step_and_what_leads_to_a_person_are_refused(cast, changes):
    answer = cast.focal_safety.client.post(reverse("region:own-route"), typed(**changes))
    assert answer.status_code == 200
    assert not InternalRoute.objects.exists()


def test_the_form_comes_back_filled_after_a_conflict_and_then_saves(cast):
    save(cast.focal_care, cast)
    client, page = cast.focal_safety.client, reverse("region:own-route")
    mine = typed(who_1="Balie", tells_1="Coördinator")
    text = client.post(page, mine).content.decode()
    assert "Balie" in text
    assert "intussen opgeslagen" in text
    client.post(page, mine | {"version": "1"})
    assert route_by_slug("vlaardingen").steps[0].who == "Balie"


def test_the_public_page_of_a_municipality_shows_it(cast, client):
    save(cast.focal_care, cast)
    text = client.get("/organisaties/vlaardingen/").content.decode()
    assert "Andere teamleider" in text
    assert "Werkt u bij" not in client.get("/organisaties/essm/").content.decode()
