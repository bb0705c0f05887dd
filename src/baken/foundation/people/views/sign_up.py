"""Signing up to read the knowledge base: a public page, and the links of its mails."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from baken.foundation.access.decorators import public
from baken.foundation.people import limits
from baken.foundation.people.actions import readers
from baken.foundation.people.actions.invitations import LinkUnusable
from baken.foundation.people.forms.readers import (
    AboutForm,
    ConfirmForm,
    ConfirmWithPasswordForm,
    SignUpForm,
)
from baken.foundation.people.landing import start_page
from baken.foundation.people.models import Account, LinkPurpose, ReaderRequest
from baken.foundation.region.mail_domains import organisation_of
from baken.foundation.region.models import Organisation

from .one_time_links import after_link

STEPS = [gettext_lazy("About you"), gettext_lazy("Confirm"), gettext_lazy("Read")]
HOUR = 60 * limits.MINUTES
DAY = 24 * HOUR
FROM_ONE_CALLER = 20
"""In an hour, from one network address: a whole team may sign up during a training."""
TO_ONE_DOMAIN = 60
"""In an hour, to one mail domain, so that nobody floods an organisation's mail server."""
TO_ALL = 300
"""In an hour, to everybody: this product's name is not for sending unasked mail."""
TO_ONE_ADDRESS = 3
"""In a day, to one mail address. The page says so to everybody, and shows it to nobody."""


@public
@csrf_exempt  # no cookie, no account: there is nothing of the visitor's to abuse
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def sign_up(request: HttpRequest) -> HttpResponse:
    """Ask for access. The answer is the same for every address."""
    form = SignUpForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, form)
    if form.is_trapped:
        return render(request, "people/readers/sent.html")
    email = form.cleaned_data["email"]
    if not _has_room(request, email):
        form.add_error(None, _("Too many people signed up just now. Try again in an hour."))
        return _page(request, form, status=429)
    if not limits.is_full("sign-up-to", _mail_box(email), limit=TO_ONE_ADDRESS):
        _count(email)
        readers.ask(email=email, application=form.application())
    return render(request, "people/readers/sent.html")


def _page(request: HttpRequest, form: AboutForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "organisations": _names(), "steps": STEPS}
    return render(request, "people/readers/sign_up.html", context, status=status)


def _names() -> list[str]:
    known = Organisation.objects.filter(is_current=True).order_by("name")
    return list(known.values_list("name", flat=True))


def _has_room(request: HttpRequest, email: str) -> bool:
    """Say whether caller, mail domain and product may send one more; counts the caller."""
    if limits.is_over(request, "sign-up", limit=FROM_ONE_CALLER):
        return False
    limits.count(request, "sign-up", seconds=HOUR)
    return not (
        limits.is_full("sign-up-domain", _domain(email), limit=TO_ONE_DOMAIN)
        or limits.is_full("sign-up-all", limit=TO_ALL)
    )


def _count(email: str) -> None:
    """Count a mail that is sent. One that is not uses nobody's room up."""
    limits.add("sign-up-to", _mail_box(email), seconds=DAY)
    limits.add("sign-up-domain", _domain(email), seconds=HOUR)
    limits.add("sign-up-all", seconds=HOUR)


def _domain(email: str) -> str:
    return email.rpartition("@")[2]


def _mail_box(email: str) -> str:
    """Return what names the mail box: ``jan+x@`` and ``j.an@`` may all end up in one."""
    local, _at, domain = email.rpartition("@")
    return f"{local.partition('+')[0].replace('.', '')}@{domain}"


@public
@never_cache
@sensitive_post_parameters("sleutel", "password1", "password2")
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """Confirm the mail address; who is recognised chooses a password and is in."""
    sent = request.POST if request.method == "POST" else request.GET
    secret = sent.get("sleutel", "")
    asked = readers.look_up(secret=secret)
    if asked is None:
        return _unusable(request)
    known = organisation_of(asked.email)
    form = _confirm_form(request, asked, known, secret)
    if request.method == "POST" and form.is_valid():
        password = form.cleaned_data.get("password1", "")
        try:
            account = readers.confirm(
                secret=secret, application=form.application(), password=password
            )
        except LinkUnusable:
            return _unusable(request)
        if account is not None:
            return after_link(request, account, LinkPurpose.READER)
        return render(request, "people/readers/waiting.html", {"email": asked.email})
    context = {
        "form": form,
        "asked": asked,
        "known": known,
        "organisations": _names(),
        "steps": STEPS,
    }
    return render(request, "people/readers/confirm.html", context)


def _confirm_form(
    request: HttpRequest, asked: ReaderRequest, known: Organisation | None, secret: str
) -> AboutForm:
    initial: dict[str, Any] = {
        "sleutel": secret,
        "name": asked.name,
        "function": asked.function,
        "organisation": known.name if known else asked.organisation_text,
    }
    if known is None:
        return ConfirmForm(request.POST or None, initial=initial)
    typed = request.POST.get("name", asked.name)
    about = Account(email=asked.email, name=typed)  # what the password may not look like
    form = ConfirmWithPasswordForm(about, request.POST or None, initial=initial)
    # The mail domain says it; what is typed would change nothing.
    form.fields["organisation"].disabled = True
    return form


@public
@never_cache
@sensitive_post_parameters("sleutel")
@require_http_methods(["GET", "POST"])
def renew(request: HttpRequest) -> HttpResponse:
    """Let a reader go on for another year. Opening the link changes nothing: mail scanners do."""
    sent = request.POST if request.method == "POST" else request.GET
    secret = sent.get("sleutel", "")
    account = readers.look_up_renewal(secret=secret)
    if account is None:
        return _unusable(request)
    if request.method == "POST":
        try:
            membership = readers.renew(secret=secret)
        except LinkUnusable:
            return _unusable(request)
        day = membership.ends_on
        messages.success(
            request,
            _("You can read until %(day)s.") % {"day": f"{day:%d-%m-%Y}" if day else ""},
        )
        return redirect(start_page(membership))
    return render(request, "people/readers/renew.html", {"secret": secret, "account": account})


def _unusable(request: HttpRequest) -> HttpResponse:
    return render(request, "people/readers/unusable.html", status=410)
