"""The editor's screens: what needs a check, organisations, contact points, edits and the pack."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from baken.foundation.access.decorators import BakenRequest, requires
from baken.foundation.access.permissions import Permission
from baken.foundation.region import actions, queries
from baken.foundation.region.access import contacts_editable_by, organisations_editable_by
from baken.foundation.region.forms.records import ContactForm, OrganisationForm
from baken.foundation.region.models import ContactPoint, RegionPackState

from .editing import ContactEditor, tabs


@requires(Permission.REGION_EDIT)
@require_safe
def contacts(request: BakenRequest) -> HttpResponse:
    """All contact points, those that need a check first."""
    query, only_due = request.GET.get("q", "").strip()[:100], "due" in request.GET
    found = queries.contacts_by_due(query=query, only_due=only_due)
    context = {
        "tabs": tabs("contacts"),
        "found": [due for due in found if due.state != "empty"],
        "empty": [due.contact for due in found if due.state == "empty"],
        "query": query,
        "only_due": only_due,
        "due_count": sum(due.state in {"never", "overdue"} for due in found),
    }
    return render(request, "region/manage/contacts.html", context)


@requires(Permission.REGION_EDIT)
@require_safe
def organisations(request: BakenRequest) -> HttpResponse:
    """All organisations with their contact points."""
    context = {
        "tabs": tabs("organisations"),
        "organisations": queries.organisations_with_contacts(),
    }
    return render(request, "region/manage/organisations.html", context)


@requires(Permission.REGION_EDIT)
@require_safe
def pack(request: BakenRequest) -> HttpResponse:
    """Which pack was loaded, and every value that an editor changed since."""
    context = {
        "tabs": tabs("pack"),
        "state": RegionPackState.objects.first(),
        "edits": queries.all_edits(),
    }
    return render(request, "region/manage/pack.html", context)


@requires(Permission.REGION_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def organisation(request: BakenRequest, slug: str) -> HttpResponse:
    """Change one organisation."""
    record = get_object_or_404(organisations_editable_by(request.actor), slug=slug)
    form = OrganisationForm.for_organisation(record, request.POST or None)
    conflict = False
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            changed = actions.edit_organisation(
                record, actor=request.actor, values=form.values(), version=version
            )
        except actions.EditConflict:
            record.refresh_from_db()
            conflict = True
            sent = request.POST.copy()
            sent["version"] = str(record.version)
            form = OrganisationForm.for_organisation(record, sent)
        else:
            messages.success(request, _("Saved.") if changed else _("Nothing was changed."))
            return redirect("region:edit-organisation", slug=slug)
    context = {
        "organisation": record,
        "form": form,
        "conflict": conflict,
        "edits": queries.edits_of(record),
        "history": queries.history_of(record),
        "contacts": record.contact_points.all(),
    }
    return render(request, "region/manage/organisation.html", context)


@requires(Permission.REGION_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def add_organisation(request: BakenRequest) -> HttpResponse:
    """Add an organisation that the pack does not have."""
    form = OrganisationForm(request.POST or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        slug = slugify(form.cleaned_data["short_name"] or form.cleaned_data["name"])[:60]
        try:
            added = actions.add_organisation(actor=request.actor, slug=slug, values=form.values())
        except actions.RegionProblem as problem:
            form.add_error("name", str(problem))
        else:
            messages.success(request, _("Added. Now add how it can be reached."))
            return redirect("region:add-contact", slug=added.slug)
    return render(request, "region/manage/add_organisation.html", {"form": form})


@requires(Permission.REGION_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: BakenRequest, contact_id: UUID) -> HttpResponse:
    """Change one contact point."""
    record = get_object_or_404(contacts_editable_by(request.actor), pk=contact_id)
    editor = ContactEditor(request, record, ContactForm)
    if request.method == "POST" and editor.save():
        return redirect("region:edit-contact", contact_id=record.pk)
    context = editor.context() | {
        "edits": queries.edits_of(record),
        "history": queries.history_of(record),
    }
    return render(request, "region/manage/contact.html", context)


@requires(Permission.REGION_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def add_contact(request: BakenRequest, slug: str) -> HttpResponse:
    """Add a contact point to an organisation."""
    owner = get_object_or_404(organisations_editable_by(request.actor), slug=slug)
    editor = ContactEditor(request, ContactPoint(organisation=owner), ContactForm)
    if request.method == "POST" and (added := editor.add()):
        return redirect("region:edit-contact", contact_id=added.pk)
    return render(request, "region/manage/add_contact.html", editor.context())


@requires(Permission.REGION_EDIT)
@require_POST
def checked(request: BakenRequest, contact_id: UUID) -> HttpResponse:
    """Say that a contact point was checked today."""
    record = get_object_or_404(contacts_editable_by(request.actor), pk=contact_id)
    actions.mark_checked(record, actor=request.actor)
    messages.success(
        request, _("%(contact)s is marked as checked today.") % {"contact": str(record)}
    )
    return redirect("region:manage")


@requires(Permission.REGION_EDIT)
@require_POST
def take_contact_value(request: BakenRequest, contact_id: UUID, field: str) -> HttpResponse:
    """Give one field of a contact point the pack's value back."""
    record = get_object_or_404(contacts_editable_by(request.actor), pk=contact_id)
    if field not in record.edited_fields():
        return redirect("region:edit-contact", contact_id=record.pk)
    actions.take_pack_value(record, actor=request.actor, field=field)
    messages.success(request, _("The value of the region pack is back."))
    return redirect("region:edit-contact", contact_id=record.pk)


@requires(Permission.REGION_EDIT)
@require_POST
def take_organisation_value(request: BakenRequest, slug: str, field: str) -> HttpResponse:
    """Give one field of an organisation the pack's value back."""
    record = get_object_or_404(organisations_editable_by(request.actor), slug=slug)
    if field not in record.edited_fields():
        return redirect("region:edit-organisation", slug=slug)
    actions.take_pack_value(record, actor=request.actor, field=field)
    messages.success(request, _("The value of the region pack is back."))
    return redirect("region:edit-organisation", slug=slug)
