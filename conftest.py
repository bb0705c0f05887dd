"""Fixtures for all tests: a database with both roles, and the fixed cast."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Give the web role its rights, so that requests in tests run behind the second lock."""
    from django.db import connection

    from baken.config.database import grant_web_role

    with django_db_blocker.unblock(), connection.cursor() as cursor:
        grant_web_role()
        # Tests with a live server empty all tables afterwards; the register would refuse. The
        # test of that refusal sets the guard again.
        for table, guard in (("auditevent", "event"), ("chainhead", "head")):
            cursor.execute(f"ALTER TABLE audit_{table} DISABLE TRIGGER audit_{guard}_no_truncate")


@pytest.fixture(scope="session", autouse=True)
def packs_of_the_repository_are_read_once() -> None:
    """Reading and proving the region takes two seconds, and hundreds of tests load it."""
    from django.conf import settings

    from baken.foundation.region import pack

    read = pack.read_pack
    known: dict[Path, pack.Pack] = {}

    def read_once(folder: Path) -> pack.Pack:
        if folder.parent != settings.REGIONS_FOLDER:
            return read(folder)
        if folder not in known:
            known[folder] = read(folder)
        return known[folder]

    pack.read_pack = read_once


@pytest.fixture
def cast(db: None) -> Any:
    """Return the fixed cast: one professional per role and organisation, and a stranger."""
    from tests.cast import Cast

    return Cast.gather()
