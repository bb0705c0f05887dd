"""The workshop: what is in progress, all texts, and one text with its versions."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Prefetch, Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baken.foundation.access.decorators import BakenRequest, requires
from baken.foundation.access.permissions import Permission
from baken.network.library.actions import drafts, publishing
from baken.network.library.actions.reviewing import is_own
from baken.network.library.comparing import only_changes, side_by_side
from baken.network.library.forms.writing import CheckForm, TextFilter
from baken.network.library.models import CONTENT, OPEN_STATES, Article, Revision, RevisionState

from .workshop_base import attempt, posted, press, say, tabs, the_revision, the_text

A_PAGE = 50
HALF_A_YEAR = dt.timedelta(days=182)


@requires(Permission.LIBRARY_EDIT)
@require_GET
def workshop(request: BakenRequest) -> HttpResponse:
    """Show what is being written, read and planned."""
    versions = list(
        Revision.objects.visible_to(request.actor)
        .filter(state__in=OPEN_STATES)
        .select_related("article", "written_by__account", "written_by__organisation")
        .defer("body", "article__body", "article__plain_body", "article__search")
        .order_by("-changed_at")
    )
    for version in versions:
        version.is_own = is_own(request.actor, version)
    in_state = {state: [one for one in versions if one.state == state] for state in OPEN_STATES}
    review = in_state[RevisionState.REVIEW]
    today = timezone.localdate()
    late = Article.objects.visible_to(request.actor).published().filter(review_on__lte=today)
    return render(
        request,
        "library/workshop/home.html",
        {
            "tabs": tabs("workshop"),
            "for_me": [one for one in review if not one.is_own],
            "mine_read": [one for one in review if one.is_own],
            "drafts": in_state[RevisionState.DRAFT],
            "planned": in_state[RevisionState.APPROVED],
            "late": late.only("title", "slug", "review_on").order_by("review_on")[:20],
        },
    )


@requires(Permission.LIBRARY_EDIT)
@require_GET
def texts(request: BakenRequest) -> HttpResponse:
    """List all texts, published or not. Two queries, whatever the number."""
    form = TextFilter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    found = Article.objects.visible_to(request.actor).prefetch_related(
        Prefetch(
            "revisions",
            Revision.objects.visible_to(request.actor).filter(state__in=OPEN_STATES).defer("body"),
            to_attr="open_versions",
        )
    )
    listed = _narrowed(found, wanted).order_by("theme", "position", "title")
    if wanted.get("state") == "differs":
        listed = [one for one in listed if differences(one)]
    page = Paginator(listed, A_PAGE).get_page(request.GET.get("page"))
    for article in page:
        article.differs = bool(differences(article))
    query = request.GET.copy()
    query.pop("page", None)
    return render(
        request,
        "library/workshop/texts.html",
        {
            "tabs": tabs("texts"),
            "form": form,
            "page": page,
            "query": query.urlencode(),
            "is_filtered": any(wanted.values()),
            "today": timezone.localdate(),
        },
    )


def _narrowed(found: Any, wanted: dict[str, Any]) -> Any:
    today = timezone.localdate()
    states = {
        "published": Q(is_published=True, is_current=True),
        "unpublished": Q(is_published=False) | Q(is_current=False),
        "late": Q(is_published=True, review_on__lte=today),
    }
    found = found.filter(states.get(wanted.get("state", ""), Q()))
    if wanted.get("theme"):
        found = found.filter(theme=wanted["theme"])
    return found.filter(title__icontains=wanted["q"]) if wanted.get("q") else found


SHOWN_DIFFERENCES = (*CONTENT, "review_on", "kind", "source", "verification")


def differences(article: Article) -> dict[str, tuple[object, object]]:
    """Return ``{field: (own, the pack's)}`` for what an editor changed on screen."""
    edited = article.edited_fields()
    return {name: edited[name] for name in SHOWN_DIFFERENCES if name in edited}


@requires(Permission.LIBRARY_EDIT)
@require_http_methods(["GET", "POST"])
def text(request: BakenRequest, article_slug: str) -> HttpResponse:
    """Show one text with its versions and what differs from the pack; mark it as checked."""
    article = the_text(request, article_slug)
    ahead = timezone.localdate() + HALF_A_YEAR
    form = CheckForm(posted(request), initial={"review_on": ahead})
    if attempt(
        form,
        lambda data: publishing.mark_checked(
            actor=request.actor, article_id=article.pk, review_on=data["review_on"]
        ),
    ):
        say(request, _("Marked as checked today."))
        return redirect("library:text", article.slug)
    versions = list(
        Revision.objects.visible_to(request.actor)
        .filter(article=article)
        .select_related("written_by__account", "written_by__organisation", "approved_by__account")
        .defer("body")
    )
    published = [one for one in versions if one.state == RevisionState.PUBLISHED]
    return render(
        request,
        "library/workshop/text.html",
        {
            "article": article,
            "form": form,
            "versions": versions,
            "open_version": next((one for one in versions if one.state in OPEN_STATES), None),
            "latest": published[0] if published else None,
            "differences": _difference_rows(article),
            "today": timezone.localdate(),
        },
    )


def _difference_rows(article: Article) -> list[dict[str, Any]]:
    return [
        {
            "field": name,
            "label": Article._meta.get_field(name).verbose_name,  # type: ignore[union-attr]
            "rows": only_changes(side_by_side(str(pack or ""), str(own or ""))),
            "is_content": name in CONTENT,
        }
        for name, (own, pack) in differences(article).items()
    ]


@requires(Permission.LIBRARY_EDIT)
@require_POST
def take_pack(request: BakenRequest, article_slug: str, field: str) -> HttpResponse:
    """Give a field the value of the region pack back."""
    article = the_text(request, article_slug)
    if field not in SHOWN_DIFFERENCES:
        raise Http404
    in_draft = field in CONTENT
    done = _("The value of the pack stands in the draft. A second reader approves it.")
    press(
        request,
        lambda: drafts.take_pack_value(actor=request.actor, article_id=article.pk, field=field),
        done if in_draft else _("The value of the pack is back."),
    )
    return redirect("library:text", article.slug)


@requires(Permission.LIBRARY_EDIT)
@require_http_methods(["GET", "POST"])
def take_off(request: BakenRequest, article_slug: str) -> HttpResponse:
    """Take a text off the shelves, after asking."""
    article = the_text(request, article_slug)
    if request.method == "POST":
        press(
            request,
            lambda: publishing.take_off(actor=request.actor, article_id=article.pk),
            _("The text is off the shelves. Its versions are kept."),
        )
        return redirect("library:text", article.slug)
    return render(request, "library/workshop/take_off.html", {"article": article})


@requires(Permission.LIBRARY_EDIT)
@require_POST
def restore(request: BakenRequest, revision_id: UUID) -> HttpResponse:
    """Begin a draft with the content of an earlier version."""
    version = the_revision(request, revision_id)
    made: list[Revision] = []
    if press(
        request,
        lambda: made.append(drafts.restore(actor=request.actor, revision_id=version.pk)),
        _("The earlier version is a draft now. Send it to a second reader."),
    ):
        return redirect("library:write", made[0].pk)
    return redirect("library:text", version.article.slug)


@requires(Permission.LIBRARY_EDIT)
@require_GET
def compare(request: BakenRequest, article_slug: str) -> HttpResponse:
    """Show two versions side by side; without a choice the two newest."""
    article = the_text(request, article_slug)
    versions = list(Revision.objects.visible_to(request.actor).filter(article=article))
    if len(versions) < 2:
        return redirect("library:text", article.slug)
    new = _chosen(versions, request.GET.get("new", ""), versions[0])
    older = [one for one in versions if one.number < new.number] or versions[1:]
    old = _chosen(versions, request.GET.get("old", ""), older[0])
    return render(
        request,
        "library/workshop/compare.html",
        {
            "article": article,
            "versions": versions,
            "old": old,
            "new": new,
            "fields": compared(old, new, whole="whole" in request.GET),
            "whole": "whole" in request.GET,
        },
    )


def _chosen(versions: list[Revision], number: str, default: Revision) -> Revision:
    return next((one for one in versions if str(one.number) == number), default)


def compared(
    old: Revision | Article, new: Revision, *, whole: bool = False
) -> list[dict[str, Any]]:
    """Return the fields that differ, each with its rows."""
    fields = []
    for name in CONTENT:
        rows = side_by_side(_shown(old, name), _shown(new, name))
        if all(row.kind == "same" for row in rows):
            continue
        fields.append(
            {
                "label": Revision._meta.get_field(name).verbose_name,  # type: ignore[union-attr]
                "rows": rows if whole else only_changes(rows),
            }
        )
    return fields


def _shown(version: Revision | Article, name: str) -> str:
    display = getattr(version, f"get_{name}_display", None)
    return str(display() if display else getattr(version, name))
