"""Organisations as cards for an address book: vCard 3.0 (RFC 2426), written by vobject.

One card for each way to reach an organisation, since a phone shows the name of a card and nothing
of what a number is for. The version that every phone and mail program reads.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any

import vobject
from django.conf import settings
from django.utils.translation import gettext as _

from .directory import Contact, Listed
from .models import ChainRole, Situation
from .searching import situations_of

CONTENT_TYPE = "text/vcard; charset=utf-8"


def cards(organisations: Iterable[Listed]) -> str:
    """Return all ways to reach these organisations as one file."""
    return "".join(_card(listed, contact) for listed in organisations for contact in _ways(listed))


def _ways(listed: Listed) -> list[Contact | None]:
    """Return the contact points that hold something; without any, the website alone (None)."""
    filled: list[Contact | None] = [one for one in listed.contacts if one.is_filled]
    return filled or ([None] if listed.website else [])


def _card(listed: Listed, contact: Contact | None) -> str:
    card = vobject.vCard()
    short = listed.short_name or listed.name
    name = f"{short}: {contact.name}" if contact and contact.name != listed.name else listed.name
    card.add("n").value = vobject.vcard.Name(family=name)
    card.add("fn").value = name
    card.add("org").value = [listed.name]
    key = f"{settings.SITE_ADDRESS}/organisaties/{listed.slug}/"
    card.add("uid").value = str(
        uuid.uuid5(uuid.NAMESPACE_URL, f"{key}#{contact.slug if contact else ''}")
    )
    if listed.chain_role:
        card.add("categories").value = [str(ChainRole(listed.chain_role).label)]
    _reach(card, listed, contact)
    card.add("note").value = _note(listed, contact)
    if contact and contact.last_checked_on:
        moment = dt.datetime.combine(contact.last_checked_on, dt.time(), dt.UTC)
        card.add("rev").value = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    return str(card.serialize())


def _reach(card: Any, listed: Listed, contact: Contact | None) -> None:
    numbers = (contact.phone, contact.phone_abroad) if contact else ()
    for number in filter(None, numbers):
        phone = card.add("tel")
        phone.value, phone.type_param = number, "WORK"
    if contact and contact.email:
        mail = card.add("email")
        mail.value, mail.type_param = contact.email, "WORK"
    website = (contact.website if contact else "") or listed.website
    if website:
        card.add("url").value = website


def _note(listed: Listed, contact: Contact | None) -> str:
    """Return when to call, the hours, and how old this is."""
    lines = [listed.serves]
    if contact:
        lines = [contact.purpose or listed.serves]
        if contact.hours.known:
            lines.append(contact.hours.describe())
        lines.append(contact.hours_note)
    when = [str(Situation(value).label) for value in situations_of(listed)]
    if when:
        lines.append(_("When to call: %(when)s") % {"when": "; ".join(when)})
    if contact and contact.last_checked_on:
        day = f"{contact.last_checked_on:%d-%m-%Y}"
        lines.append(_("Last checked: %(day)s") % {"day": day})
    else:
        lines.append(_("Still to be checked"))
    return "\n".join(line for line in lines if line)
