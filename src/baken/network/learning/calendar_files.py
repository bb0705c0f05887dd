"""A session as a file for somebody's own calendar; what is sent again changes it there."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from baken.foundation.people.models import Membership
from baken.network.letters.actions import Attachment, page_address
from baken.network.meetings.icalendar_files import Item, Party, cancellation, invitation

from .models import Session

INVITED = frozenset({"learning.enrolled", "learning.moved-up", "learning.changed"})
"""Letters that put the session in the calendar or change it there."""
GONE = frozenset({"learning.removed", "learning.session-cancelled"})
"""Letters that take it out again."""
FILE = "training.ics"


def files_for(session: Session, kind: str, member: Membership) -> list[Attachment]:
    """Return what goes with a letter of this kind: a file, or nothing."""
    if kind not in INVITED | GONE:
        return []
    item = _item(session, member, is_gone=kind in GONE)
    if kind in GONE:
        content, method = cancellation([item]), "CANCEL"
    else:
        content, method = invitation([item]), "REQUEST"
    return [Attachment(FILE, content, f"text/calendar; charset=utf-8; method={method}")]


def _item(session: Session, member: Membership, *, is_gone: bool) -> Item:
    organiser = session.organiser.account
    host = settings.SITE_ADDRESS.rpartition("/")[2].partition(":")[0] or "baken"
    return Item(
        uid=f"training-{session.pk}@{host}",
        title=session.training.name,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        changed_at=timezone.now(),
        sequence=session.version - (not is_gone),
        place="" if session.is_online else session.place,
        online_url=session.online_link,
        page_url=page_address(reverse("learning:session", args=[session.pk])),
        organiser=Party(organiser.name, organiser.email),
        attendees=(Party(member.account.name, member.account.email),),
    )
