"""Making, changing, copying and removing a talk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from baken.foundation.access.actor import Actor
from baken.foundation.access.permissions import Permission
from baken.network.library.models import Talk

from .arranging import MOST_PARTS
from .blocks import blocks_for
from .making import as_kept, items_of
from .proposals import OWN, Item, propose


class EditConflict(Exception):
    """The talk was changed in another window since it was opened."""


@dataclass(frozen=True)
class Details:
    """What somebody types about a talk. ``municipality_id`` only without an own municipality."""

    title: str
    meeting: str = ""
    held_on: dt.date | None = None
    audience: str = ""
    length: int = 20
    municipality_id: UUID | None = None


@dataclass(frozen=True)
class OwnSlide:
    """The slide that is not in the blocks. Without a title there is none."""

    own_title: str = ""
    own_points: str = ""
    own_note: str = ""


@transaction.atomic
def make_talk(*, actor: Actor, details: Details, form_token: UUID) -> Talk:
    """Make a talk with the parts that suit audience and length; the same form makes one.

    Raises:
        PermissionDenied: for who does not take part in the approach.
    """
    account_id, organisation_id = _maker(actor)
    earlier = Talk.objects.visible_to(actor).made_by(actor).filter(form_token=form_token).first()
    if earlier is not None:
        kept: Talk = earlier
        return kept
    items = propose(blocks_for(actor), details.audience, details.length)
    made: Talk = Talk.objects.create(
        account_id=account_id,
        organisation_id=organisation_id,
        items=as_kept(items),
        form_token=form_token,
        **asdict(details),
    )
    return made


@transaction.atomic
def change_details(
    *, actor: Actor, talk_id: UUID, details: Details, own: OwnSlide, version: int
) -> Talk:
    """Change title, date, meeting and the own slide, which joins the parts when it is new.

    Audience and length stay words on the list: parts that somebody ordered are not proposed anew.
    """
    talk = _locked(actor, talk_id, version)
    for name, value in {**asdict(details), **asdict(own)}.items():
        setattr(talk, name, value)
    items = [item for item in items_of(talk) if own.own_title or item.part != OWN]
    if own.own_title and all(item.part != OWN for item in items):
        items.insert(max(len(items) - 1, 0), Item(OWN, 2))
    return _save(talk, items, *asdict(details), *asdict(own))


@transaction.atomic
def arrange(*, actor: Actor, talk_id: UUID, items: Sequence[Item], version: int) -> Talk:
    """Keep the parts in a new order, with new minutes, or others."""
    return _save(_locked(actor, talk_id, version), list(items)[:MOST_PARTS])


@transaction.atomic
def copy_talk(*, actor: Actor, talk_id: UUID) -> Talk:
    """Make an own talk out of one of the organisation, for another meeting on another day."""
    account_id, organisation_id = _maker(actor)
    talk = Talk.objects.visible_to(actor).filter(pk=talk_id).first()
    if talk is None:
        raise Http404
    made: Talk = Talk.objects.create(
        account_id=account_id,
        organisation_id=organisation_id,
        municipality_id=talk.municipality_id,
        title=(_("Copy of %(title)s") % {"title": talk.title})[:100],
        audience=talk.audience,
        length=talk.length,
        items=talk.items,
        own_title=talk.own_title,
        own_points=talk.own_points,
        own_note=talk.own_note,
        form_token=uuid4(),
    )
    return made


@transaction.atomic
def remove_talk(*, actor: Actor, talk_id: UUID) -> None:
    """Remove an own talk for good."""
    _maker(actor)
    removed, _kinds = Talk.objects.visible_to(actor).made_by(actor).filter(pk=talk_id).delete()
    if not removed:
        raise Http404


def _maker(actor: Actor) -> tuple[UUID, UUID]:
    """Return account and organisation of who may make talks; raises ``PermissionDenied``."""
    if not actor.may(Permission.LIBRARY_READ_PARTNER):
        raise PermissionDenied
    if actor.account_id is None or actor.organisation_id is None:
        raise PermissionDenied
    return actor.account_id, actor.organisation_id


def _locked(actor: Actor, talk_id: UUID, version: int) -> Talk:
    _maker(actor)
    own = Talk.objects.visible_to(actor).made_by(actor)
    talk: Talk | None = own.select_for_update().filter(pk=talk_id).first()
    if talk is None:
        raise Http404
    if talk.version != version:
        raise EditConflict
    return talk


def _save(talk: Talk, items: Sequence[Item], *fields: str) -> Talk:
    talk.items = as_kept(items)
    talk.version += 1
    talk.save(update_fields=["items", "version", "changed_at", *fields])
    return talk
