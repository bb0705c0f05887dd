"""What the pages of the yearly account read."""

from __future__ import annotations

from django.utils import timezone

from baken.foundation.access.actor import Actor
from baken.foundation.region.documents import DocumentMissing, current_document
from baken.network.policy.models.account import AccountEdition, AccountWords, YearlyAccount

from .document import Document, compose


def draft_document(actor: Actor, account: YearlyAccount, *, final: bool = False) -> Document:
    """Return the document as the data stand today, with the latest own words."""
    return compose(
        account.year,
        actor,
        words=latest_words(actor, account),
        region=region_name(),
        on=timezone.localdate(),
        final=final,
    )


def document_of(actor: Actor, account: YearlyAccount) -> Document:
    """Return what the account says: the frozen text of a final one, or the draft of today."""
    if account.is_final:
        edition = AccountEdition.objects.visible_to(actor).filter(account=account).first()
        if edition is not None:
            return Document.from_data(edition.text)
    return draft_document(actor, account)


def latest_words(actor: Actor, account: YearlyAccount) -> dict[str, str]:
    """Return the latest own words by chapter. One query."""
    rows = AccountWords.objects.visible_to(actor).filter(account=account)
    return dict(
        rows.order_by("chapter", "-number").distinct("chapter").values_list("chapter", "text")
    )


def region_name() -> str:
    """Return the region's name as its pack gives it."""
    try:
        return str(current_document("region")["name"])
    except DocumentMissing:
        return ""
