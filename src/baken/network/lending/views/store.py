"""The pages about the items themselves: what there is, and what who lends does with it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from baken.foundation.access.decorators import BakenRequest, requires
from baken.foundation.access.permissions import Permission
from baken.network.lending import actions, queries
from baken.network.lending.access import keeps_the_store
from baken.network.lending.forms.keeping import DefectForm, KindForm, MendForm, RetireForm
from baken.network.lending.models import Defect, Item, ItemKind, LoanRequest
from baken.web.spreadsheet import spreadsheet_response

from .base import Step, do, tabs, take_step


@requires(Permission.LENDING_REQUEST)
@require_safe
def item_list(request: BakenRequest) -> HttpResponse:
    """Show the kinds with what they are, and every item with its state."""
    items = list(queries.items(request.actor))
    if request.GET.get("as") == "spreadsheet":
        return _as_spreadsheet(items)
    kinds = [kind for kind in queries.kinds(request.actor).values() if kind.is_current]
    context = {
        "tabs": tabs("items"),
        "kinds": [(kind, [item for item in items if item.kind_id == kind.pk]) for kind in kinds],
        "today": timezone.localdate(),
        "keeps": keeps_the_store(request.actor),
    }
    return render(request, "lending/items.html", context)


def _as_spreadsheet(items: list[Any]) -> HttpResponse:
    heads = (
        *(_("Item"), _("Kind"), _("Waits for cleaning"), _("Open defects")),
        *(_("Times lent"), _("Gone since"), _("Remark")),
    )
    rows = (
        (
            *(str(item), item.kind.name, _("yes") if item.needs_cleaning else _("no")),
            *("; ".join(defect.description for defect in item.broken), item.times),
            *(item.retired_on, item.remark),
        )
        for item in items
    )
    return spreadsheet_response("uitleen-materialen.xlsx", _("Items"), heads, rows)


@requires(Permission.LENDING_MANAGE)
@require_safe
def item_page(request: BakenRequest, lent_item_id: UUID) -> HttpResponse:
    """Show one item with its defects and for whom it was lent."""
    item = _item(request, lent_item_id)
    known = LoanRequest.objects.visible_to(request.actor).select_related("organisation")
    loans = list(item.loans.order_by("-starts_on")[:50])
    requests = {one.pk: one for one in known.filter(pk__in=[loan.request_id for loan in loans])}
    context = {
        "item": item,
        "defects": item.defects.select_related("reported_by__organisation"),
        "loans": [(loan, requests.get(loan.request_id)) for loan in loans],
    }
    return render(request, "lending/item.html", context)


def _item(request: BakenRequest, item_id: UUID) -> Item:
    items = Item.objects.visible_to(request.actor).select_related("kind")
    found: Item = get_object_or_404(items, pk=item_id)
    return found


def _page(item: Item) -> str:
    return reverse("lending:item", args=[item.pk])


@requires(Permission.LENDING_MANAGE)
@require_POST
def clean(request: BakenRequest, lent_item_id: UUID) -> HttpResponse:
    """Say that an item was cleaned."""
    item = _item(request, lent_item_id)

    def act() -> object:
        return actions.mark_clean(actor=request.actor, item_id=item.pk)

    done = _("%(item)s is clean and may be lent again.") % {"item": item}
    return do(request, act, done, reverse("lending:items"))


@requires(Permission.LENDING_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def defect(request: BakenRequest, lent_item_id: UUID) -> HttpResponse:
    """Note that an item is broken."""
    item = _item(request, lent_item_id)
    step = Step(
        title=_("Report a defect"),
        submit=_("Report it"),
        done=_("The item is lent to nobody until it is mended."),
        kicker=str(item),
    )

    def act(data: dict[str, Any]) -> object:
        return actions.report_defect(actor=request.actor, item_id=item.pk, **data)

    return take_step(request, DefectForm(request.POST or None), step, act, _page(item))


@requires(Permission.LENDING_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def mend(request: BakenRequest, lent_item_id: UUID, defect_id: UUID) -> HttpResponse:
    """Note that a defect was mended."""
    item = _item(request, lent_item_id)
    found: Defect = get_object_or_404(item.defects.all(), pk=defect_id)
    step = Step(
        title=_("Mended"),
        submit=_("Mended"),
        done=_("The item may be lent again."),
        lead=found.description,
        kicker=str(item),
    )

    def act(data: dict[str, Any]) -> object:
        return actions.mend(actor=request.actor, item_id=item.pk, defect_id=defect_id, **data)

    return take_step(request, MendForm(request.POST or None), step, act, _page(item))


@requires(Permission.LENDING_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def retire(request: BakenRequest, lent_item_id: UUID) -> HttpResponse:
    """Take an item out of the store for good."""
    item = _item(request, lent_item_id)
    step = Step(
        title=_("Take out of the store"),
        submit=_("Take out"),
        done=_("The item is no longer lent."),
        kicker=str(item),
        variant="danger",
    )

    def act(data: dict[str, Any]) -> object:
        return actions.retire(actor=request.actor, item_id=item.pk, **data)

    return take_step(request, RetireForm(request.POST or None), step, act, _page(item))


@requires(Permission.LENDING_MANAGE)
@require_POST
def bring_back(request: BakenRequest, lent_item_id: UUID) -> HttpResponse:
    """Put an item back in the store."""
    item = _item(request, lent_item_id)

    def act() -> object:
        return actions.bring_back(actor=request.actor, item_id=item.pk)

    return do(request, act, _("The item is lent again."), _page(item))


@requires(Permission.LENDING_MANAGE)
@require_POST
def add(request: BakenRequest, kind_slug: str) -> HttpResponse:
    """Add one more item of a kind."""
    kind = _kind(request, kind_slug)

    def act() -> object:
        return actions.add_item(actor=request.actor, kind_id=kind.pk)

    return do(request, act, _("Added."), reverse("lending:items"))


@requires(Permission.LENDING_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_kind(request: BakenRequest, kind_slug: str) -> HttpResponse:
    """Change the words, the accessories and the cleaning of a kind."""
    kind = _kind(request, kind_slug)
    step = Step(
        title=_("Change: %(kind)s") % {"kind": kind.name},
        submit=_("Save"),
        done=_("Saved."),
        lead=_("A newer region pack leaves what you change here alone."),
    )

    def act(data: dict[str, Any]) -> object:
        version = data.pop("version")
        return actions.edit_kind(actor=request.actor, kind_id=kind.pk, values=data, version=version)

    form = KindForm(request.POST or None, initial=KindForm.initial_of(kind))
    return take_step(request, form, step, act, reverse("lending:items"))


def _kind(request: BakenRequest, slug: str) -> ItemKind:
    found: ItemKind = get_object_or_404(ItemKind.objects.visible_to(request.actor), slug=slug)
    return found
