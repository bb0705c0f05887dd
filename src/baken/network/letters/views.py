"""The box of letters, and the texts with a preview beside the form."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from baken.foundation.access.decorators import BakenRequest, requires
from baken.foundation.access.permissions import Permission
from baken.web.spreadsheet import spreadsheet_response

from . import actions, catalogue, queries
from .errors import EditConflict, LetterRefused
from .forms import BoxFilter, TextForm
from .models import Letter, LetterState, LetterText
from .workflow import may_become

PAGE_SIZE = 25
PREVIEW = "preview"


def _tabs(current: str) -> list[dict[str, Any]]:
    pages = (("box", _("Box"), "letters:box"), ("texts", _("Texts"), "letters:texts"))
    return [
        {"label": label, "url": reverse(name), "current": key == current}
        for key, label, name in pages
    ]


@requires(Permission.LETTER_EDIT)
@require_safe
def box(request: BakenRequest) -> HttpResponse:
    """Show what was sent, what waits and what went wrong; as a list or as a spreadsheet."""
    form = BoxFilter(request.GET)
    wanted = form.wanted()
    found = queries.box(request.actor, **wanted)
    labels = {kind.key: kind.label for kind in catalogue.all_kinds()}
    if request.GET.get("as") == "spreadsheet":
        return _as_spreadsheet(found, labels)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    counts = queries.state_counts(request.actor)
    context = {
        "tabs": _tabs("box"),
        "form": form,
        "page": page,
        "rows": [(letter, labels.get(letter.key, letter.key)) for letter in page.object_list],
        "query": query.urlencode(),
        "is_filtered": any(wanted.values()),
        "counts": [(state.label, counts.get(state.value, 0), state) for state in LetterState],
        "failed": counts.get(LetterState.FAILED, 0),
    }
    return render(request, "letters/box.html", context)


def _as_spreadsheet(found: Any, labels: dict[str, Any]) -> HttpResponse:
    heads = (_("Made"), _("Letter"), _("Recipient"), _("Subject"), _("Status"), _("Sent"))
    rows = (
        (
            letter.created_at,
            labels.get(letter.key, letter.key),
            letter.membership.account.name if letter.membership else letter.to_address,
            letter.subject,
            letter.get_state_display(),
            letter.sent_at,
        )
        for letter in found[:10_000]
    )
    return spreadsheet_response("brieven.xlsx", _("Letters"), heads, rows)


@requires(Permission.LETTER_EDIT)
@require_safe
def letter(request: BakenRequest, letter_id: UUID) -> HttpResponse:
    """Show one letter as it goes or went out."""
    found = _letter(request, letter_id)
    context = {
        "letter": found,
        "label": _label(found.key),
        "may_retry": may_become(found.state, LetterState.QUEUED) and not found.forgotten_at,
        "may_send_again": found.state == LetterState.SENT and not found.forgotten_at,
        "attachments": found.attachments.defer("content"),
    }
    return render(request, "letters/letter.html", context)


@requires(Permission.LETTER_EDIT)
@require_POST
def retry(request: BakenRequest, letter_id: UUID) -> HttpResponse:
    """Let one letter wait again, or send a copy of what was sent."""
    found = _letter(request, letter_id)
    try:
        if found.state == LetterState.SENT:
            found = actions.send_again(actor=request.actor, letter=found)
            messages.success(request, _("The letter is sent once more."))
        elif actions.retry(actor=request.actor, letters=[found]):
            messages.success(request, _("The letter waits to be sent again."))
        else:
            messages.warning(request, _("This letter cannot be sent again."))
    except LetterRefused as problem:
        messages.warning(request, str(problem))
    return redirect("letters:letter", found.pk)


@requires(Permission.LETTER_EDIT)
@require_POST
def retry_all(request: BakenRequest) -> HttpResponse:
    """Let all letters that were given up wait again, a thousand at a time."""
    failed = queries.box(request.actor, state=LetterState.FAILED)[:1000]
    number = actions.retry(actor=request.actor, letters=failed)
    text = ngettext(
        "%(number)d letter waits to be sent again.",
        "%(number)d letters wait to be sent again.",
        number,
    )
    messages.success(request, text % {"number": number})
    return redirect("letters:box")


@requires(Permission.LETTER_EDIT)
@require_safe
def texts(request: BakenRequest) -> HttpResponse:
    """List all letters with whose text holds."""
    own = {one.key: one for one in LetterText.objects.visible_to(request.actor)}
    rows = [(kind, own.get(kind.key)) for kind in catalogue.all_kinds()]
    return render(request, "letters/texts.html", {"tabs": _tabs("texts"), "rows": rows})


@requires(Permission.LETTER_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def text(request: BakenRequest, letter_key: str) -> HttpResponse:
    """Change the text of a letter, with a preview beside it."""
    kind = _kind(letter_key)
    own = LetterText.objects.visible_to(request.actor).filter(key=kind.key).first()
    subject, body = actions.text_of(kind)
    version = own.version if own else 0
    initial = {"subject": subject, "body": body, "version": version}
    form = TextForm(request.POST or None, kind=kind, initial=initial)
    conflict = False
    if request.method == "POST" and (PREVIEW in request.POST or _is_step(request)):
        form.is_valid()
    elif request.method == "POST" and form.is_valid():
        try:
            actions.edit_text(actor=request.actor, key=kind.key, **form.cleaned_data)
        except EditConflict:
            conflict = True
            form = TextForm(request.POST.dict() | {"version": version}, kind=kind)
        else:
            messages.success(request, _("Saved. From now on letters have this text."))
            return redirect("letters:text", kind.key)
    context = {"kind": kind, "own": own, "version": version, "conflict": conflict, "form": form}
    return _with_preview(request, kind, context)


def _with_preview(
    request: BakenRequest, kind: catalogue.Kind, context: dict[str, Any]
) -> HttpResponse:
    form = context["form"]
    texts = [str(form[name].value() or "")[:10_000] for name in ("subject", "body")]
    # Not by the dictionary's own ``items`` in the template: a placeholder may have that name.
    context["known"] = list(kind.placeholders.items())
    context["shown"] = actions.filled(texts[0], texts[1], kind.example_values())
    context["unknown"] = catalogue.unknown_placeholders("\n".join(texts), kind.placeholders)
    page = "letters/preview.html" if _is_step(request) else "letters/text.html"
    return render(request, page, context)


def _is_step(request: BakenRequest) -> bool:
    """Say whether a script asks for the preview while somebody types."""
    return request.headers.get("HX-Request") == "true"


@requires(Permission.LETTER_EDIT)
@require_POST
def restore(request: BakenRequest, letter_key: str) -> HttpResponse:
    """Let the default text hold again."""
    kind = _kind(letter_key)
    sent = request.POST.get("version", "")
    try:
        actions.restore_text(
            actor=request.actor,
            key=kind.key,
            version=int(sent) if re.fullmatch(r"[0-9]{1,9}", sent) else -1,
        )
        messages.success(request, _("The default text holds again."))
    except EditConflict:
        messages.warning(request, _("Somebody else changed this text in the meantime."))
    return redirect("letters:text", kind.key)


def _kind(key: str) -> catalogue.Kind:
    try:
        return catalogue.kind_of(key)
    except catalogue.UnknownLetter:
        raise Http404 from None


def _label(key: str) -> Any:
    try:
        return catalogue.kind_of(key).label
    except catalogue.UnknownLetter:
        return key


def _letter(request: BakenRequest, letter_id: UUID) -> Letter:
    letters = Letter.objects.visible_to(request.actor).select_related("membership__account")
    found: Letter = get_object_or_404(letters, pk=letter_id)
    return found
