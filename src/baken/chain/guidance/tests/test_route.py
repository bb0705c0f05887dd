"""The route of the region, as readable tables: answers on the left, contacts on the right."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baken.chain.guidance.answers import QUESTIONS, Answers
from baken.chain.guidance.route import Route, decide
from baken.chain.guidance.sources import FolderGuidance

from .conftest import QUIET, TUESDAY_NIGHT


def route_for(guidance: FolderGuidance, answers: Answers) -> Route:
    return decide(answers, answers.at, guidance.table, guidance.book)


def slugs(route: Route) -> list[str]:
    return [advice.contact.organisation for advice in route.contacts]


def ids(rows: Any) -> set[str]:
    return {row.id for row in rows}


# domain.md 1.2, on a Tuesday morning; each line changes the quiet answers (an adult who wants
# help, labour exploitation).
BY_DAY: list[tuple[str, dict[str, Any], list[str]]] = [
    ("an adult worker who wants help", {}, ["essm", "nla", "fairwork", "comensha", "focal-point"]),
    (
        "the same, in danger",
        {"danger": True},
        ["emergency", "essm", "nla", "fairwork", "comensha", "focal-point"],
    ),
    (
        "a minor",
        {"minor": "yes", "forms": ["sexual"]},
        ["veilig-thuis", "police", "essm", "fier", "focal-point"],
    ),
    (
        "a minor in danger",
        {"danger": True, "minor": "yes", "forms": ["criminal"]},
        ["emergency", "veilig-thuis", "police", "essm", "fier", "focal-point"],
    ),
    (
        "a minor without residence rights",
        {"minor": "yes", "residence_uncertain": "yes", "forms": ["begging"]},
        ["veilig-thuis", "police", "essm", "nidos", "focal-point"],
    ),
    (
        "age unknown, form unknown",
        {"minor": "unknown", "wants_help": "unknown", "forms": ["unknown"]},
        ["essm", "veilig-thuis", "focal-point"],
    ),
    (
        "a place with workers",
        {"subject": "place"},
        ["focal-point", "nla", "riec", "essm"],
    ),
    (
        "a place for sex",
        {"subject": "place", "forms": ["sexual"]},
        ["focal-point", "police", "riec", "essm"],
    ),
    (
        "an adult who wants no help",
        {"wants_help": "no", "forms": ["unknown"]},
        ["essm", "focal-point"],
    ),
    (
        "no certain right of residence",
        {"residence_uncertain": "yes", "wants_help": "unknown"},
        ["essm", "police", "nla", "fairwork", "comensha", "focal-point"],
    ),
    (
        "wants to report to the police",
        {"wants_police_report": "yes", "wants_help": "unknown"},
        ["essm", "police", "nla", "fairwork", "focal-point"],
    ),
    (
        "sexual exploitation of an adult",
        {"forms": ["sexual"], "wants_help": "unknown"},
        ["essm", "police", "focal-point"],
    ),
    (
        "a forced marriage",
        {"forms": ["marriage"], "wants_help": "unknown"},
        ["veilig-thuis", "lkha", "essm", "focal-point"],
    ),
    (
        "an anonymous reporter",
        {"anonymous": True, "wants_help": "no", "forms": ["labour"]},
        ["essm", "nla", "fairwork", "mma", "focal-point"],
    ),
    (
        "smuggling",
        {"forms": ["smuggling"], "wants_help": "unknown"},
        ["essm", "police", "focal-point"],
    ),
    (
        "two forms at once",
        {"forms": ["labour", "sexual"], "wants_help": "no"},
        ["essm", "police", "nla", "fairwork", "focal-point"],
    ),
]


@pytest.mark.parametrize(("changes", "contacts"), [row[1:] for row in BY_DAY], ids=lambda _: "")
def test_contacts_stand_in_the_order_of_the_region(
    rotterdam: FolderGuidance, answer: Any, changes: dict[str, Any], contacts: list[str]
) -> None:
    found = slugs(route_for(rotterdam, answer(**changes)))

    # By day some contacts have no known hours; who stands in comes after those advised.
    assert found[: len(contacts)] == contacts


# What has to be said, beside the contacts.
SAID: list[tuple[dict[str, Any], str, str]] = [
    ({"danger": True}, "do_not", "danger-first"),
    ({"forms": ["marriage"]}, "do_not", "marriage-no-family"),
    ({"forms": ["marriage"], "minor": "yes"}, "obligations", "marriage-reporting-code"),
    ({"forms": ["criminal"]}, "warnings", "form-non-punishment"),
    ({"forms": ["begging"]}, "warnings", "form-non-punishment"),
    ({"wants_help": "yes"}, "warnings", "shelter-men"),
    ({"wants_help": "yes"}, "obligations", "care-consent"),
    ({"wants_help": "no"}, "warnings", "person-stay-in-touch"),
    ({"minor": "yes"}, "warnings", "minor-coercion"),
    ({"minor": "yes"}, "obligations", "minor-reporting-code"),
    ({"residence_uncertain": "yes"}, "obligations", "residence-reflection"),
    ({"alone": False}, "do_not", "not-alone"),
    ({"anonymous": True}, "warnings", "anonymous-no-answer"),
    ({"forms": ["surrogacy"]}, "warnings", "form-no-list"),
]


@pytest.mark.parametrize(("changes", "kind", "row"), SAID)
def test_the_route_says_what_must_be_said(
    rotterdam: FolderGuidance, answer: Any, changes: dict[str, Any], kind: str, row: str
) -> None:
    assert row in ids(getattr(route_for(rotterdam, answer(**changes)), kind))
    assert row not in ids(getattr(route_for(rotterdam, answer(**_opposite(changes))), kind))


def _opposite(changes: dict[str, Any]) -> dict[str, Any]:
    """Return answers for which the statement must not be made."""
    others = {
        "danger": False,
        "minor": "no",
        "alone": True,
        "anonymous": False,
        "residence_uncertain": "no",
        "forms": ["labour"],
    }
    swapped = {key: others[key] for key in changes if key in others}
    if "wants_help" in changes:
        swapped["wants_help"] = "no" if changes["wants_help"] == "yes" else "yes"
    return swapped


def test_the_family_talk_of_the_reporting_code_is_left_out_in_a_forced_marriage(
    rotterdam: FolderGuidance, answer: Any
) -> None:
    route = route_for(rotterdam, answer(minor="yes", forms=["marriage", "sexual"]))

    assert "minor-reporting-code" not in ids(route.obligations)


def test_at_night_the_advice_desk_is_closed_and_the_police_stands_in(
    rotterdam: FolderGuidance, answer: Any
) -> None:
    route = route_for(rotterdam, answer(at=TUESDAY_NIGHT))
    desk = route.contacts[0]

    assert desk.contact.organisation == "essm"
    assert desk.contact.phone == "+31102365256"
    assert desk.is_open is False
    assert desk.next_open == datetime.fromisoformat("2026-11-25T08:30:00+01:00")
    assert desk.instead is not None
    assert desk.instead.organisation == "police"
    assert route.call_now is not None
    assert route.call_now.contact.organisation == "police"


def test_at_night_child_protection_stands_in_when_the_age_is_unknown(
    rotterdam: FolderGuidance, answer: Any
) -> None:
    route = route_for(rotterdam, answer(at=TUESDAY_NIGHT, minor="unknown"))
    desk = next(row for row in route.contacts if row.contact.organisation == "essm")

    assert desk.instead is not None
    assert desk.instead.organisation == "veilig-thuis"


def test_the_focal_point_is_that_of_the_municipality(
    rotterdam: FolderGuidance, answer: Any
) -> None:
    route = route_for(rotterdam, answer(municipality="GM0606"))
    focal_point = next(row for row in route.contacts if row.contact.organisation == "focal-point")

    assert "Schiedam" in focal_point.contact.name
    assert focal_point.contact.phone == ""
    assert focal_point.is_open is None
    assert focal_point.instead is not None
    assert focal_point.instead.organisation == "essm"


@pytest.mark.parametrize(
    ("changes", "organisation", "level"),
    [
        ({"danger": True}, "emergency", "needed"),
        ({"minor": "yes"}, "veilig-thuis", "needed"),
        ({"minor": "unknown"}, "veilig-thuis", "without-name"),
        ({"wants_help": "yes"}, "essm", "with-consent"),
        ({"wants_help": "no"}, "essm", "without-name"),
        ({"forms": ["sexual"]}, "police", "facts"),
        ({"forms": ["sexual"], "wants_police_report": "yes"}, "police", "with-consent"),
        ({"subject": "place"}, "riec", "nothing"),
    ],
)
def test_each_contact_says_what_may_be_shared(
    rotterdam: FolderGuidance,
    answer: Any,
    changes: dict[str, Any],
    organisation: str,
    level: str,
) -> None:
    route = route_for(rotterdam, answer(**changes))
    share = next(row.share for row in route.contacts if row.contact.organisation == organisation)

    assert share is not None
    assert share.level == level


def all_answers(guidance: FolderGuidance) -> st.SearchStrategy[dict[str, Any]]:
    questions = {field: st.sampled_from(choices) for field, choices in QUESTIONS.items()}
    forms = st.lists(st.sampled_from(list(guidance.forms)), min_size=1, unique=True)
    moments = st.datetimes(min_value=datetime(2026, 1, 1), max_value=datetime(2027, 12, 31))  # noqa: DTZ001
    return st.fixed_dictionaries(
        {
            **questions,
            "forms": forms,
            "municipality": st.sampled_from(list(guidance.municipalities)),
            "at": moments.map(lambda moment: f"{moment.isoformat()}+00:00"),
        }
    )


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_every_route_keeps_its_promises(rotterdam: FolderGuidance, data: Any) -> None:
    answers = Answers.read(
        data.draw(all_answers(rotterdam)),
        forms=tuple(rotterdam.forms),
        municipalities=rotterdam.municipalities,
    )
    route = route_for(rotterdam, answers)
    found = slugs(route)

    assert route.call_now is not None
    assert len(found) == len(set(found))
    assert "focal-point" in found
    assert "essm" in found
    assert (found[0] == "emergency") == answers.danger
    assert ("veilig-thuis" in found) or answers.minor != "yes"
    for advice in route.contacts:
        assert advice.reason
        assert advice.share is not None
        assert advice.is_open or advice.instead is not None


def test_the_example_of_the_documentation_is_complete() -> None:
    assert set(QUIET) == {*QUESTIONS, "forms", "municipality", "at"}
