"""Everything that writes letters and their texts.

``send`` is called inside the transaction that changes the work: letter and change stand or fall
together. It acts as the system, since who causes a letter need not be allowed to read the box.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import acting_as
from baken.foundation.access.permissions import Permission
from baken.foundation.people.models import Membership

from . import catalogue, jobs, mail
from .errors import EditConflict, LetterRefused
from .models import Letter, LetterAttachment, LetterState, LetterText
from .workflow import may_become

LARGEST_ATTACHMENTS = 10_000_000
"""Bytes that go with one letter; most mail servers refuse more."""
_SYSTEM = jobs.SYSTEM


@dataclass(frozen=True)
class Attachment:
    """A file to go with a letter; text files are UTF-8."""

    name: str
    content: bytes
    content_type: str


def page_address(path: str) -> str:
    """Return the whole address of a page of the product, for in a letter."""
    return f"{settings.SITE_ADDRESS.rstrip('/')}/{path.lstrip('/')}"


def send(
    *,
    key: str,
    to: Sequence[str] | Iterable[Membership],
    values: Mapping[str, str],
    attachments: Sequence[Attachment] = (),
    about: tuple[str, UUID],
    once: str = "",
) -> list[Letter]:
    """Put a letter to each recipient in the box; the worker sends them.

    Args:
        key: a registered letter.
        to: memberships, or work addresses of accounts that have one; each person gets one
            letter, and who has left (closed account) gets none.
        values: a value for every placeholder of the letter except ``recipient``.
        attachments: files that go with each of them, ten million bytes at most.
        about: kind and id of the record it is about.
        once: for reminders: the same word for the same record and person makes no second letter.

    Returns the letters made now. Raises ``catalogue.UnknownLetter``, and ``ValueError`` for a
    value missing or too many, an address nobody has, or attachments that are too large.
    """
    kind = catalogue.kind_of(key)
    if set(values) | {catalogue.RECIPIENT} != set(kind.placeholders):
        raise ValueError(f"letter {key!r} wants values for {sorted(kind.placeholders)}")
    if sum(len(attachment.content) for attachment in attachments) > LARGEST_ATTACHMENTS:
        raise ValueError("the attachments are too large for mail")
    with acting_as(_SYSTEM):
        subject, body = text_of(kind)
        letters = [
            Letter(
                key=key,
                membership=member,
                to_address=member.account.email,
                about_kind=about[0],
                about_id=about[1],
                once=once[:120],
                is_private=kind.is_private,
                **_words(subject, body, {**values, catalogue.RECIPIENT: member.account.name}),
            )
            for member in _recipients(to)
        ]
        made = _store(letters)
        _attach(made, attachments)
        jobs.queue([letter.pk for letter in made])
    return made


def text_of(kind: catalogue.Kind) -> tuple[str, str]:
    """Return subject and body that hold now: an editor's, or the default. One query."""
    own = LetterText.objects.visible_to(_SYSTEM).filter(key=kind.key).first()
    if own is None or own.is_default:
        return kind.subject, kind.body
    return own.subject, own.body


def filled(subject: str, body: str, values: Mapping[str, str]) -> dict[str, str]:
    """Return subject and body with values, as they go out; for preview and for sending."""
    lines = {name: mail.one_line(value) for name, value in values.items()}
    return {
        "subject": mail.one_line(catalogue.fill(subject, lines))[:400],
        "body": mail.clean_body(catalogue.fill(body, values)),
    }


_words = filled


def _recipients(to: Sequence[str] | Iterable[Membership]) -> list[Membership]:
    """Return one running membership per person, whose account is not closed.

    Who left an organisation gets none of its letters, also when their account goes on elsewhere:
    a membership that ended stands for another one of the same person there, or for nobody.
    """
    given = list(to)
    addresses = [one.lower() for one in given if isinstance(one, str)]
    meant = {(one.account_id, one.organisation_id) for one in given if isinstance(one, Membership)}
    known = Membership.objects.filter(account__email__in=addresses)
    missing = set(addresses) - set(known.values_list("account__email", flat=True))
    if missing:
        raise ValueError(f"{len(missing)} of the addresses is no work address of a membership")
    running = (
        Membership.objects.running(timezone.localdate())
        .filter(
            Q(account__email__in=addresses) | Q(account_id__in=[account for account, _ in meant]),
            account__deactivated_at=None,
        )
        .select_related("account")
        .order_by("account__email", "-starts_on")
    )
    per_person = {
        one.account_id: one
        for one in running
        if one.account.email in addresses or (one.account_id, one.organisation_id) in meant
    }
    return list(per_person.values())


def _store(letters: list[Letter]) -> list[Letter]:
    """Insert what is not there yet and return only that."""
    Letter.objects.bulk_create(letters, ignore_conflicts=True)
    ids = [letter.pk for letter in letters]
    stored = Letter.objects.visible_to(_SYSTEM).filter(pk__in=ids).values_list("pk", flat=True)
    known = set(stored)
    return [letter for letter in letters if letter.pk in known]


