"""Some weeks of invented concerns, told by the product's own actions.

``regions/<region>/demonstration/concerns.yaml`` holds stories; here they are played by the cast,
at moments in the past weeks, up to a random step. So the data obeys the life cycle, is sealed,
audited and shared exactly as real data is. The same seed tells the same concerns.
"""

from __future__ import annotations

import datetime as dt
import random

from django.utils import timezone

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as
from baken.foundation.notices.models import Notice

from .book import Book, book_file
from .cast import Cast
from .teller import Teller

SYSTEM = Actor.system("demonstration")
SEED = "baken"
FRESH = dt.timedelta(days=2)


def load() -> str:
    """Tell the invented concerns; what was told before is left alone."""
    path = book_file()
    if not path.exists():
        return "this region's pack has no invented concerns"
    book, cast, now = Book.read(path), Cast.gather(), timezone.now()
    told = [_told(number, book, cast, now) for number in range(book.concerns)]
    new = [teller for teller in told if teller.is_new]
    if not new:
        return f"{len(told)} invented concerns were there already"
    _tidy_notices(new, now)
    return f"{len(new)} invented concerns told{_way_back(new)}"


def _told(number: int, book: Book, cast: Cast, now: dt.datetime) -> Teller:
    # Not for secrets: the same number gives the same story, that is the point.
    dice = random.Random(f"{SEED} {number}")  # noqa: S311
    teller = Teller(number, book, cast, now, dice)
    teller.tell()
    return teller


def _tidy_notices(new: list[Teller], now: dt.datetime) -> None:
    """Leave unread, and mail, only what happened in the last days: nobody likes 300 messages."""
    fresh = {subject for teller in new if now - teller.at < FRESH for subject in teller.subject_ids}
    with acting_as(SYSTEM):
        stale = Notice.objects.visible_to(SYSTEM).filter(created_at__gte=now)
        stale.exclude(subject_id__in=fresh).update(read_at=now, mailed_at=now)


def _way_back(new: list[Teller]) -> str:
    """Return a reference and secret with which to try the page of feedback."""
    for teller in new:
        if teller.receipt is not None and teller.gave_feedback:
            receipt = teller.receipt
            return f"; feedback to try: {receipt.reference} with secret {receipt.secret}"
    return ""
