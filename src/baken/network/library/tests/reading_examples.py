"""The shelves of a region as its pack fills them, without the rest of the pack: for search."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.utils import timezone

from baken.foundation.region.markdown_folder import read_markdown_folder
from baken.foundation.region.models import ContactPoint, Organisation
from baken.network.library.models import Article, Term
from baken.network.library.text import plain_body, plain_head

TEXT = ("slug", "title", "theme", "body")
MORE = ("summary", "url", "kind", "audience", "position")


def fill_shelves(region: str) -> None:
    """Publish the texts and terms of a region and list its organisations, in a second."""
    folder = settings.REGIONS_FOLDER / region
    texts = read_markdown_folder(folder / "library").content["texts"]
    Article.objects.bulk_create(map(_article, texts))
    Term.objects.bulk_create(map(_term, _items(folder, "terms")))
    for item in _items(folder, "organisations"):
        values = {
            name: item.get(name) or ""
            for name in ("name", "short_name", "kind", "chain_role", "task", "serves")
        }
        made, _new = Organisation.objects.update_or_create(slug=item["slug"], defaults=values)
        ContactPoint.objects.create(
            organisation=made, slug="algemeen", name="Algemeen", phone="+31102365252"
        )


def _items(folder: Path, section: str) -> list[dict[str, Any]]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = (folder / f"{section}.yaml").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = yaml.load(text, Loader=loader)[section]  # noqa: S506 - safe one
    return found


def _article(item: dict[str, Any]) -> Article:
    now = timezone.now()
    values = {name: item[name] for name in TEXT}
    return Article(
        **values,
        **{name: item[name] for name in MORE if name in item},
        is_published=True,
        published_at=now,
        changed_at=now,
        plain_head=plain_head(item["title"], item.get("summary", "")),
        plain_body=plain_body(item["body"]),
    )


def _term(item: dict[str, Any]) -> Term:
    return Term(
        slug=item["slug"],
        word=item["word"],
        also="\n".join(item.get("also", [])),
        explanation=item["explanation"],
        article_slug=item.get("article", ""),
    )