def _attach(letters: list[Letter], attachments: Sequence[Attachment]) -> None:
    LetterAttachment.objects.bulk_create(
        LetterAttachment(
            letter=letter,
            name=mail.safe_name(attachment.name),
            content_type=mail.check_content_type(attachment.content_type),
            content=attachment.content,
            position=position,
        )
        for letter in letters
        for position, attachment in enumerate(attachments)
    )


def _require(actor: Actor) -> None:
    if not actor.may(Permission.LETTER_EDIT):
        raise PermissionDenied


@transaction.atomic
def edit_text(*, actor: Actor, key: str, subject: str, body: str, version: int) -> LetterText:
    """Store an editor's text; ``version`` is the one the editor saw, 0 when there was none.

    Raises ``EditConflict``, and ``LetterRefused`` for unknown placeholders or an empty text.
    """
    _require(actor)
    kind = catalogue.kind_of(key)
    subject, body = mail.one_line(subject), mail.clean_body(body).strip()
    if not subject or not body:
        raise LetterRefused(_("A letter needs a subject and a text."))
    unknown = catalogue.unknown_placeholders(f"{subject}\n{body}", kind.placeholders)
    if unknown:
        raise LetterRefused(unknown_words(kind, unknown))
    return _write(actor, key, subject, f"{body}\n", version)


def unknown_words(kind: catalogue.Kind, unknown: Sequence[str]) -> str:
    """Return the sentence that names what is unknown and lists what is known."""
    return _("Unknown: %(unknown)s. You can use: %(known)s.") % {
        "unknown": _braced(unknown),
        "known": _braced(kind.placeholders),
    }


def _braced(names: Iterable[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in names)


@transaction.atomic
def restore_text(*, actor: Actor, key: str, version: int) -> LetterText:
    """Let the default hold again; raises ``EditConflict``."""
    _require(actor)
    catalogue.kind_of(key)
    return _write(actor, key, "", "", version)


def _write(actor: Actor, key: str, subject: str, body: str, version: int) -> LetterText:
    texts = LetterText.objects.visible_to(actor)
    text: LetterText
    text, is_new = texts.get_or_create(
        key=key,
        defaults={"subject": subject, "body": body, "changed_by_id": actor.membership_id},
    )
    if is_new:
        return text
    text = texts.select_for_update().get(pk=text.pk)
    if text.version != version:
        raise EditConflict
    text.subject, text.body, text.version = subject, body, version + 1
    text.changed_by_id = actor.membership_id
    text.save(update_fields=["subject", "body", "version", "changed_by", "changed_at"])
    return text


@transaction.atomic
def retry(*, actor: Actor, letters: Iterable[Letter]) -> int:
    """Let letters that were given up wait again; return how many."""
    _require(actor)
    again = (
        Letter.objects.visible_to(actor)
        .select_for_update()
        .filter(pk__in=[letter.pk for letter in letters], forgotten_at__isnull=True)
    )
    ids = [one.pk for one in again if may_become(one.state, LetterState.QUEUED)]
    with acting_as(_SYSTEM):
        Letter.objects.visible_to(_SYSTEM).filter(pk__in=ids).update(
            state=LetterState.QUEUED, last_error=""
        )
        jobs.queue(ids)
    return len(ids)


@transaction.atomic
def send_again(*, actor: Actor, letter: Letter) -> Letter:
    """Send the same letter once more, as a new one; what was sent stays as it was.

    Pressed twice it goes once: while the copy waits, that copy is the answer.
    Raises ``LetterRefused`` when its words are forgotten or it was not sent yet.
    """
    _require(actor)
    if letter.state != LetterState.SENT or letter.forgotten_at is not None:
        raise LetterRefused(_("This letter cannot be sent again."))
    with acting_as(_SYSTEM):
        letters = Letter.objects.visible_to(_SYSTEM)
        letters.select_for_update().get(pk=letter.pk)
        same = ("key", "membership_id", "to_address", "subject", "body", "about_kind", "about_id")
        alike = letters.filter(**{name: getattr(letter, name) for name in same}, once="")
        waiting: Letter | None = alike.filter(
            state=LetterState.QUEUED, created_at__gt=letter.created_at
        ).first()
        if waiting is not None:
            return waiting
        copy = Letter.objects.create(
            key=letter.key,
            membership_id=letter.membership_id,
            to_address=letter.to_address,
            subject=letter.subject,
            body=letter.body,
            about_kind=letter.about_kind,
            about_id=letter.about_id,
        )
        for one in LetterAttachment.objects.visible_to(_SYSTEM).filter(letter_id=letter.pk):
            LetterAttachment.objects.create(
                letter=copy,
                name=one.name,
                content_type=one.content_type,
                content=one.content,
                position=one.position,
            )
        jobs.queue([copy.pk])
    return copy
