"""The steps of a yearly account: start, write, make final, open again."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from baken.foundation.access.actor import Actor
from baken.foundation.access.lock import action
from baken.foundation.access.permissions import Permission
from baken.network.policy.account.queries import draft_document
from baken.network.policy.account.registry import find_chapter
from baken.network.policy.agreements.steps import EditConflict, person
from baken.network.policy.models.account import (
    AccountEdition,
    AccountStatus,
    AccountWords,
    YearlyAccount,
)


class AccountIsFinal(Exception):
    """A final account stands still; open it again first."""


def _editor(actor: Actor) -> None:
    if not actor.may(Permission.POLICY_EDIT):
        raise PermissionDenied


def locked(actor: Actor, year: int) -> YearlyAccount:
    """Return the account, locked; raises ``DoesNotExist`` when the actor may not know of it."""
    found: YearlyAccount = (
        YearlyAccount.objects.visible_to(actor).select_for_update(of=("self",)).get(year=year)
    )
    return found


@action
def start_account(*, actor: Actor, year: int) -> YearlyAccount:
    """Start the account over a year that has begun; starting it twice gives the same one.

    Raises ``ValueError`` for a year to come.
    """
    _editor(actor)
    if year > timezone.localdate().year:
        raise ValueError("an account is about a year that has begun")
    account: YearlyAccount
    account, _made = YearlyAccount.objects.visible_to(actor).get_or_create(year=year)
    return account


@action
def write_words(
    *, actor: Actor, year: int, chapter: str, text: str, after: int
) -> AccountWords | None:
    """Save the own words of a chapter as a new version; None when nothing changed.

    ``after`` is the number of the version the writer saw (0: none). Raises ``EditConflict``,
    ``AccountIsFinal``, ``LookupError`` for a chapter that does not exist.
    """
    _editor(actor)
    account = locked(actor, year)
    if account.is_final:
        raise AccountIsFinal
    if find_chapter(chapter) is None:
        raise LookupError(chapter)
    text = text.strip()
    latest = AccountWords.objects.visible_to(actor).filter(account=account, chapter=chapter).first()
    if (latest.text if latest else "") == text:
        return None
    if (latest.number if latest else 0) != after:
        raise EditConflict
    words = AccountWords(
        account=account,
        chapter=chapter,
        number=after + 1,
        text=text,
        membership_id=person(actor),
    )
    try:
        with transaction.atomic():
            words.save(force_insert=True)
    except IntegrityError as error:
        raise EditConflict from error
    return words


@action
def make_final(*, actor: Actor, year: int) -> AccountEdition:
    """Freeze the text as it stands now. What is final already gives its running edition."""
    _editor(actor)
    account = locked(actor, year)
    latest: AccountEdition | None = account.editions.first()
    if account.is_final and latest is not None:
        return latest
    now = timezone.now()
    edition = AccountEdition.objects.create(
        account=account,
        number=(latest.number if latest else 0) + 1,
        text=draft_document(actor, account, final=True).to_data(),
        membership_id=person(actor),
        made_final_at=now,
    )
    account.status, account.final_at = AccountStatus.FINAL, now
    account.save(update_fields=["status", "final_at"])
    assert isinstance(edition, AccountEdition)
    return edition


@action
def open_again(*, actor: Actor, year: int) -> YearlyAccount:
    """Make a draft of a final account; the final text is kept as an earlier edition."""
    _editor(actor)
    account = locked(actor, year)
    account.status, account.final_at = AccountStatus.DRAFT, None
    account.save(update_fields=["status", "final_at"])
    return account
