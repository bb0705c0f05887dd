"""Mail of this room: one link or one sentence, never a name, a role or an organisation."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.core.mail import send_mail
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from .models import Account, LinkPurpose


@dataclass(frozen=True)
class Letter:
    """Subject and text of a mail; ``%(address)s`` in the text becomes the link."""

    subject: str | Promise
    text: str | Promise


LINK_LETTERS = {
    LinkPurpose.JOIN: Letter(
        _("Your invitation for Baken"),
        _(
            "You have been invited to work with Baken.\n\n"
            "Open this link to choose a password. It works once, for seven days:\n\n"
            "%(address)s\n\n"
            "Did you not expect this? Then you can ignore this mail."
        ),
    ),
    LinkPurpose.RESTART: Letter(
        _("Set up your access to Baken again"),
        _(
            "Your second step for signing in to Baken has been reset by an administrator.\n\n"
            "Open this link to choose a password and set up a new second step. "
            "It works once, for seven days:\n\n"
            "%(address)s\n\n"
            "Did you not ask for this? Call your administrator now."
        ),
    ),
    LinkPurpose.PASSWORD: Letter(
        _("Choose a new password for Baken"),
        _(
            "Somebody asked for a new password for Baken with this mail address.\n\n"
            "Open this link to choose one. It works once, for one hour:\n\n"
            "%(address)s\n\n"
            "Was it not you? Then you can ignore this mail; nothing changes."
        ),
    ),
}

WORDS = {
    "password-changed": Letter(
        _("Your password for Baken was changed"),
        _(
            "The password of your Baken account was changed and all other sessions were ended.\n\n"
            "Was it not you? Call your administrator now."
        ),
    ),
    "second-factor-changed": Letter(
        _("Your second step for Baken was changed"),
        _(
            "A second step for signing in to Baken was added, removed or renewed.\n\n"
            "Was it not you? Call your administrator now."
        ),
    ),
    "token-made": Letter(
        _("An API token for Baken was made"),
        _(
            "With your Baken account an API token was made, with which a program can work for "
            "you.\n\n"
            "Was it not you? Call your administrator now."
        ),
    ),
}


def send_link(account: Account, purpose: LinkPurpose, address: str) -> None:
    """Send a one-time link; raises what the mail server raises, so that the job tries again."""
    _send(LINK_LETTERS[purpose], account.email, address)


def send_word(account: Account, word: str) -> None:
    """Send one of the fixed ``WORDS``."""
    _send(WORDS[word], account.email)


def _send(letter: Letter, email: str, address: str = "") -> None:
    with override(settings.LANGUAGE_CODE):
        text = str(letter.text) % {"address": address} if address else str(letter.text)
        send_mail(str(letter.subject), f"{text}\n", settings.DEFAULT_FROM_EMAIL, [email])
