"""The introduction dossier: on the web, as PDF and Word, and what changed since a day."""

from __future__ import annotations

import datetime as dt

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
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
    """Show what changed since a day that the reader chooses."""
    form = SinceForm(request.GET or None)
    day = form.cleaned_data["sinds"] if form.is_bound and form.is_valid() else None
    known = Edition.objects.visible_to(request.actor).defer("content")
    context = {"form": form, "day": day, "editions": known[:24]}
    if day is not None:
        context |= _changes(request, day)
    return render(request, "library/dossier/changes.html", context)


def _changes(request: BakenRequest, day: dt.date) -> dict[str, object]:
    """Compare what readers see today with the edition of a day: both without partners' texts."""
    edition = editions.edition_on(request.actor, day)
    try:
        now = make(READER)
    except DocumentMissing:
        raise Http404 from None
    if edition is None:
        return {"before_all": True}
    found = changes.changes(editions.dossier_of(edition.content), now)
    return {"edition": edition, "changes": found}


def _document(request: BakenRequest) -> tuple[Document, Edition | None]:
    found = _dossier(request)
    if found is None:
        raise Http404
    edition = editions.latest_edition(request.actor)
    return paper.document_of(found, edition, last=_last(request, found)), edition


def _last(request: BakenRequest, found: Dossier) -> tuple[Block, ...]:
    """Return the changes as a last chapter when a day was chosen and an edition held then."""
    day = parse_date(request.GET.get("sinds", "")[:10]) if "sinds" in request.GET else None
    if day is None or day > timezone.localdate():
        return ()
    told = _changes(request, day).get("changes")
    if told is None:
        return ()
    number = len(found.chapters) + 1
    return changes.as_chapter(told, date_format(day, "j F Y"), number)  # type: ignore[arg-type]


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
