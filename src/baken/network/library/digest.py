"""The weekly mail to who follows themes: titles and links, nothing else.

Runs with the reminders, every working hour; on the first of these after Monday morning everybody
who follows something with news gets one letter. What was told is kept as a moment only.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.core import signing
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from baken.foundation.access.actor import Actor
from baken.foundation.access.permissions import Permission
from baken.foundation.access.roles import permissions_of
from baken.foundation.people.models import Membership
from baken.network.letters.actions import page_address, send
from baken.network.letters.catalogue import register_letter

from .access import PARTNERS, READERS
from .models import Article, Subscription, Theme
from .shelves import LONG_COLUMNS, READ

SYSTEM = Actor.system("library-digest")
LETTER = "library.digest"
HOUR = 7
"""From so late on Monday the letters go out."""
MOST_TITLES = 20
_SALT = "library.stop-following"


def register() -> None:
    """Make the letter known; called once, when the app is ready."""
    register_letter(
        LETTER,
        label=_("Knowledge base: what is new in your themes"),
        subject="Nieuw in de kennisbank",
        body=(
            "Beste {recipient},\n\n"
            "Dit is nieuw of gewijzigd in de thema's die u volgt:\n\n"
            "{titles}\n\n"
            "Andere thema's kiezen: {choose}\n"
            "Deze mail niet meer ontvangen: {stop}\n\n"
            "Met vriendelijke groet,\nde redactie van de kennisbank"
        ),
        placeholders={
            "titles": _("titles and links of what is new"),
            "choose": _("link to the page where themes are chosen"),
            "stop": _("link that ends this mail"),
        },
        examples={
            "titles": (
                "Vormen van uitbuiting\nhttps://baken.voorbeeld.nl/kennisbank/artikelen/vormen/"
            ),
            "choose": "https://baken.voorbeeld.nl/kennisbank/volgen/",
            "stop": "https://baken.voorbeeld.nl/kennisbank/niet-meer-volgen/?sleutel=voorbeeld",
        },
        is_private=True,
    )


def send_digests(now: dt.datetime) -> int:
    """Queue the letters of this week that were not made yet; return how many.

    Four queries, and those of one letter for each follower with news.
    """
    monday = _last_monday(now)
    due = list(
        Subscription.objects.visible_to(SYSTEM)
        .select_for_update(of=("self",))
        .filter(told_until__lt=monday)
        .select_related("account")
    )
    if not due:
        return 0
    by_account: dict[UUID, list[Subscription]] = defaultdict(list)
    for one in due:
        by_account[one.account_id].append(one)
    audiences = _audiences(by_account)
    changed = _changed(min(one.told_until for one in due), monday)
    made = sum(
        _tell(subscriptions, audiences.get(account_id, ()), changed)
        for account_id, subscriptions in by_account.items()
    )
    ids = [one.pk for one in due]
    Subscription.objects.visible_to(SYSTEM).filter(pk__in=ids).update(told_until=monday)
    return made


def _last_monday(now: dt.datetime) -> dt.datetime:
    """Return the last Monday morning, also when the worker was away that day."""
    local = timezone.localtime(now)
    day = local.date() - dt.timedelta(days=local.weekday())
    monday = timezone.make_aware(dt.datetime.combine(day, dt.time(HOUR)))
    return monday if monday <= now else monday - dt.timedelta(days=7)


def _audiences(account_ids: Iterable[UUID]) -> Mapping[UUID, set[str]]:
    """Return for which audiences each account may read today, by its running roles."""
    found: dict[UUID, set[str]] = defaultdict(set)
    running = Membership.objects.running(timezone.localdate()).filter(
        account_id__in=list(account_ids), account__deactivated_at=None
    )
    for account_id, role in running.values_list("account_id", "role"):
        permissions = permissions_of(role)
        if Permission.LIBRARY_READ in permissions:
            found[account_id].add(READERS)
        if Permission.LIBRARY_READ_PARTNER in permissions:
            found[account_id].add(PARTNERS)
    return found


def _changed(since: dt.datetime, until: dt.datetime) -> list[Article]:
    shelf = Article.objects.visible_to(SYSTEM).published().defer(*LONG_COLUMNS)
    return list(
        shelf.filter(kind__in=READ, changed_at__gte=since, changed_at__lt=until).order_by(
            "theme", "position", "title"
        )
    )


def _tell(
    subscriptions: Sequence[Subscription], audiences: Iterable[str], changed: Iterable[Article]
) -> int:
    """Queue the letter of one follower, if there is anything to tell."""
    since = {one.theme: one.told_until for one in subscriptions}
    news = [
        article for article in changed if article.audience in audiences and _is_news(article, since)
    ]
    if not news:
        return 0
    account = subscriptions[0].account
    values = {
        "titles": _titles(news),
        "choose": page_address(reverse("library:following")),
        "stop": page_address(f"{reverse('library:stop')}?sleutel={stop_key(account.pk)}"),
    }
    about = ("library-digest", account.pk)
    return len(send(key=LETTER, to=[account.email], values=values, about=about))


def _is_news(article: Article, since: Mapping[str, dt.datetime]) -> bool:
    moments = [since[theme] for theme in ("", article.theme) if theme in since]
    changed = article.changed_at
    return changed is not None and any(changed >= moment for moment in moments)


def _titles(articles: Sequence[Article]) -> str:
    lines: list[str] = []
    theme = ""
    for article in articles[:MOST_TITLES]:
        if article.theme != theme:
            theme = article.theme
            lines.append(f"{Theme(theme).label}\n")
        address = page_address(reverse("library:article", args=[article.slug]))
        lines.append(f"- {article.title}\n  {address}\n")
    if len(articles) > MOST_TITLES:
        lines.append(page_address(reverse("library:everything")))
    return "\n".join(lines).strip()


def stop_key(account_id: UUID) -> str:
    """Return what the link that ends the mail carries: signed, since it opens no account."""
    return signing.dumps(str(account_id), salt=_SALT)


def account_of_key(key: str) -> UUID | None:
    """Return whose mail a link ends, or None for a link that is not ours."""
    try:
        return UUID(signing.loads(key, salt=_SALT))
    except (signing.BadSignature, ValueError):
        return None
