"""The yearly account: the years, one account with its chapters, own words, and both files."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from baken.foundation.access.decorators import BakenRequest, requires
from baken.foundation.access.permissions import Permission
from baken.network.policy.account import paper, queries
from baken.network.policy.account.registry import Registered, find_chapter
from baken.network.policy.account.words import file_name
from baken.network.policy.actions import account as actions
from baken.network.policy.agreements.steps import EditConflict
from baken.network.policy.forms.account import WordsForm, YearForm
from baken.network.policy.models.account import AccountWords, YearlyAccount
from baken.web.documents.word import CONTENT_TYPE
from baken.web.typesetting import pdf_response


@requires(Permission.POLICY_READ)
@require_safe
def accounts(request: BakenRequest) -> HttpResponse:
    """List the years."""
    return _years(request, None)


def _years(request: BakenRequest, form: YearForm | None) -> HttpResponse:
    found = YearlyAccount.objects.visible_to(request.actor)
    may_edit = request.actor.may(Permission.POLICY_EDIT)
    if form is None and may_edit:
        form = YearForm(initial={"year": timezone.localdate().year})
    context = {"accounts": found, "form": form if may_edit else None}
    return render(request, "policy/account/years.html", context)


@requires(Permission.POLICY_EDIT)
@require_POST
def start_account(request: BakenRequest) -> HttpResponse:
    """Start the account over a year."""
    form = YearForm(request.POST)
    if not form.is_valid():
        return _years(request, form)
    account = actions.start_account(actor=request.actor, year=form.cleaned_data["year"])
    return redirect("policy:account", account.year)


def _account(request: BakenRequest, year: int) -> YearlyAccount:
    found: YearlyAccount = get_object_or_404(
        YearlyAccount.objects.visible_to(request.actor), year=year
    )
    return found


@requires(Permission.POLICY_READ)
@require_safe
def account(request: BakenRequest, account_year: int) -> HttpResponse:
    """Show the whole account as it would be printed, with a way to the own words."""
    found = _account(request, account_year)
    may_edit = request.actor.may(Permission.POLICY_EDIT)
    context = {
        "account": found,
        "document": queries.document_of(request.actor, found),
        "editions": found.editions.all(),
        "may_edit": may_edit,
        "may_write": may_edit and not found.is_final,
    }
    return render(request, "policy/account/account.html", context)


@requires(Permission.POLICY_READ)
@require_safe
def account_pdf(request: BakenRequest, account_year: int) -> HttpResponse:
    """Return the account as PDF/UA."""
    document = queries.document_of(request.actor, _account(request, account_year))
    return pdf_response(paper.as_pdf(document), file_name(document, "pdf"))


@requires(Permission.POLICY_READ)
@require_safe
def account_word(request: BakenRequest, account_year: int) -> HttpResponse:
    """Return the account as a Word file."""
    document = queries.document_of(request.actor, _account(request, account_year))
    answer = HttpResponse(paper.as_word(document), content_type=CONTENT_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{file_name(document, "docx")}"'
    return answer


@requires(Permission.POLICY_EDIT)
@require_POST
def make_final(request: BakenRequest, account_year: int) -> HttpResponse:
    """Freeze the text as it stands."""
    _account(request, account_year)
    actions.make_final(actor=request.actor, year=account_year)
    messages.success(request, _("The account is final. Its text stands still from now on."))
    return redirect("policy:account", account_year)


@requires(Permission.POLICY_EDIT)
@require_POST
def open_again(request: BakenRequest, account_year: int) -> HttpResponse:
    """Make a draft of a final account."""
    _account(request, account_year)
    actions.open_again(actor=request.actor, year=account_year)
    messages.success(request, _("The account is a draft again. The final text was kept."))
    return redirect("policy:account", account_year)


def _chapter(key: str) -> Registered:
    found = find_chapter(key)
    if found is None:
        raise Http404
    return found


@requires(Permission.POLICY_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def account_words(request: BakenRequest, account_year: int, account_chapter: str) -> HttpResponse:
    """Write the own words of a chapter, with all earlier versions below."""
    found, chapter = _account(request, account_year), _chapter(account_chapter)
    versions = AccountWords.objects.visible_to(request.actor).filter(
        account=found, chapter=chapter.key
    )
    versions = list(versions.select_related("membership__account"))
    number = versions[0].number if versions else 0
    initial = {"text": versions[0].text if versions else "", "after": number}
    form = WordsForm(request.POST or None, initial=initial)
    conflict = False
    if request.method == "POST" and form.is_valid():
        try:
            _write(request, found, chapter, form)
        except EditConflict:
            conflict = True
            sent = request.POST.copy()
            sent["after"] = str(number)
            form = WordsForm(sent)
        else:
            return redirect("policy:account", account_year)
    context = {
        "account": found,
        "chapter": chapter,
        "told": chapter.function(found.year, request.actor),
        "form": form,
        "versions": versions,
        "conflict": conflict,
    }
    return render(request, "policy/account/words.html", context)


def _write(
    request: BakenRequest, account: YearlyAccount, chapter: Registered, form: WordsForm
) -> None:
    """Save, and say what became of it; a final account stays as it is."""
    try:
        saved = actions.write_words(
            actor=request.actor, year=account.year, chapter=chapter.key, **form.cleaned_data
        )
    except actions.AccountIsFinal:
        messages.warning(request, _("The account is final; open it again to change it."))
        return
    messages.success(request, _("Saved.") if saved else _("Nothing was changed."))
