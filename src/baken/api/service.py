"""The API itself: routers, parser and handlers put together, and its addresses with their rules."""

from __future__ import annotations

from typing import Any

from django.urls import URLPattern
from django.utils.translation import gettext_noop
from ninja import NinjaAPI

from . import handlers
from .endpoints import concerns, guidance, me, outlines, referrals, region
from .parsing import StrictParser
from .routing import OPERATIONS

VERSION = "1.0.0"
TITLE = "Baken"
DESCRIPTION = gettext_noop(
    "The region's approach to human trafficking, for programs. Guidance and directory are open "
    "to everybody. What needs a role takes a token or a session, and goes through the same "
    "rules and actions as the pages."
)

api = NinjaAPI(
    title=TITLE,
    version=VERSION,
    description=DESCRIPTION,
    urls_namespace="api",
    # Document and page have views of their own: without scripts of others, with an access rule.
    openapi_url=None,
    docs_url=None,
    parser=StrictParser(),
)
handlers.register(api)
for router in (
    region.router,
    guidance.router,
    me.router,
    concerns.router,
    referrals.router,
    outlines.router,
):
    api.add_router("", router)


def addresses() -> list[URLPattern]:
    """Return the address of each operation; its view carries rule and methods for the walk.

    Where several operations share an address, each has a pattern of its own with the same
    view behind it; the rule is that of the operation that gives the pattern its name.
    """
    found: list[URLPattern] = []
    patterns: list[Any] = api.urls[0]
    for pattern in patterns:
        declared = OPERATIONS.get(pattern.name)
        if declared is None:
            continue  # ninja's own root, which says nothing
        pattern.callback.access_rule = declared.rule.name
        found.append(pattern)
    assert {pattern.name for pattern in found} == set(OPERATIONS), "an operation has no address"
    return found
