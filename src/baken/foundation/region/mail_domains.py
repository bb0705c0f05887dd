"""By which mail addresses an organisation is recognised, and by which it never is.

A domain says where somebody works only when that organisation alone gives out its addresses. So
it is compared whole (no subdomains: who holds one need not be who holds the other), in plain
letters (a look-alike in other alphabets is another domain), it belongs to one organisation, and a
provider where everybody takes an address is never one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _

from .models import Organisation

_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_DOMAIN = re.compile(rf"(?:{_LABEL}\.)+[a-z]{{2,63}}", re.ASCII)
LONGEST = 253

_PROVIDERS = (
    "aol.com caiway.net caiway.nl casema.nl chello.nl duck.com fastmail.com freeler.nl gmail.com "
    "gmx.com gmx.de gmx.net googlemail.com hetnet.nl home.nl hotmail.be hotmail.com hotmail.nl "
    "hushmail.com icloud.com kpnmail.nl kpnplanet.nl live.be live.com live.nl mac.com mail.com "
    "mail.ru mailinator.com me.com msn.com odido.nl online.nl outlook.be outlook.com outlook.nl "
    "planet.nl pm.me proton.me protonmail.ch protonmail.com quicknet.nl rocketmail.com skynet.be "
    "solcon.nl t-mobilethuis.nl tele2.nl telenet.be telfort.nl telfortglasvezel.nl tuta.com "
    "tuta.io tutanota.com upcmail.nl versatel.nl vodafonethuis.nl wanadoo.nl web.de xs4all.nl "
    "yahoo.co.uk yahoo.com yahoo.nl yandex.com yandex.ru ymail.com zeelandnet.nl ziggo.nl "
    "zoho.com zoho.eu zonnet.nl "
)
EVERYBODY = frozenset(_PROVIDERS.split())
"""Providers where everybody takes an address. The list need not be whole: a domain counts only
when somebody put it with an organisation, and this keeps that from being done by mistake."""


class MailDomainProblem(ValueError):
    """A text that cannot be the mail domain of one organisation; the message is for a screen."""


def normalise(text: str) -> str:
    """Return a mail domain as it is kept: lower case, no ``@``; raise ``MailDomainProblem``."""
    domain = text.strip().lower().removeprefix("@")
    if len(domain) > LONGEST or not _DOMAIN.fullmatch(domain):
        raise MailDomainProblem(
            _("“%(domain)s” is not a mail domain. Write what stands after the @.")
            % {"domain": text.strip()}
        )
    if domain in EVERYBODY:
        raise MailDomainProblem(
            _("Everybody can get an address at %(domain)s. It says nothing about an organisation.")
            % {"domain": domain}
        )
    return domain


def taken(domains: Iterable[str], *, besides: Organisation | None = None) -> dict[str, str]:
    """Return which of these domains belong to another organisation, with its name. One query."""
    wanted = set(domains)
    others = Organisation.objects.filter(is_current=True).exclude(mail_domains=[])
    if besides is not None and besides.pk:
        others = others.exclude(pk=besides.pk)
    return {
        domain: organisation.name
        for organisation in others
        for domain in organisation.mail_domains
        if domain in wanted
    }


def organisation_of(address: str) -> Organisation | None:
    """Return the organisation whose domain a mail address has, or None. One query.

    None too when several organisations claim it: then an editor decides.
    """
    if not address.isascii():
        return None  # the Kelvin sign becomes a k in lower case
    _local, at, domain = address.strip().lower().rpartition("@")
    if not at or not _DOMAIN.fullmatch(domain) or domain in EVERYBODY:
        return None
    found = Organisation.objects.filter(is_current=True, mail_domains__contains=[domain])[:2]
    organisations = list(found)
    return organisations[0] if len(organisations) == 1 else None
