"""Writing a text: begin it, write it with a preview beside it, and every step of its life."""

from __future__ import annotations

import uuid
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from baken.foundation.access.decorators import BakenRequest, requires
from baken.foundation.access.permissions import Permission
from baken.network.library.actions import attaching, drafts, reviewing
from baken.network.library.errors import LibraryError
from baken.network.library.forms.writing import AttachForm, StartForm, WritingForm
from baken.network.library.models import (
    Attachment,
    Kind,
    Revision,
    RevisionState,
)
from baken.web.documents.html import as_html
from baken.web.documents.links import broken
from baken.web.documents.markdown import blocks_of
from baken.web.documents.readability import readability_of
from baken.web.uploads import takes_a_file

from .workshop_base import attempt, posted, say, the_revision, the_text


@requires(Permission.LIBRARY_EDIT)
@require_http_methods(["GET", "POST"])
def start(request: BakenRequest) -> HttpResponse:
    """Begin a new text."""
    form = StartForm(posted(request))
    made: list[Revision] = []
    if attempt(
        form,
        lambda data: made.append(
            drafts.start_text(actor=request.actor, token=_token(request), values=data)
        ),
    ):
        return redirect("library:write", made[0].pk)
    return render(request, "library/workshop/start.html", {"form": form})


def _token(request: BakenRequest) -> UUID:
    """Return the token of the form; a form without one counts as sent once."""
    try:
        return UUID(request.POST.get("form_token", ""))
    except ValueError:
        return uuid.uuid4()


@requires(Permission.LIBRARY_EDIT)
@require_POST
def start_version(request: BakenRequest, article_slug: str) -> HttpResponse:
    """Open the draft of a text; begin one with what is published when there is none."""
    article = the_text(request, article_slug)
    draft = drafts.start_draft(actor=request.actor, article_id=article.pk)
    if draft.state != RevisionState.DRAFT:
        return redirect("library:review", draft.pk)
    return redirect("library:write", draft.pk)


@requires(Permission.LIBRARY_EDIT)
@takes_a_file
@require_http_methods(["GET", "POST"])
def write(request: BakenRequest, revision_id: UUID) -> HttpResponse:
    """Show the draft in a form, and do what the pressed button says.

    Every button saves first, so that nothing typed is lost on the way.
    """
    draft = the_revision(request, revision_id)
    if request.method != "POST":
        if draft.state != RevisionState.DRAFT:
            return redirect("library:review", draft.pk)
        return _page(request, draft, _filled(draft))
    form = _form(draft, request)
    attach = None
    is_saved = attempt(form, lambda data: _save(request, draft, data))
    step = request.POST.get("step", "save")
    if is_saved and step == "send":
        is_saved = attempt(
            form,
            lambda _data: reviewing.send_to_reader(actor=request.actor, revision_id=draft.pk),
        )
    if step == "attach":
        attach = _attach(request, draft)
    if not is_saved or step not in {"save", "send"}:
        return _page(request, draft, form, attach, is_saved=is_saved)
    say(request, _("Sent to the other editors.") if step == "send" else _("Saved."))
    return redirect("library:review" if step == "send" else "library:write", draft.pk)


def _form(draft: Revision, request: BakenRequest) -> WritingForm:
    return WritingForm(request.POST, is_document=draft.article.kind == Kind.DOCUMENT)


def _filled(draft: Revision) -> WritingForm:
    initial = {name: getattr(draft, name) for name in (*drafts.WRITTEN, "version")}
    initial["pen"] = uuid.uuid4()
    return WritingForm(initial=initial, is_document=draft.article.kind == Kind.DOCUMENT)


def _save(
    request: BakenRequest, draft: Revision, data: dict[str, Any], *, by_itself: bool = False
) -> Revision:
    return drafts.save_draft(
        actor=request.actor,
        revision_id=draft.pk,
        values={name: data[name] for name in drafts.WRITTEN},
        version=data["version"],
        pen=data["pen"],
        by_itself=by_itself,
    )


