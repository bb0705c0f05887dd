"""Makes the mail of a letter. Plain text, safe headers, no automatic answers please."""

from __future__ import annotations

import re
from collections.abc import Sequence
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from .models import Letter, LetterAttachment

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029]")
_UNSAFE_NAME = re.compile(r"[^\w .()-]+")
_CONTENT_TYPE = re.compile(r"[a-z]+/[\w.+-]+(?:; ?[\w-]+=[\w-]+){0,3}", re.ASCII | re.IGNORECASE)
CALENDAR = "text/calendar"


def one_line(text: str) -> str:
    """Return text for a header: one line, without control characters (no header injection)."""
    return " ".join(_CONTROL.sub(" ", text).split())


def clean_body(text: str) -> str:
    """Return text for the body: with plain line ends and without control characters."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def safe_name(name: str) -> str:
    """Return a file name without paths, quotes and line ends."""
    return _UNSAFE_NAME.sub("-", one_line(name)).strip(" .-")[:120] or "bijlage"


def check_content_type(content_type: str) -> str:
    """Return it, or raise ``ValueError`` when it is no plain content type."""
    if not _CONTENT_TYPE.fullmatch(content_type):
        raise ValueError(f"{content_type!r} is no content type")
    return content_type


def message_of(letter: Letter, attachments: Sequence[LetterAttachment]) -> EmailMultiAlternatives:
    """Return the mail, ready to send.

    The Message-ID follows from the letter: should the answer of a mail server get lost and the
    letter be offered again, the receiving side can tell that it has it. ``Auto-Submitted`` is
    RFC 3834. A calendar invitation stands in the mail twice, as iMIP (RFC 6047) asks and as
    mail programs want it: as an alternative and as a file.
    """
    host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    message = EmailMultiAlternatives(
        subject=one_line(letter.subject),
        body=letter.body,
        to=[letter.to_address],
        headers={
            "Auto-Submitted": "auto-generated",
            "Message-ID": f"<{letter.pk}.{letter.created_at:%Y%m%d%H%M%S}@{host}>",
        },
    )
    for attachment in attachments:
        content = bytes(attachment.content)
        is_text = attachment.content_type.lower().startswith("text/")
        part: str | bytes = content.decode("utf-8") if is_text else content
        if attachment.content_type.lower().startswith(CALENDAR):
            message.attach_alternative(part, attachment.content_type)
        message.attach(attachment.name, part, attachment.content_type)
    return message
