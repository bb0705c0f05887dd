"""The pages that are measured, by whom, and what is asked for in turn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.urls import NoReverseMatch, reverse

from baken.foundation.access.roles import Role
from baken.foundation.people.models import Membership

from .measuring import Ask, Visitor

SAFETY = {"danger": "no", "minor": "no", "alone": "yes"}
SIGNS = {**SAFETY, "subject": "person", "forms": ["labour", "sexual"], "observer": ""}
SITUATION = {
    **SIGNS, "municipality": "GM0622", "wants_help": "yes", "wants_police_report": "unknown",
    "residence_uncertain": "no", "anonymous": "no",
}  # fmt: skip


@dataclass(frozen=True)
class Page:
    """One line of the report."""

    name: str
    asks: list[Ask]
    status: int = 200


def public_pages() -> Iterator[Page]:
    """Yield what a colleague in the street sees."""
    visitor = Visitor()
    yield _page("start page", visitor, reverse("guidance:start"))
    yield _page("check, step 1", visitor, reverse("guidance:check"))
    for name, step, data in (
        ("check, step 2 (signs)", "check-signs", SAFETY),
        ("check, step 3 (situation)", "check-situation", SIGNS),
        ("check, result", "check-result", SITUATION),
    ):
        yield Page(name, [partial(visitor.post, reverse(f"guidance:{step}"), data)])
    yield _page("organisations", visitor, reverse("region:directory"))
    yield _page("organisations, searched", visitor, reverse("region:directory") + "?q=politie")
    yield _page("what may I share", visitor, reverse("guidance:sharing"))
    yield _page("report form", visitor, reverse("concerns:report"))


def list_pages(subjects: dict[str, Any]) -> Iterator[Page]:
    """Yield the list of a focal point of the biggest municipality, in its hardest forms."""
    yield from _lists("biggest", Visitor(subjects["biggest"]["focal_point"]))


def _lists(of: str, visitor: Visitor) -> Iterator[Page]:
    address = reverse("concerns:list")
    for name, query in (
        ("open, newest first", ""),
        ("open, by deadline", "?sort=due"),
        ("open, deep page", "?page=40"),
        ("open, mine", "?holder=mine"),
        ("open, nobody's and late", "?holder=nobody&due=overdue"),
        ("open, of a rare form", "?form=organ"),
        ("closed", "?state=closed"),
        ("closed, oldest first", "?state=closed&sort=oldest"),
        ("all, deep page", "?state=all&page=40"),
        ("all, of a rare form", "?state=all&form=organ"),
        ("all, rare and critical", "?state=all&form=adoption&critical=on&minor=yes"),
        ("all, of one month", "?state=all&received_from=01-03-2020&received_until=31-03-2020"),
    ):
        yield _page(f"list, {of}: {name}", visitor, address + query)


def staff_pages(subjects: dict[str, Any]) -> Iterator[Page]:
    """Yield what people see who are signed in."""
    big, small = subjects["biggest"], subjects["small"]
    focal, other = Visitor(big["focal_point"]), Visitor(small["focal_point"])
    yield _page("my work, focal point of the biggest", focal, reverse("concerns:my-work"))
    yield _page("my work, focal point of a small one", other, reverse("concerns:my-work"))
    yield from _lists("biggest", focal)
    yield _page("list, small: open", other, reverse("concerns:list"))
    yield Page("concern, open", _details(focal, big["open_concerns"]))
    yield Page("concern, closed", _details(focal, big["closed_concerns"]))
    yield Page("concern, who looked", _details(focal, big["open_concerns"], "audit"))
    look_up = reverse("concerns:look-up")
    known = [{"kind": "phone", "value": phone, "birth_date": ""} for phone in big["phones"]]
    yield Page("look-up, known number", [partial(focal.post, look_up, data) for data in known])
    unknown = {"kind": "phone", "value": "+31612345678", "birth_date": ""}
    yield Page("look-up, unknown number", [partial(focal.post, look_up, unknown)])
    yield _page("messages", focal, reverse("notices:list"))
    yield from _partner_pages(big)
    yield from _reading_pages(big)


def _partner_pages(big: dict[str, Any]) -> Iterator[Page]:
    desk = Visitor(member_of_cast(Role.ADVICE_DESK))
    yield _page("my work, advice desk", desk, reverse("concerns:my-work"))
    yield _page("referrals, waiting", desk, reverse("concerns:referrals"))
    yield _page(
        "referrals, all, deep page", desk, reverse("concerns:referrals") + "?state=all&page=40"
    )
    yield Page("referral", _details(desk, big["referrals"], "referral"))


def _reading_pages(big: dict[str, Any]) -> Iterator[Page]:
    coordinator = Visitor(member_of_cast(Role.REGIONAL_COORDINATOR))
    overview = reverse("concerns:overview")
    yield _page("overview of the region", coordinator, overview)
    yield _page("overview, one municipality", coordinator, f"{overview}?municipality=vlaardingen")
    yield _page("overview, rare form, late", coordinator, f"{overview}?form=organ&due=overdue")
    officer = Visitor(big["privacy_officer"])
    register = reverse("audit:register")
    yield _page("register", officer, register)
    yield _page("register, one kind of event", officer, f"{register}?event=vault.read")
    yield _page("register, a period", officer, f"{register}?since=01-03-2020&until=31-03-2020")
    sought = partial(officer.post, reverse("audit:find"), {"reference": big["reference"]})
    yield Page("register, find a reference", [sought], status=302)
    try:
        api = reverse("api:concerns")
    except NoReverseMatch:
        return
    yield _page("API, list of concerns", Visitor(big["focal_point"]), api)


def _page(name: str, visitor: Visitor, address: str) -> Page:
    return Page(name, [partial(visitor.get, address)])


def _details(visitor: Visitor, ids: list[str], view: str = "detail") -> list[Ask]:
    return [partial(visitor.get, reverse(f"concerns:{view}", args=[one])) for one in ids]


def member_of_cast(role: Role) -> str:
    """Return somebody of the invented cast with a role."""
    found = Membership.objects.filter(role=role, account__is_demonstration=True)
    return str(found.order_by("account__email").values_list("pk", flat=True)[0])