def _page(
    request: BakenRequest,
    draft: Revision,
    form: WritingForm,
    attach: AttachForm | None = None,
    *,
    is_saved: bool = True,
) -> HttpResponse:
    """Draw the page; after a save that stays here the form carries the new version."""
    if form.is_bound and is_saved:
        form = _carried_on(form, the_revision(request, draft.pk))
    status = 409 if form.theirs else 200
    return render(
        request,
        "library/workshop/write.html",
        {
            "draft": draft,
            "form": form,
            "is_document": draft.article.kind == Kind.DOCUMENT,
            "is_talk": draft.article.kind == Kind.TALK,
            **_shown(str(form["body"].value() or "")),
            **_files(request, draft, attach or AttachForm()),
        },
        status=status,
    )


def _carried_on(form: WritingForm, draft: Revision) -> WritingForm:
    data = cast("QueryDict", form.data).copy()
    data["version"] = str(draft.version)
    return WritingForm(data, is_document=draft.article.kind == Kind.DOCUMENT)


def _shown(body: str) -> dict[str, Any]:
    """Return the preview of a text, how it reads, and which links lead nowhere."""
    try:
        blocks = blocks_of(body)
    except ValueError:
        return {"preview": "", "reads": None, "broken": []}
    return {
        "preview": as_html(blocks),
        "reads": readability_of(blocks),
        "broken": broken(blocks),
    }


@requires(Permission.LIBRARY_EDIT)
@require_POST
def keep(request: BakenRequest, revision_id: UUID) -> HttpResponse:
    """Save while somebody types, and return preview and reading level for beside the text.

    The page goes on when this fails: what was typed still stands in it.
    """
    draft = the_revision(request, revision_id)
    form = _form(draft, request)
    is_saved = attempt(form, lambda data: _save(request, draft, data, by_itself=True))
    if is_saved:
        draft = the_revision(request, draft.pk)
    faults = [str(fault) for faults in form.errors.values() for fault in faults]
    return render(
        request,
        "library/workshop/live.html",
        {
            "draft": draft,
            "is_saved": is_saved,
            "faults": list(dict.fromkeys(faults)),
            "now": timezone.localtime(),
            "is_fragment": True,
            **_shown(request.POST.get("body", "")),
        },
    )


# -- Pictures and files ------------------------------------------------------------------------


def _files(request: BakenRequest, draft: Revision, form: AttachForm) -> dict[str, Any]:
    files = (
        Attachment.objects.visible_to(request.actor)
        .filter(article=draft.article, removed_at__isnull=True)
        .defer("content")
    )
    return {"attach": form, "files": list(files), "draft": draft}


def _attach(request: BakenRequest, draft: Revision) -> AttachForm:
    """Add what was sent; return an empty form, or the filled one that says what is wrong."""
    form = AttachForm(request.POST, request.FILES)
    if attempt(form, lambda data: _add(request, draft, data)):
        return AttachForm()
    return form


def _add(request: BakenRequest, draft: Revision, data: dict[str, Any]) -> Attachment:
    sent = data["file"]
    # What was too large came without its content (``web.uploads``).
    content = sent.read() if sent.size else b""
    if sent.size and not content:
        raise LibraryError(
            _("This file is too large. At most %(most)s MB.") % {"most": 10}, field="file"
        )
    return attaching.attach(
        actor=request.actor,
        article_id=draft.article_id,
        name=sent.name,
        content=content,
        title=data["file_title"],
        alt=data["file_alt"],
    )


@requires(Permission.LIBRARY_EDIT)
@takes_a_file
@require_POST
def attach(request: BakenRequest, revision_id: UUID) -> HttpResponse:
    """Add a picture or file, and return the list for beside the text."""
    draft = the_revision(request, revision_id)
    form = _attach(request, draft)
    context = {**_files(request, draft, form), "is_added": not form.is_bound}
    return render(request, "library/workshop/files.html", context)


@requires(Permission.LIBRARY_EDIT)
@require_POST
def detach(request: BakenRequest, revision_id: UUID, file_id: UUID) -> HttpResponse:
    """Take a picture or file away."""
    draft = the_revision(request, revision_id)
    files = Attachment.objects.visible_to(request.actor).filter(article=draft.article)
    if not files.filter(pk=file_id).exists():
        raise Http404
    try:
        attaching.remove(actor=request.actor, attachment_id=file_id)
    except LibraryError as error:
        refused = str(error)
    else:
        refused = ""
    if request.headers.get("HX-Request"):
        context = {**_files(request, draft, AttachForm()), "refused": refused}
        return render(request, "library/workshop/files.html", context)
    if refused:
        messages.error(request, refused)
    return redirect(reverse("library:write", args=[draft.pk]) + "#files")
