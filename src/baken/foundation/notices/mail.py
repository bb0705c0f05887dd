"""The one mail of the product that is not about signing in. It carries no content.

Mail passes through servers and screens we do not know. Therefore: a fixed subject, a fixed
sentence and a link to the messages page; not even the kind of notice.
"""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.translation import gettext, override

from baken.foundation.people.models import Account


def send_waiting(account_id: UUID) -> bool:
    """Mail the account that something is waiting; return False when it is not active.

    Raises what the mail server raises; the job then tries again later.
    """
    account = Account.objects.filter(pk=account_id, is_active=True).first()
    if account is None:
        return False
    with override(settings.LANGUAGE_CODE):
        sentence = gettext("Something is waiting for you in Baken.")
        link = f"{settings.SITE_ADDRESS.rstrip('/')}{reverse('notices:list')}"
        message = EmailMessage(
            subject=sentence.rstrip("."),
            body=f"{sentence}\n\n{link}\n",
            to=[account.email],
            # Says "no automatic answer please" to out-of-office robots (RFC 3834).
            headers={"Auto-Submitted": "auto-generated"},
        )
    message.send()
    return True
