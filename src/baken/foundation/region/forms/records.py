"""Forms for an organisation and for a contact point."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from baken.foundation.region import phones
from baken.foundation.region.mail_domains import MailDomainProblem, normalise, taken
from baken.foundation.region.models import (
    ChainRole,
    ContactPoint,
    Organisation,
    OrganisationKind,
    Situation,
    Verification,
)


class PhoneField(forms.CharField):
    """A phone number, shown the Dutch way and cleaned to the stored form."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"})
        super().__init__(required=False, max_length=30, widget=widget, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Show a stored number for reading, and what was typed as it was typed."""
        try:
            return phones.display(value) if value == phones.normalise(value or "") else value
        except phones.PhoneProblem:
            return value

    def clean(self, value: Any) -> str:
        """Return the stored form."""
        try:
            return phones.normalise(super().clean(value))
        except phones.PhoneProblem as problem:
            raise forms.ValidationError(str(problem), code="invalid") from problem


class WebAddressField(forms.CharField):
    """A web address; ``www.example.org`` is understood too."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"})
        super().__init__(required=False, max_length=300, widget=widget, **kwargs)

    def clean(self, value: Any) -> str:
        """Return the address with its scheme."""
        text = super().clean(value).strip()
        if not text:
            return ""
        address = text if "://" in text else f"https://{text}"
        message = _("Write a web address such as https://www.example.org.")
        URLValidator(schemes=["https", "http"], message=message)(address)
        return address


class MailDomainsField(forms.CharField):
    """Mail domains, one on each line; cleaned to a list without doubles."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=2000, widget=_long(), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Show a list as lines, and what was typed as it was typed."""
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        """Return the domains as they are kept."""
        lines = super().clean(value).replace(",", "\n").split()
        try:
            return list(dict.fromkeys(normalise(line) for line in lines))
        except MailDomainProblem as problem:
            raise forms.ValidationError(str(problem), code="invalid") from problem


