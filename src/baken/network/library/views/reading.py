"""Reading: the shelves, one text, the terms, and files that belong to a text."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from baken.foundation.access.decorators import BakenRequest, requires
from baken.foundation.access.permissions import Permission
from baken.network.library.models import Article, Attachment, Kind, Term
from baken.web.documents.html import as_html
from baken.web.documents.markdown import blocks_of


@requires(Permission.LIBRARY_READ)
@require_GET
def home(request: BakenRequest) -> HttpResponse:
    """Show what is on the shelves, by theme."""
    articles = Article.objects.visible_to(request.actor).published().exclude(kind=Kind.TALK)
    return render(request, "library/home.html", {"articles": articles.defer("body", "plain_body")})


@requires(Permission.LIBRARY_READ)
@require_GET
def article(request: BakenRequest, article_slug: str) -> HttpResponse:
    """Show one published text."""
    shelves = Article.objects.visible_to(request.actor).published()
    found = get_object_or_404(shelves, slug=article_slug)
    text = as_html(blocks_of(found.body))
    return render(request, "library/article.html", {"article": found, "text": text})


@requires(Permission.LIBRARY_READ)
@require_GET
def terms(request: BakenRequest) -> HttpResponse:
    """Show all terms with their explanation."""
    found = Term.objects.visible_to(request.actor).filter(is_current=True)
    return render(request, "library/terms.html", {"terms": found})


@requires(Permission.LIBRARY_READ)
@require_GET
def file(request: BakenRequest, file_id: str) -> HttpResponse:
    """Send a picture or file of a text that the reader may see.

    A file is saved, never shown: what somebody uploaded is not run in this site's name.
    """
    known = Attachment.objects.visible_to(request.actor).filter(removed_at__isnull=True)
    found = get_object_or_404(known, pk=file_id)
    answer = HttpResponse(bytes(found.content), content_type=found.content_type)
    disposition = "inline" if found.is_picture else "attachment"
    answer["Content-Disposition"] = f'{disposition}; filename="{found.name}"'
    return answer
