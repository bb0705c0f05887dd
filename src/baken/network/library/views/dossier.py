"""The introduction dossier: on the web, as PDF and Word, and what changed since a day."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from baken.foundation.access.decorators import BakenRequest, requires
from baken.foundation.access.permissions import Permission
from baken.foundation.region.documents import DocumentMissing
from baken.network.library.dossier import changes, editions, paper
from baken.network.library.dossier.making import READER, Dossier, make
from baken.network.library.explaining import Explaining
from baken.network.library.forms.dossier import SinceForm
from baken.network.library.link_targets import looked_up
from baken.network.library.models import Edition
from baken.web.documents.html import as_html
from baken.web.documents.tree import Block, Document
from baken.web.documents.word import CONTENT_TYPE
from baken.web.typesetting import pdf_response


def _dossier(request: BakenRequest) -> Dossier | None:
    try:
        return make(request.actor)
    except DocumentMissing:
        return None


@requires(Permission.LIBRARY_READ)
@require_safe
def dossier(request: BakenRequest) -> HttpResponse:
    """Show the whole dossier as it stands today, with its contents beside it."""
    found = _dossier(request)
    if found is None:
        return render(request, "library/dossier/none.html")
    explaining = Explaining.of(request.actor)
    with looked_up(found.blocks):
        text = as_html(found.blocks, words=explaining, links=explaining.link)
    edition = editions.latest_edition(request.actor)
    context = {
        "dossier": found,
        "text": text,
        "version": paper.version_words(edition),
        "edition": edition,
        "form": SinceForm(),
        "gaps": found.gaps if request.actor.may(Permission.LIBRARY_EDIT) else (),
    }
    return render(request, "library/dossier/dossier.html", context)


@requires(Permission.LIBRARY_READ)
@require_safe
def dossier_changes(request: BakenRequest) -> HttpResponse:
    """Show what changed since a day or a version that the reader chooses."""
    asked = "sinds" in request.GET
    form = SinceForm(request.GET if asked else None)
    edition = _edition_asked(request)
    known = Edition.objects.visible_to(request.actor).defer("content")
    context = {
        "form": form,
        "editions": known[:24],
        "edition": edition,
        "before_all": edition is None and asked and form.is_valid(),
        "changes": _changes(edition) if edition else None,
        "query": request.GET.urlencode(),
    }
    return render(request, "library/dossier/changes.html", context)


def _edition_asked(request: BakenRequest) -> Edition | None:
    """Return the version that was named, or the one in force on the day that was."""
    number = request.GET.get("versie", "")
    if number.isdecimal() and len(number) < 9:
        found: Edition | None = (
            Edition.objects.visible_to(request.actor).filter(number=int(number)).first()
        )
        return found
    form = SinceForm(request.GET)
    return (
        editions.edition_on(request.actor, form.cleaned_data["sinds"]) if form.is_valid() else None
    )


def _changes(edition: Edition) -> list[changes.ChapterChange]:
    """Compare what readers see today with an edition: both are without partners' texts."""
    try:
        return changes.changes(editions.dossier_of(edition.content), make(READER))
    except DocumentMissing:
        raise Http404 from None


def _document(request: BakenRequest) -> tuple[Document, Edition | None]:
    """Return the dossier of today; with a day or version, what changed is its last chapter."""
    found = _dossier(request)
    if found is None:
        raise Http404
    last: tuple[Block, ...] = ()
    if since := _edition_asked(request):
        number = len(found.chapters) + 1
        last = changes.as_chapter(_changes(since), paper.edition_words(since), number)
    edition = editions.latest_edition(request.actor)
    return paper.document_of(found, edition, last=last), edition


@requires(Permission.LIBRARY_READ)
@require_safe
def dossier_pdf(request: BakenRequest) -> HttpResponse:
    """Return the dossier of today as PDF/UA."""
    document, edition = _document(request)
    content = paper.as_pdf(request.actor, document)
    return pdf_response(content, paper.file_name(edition, "pdf"))


@requires(Permission.LIBRARY_READ)
@require_safe
def dossier_word(request: BakenRequest) -> HttpResponse:
    """Return the dossier of today as a Word file."""
    document, edition = _document(request)
    answer = HttpResponse(paper.as_word(request.actor, document), content_type=CONTENT_TYPE)
    name = paper.file_name(edition, "docx")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