def _long(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class OwnContactForm(forms.Form):
    """What a focal point fills in about the own contact point."""

    name = forms.CharField(
        label=_("Name of the contact point"),
        max_length=120,
        help_text=_("A function or a team, never the name of a person: this page is public."),
    )
    phone = PhoneField(
        label=_("Phone"), help_text=_("The number that a colleague or a partner calls.")
    )
    email = forms.EmailField(
        label=_("Mail address"),
        required=False,
        max_length=254,
        help_text=_("A mailbox of the team, so that it works when somebody is away."),
        error_messages={"invalid": _("Write a mail address such as team@example.org.")},
    )
    website = WebAddressField(label=_("Website"))
    hours_note = forms.CharField(
        label=_("Note on the hours"), required=False, max_length=300, widget=_long(2)
    )
    checked = forms.BooleanField(
        label=_("I checked today that all of this is right"),
        required=False,
        help_text=_("For example by calling the number."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    FIELDS: tuple[str, ...] = ("name", "phone", "email", "website", "hours_note")

    @classmethod
    def for_contact(cls, contact: ContactPoint, data: Any = None) -> OwnContactForm:
        """Return the form with what the contact point has now."""
        initial = {name: getattr(contact, name) for name in cls.FIELDS}
        return cls(data, initial=initial | {"version": contact.version}, label_suffix="")

    def values(self) -> dict[str, Any]:
        """Return the fields to store."""
        return {name: self.cleaned_data[name] for name in self.FIELDS}


class ContactForm(OwnContactForm):
    """What an editor of the region fills in about any contact point."""

    purpose = forms.CharField(
        label=_("What for"),
        max_length=300,
        widget=_long(2),
        help_text=_("In plain words: in which situation does somebody call here?"),
    )
    phone_abroad = PhoneField(label=_("Phone from abroad"))
    anonymous_possible = forms.BooleanField(
        label=_("Somebody can call without giving a name"), required=False
    )
    fallback = forms.ModelChoiceField(
        ContactPoint.objects.none(),
        label=_("Who to contact when nobody answers"),
        required=False,
        empty_label=_("Nobody"),
    )
    conflict_note = forms.CharField(
        label=_("Please note"),
        required=False,
        max_length=1000,
        widget=_long(),
        help_text=_("For example: other sites show another number. Everybody reads this."),
    )
    source = forms.CharField(label=_("Source"), required=False, max_length=500)
    is_current = forms.BooleanField(
        label=_("In use"),
        required=False,
        initial=True,
        help_text=_("What is not in use does not appear on any page and in no route."),
    )

    field_order = ("name", "purpose", "phone", "phone_abroad", "email", "website")

    FIELDS = (
        *OwnContactForm.FIELDS,
        "purpose",
        "phone_abroad",
        "anonymous_possible",
        "fallback",
        "conflict_note",
        "source",
        "is_current",
    )

    def __init__(self, *args: Any, contact: ContactPoint | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = ContactPoint.objects.filter(is_current=True).select_related("organisation")
        if contact is not None:
            others = others.exclude(pk=contact.pk)
        field = self.fields["fallback"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = others.exclude(phone="").order_by("organisation__name", "name")

    @classmethod
    def for_contact(cls, contact: ContactPoint, data: Any = None) -> ContactForm:
        """Return the form with what the contact point has now."""
        initial = {name: getattr(contact, name) for name in cls.FIELDS}
        initial["version"] = contact.version
        return cls(data, initial=initial, contact=contact, label_suffix="")


class OrganisationForm(forms.Form):
    """What an editor fills in about an organisation."""

    organisation: Organisation | None = None

    name = forms.CharField(label=_("Name"), max_length=200)
    short_name = forms.CharField(label=_("Short name"), required=False, max_length=60)
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=OrganisationKind.choices,
        help_text=_("Decides on which legal ground a concern can be referred to it."),
    )
    chain_role = forms.ChoiceField(
        label=_("Place in the chain"),
        choices=ChainRole.choices,
        help_text=_("Under this heading it stands in the public list."),
    )
    serves = forms.CharField(
        label=_("What to contact it for"), required=False, max_length=1000, widget=_long()
    )
    description = forms.CharField(
        label=_("What it is"), required=False, max_length=3000, widget=_long()
    )
    task = forms.CharField(
        label=_("Task in the approach"), required=False, max_length=3000, widget=_long()
    )
    call_when = forms.MultipleChoiceField(
        label=_("When to call"),
        required=False,
        choices=Situation.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The public list can be filtered by this."),
    )
    website = WebAddressField(label=_("Website"))
    mail_domains = MailDomainsField(
        label=_("Mail domains"),
        help_text=_(
            "One on each line, such as example.org. Who has an address there is let into the "
            "knowledge base at once. Only domains of which this organisation alone gives out the "
            "addresses."
        ),
    )
    source = forms.CharField(label=_("Source"), required=False, max_length=500)
    verification = forms.ChoiceField(
        label=_("How well known"),
        required=False,
        choices=[("", _("Not stated")), *Verification.choices],
    )
    is_current = forms.BooleanField(
        label=_("In use"),
        required=False,
        initial=True,
        help_text=_("What is not in use does not appear on any page and in no route."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, initial=1)

    FIELDS = (
        "name",
        "short_name",
        "kind",
        "chain_role",
        "serves",
        "description",
        "task",
        "call_when",
        "website",
        "mail_domains",
        "source",
        "verification",
        "is_current",
    )

    @classmethod
    def for_organisation(cls, organisation: Organisation, data: Any = None) -> OrganisationForm:
        """Return the form with what the organisation has now."""
        initial = {name: getattr(organisation, name) for name in cls.FIELDS}
        initial["version"] = organisation.version
        form = cls(data, initial=initial, label_suffix="")
        form.organisation = organisation
        return form

    def clean_mail_domains(self) -> list[str]:
        """Refuse a domain that is another organisation's: then it would say nothing."""
        domains: list[str] = self.cleaned_data["mail_domains"]
        for domain, owner in taken(domains, besides=self.organisation).items():
            raise forms.ValidationError(
                _("%(domain)s belongs to %(organisation)s already.")
                % {"domain": domain, "organisation": owner}
            )
        return domains

    def values(self) -> dict[str, Any]:
        """Return the fields to store."""
        return {name: self.cleaned_data[name] for name in self.FIELDS}
